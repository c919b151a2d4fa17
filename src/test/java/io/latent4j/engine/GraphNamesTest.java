package io.latent4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphNamesTest {

  /** TensorFlow Java numbers equal scopes without asking whether the name is taken. */
  @Test
  void scopesThatTensorFlowNamesAlikeAreNoConflict() {
    try (Engine engine = GraphEngine.create()) {
      for (int i = 0; i < 3; i++) {
        try (Outputs outputs =
            engine.run(
                (tf, in) -> {
                  var x = tf.constant(2f);
                  var squared = tf.withSubScope("dense").math.square(x);
                  var doubled = tf.withSubScope("dense_1").math.square(squared);
                  return Map.of("y", tf.math.add(squared, doubled));
                })) {
          assertThat(outputs.scalar("y")).isEqualTo(20);
        }
      }
    }
  }
}
