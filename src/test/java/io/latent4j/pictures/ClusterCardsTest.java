package io.latent4j.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.data.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class ClusterCardsTest {
  private static final int[] CLUSTERS = {0, 0, 0, 1, 1, 2};
  private static final float[][] PLACES = {{0}, {1}, {2.5f}, {5}, {6}, {20}};

  @Test
  void aCardTellsSizeMedoidExamplesAndTheNearestOther() {
    ClusterCards cards = ClusterCards.inSpace(CLUSTERS, 3, PLACES, new float[6][3]);

    ClusterCards.Card first = cards.cards().get(0);
    assertThat(first.size()).isEqualTo(3);
    assertThat(first.medoid()).isEqualTo(1); // the mean is 7/6
    assertThat(first.typical()).containsExactly(1, 0, 2);
    assertThat(first.doubtful()).containsExactly(2, 0, 1);
    assertThat(first.nearest()).isEqualTo(1);
    assertThat(cards.cards().get(1).nearest()).isZero();
    assertThat(cards.cards().get(2).nearest()).isEqualTo(1);
    assertThat(cards.table().toString()).contains("1 0 2").contains("2 0 1");
  }

  @Test
  void whatIsNotProbableIsInDoubt() {
    float[][] probabilities = {{0.4f, 0.6f}, {0.9f, 0.1f}, {0.8f, 0.2f}};
    float[][] distances = {{1, 9}, {2, 9}, {3, 9}};

    ClusterCards cards = ClusterCards.of(new int[] {0, 0, 0}, distances, probabilities);

    assertThat(cards.cards()).hasSize(1);
    assertThat(cards.cards().get(0).doubtful()).isEqualTo(List.of(0, 2, 1));
    assertThat(cards.cards().get(0).nearest()).isEqualTo(1);
  }

  @Test
  void nineExamplesAtMostAndOneClusterHasNoOther() {
    float[][] distances = new float[30][1];
    for (int i = 0; i < distances.length; i++) {
      distances[i][0] = 30 - i;
    }

    ClusterCards.Card card = ClusterCards.of(new int[30], distances).cards().get(0);

    assertThat(card.typical()).containsExactly(29, 28, 27, 26, 25, 24, 23, 22, 21);
    assertThat(card.doubtful()).hasSize(9);
    assertThat(card.nearest()).isEqualTo(-1);
  }

  @Test
  void imagesHaveAPictureAndOthersHaveNone() {
    try (Samples images = Samples.of(new float[6 * 16], Shape.of(6, 4, 4));
        Samples rows = Samples.of(new float[6][3])) {
      ClusterCards cards = ClusterCards.inSpace(CLUSTERS, 3, PLACES, new float[6][3]);
      assertThat(cards.images(rows)).isEmpty();
      assertThat(cards.images(images).orElseThrow().picture().image().getWidth())
          .isGreaterThan(19 * 48);
    }
  }

  @Test
  void refusesOtherNumbersOfRows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClusterCards.of(CLUSTERS, new float[5][3]))
        .withMessage(
            "distances and probabilities must have a row for each of 6 samples, but have 5 and 6");
  }
}
