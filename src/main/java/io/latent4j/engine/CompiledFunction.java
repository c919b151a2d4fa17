package io.latent4j.engine;

import java.util.List;
import java.util.Map;
import org.tensorflow.types.family.TType;

/**
 * A function with named inputs and outputs, ready to be called many times.
 *
 * <pre>{@code
 * CompiledFunction square =
 *     engine.function("square", List.of(InputSpec.floats("x", -1)),
 *         (tf, in) -> Map.of("y", tf.math.square(in.floats("x"))));
 * try (TFloat32 x = TFloat32.vectorOf(1, 2, 3); Outputs out = square.call(Map.of("x", x))) {
 *   float[] y = out.floats("y");
 * }
 * }</pre>
 */
public interface CompiledFunction {

  /**
   * The name.
   *
   * @return the name given when it was made
   */
  String name();

  /**
   * The inputs in order.
   *
   * @return the inputs
   */
  List<InputSpec> inputs();

  /**
   * Runs the function.
   *
   * @param arguments a tensor for each input; they stay the caller's to close
   * @return the outputs, to be closed by the caller
   * @throws IllegalArgumentException if an input is missing, unknown, or of another type or shape
   * @throws IllegalStateException if the engine is closed
   */
  Outputs call(Map<String, ? extends TType> arguments);

  /**
   * Runs a function that has no inputs.
   *
   * @return the outputs, to be closed by the caller
   */
  default Outputs call() {
    return call(Map.of());
  }
}
