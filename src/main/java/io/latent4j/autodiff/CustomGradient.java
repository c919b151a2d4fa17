package io.latent4j.autodiff;

import io.latent4j.engine.Engine;
import io.latent4j.engine.RecordedOperation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.types.family.TType;

/**
 * A function whose gradient is stated by the caller instead of derived from its operations, as
 * Python's {@code tf.custom_gradient}.
 *
 * <pre>{@code
 * // the identity, with its gradient clipped
 * CustomGradient clipped = CustomGradient.of(
 *     (tf, x) -> List.of(tf.identity(x.get(0))),
 *     g -> List.of(g.tf().clipByValue(g.outputGradient(0), low, high)));
 * Operand<?> y = clipped.apply(engine, List.of(x)).get(0);
 * }</pre>
 */
public final class CustomGradient {

  /** What the function computes. */
  @FunctionalInterface
  public interface Forward {

    /**
     * Computes the outputs.
     *
     * @param tf the operations of the engine
     * @param inputs the inputs
     * @return the outputs
     */
    List<? extends Operand<? extends TType>> apply(
        Ops tf, List<? extends Operand<? extends TType>> inputs);
  }

  private final Forward forward;
  private final GradientRule gradient;

  private CustomGradient(Forward forward, GradientRule gradient) {
    this.forward = Objects.requireNonNull(forward, "forward");
    this.gradient = Objects.requireNonNull(gradient, "gradient");
  }

  /**
   * Joins a function and its gradient.
   *
   * @param forward what the function computes; it is not recorded, so variables that it reads get
   *     no gradient
   * @param gradient its gradient; it is recorded by outer tapes, for higher orders
   * @return the function with its gradient
   */
  public static CustomGradient of(Forward forward, GradientRule gradient) {
    return new CustomGradient(forward, gradient);
  }

  /**
   * Computes the function, under the tapes that are open.
   *
   * @param engine the engine in which the inputs live
   * @param inputs the inputs
   * @return the outputs
   */
  public List<Operand<? extends TType>> apply(
      Engine engine, List<? extends Operand<? extends TType>> inputs) {
    List<GradientTape> tapes = OpenTapes.of(engine).recording();
    List<GradientTape.Pause> pauses = tapes.stream().map(GradientTape::stopRecording).toList();
    Operation result;
    try {
      Ops tf = engine.ops();
      Scope scope = tf.scope();
      OperationBuilder builder =
          scope.env().opBuilder("IdentityN", scope.makeOpName("CustomGradient"), scope);
      builder.addInputList(
          forward.apply(tf, inputs).stream().map(Operand::asOutput).toArray(Output<?>[]::new));
      result = builder.build();
    } finally {
      pauses.forEach(GradientTape.Pause::close);
    }
    Map<String, Object> attributes = new LinkedHashMap<>();
    List<Object> arguments = new ArrayList<>();
    inputs.forEach(input -> arguments.add(input.asOutput()));
    RecordedOperation recorded =
        new RecordedOperation("CustomGradient", result, arguments, attributes);
    tapes.forEach(tape -> tape.record(recorded, gradient));
    List<Operand<? extends TType>> outputs = new ArrayList<>();
    for (int i = 0; i < result.numOutputs(); i++) {
      outputs.add(result.output(i));
    }
    return outputs;
  }
}
