package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ElementTypes;
import io.latent4j.data.ExactTensor;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.family.TType;

/**
 * An input of a function, and what may be passed for it.
 *
 * @param model the model, for messages
 * @param function the name of the function
 * @param description what the file says about the input
 */
record SignatureInput(StoredModel model, String function, TensorDescription description) {

  /** The class of the tensors that are passed: that of the type, or one of the same bits. */
  Class<? extends TType> tensorClass() {
    return tensorClass(model, function, description);
  }

  static Class<? extends TType> tensorClass(
      StoredModel model, String function, TensorDescription tensor) {
    return ElementTypes.bitsOf(tensor.type())
        .orElseThrow(
            () ->
                model.broken(
                    "types that Java knows for '%s' of '%s'".formatted(tensor.name(), function),
                    ElementTypes.name(tensor.type())));
  }

  /** The shape of the tensors that are passed. */
  Shape tensorShape() {
    return ElementTypes.bitsShape(description.type(), description.shape());
  }

  /**
   * Makes a tensor of what was passed.
   *
   * @param argument a tensor, which is returned as it is, samples, or what Java has
   * @param scaling how samples are scaled
   * @param made what was made here, to be closed after the call
   */
  TType tensor(Object argument, Scaling scaling, List<TType> made) {
    if (argument instanceof TType tensor) {
      check(tensor.dataType(), tensor.shape());
      return tensor;
    }
    TType tensor =
        argument instanceof Samples samples
            ? tensor(samples, scaling)
            : ArrayTensors.of(description, argument);
    made.add(tensor);
    check(tensor.dataType(), tensor.shape());
    return tensor;
  }

  /** Samples in the type and shape of the input, to be closed by the caller. */
  TType tensor(Samples samples, Scaling scaling) {
    if (description.type() == DataType.DT_STRING) {
      throw new IllegalArgumentException(
          "%s must be texts or bytes, but is samples".formatted(label()));
    }
    tensorClass();
    Shape shape =
        description
            .fit(samples.shape())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s must have shape %s, but the samples have %s"
                            .formatted(
                                label(),
                                TensorDescription.tuple(description.shape()),
                                TensorDescription.tuple(samples.shape()))));
    return ExactTensor.of(samples, scaling, shape, description.type());
  }

  /** Refuses an operand of another type or shape. */
  void check(Operand<?> operand) {
    Output<?> output = operand.asOutput();
    check(output.dataType(), output.shape());
  }

  private void check(DataType type, Shape shape) {
    if (type != ElementTypes.of(tensorClass())) {
      throw new IllegalArgumentException(
          "%s must be %s%s, but is %s"
              .formatted(
                  label(),
                  ElementTypes.name(description.type()),
                  ElementTypes.classOf(description.type()).isPresent()
                      ? ""
                      : " as the bits of " + ElementTypes.name(ElementTypes.of(tensorClass())),
                  ElementTypes.name(type)));
    }
    if (!shape.isCompatibleWith(tensorShape())) {
      throw new IllegalArgumentException(
          "%s must have shape %s, but has %s"
              .formatted(
                  label(), TensorDescription.tuple(tensorShape()), TensorDescription.tuple(shape)));
    }
  }

  private String label() {
    return "input '%s' of '%s'".formatted(description.name(), function);
  }
}
