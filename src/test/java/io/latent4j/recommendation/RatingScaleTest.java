package io.latent4j.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatingScaleTest {

  @Test
  void fewRatingsAreLevels() {
    RatingScale scale = RatingScale.of(new double[] {5, 1, 4.5, 1, 5}, 3);
    assertThat(scale.levels()).containsExactly(1.0, 4.5, 5.0);
    assertThat(scale.boundaries()).containsExactly(2.75, 4.75);
    assertThat(scale.exact()).isTrue();
    assertThat(List.of(scale.levelOf(1), scale.levelOf(4.5), scale.levelOf(5)))
        .containsExactly(0, 1, 2);
    assertThat(scale.contains(4.5)).isTrue();
    assertThat(scale.contains(4)).isFalse();
    assertThat(scale).hasToString("one of 1.0, 4.5, 5.0");
  }

  @Test
  void manyRatingsAreDividedIntoPartsOfAboutAsMany() {
    Random random = new Random(1);
    double[] values = random.doubles(1000, -10, 10).toArray();
    RatingScale scale = RatingScale.of(values, 8);
    int[] counts = new int[8];
    double[] sums = new double[8];
    for (double value : values) {
      counts[scale.levelOf(value)]++;
      sums[scale.levelOf(value)] += value;
    }
    for (int k = 0; k < 8; k++) {
      assertThat(counts[k]).isBetween(124, 127);
      assertThat(scale.levels().get(k)).isCloseTo(sums[k] / counts[k], within(1e-12));
    }
    assertThat(scale.exact()).isFalse();
    assertThat(scale.contains(0.123)).isTrue();
    assertThat(scale.contains(11)).isFalse();
  }

  @Test
  void partsOfRatingsThatRecurAreFewer() {
    double[] values = {1, 1, 1, 1, 1, 1, 1, 1, 2, 3};
    RatingScale scale = RatingScale.of(values, 2);
    assertThat(scale.levels()).containsExactly(1.0, 2.5);
    assertThat(scale.boundaries()).containsExactly(1.0);
  }

  @Test
  void ratingsThatAreAllTheSameAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RatingScale.of(new double[] {3, 3}, 5))
        .withMessage("ratings must not be all the same, but are all 3.0");
  }

  @Test
  void namesTheFirstRatingThatIsOffTheScale() {
    RatingScale scale = RatingScale.of(new double[] {1, 2}, 5);
    Ratings bad = Ratings.of(List.of(Rating.of("u", "a", 1), Rating.of("v", "b", 7)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scale.require(bad))
        .withMessage("ratings must be one of 1.0, 2.0, but user 'v' rates item 'b' 7.0");
  }
}
