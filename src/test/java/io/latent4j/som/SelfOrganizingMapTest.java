package io.latent4j.som;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelfOrganizingMapTest {

  private static Samples data(String spec) {
    return new DataCatalog(DataCatalog.defaultDirectory()).samples(spec);
  }

  private static SelfOrganizingMap small(SomMode mode) {
    return SelfOrganizingMap.of(6, 8).withIterations(20).withMode(mode);
  }

  @Test
  void oneNeuronBecomesTheMeanInBatchMode() {
    // Far from 0, where a product of matrices alone would have no digits left.
    try (Samples samples = Samples.of(new float[][] {{10_001, 1}, {10_002, 5}, {10_006, 3}})) {
      SomModel model =
          SelfOrganizingMap.of(1, 1).withMode(SomMode.BATCH).withIterations(3).fit(samples);

      assertThat(model.weights()[0][0]).containsExactly(10_003, 3);
      assertThat(model.topographicError()).isZero();
      assertThat(model.uMatrix()).isDeepEqualTo(new float[][] {{0}});
      assertThat(model.hits()).isDeepEqualTo(new int[][] {{3}});
      double mean = (Math.hypot(2, 2) + Math.hypot(1, 2) + Math.hypot(3, 0)) / 3;
      assertThat(model.quantizationError()).isCloseTo(mean, within(1e-6));
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneSampleIsLearnedByItsWinner(SomMode mode) {
    try (Samples samples = Samples.of(new float[][] {{1, -2, 3}})) {
      SomModel model = small(mode).fit(samples);
      assertThat(model.quantizationError()).isZero();
      assertThat(model.quantize(samples)).isDeepEqualTo(new float[][] {{1, -2, 3}});
    }
  }

  @Test
  void oneBatchPassIsTheWeightedMeanOfTheSamples() {
    try (Samples samples = Samples.of(new float[][] {{0}, {1}, {5}, {9}})) {
      SelfOrganizingMap options =
          SelfOrganizingMap.of(1, 2).withMode(SomMode.BATCH).withIterations(1).withRadius(2);
      SomModel model = options.fit(samples);

      float[] start = StartingWeights.draw(2, ScaledSamples.of(samples, Scaling.none()), 42);
      double[] own = new double[2];
      int[] count = new int[2];
      for (float x : new float[] {0, 1, 5, 9}) {
        int winner = Math.abs(x - start[0]) <= Math.abs(x - start[1]) ? 0 : 1;
        own[winner] += x;
        count[winner]++;
      }
      double h = Math.exp(-0.25);
      for (int i = 0; i < 2; i++) {
        double expected = (own[i] + h * own[1 - i]) / (count[i] + h * count[1 - i]);
        assertThat(model.weights()[0][i][0]).isCloseTo((float) expected, within(1e-5f));
      }
    }
  }

  @Test
  void oneOnlineStepGoesTheShareOfTheWayThatRateAndNeighbourhoodSay() {
    try (Samples samples = Samples.of(new float[][] {{8}})) {
      float[] planes = {4, 0, 7};
      SelfOrganizingMap options =
          SelfOrganizingMap.of(1, 3).withIterations(1).withLearningRate(0.5).withRadius(2);
      ScaledSamples rows = ScaledSamples.of(samples, Scaling.none());
      Passes passes = new Passes(Fit.begin(options, samples, FitOptions.defaults()), 1);
      new OnlineTraining(options, rows, FeatureRange.of(rows), planes).run(1, passes);
      assertThat(passes.end()).containsExactly(1);

      assertThat(planes[2]).isEqualTo(7.5f);
      assertThat(planes[1]).isCloseTo((float) (8 * 0.5 * Math.exp(-0.25)), within(1e-6f));
      assertThat(planes[0]).isCloseTo((float) (4 + 4 * 0.5 * Math.exp(-1)), within(1e-6f));
    }
  }

  @Test
  void quantizationErrorFallsAsBatchModeGoesOn() {
    try (Samples samples = data("iris")) {
      double[] history = small(SomMode.BATCH).fit(samples).history();
      assertThat(history).hasSize(20);
      // From the second pass on, when the first has ordered what was random.
      for (int pass = 2; pass < history.length; pass++) {
        assertThat(history[pass]).isLessThan(history[pass - 1] * 1.02);
      }
      assertThat(history[19]).isLessThan(0.4 * history[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 7_000_000_000L})
  void coloursAreLearnedToAThousandthAndLieUnfolded(long seed) {
    try (Samples colors = data("colors")) {
      SomModel model =
          SelfOrganizingMap.of(30, 30)
              .withRadius(10)
              .fit(colors, FitOptions.defaults().withSeed(seed));

      assertThat(model.quantizationError()).isLessThan(0.001);
      assertThat(model.topographicError()).isLessThan(0.05);
      SomGrid grid = model.grid();
      int[][] winners = model.winners();
      double near = distance(grid, winners[12], winners[13]); // Orange Red and Orange
      double far = distance(grid, winners[12], winners[11]); // and Navy
      assertThat(near).isLessThan(far);
    }
  }

  private static FitOptions threads(int threads) {
    return FitOptions.of(EngineOptions.defaults().withThreads(threads));
  }

  private static double distance(SomGrid grid, int[] one, int[] other) {
    return grid.distance(grid.neuron(one[0], one[1]), grid.neuron(other[0], other[1]));
  }

  @ParameterizedTest
  @CsvSource({
    "ONLINE,GAUSSIAN,RECTANGULAR,false",
    "BATCH,GAUSSIAN,HEXAGONAL,true",
    "ONLINE,MEXICAN_HAT,HEXAGONAL,false",
    "BATCH,MEXICAN_HAT,RECTANGULAR,true",
    "ONLINE,BUBBLE,HEXAGONAL,true",
    "BATCH,BUBBLE,RECTANGULAR,false",
    "ONLINE,TRIANGLE,RECTANGULAR,true",
    "BATCH,TRIANGLE,HEXAGONAL,false"
  })
  void everyKindLearnsStaysWithinTheDataAndRepeatsItself(
      SomMode mode, Neighbourhood neighbourhood, Topology topology, boolean toroid) {
    SelfOrganizingMap chosen =
        small(mode).withNeighbourhood(neighbourhood).withTopology(topology).withToroid(toroid);
    try (Samples samples = data("iris")) {
      SomModel model = chosen.fit(samples, threads(1));
      SomModel again = chosen.fit(samples, threads(2));

      assertThat(again.weights()).isDeepEqualTo(model.weights());
      assertThat(again.history()).containsExactly(model.history());
      // All in one place they would be 1.9 away.
      assertThat(model.quantizationError()).isLessThan(0.8);
      FeatureRange range = FeatureRange.of(ScaledSamples.of(samples, Scaling.none()));
      for (int feature = 0; feature < 4; feature++) {
        for (float[] row : model.componentPlane(feature)) {
          for (float weight : row) {
            assertThat(weight)
                .isBetween(range.low()[feature] - 1e-5f, range.high()[feature] + 1e-5f);
          }
        }
      }
    }
  }

  @Test
  void anotherSeedGivesAnotherMap() {
    try (Samples samples = data("iris")) {
      SelfOrganizingMap options = small(SomMode.ONLINE);
      float[][][] one = options.fit(samples).weights();
      float[][][] other = options.fit(samples, FitOptions.defaults().withSeed(43)).weights();
      assertThat(one[0][0]).isNotEqualTo(other[0][0]);
    }
  }

  @Test
  void winnersQuantizedSamplesAndUMatrixFollowFromTheWeights() {
    try (Samples samples = data("iris")) {
      SomModel model = small(SomMode.BATCH).withTopology(Topology.HEXAGONAL).fit(samples);
      float[][][] weights = model.weights();
      int[][] winners = model.predict(samples);
      float[][] quantized = model.quantize(samples);
      int[][] hits = new int[6][8];
      double error = 0;
      for (int i = 0; i < winners.length; i++) {
        float[] sample = samples.row(i);
        double nearest = Double.POSITIVE_INFINITY;
        for (float[][] row : weights) {
          for (float[] neuron : row) {
            nearest = Math.min(nearest, distance(neuron, sample));
          }
        }
        float[] winner = weights[winners[i][0]][winners[i][1]];
        assertThat(distance(winner, sample)).isCloseTo(nearest, within(1e-6));
        assertThat(quantized[i]).containsExactly(winner);
        error += nearest;
        hits[winners[i][0]][winners[i][1]]++;
      }
      assertThat(model.quantizationError()).isCloseTo(error / winners.length, within(1e-6));
      assertThat(model.hits()).isDeepEqualTo(hits);
      assertThat(model.winners()).isDeepEqualTo(winners);
      double beside =
          distance(weights[0][0], weights[0][1]) + distance(weights[0][0], weights[1][0]);
      assertThat(model.uMatrix()[0][0]).isCloseTo((float) (beside / 2), within(1e-6f));
    }
  }

  private static double distance(float[] one, float[] other) {
    double square = 0;
    for (int i = 0; i < one.length; i++) {
      square += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return Math.sqrt(square);
  }

  @Test
  void topographicErrorCountsSamplesWhoseSecondWinnerIsElsewhere() {
    // Four neurons in a row, the last of which is folded back to the first.
    float[] planes = {0, 10, 20, 1};
    try (Samples samples = Samples.of(new float[][] {{0.2f}, {11}, {18}, {0.9f}})) {
      ScaledSamples rows = ScaledSamples.of(samples, Scaling.none());
      SomGrid flat = new SomGrid(1, 4, Topology.RECTANGULAR, false);
      SomMapping mapping = SomMapping.of(new WinnerSearch(planes, 4, 1), flat, rows, 2);

      assertThat(mapping.winners()).isDeepEqualTo(new int[][] {{0, 0}, {0, 1}, {0, 2}, {0, 3}});
      assertThat(mapping.topographicError()).isEqualTo(0.5);
      SomGrid ring = new SomGrid(1, 4, Topology.RECTANGULAR, true);
      assertThat(SomMapping.of(new WinnerSearch(planes, 4, 1), ring, rows, 1).topographicError())
          .isZero();
    }
  }

  @Test
  void whereNeuronsAreAlikeTheFirstWins() {
    float[] planes = {5, 2, 2, 2};
    try (Samples samples = Samples.of(new float[][] {{2}})) {
      ScaledSamples rows = ScaledSamples.of(samples, Scaling.none());
      SomGrid grid = new SomGrid(2, 2, Topology.RECTANGULAR, false);
      SomMapping mapping = SomMapping.of(new WinnerSearch(planes, 4, 1), grid, rows, 1);
      assertThat(mapping.winners()).isDeepEqualTo(new int[][] {{0, 1}});
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptEndsTrainingWithTheMapSoFar(SomMode mode) {
    try (Samples samples = data("iris")) {
      SomModel model =
          small(mode)
              .withIterations(1_000_000)
              .fit(
                  samples,
                  FitOptions.defaults()
                      .withListener(
                          progress -> {
                            if (progress.done() == 3) {
                              Thread.currentThread().interrupt();
                            }
                            return true;
                          }));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(model.history()).hasSize(3);
      assertThat(model.interrupted()).isTrue();
      assertThat(model.winners()).hasNumberOfRows(150);
    }
  }

  @Test
  void listenersAreToldOfEachPass() {
    List<Double> told = new ArrayList<>();
    try (Samples samples = data("colors")) {
      SomModel model =
          SelfOrganizingMap.of(3, 3)
              .withIterations(4)
              .fit(
                  samples,
                  FitOptions.defaults()
                      .withListener(
                          progress -> {
                            if (!progress.figures().isEmpty()) {
                              told.add(progress.figures().get("quantization_error"));
                              assertThat(told).hasSize(progress.done());
                            }
                            return true;
                          }));
      assertThat(told.stream().mapToDouble(Double::doubleValue).toArray())
          .containsExactly(model.history());
    }
  }

  @Test
  void modelTellsWhereItComesFrom() {
    try (Samples samples = data("colors")) {
      SomModel model = SelfOrganizingMap.of(5, 4).withIterations(7).fit(samples);
      assertThat(model.toString())
          .startsWith("SOM of colors (16 x 3): 5x4 rectangular, 7 passes online; ");
      assertThat(model.summary()).contains("neurons that win", "learning rate at first");
      assertThat(model.provenance().options())
          .containsEntry("grid", "5x4")
          .containsEntry("neighbourhood", "gaussian");
      assertThat(model.provenance().figures())
          .containsEntry("quantization_error", model.quantizationError());
      assertThat(model.scaling().kind()).isEqualTo(Scaling.Kind.AUTO);
    }
  }

  @Test
  void aLoadedMapKnowsItsGrid(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("som");
    SelfOrganizingMap options =
        small(SomMode.BATCH).withTopology(Topology.HEXAGONAL).withToroid(true);
    try (Samples samples = data("iris");
        SomModel model = options.fit(samples)) {
      model.save(file);
      try (SomModel loaded = SomModel.load(file)) {
        assertThat(loaded.grid()).isEqualTo(model.grid());
        assertThat(loaded.weights()).isDeepEqualTo(model.weights());
        assertThat(loaded.uMatrix()).isDeepEqualTo(model.uMatrix());
        assertThat(loaded.map(samples).topographicError()).isEqualTo(model.topographicError());
        assertThat(loaded.quantizationError()).isEqualTo(model.quantizationError());
        assertThatIllegalStateException()
            .isThrownBy(loaded::winners)
            .withMessage("mapping and history are those of a fit, but this model was loaded");
      }
      // Python keeps the variables, but not the files that say what they are.
      for (String name : List.of("preprocessing.json", "provenance.json")) {
        Files.delete(file.resolve("assets").resolve(name));
      }
      try (SomModel loaded = SomModel.load(file)) {
        assertThat(loaded.grid()).isEqualTo(SomGrid.of(6, 8));
        assertThat(loaded.predict(samples)).isDeepEqualTo(model.predict(samples));
        assertThat(loaded.quantizationError()).isNaN();
      }
    }
  }

  @Test
  void impossibleOptionsAreRefused() {
    SelfOrganizingMap map = SelfOrganizingMap.of(2, 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.withRadius(0))
        .withMessage("radius must be above 0 and finite, but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.withLearningRate(Double.NaN))
        .withMessage("learningRate must be above 0 and at most 1, but is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> map.withIterations(0))
        .withMessage("iterations must be at least 1, but is 0");
  }

  @Test
  void unfitSamplesAreRefused() {
    try (Samples huge = Samples.of(new float[][] {{1e30f}, {-1e30f}});
        Samples iris = data("iris")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> small(SomMode.ONLINE).fit(huge))
          .withMessageContaining("samples must be so close")
          .withMessageContaining("4.00e+60");
      SomModel model = SelfOrganizingMap.of(2, 2).withIterations(1).fit(iris);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.predict(huge))
          .withMessage("samples must have 4 features, as those of the fit, but have 1");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.componentPlane(4))
          .withMessage("feature must be from 0 to 3, but is 4");
    }
    Samples closed = data("iris");
    closed.close();
    assertThatIllegalStateException().isThrownBy(() -> small(SomMode.ONLINE).fit(closed));
  }
}
