package io.latent4j.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import java.util.Arrays;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ClassMixtureSamplerTest {
  private static final FitOptions HOW = FitOptions.of(EngineOptions.defaults().withThreads(2));

  /** Each class has a place of its own; one has a single sample, fewer than Gaussians. */
  @Test
  void drawsFromTheCodesOfTheClass() {
    Random random = new Random(4);
    float[][] codes = new float[101][];
    int[] labels = new int[101];
    for (int i = 0; i < 100; i++) {
      labels[i] = i % 2 == 0 ? 3 : 7;
      codes[i] = new float[] {labels[i], (float) random.nextGaussian()};
    }
    labels[100] = 5;
    codes[100] = new float[] {5, 20};
    try (ClassMixtureSampler sampler = ClassMixtureSampler.fit(codes, labels, 2, HOW)) {
      int[] wanted = {7, 5, 3, 3, 7, 5};
      float[][] made = sampler.generate(wanted, 1, UnaryOperator.identity());
      for (int i = 0; i < wanted.length; i++) {
        assertThat(made[i][0]).isCloseTo(wanted[i], within(0.1f));
      }
      assertThat(made[1][1]).isCloseTo(20, within(0.1f));
      assertThat(made[2][1]).isNotEqualTo(made[3][1]);
      assertThat(sampler.generate(wanted, 1, UnaryOperator.identity())).isDeepEqualTo(made);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sampler.generate(new int[] {3, 4}, 1, UnaryOperator.identity()))
          .withMessage("labels must be of [3, 5, 7], but one is 4");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassMixtureSampler.fit(codes, new int[3], 2, HOW))
        .withMessage("labels must be at least one, and as many as codes, 101, but are 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClassMixtureSampler.fit(codes, labels, 0, HOW))
        .withMessage("components must be at least 1, but is 0");
  }

  /** Ten codes of 20 units lie in 9 directions; what is drawn stays about where they are. */
  @Test
  void fewerCodesThanUnitsAreEnough() {
    Random random = new Random(9);
    float[][] codes = new float[20][20];
    int[] labels = new int[20];
    for (int i = 0; i < 20; i++) {
      labels[i] = i % 2;
      for (int k = 0; k < 20; k++) {
        codes[i][k] = 1000 * labels[i] + 100 * (float) random.nextGaussian();
      }
    }
    try (ClassMixtureSampler sampler = ClassMixtureSampler.fit(codes, labels, 1, HOW)) {
      int[] wanted = new int[200];
      Arrays.fill(wanted, 100, 200, 1);
      float[][] made = sampler.generate(wanted, 1, UnaryOperator.identity());
      for (int i = 0; i < wanted.length; i++) {
        for (float value : made[i]) {
          assertThat(value).isBetween(1000f * wanted[i] - 500, 1000f * wanted[i] + 500);
        }
      }
    }
  }
}
