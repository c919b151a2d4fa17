package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MixtureSamplerTest {
  private static final FitOptions HOW = FitOptions.of(EngineOptions.defaults().withThreads(2));

  /** Two clouds of codes: what is drawn lies in them, half and half, and is decoded. */
  @Test
  void drawsFromTheCodesAndDecodes() {
    float[][] codes = new float[400][];
    Random random = new Random(3);
    for (int i = 0; i < codes.length; i++) {
      float center = i % 2 == 0 ? 5 : -5;
      codes[i] =
          new float[] {
            center + 0.1f * (float) random.nextGaussian(), (float) random.nextGaussian()
          };
    }
    try (MixtureSampler sampler = MixtureSampler.fit(codes, 2, HOW)) {
      float[][] made = sampler.generate(1000, 7, MixtureSamplerTest::doubled);
      int right = 0;
      for (float[] one : made) {
        assertThat(Math.abs(one[0])).isCloseTo(10, within(1.2f));
        right += one[0] > 0 ? 1 : 0;
      }
      assertThat(right).isBetween(430, 570);
      assertThat(sampler.generate(3, 7, MixtureSamplerTest::doubled)[2]).isEqualTo(made[2]);
      assertThat(sampler.generate(1, 8, MixtureSamplerTest::doubled)[0]).isNotEqualTo(made[0]);
      assertThat(sampler.mixture().components()).isEqualTo(2);
    }
  }

  private static float[][] doubled(float[][] codes) {
    float[][] doubled = new float[codes.length][];
    for (int i = 0; i < codes.length; i++) {
      doubled[i] = new float[] {2 * codes[i][0]};
    }
    return doubled;
  }
}
