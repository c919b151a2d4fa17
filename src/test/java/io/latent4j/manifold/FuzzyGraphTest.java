package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.parallel.Workers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FuzzyGraphTest {
  private static final UmapFixture FIXTURE = UmapFixture.read();

  static List<UmapFixture.Graph> graphs() {
    return FIXTURE.graphs();
  }

  private static FuzzyGraph graph(Rows rows, RowMetric metric, int each) {
    try (Workers workers = new Workers(2)) {
      Rows prepared = metric.prepare(rows);
      return FuzzyGraph.of(
          new FullScan(prepared, metric, workers).amongThemselves(each), metric, workers);
    }
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void agreesWithUmapLearn(UmapFixture.Graph expected) {
    FuzzyGraph found = graph(FIXTURE.rows().toRows(), expected.rowMetric(), FIXTURE.nearest() - 1);

    assertThat(found.ends()).isEqualTo(expected.neighbors());
    for (int k = 0; k < found.ends().length; k++) {
      assertThat(found.weights()[k]).isCloseTo(expected.weights()[k], within(2e-4f));
      int sample = expected.samples()[k];
      assertThat(k).isBetween(found.starts()[sample], found.starts()[sample + 1] - 1);
    }
  }

  @ParameterizedTest
  @MethodSource("graphs")
  void othersAreConnectedAsByUmapLearn(UmapFixture.Graph expected) {
    RowMetric metric = expected.rowMetric();
    try (Workers workers = new Workers(2)) {
      Rows rows = metric.prepare(FIXTURE.rows().toRows());
      Neighbors neighbors =
          new FullScan(rows, metric, workers)
              .of(metric.prepare(FIXTURE.others().toRows()), FIXTURE.nearest());
      float[] found = FuzzyGraph.membershipsOfOthers(neighbors, metric, workers);

      assertThat(neighbors.indices()).isEqualTo(expected.others().neighbors());
      for (int k = 0; k < found.length; k++) {
        assertThat(found[k]).isCloseTo(expected.others().weights()[k], within(2e-4f));
      }
    }
  }

  @Test
  void itIsSymmetricAndTheNearestNeighborIsSure() {
    FuzzyGraph graph = graph(FIXTURE.rows().toRows(), RowMetric.EUCLIDEAN, 5);
    for (int i = 0; i < graph.count(); i++) {
      float surest = 0;
      for (int k = graph.starts()[i]; k < graph.starts()[i + 1]; k++) {
        assertThat(weight(graph, graph.ends()[k], i)).isEqualTo(graph.weights()[k]);
        surest = Math.max(surest, graph.weights()[k]);
      }
      assertThat(surest).isEqualTo(1);
    }
  }

  private static float weight(FuzzyGraph graph, int sample, int other) {
    for (int k = graph.starts()[sample]; k < graph.starts()[sample + 1]; k++) {
      if (graph.ends()[k] == other) {
        return graph.weights()[k];
      }
    }
    return 0;
  }

  @Test
  void duplicatesAreSureOfEachOther() {
    FuzzyGraph graph =
        graph(
            new Rows(new float[] {1, 1, 1, 1, 5, 9}, 6, 1), // four alike
            RowMetric.EUCLIDEAN,
            3);

    assertThat(weight(graph, 0, 3)).isEqualTo(1);
    assertThat(weight(graph, 5, 4)).isEqualTo(1);
    assertThat(graph.weights()).doesNotContain(Float.NaN);
  }

  @Test
  void partsAreThoseThatNothingConnects() {
    FuzzyGraph graph =
        graph(new Rows(new float[] {0, 100, 1, 101, 2, 102}, 6, 1), RowMetric.EUCLIDEAN, 2);

    assertThat(graph.parts()).containsExactly(0, 1, 0, 1, 0, 1);
    FuzzyGraph part = graph.of(1, 3, 5);
    assertThat(part.parts()).containsExactly(0, 0, 0);
    assertThat(weight(part, 0, 1)).isEqualTo(weight(graph, 1, 3));
    assertThat(graph.without(2).ends()).isEmpty();
  }
}
