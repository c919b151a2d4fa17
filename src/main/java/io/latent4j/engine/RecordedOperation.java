package io.latent4j.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * An operation that was built, with what it was built from.
 *
 * @param type the op's type, such as {@code MatMul}
 * @param operation what was built
 * @param arguments the inputs in order: an {@link Output} for a single input, an array of them for
 *     a list
 * @param attributes the attributes that were set, by name
 */
public record RecordedOperation(
    String type, Operation operation, List<Object> arguments, Map<String, Object> attributes) {

  /**
   * All inputs in order, lists spread out.
   *
   * @return the inputs
   */
  public Output<?>[] flatInputs() {
    List<Output<?>> flat = new ArrayList<>(arguments.size());
    for (Object argument : arguments) {
      if (argument instanceof Output<?>[] list) {
        Collections.addAll(flat, list);
      } else {
        flat.add((Output<?>) argument);
      }
    }
    return flat.toArray(new Output<?>[0]);
  }
}
