package io.latent4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A matrix product on the first GPU, skipped where TensorFlow sees none. */
@Tag("gpu")
class GpuSmokeTest {
  private static final int SIZE = 256;

  private enum Opener {
    GRAPH,
    EAGER;

    Engine open(EngineOptions options) {
      return this == GRAPH ? GraphEngine.create(options) : EagerEngine.create(options);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theGpuComputesWhatTheCpuDoes(Opener opener) {
    double onCpu = sumOfProduct(opener, Device.CPU);
    double onGpu = 0;
    try {
      onGpu = sumOfProduct(opener, Device.gpu(0));
    } catch (IllegalArgumentException e) {
      Assumptions.abort("no GPU here: " + e.getMessage());
    }
    assertThat(onGpu).isCloseTo(onCpu, within(1e-3 * Math.abs(onCpu)));
  }

  private static double sumOfProduct(Opener opener, Device device) {
    try (Engine engine = opener.open(EngineOptions.defaults().withDevice(device));
        Outputs outputs =
            engine.run(
                (tf, in) -> {
                  var a =
                      tf.random.statelessRandomUniform(
                          tf.constant(new int[] {SIZE, SIZE}), tf.constant(new long[] {1, 2}));
                  var product = tf.linalg.matMul(a, tf.math.square(a));
                  return Map.of("sum", tf.reduceSum(product, tf.constant(new int[] {0, 1})));
                })) {
      return outputs.scalar("sum");
    }
  }
}
