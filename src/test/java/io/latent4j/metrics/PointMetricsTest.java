package io.latent4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PointMetricsTest {

  private static float[] random(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  @Test
  void labelsMustBeAsMany() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Contingency.of(new int[3], new int[4]))
        .withMessage("predicted must have as many labels as truth, 3, but has 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Contingency.of(new int[0], new int[0]))
        .withMessage("truth must have at least one label");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Silhouette.of(new float[6], 2, new int[] {0, 1}))
        .withMessage("labels must be as many as rows, 3, but are 2");
  }

  @Test
  void silhouettesNeedTwoClustersAndFewerThanSamples() {
    assertThat(Silhouette.isDefined(1, 1, 1)).isFalse();
    assertThat(Silhouette.isDefined(1, 2, 3)).isFalse();
    assertThat(Silhouette.isDefined(1, 2, 2)).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Silhouette.of(random(6, 1), 2, new int[] {5, 5, 5}))
        .withMessage(
            "labels must be of at least 2 clusters and fewer than samples, 3, but are of 1");
  }

  @Test
  void duplicatesHaveNoDistance() {
    float[] rows = {1000.1f, 3, 1000.1f, 3, -5, 7, -5, 7};
    Silhouette silhouette = Silhouette.of(rows, 2, new int[] {0, 0, 1, 1});

    assertThat(silhouette.values()).containsOnly(1);
    assertThat(Silhouette.of(new float[8], 2, new int[] {0, 0, 1, 1}).mean()).isZero();
  }

  @Test
  void threadsChangeNothing() {
    float[] rows = random(700 * 3, 2);
    int[] labels = new int[700];
    Arrays.setAll(labels, i -> i % 5);

    assertThat(Silhouette.of(rows, 3, labels, 1).values())
        .containsExactly(Silhouette.of(rows, 3, labels, 3).values());
  }

  @ParameterizedTest
  @CsvSource({"255, 1", "256, 64", "257, 65", "700, 130"})
  void blocksEqualDistancesOneByOne(int count, int features) {
    float[] rows = random(count * features, 6);
    System.arraycopy(rows, 0, rows, (count - 1) * features, features); // a duplicate
    int[] labels = new int[count];
    Arrays.setAll(labels, i -> Math.min(i * i % 11, 6));
    double[] expected = new double[count];
    for (int i = 0; i < count; i++) {
      double[] sums = new double[7];
      int[] sizes = new int[7];
      for (int other = 0; other < count; other++) {
        double squared = 0;
        for (int j = 0; j < features; j++) {
          double difference = (double) rows[i * features + j] - rows[other * features + j];
          squared += difference * difference;
        }
        sums[labels[other]] += Math.sqrt(squared);
        sizes[labels[other]]++;
      }
      int own = labels[i];
      double a = sums[own] / (sizes[own] - 1);
      double b = Double.POSITIVE_INFINITY;
      for (int cluster = 0; cluster < 7; cluster++) {
        b = cluster == own || sizes[cluster] == 0 ? b : Math.min(b, sums[cluster] / sizes[cluster]);
      }
      expected[i] = (b - a) / Math.max(a, b);
    }

    assertThat(Silhouette.of(rows, features, labels, 3).values())
        .containsExactly(expected, within(1e-12));
  }

  @Test
  void severalLabelingsAreMeasuredAtOnce() {
    float[] rows = random(300 * 3, 2);
    int[] three = new int[300];
    int[] seven = new int[300];
    Arrays.setAll(three, i -> i % 3);
    Arrays.setAll(seven, i -> -i % 7);

    List<Silhouette> both = Silhouette.ofAll(rows, 3, List.of(three, seven), 2);
    assertThat(both.get(0).values()).containsExactly(Silhouette.of(rows, 3, three).values());
    assertThat(both.get(1).values()).containsExactly(Silhouette.of(rows, 3, seven).values());
    assertThat(both.get(1).labels()).containsExactly(seven);
  }

  @Test
  void manySamplesAreDrawnBySeed() {
    float[] rows = random(500 * 2, 3);
    int[] labels = new int[500];
    Arrays.setAll(labels, i -> rows[2 * i] > 0.5 ? 1 : 0);

    Silhouette sampled = Silhouette.sampled(rows, 2, labels, 400, 1, 2);
    assertThat(sampled.values()).hasSize(400);
    assertThat(sampled.mean())
        .isEqualTo(Silhouette.sampled(rows, 2, labels, 400, 1, 1).mean())
        .isNotEqualTo(Silhouette.sampled(rows, 2, labels, 400, 2, 1).mean());
    assertThat(Silhouette.sampled(rows, 2, labels, 500, 1, 2).values()).hasSize(500);
    assertThat(Silhouette.draw(9, 4, 5)).hasSize(4).doesNotHaveDuplicates().isSorted();
  }

  @Test
  void theSamePointsAreTrustworthy() {
    float[] rows = random(200, 4);

    assertThat(Trustworthiness.of(rows, 2, rows, 2, 7, 2)).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trustworthiness.of(rows, 2, rows, 2, 50, 2))
        .withMessage(
            "neighbors must be at least 1 and fewer than half the samples, 100, but are 50");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trustworthiness.of(rows, 2, rows, 1, 5, 2))
        .withMessage("embedding must have as many rows as there are samples, 100, but has 200");
  }

  @Test
  void trustworthinessOfManyIsEstimatedFromSome() {
    float[] rows = random(900 * 6, 5);
    float[] embedding = new float[900 * 2]; // the first two features: far from trustworthy
    for (int i = 0; i < 900; i++) {
      System.arraycopy(rows, i * 6, embedding, i * 2, 2);
    }
    double exact = Trustworthiness.of(rows, 6, embedding, 2, 5, 2);

    double sampled = Trustworthiness.sampled(rows, 6, embedding, 2, 5, 300, 1, 2);
    assertThat(sampled).isNotEqualTo(exact).isCloseTo(exact, within(0.02));
    assertThat(Trustworthiness.sampled(rows, 6, embedding, 2, 5, 300, 1, 1)).isEqualTo(sampled);
    assertThat(Trustworthiness.sampled(rows, 6, embedding, 2, 5, 300, 2, 1)).isNotEqualTo(sampled);
    assertThat(Trustworthiness.sampled(rows, 6, embedding, 2, 5, 900, 1, 1)).isEqualTo(exact);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Trustworthiness.sampled(rows, 6, embedding, 2, 5, 0, 1, 1))
        .withMessage("most must be at least 1, but is 0");
  }

  @Test
  void pointsMustBeFinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Silhouette.of(new float[] {1, 2, 3, Float.NaN}, 2, new int[] {0, 1}))
        .withMessage("rows must be finite, but row 1, column 1 is NaN");
  }
}
