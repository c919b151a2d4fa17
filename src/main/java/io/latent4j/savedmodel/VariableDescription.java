package io.latent4j.savedmodel;

import io.latent4j.checkpoint.ElementTypes;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * A variable of a SavedModel.
 *
 * @param path where it is in the model, as Python writes it: {@code encoder.layers[0].kernel}
 * @param name what it was called when it was made; often telling, not always unique
 * @param type the type of its elements
 * @param shape its shape
 * @param trainable whether training changes it
 */
public record VariableDescription(
    String path, String name, DataType type, Shape shape, boolean trainable) {

  @Override
  public String toString() {
    return "%s (%s): %s %s%s"
        .formatted(
            path,
            name,
            ElementTypes.name(type),
            TensorDescription.text(shape),
            trainable ? "" : ", not trainable");
  }
}
