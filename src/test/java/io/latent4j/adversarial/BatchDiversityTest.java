package io.latent4j.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Outputs;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BatchDiversityTest {
  private static final int COUNT = 30;

  private static float[][] cloud(double scale, double far, int kinds) {
    Random random = new Random(5);
    float[][] rows = new float[COUNT][4];
    for (int i = 0; i < COUNT; i++) {
      for (int j = 0; j < 4; j++) {
        rows[i][j] = (float) (far + scale * random.nextGaussian());
      }
      if (i >= kinds) {
        rows[i] = rows[i % kinds].clone();
      }
    }
    return rows;
  }

  private static double ratio(float[][] generated, float[][] real) {
    try (Engine engine = GraphEngine.create();
        Outputs outputs =
            engine.run(
                (tf, in) ->
                    Map.of(
                        "ratio",
                        BatchDiversity.ratio(
                            tf, tf.constant(generated), tf.constant(real), COUNT)))) {
      return outputs.scalar("ratio");
    }
  }

  @Test
  void comparesDistances() {
    float[][] real = cloud(1, 0, COUNT);
    assertThat(ratio(real, real)).isCloseTo(1, within(1e-5));
    assertThat(ratio(cloud(0.3, 0, COUNT), real)).isCloseTo(0.3, within(1e-4));
    assertThat(ratio(cloud(0.3, 1000, COUNT), cloud(1, 1000, COUNT))).isCloseTo(0.3, within(1e-3));
  }

  @Test
  void seesFewKindsAndNoneAtAll() {
    float[][] real = cloud(1, 0, COUNT);
    assertThat(ratio(cloud(1, 0, 5), real)).isCloseTo(0, within(1e-3));
    assertThat(ratio(cloud(1, 0, 1), real)).isCloseTo(0, within(1e-3));
    assertThat(ratio(real, cloud(1, 0, 1))).isEqualTo(1);
  }
}
