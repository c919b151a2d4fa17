package io.latent4j.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.metrics.Metric;
import io.latent4j.nn.metrics.Metrics;
import io.latent4j.nn.metrics.SummedMetric;
import io.latent4j.nn.metrics.SummedMetrics;
import io.latent4j.training.Evaluator;
import io.latent4j.training.Objective;
import io.latent4j.training.TrainingSet;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.framework.metrics.AUC;
import org.tensorflow.framework.metrics.AUCCurve;
import org.tensorflow.framework.metrics.Accuracy;
import org.tensorflow.framework.metrics.BinaryAccuracy;
import org.tensorflow.framework.metrics.BinaryCrossentropy;
import org.tensorflow.framework.metrics.CategoricalAccuracy;
import org.tensorflow.framework.metrics.CategoricalCrossentropy;
import org.tensorflow.framework.metrics.CategoricalHinge;
import org.tensorflow.framework.metrics.CosineSimilarity;
import org.tensorflow.framework.metrics.FalseNegatives;
import org.tensorflow.framework.metrics.FalsePositives;
import org.tensorflow.framework.metrics.Hinge;
import org.tensorflow.framework.metrics.KLDivergence;
import org.tensorflow.framework.metrics.LogCoshError;
import org.tensorflow.framework.metrics.MeanAbsoluteError;
import org.tensorflow.framework.metrics.MeanAbsolutePercentageError;
import org.tensorflow.framework.metrics.MeanSquaredError;
import org.tensorflow.framework.metrics.MeanSquaredLogarithmicError;
import org.tensorflow.framework.metrics.Poisson;
import org.tensorflow.framework.metrics.Precision;
import org.tensorflow.framework.metrics.Recall;
import org.tensorflow.framework.metrics.RootMeanSquaredError;
import org.tensorflow.framework.metrics.SparseCategoricalAccuracy;
import org.tensorflow.framework.metrics.SparseCategoricalCrossentropy;
import org.tensorflow.framework.metrics.SparseTopKCategoricalAccuracy;
import org.tensorflow.framework.metrics.SquaredHinge;
import org.tensorflow.framework.metrics.TopKCategoricalAccuracy;
import org.tensorflow.framework.metrics.TrueNegatives;
import org.tensorflow.framework.metrics.TruePositives;
import org.tensorflow.framework.metrics.impl.LossMetric;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * The framework's metrics that are means over samples, in a session that updates their variables by
 * two batches of different sizes; beside them the same by {@link FromFramework} and by ours, over
 * the same batches in an evaluation of ours; and ours by {@link ToFramework} in that session.
 */
class FrameworkMetricsTest {
  private static final float[][] PREDICTION = {
    {0.1f, 0.2f, 0.3f, 0.4f},
    {0.7f, 0.1f, 0.15f, 0.05f},
    {0.25f, 0.35f, 0.22f, 0.18f},
    {0.05f, 0.8f, 0.1f, 0.05f},
    {0.3f, 0.28f, 0.24f, 0.18f}
  };
  private static final int[] LABELS = {2, 0, 1, 2, 3};
  private static final float[] WEIGHTS = {1, 0.5f, 2, 0.25f, 3};

  /** Batches are of 3 and of 2. */
  private static final int BATCH = 3;

  /** One metric of both; ours is null where we have none. */
  private record Pair<T extends TType>(
      Supplier<org.tensorflow.framework.metrics.Metric> theirs, Metric<T> ours) {}

  private static final Class<TFloat32> TYPE = TFloat32.class;

  private static Map<String, Pair<TFloat32>> ofNumbers() {
    Map<String, Pair<TFloat32>> pairs = new LinkedHashMap<>();
    pairs.put("mse", pair(() -> new MeanSquaredError<>(1, TYPE), Losses.meanSquaredError()));
    pairs.put("mae", pair(() -> new MeanAbsoluteError<>(1, TYPE), Losses.meanAbsoluteError()));
    pairs.put("log_cosh", pair(() -> new LogCoshError<>(1, TYPE), Losses.logCosh()));
    pairs.put("poisson", pair(() -> new Poisson<>(1, TYPE), Losses.poisson()));
    pairs.put("kl", pair(() -> new KLDivergence<>(1, TYPE), Losses.klDivergence()));
    // As a metric it grows with the likeness, as a loss it falls.
    pairs.put(
        "cosine",
        pair(
            () -> new CosineSimilarity<>(1, TYPE),
            (tf, truth, found) -> tf.math.neg(Losses.cosineSimilarity().values(tf, truth, found))));
    pairs.put(
        "binary_crossentropy",
        pair(
            () -> new BinaryCrossentropy<>(false, 0.1f, 1, TYPE), Losses.binaryCrossentropy(0.1f)));
    pairs.put(
        "crossentropy",
        pair(
            () -> new CategoricalCrossentropy<>(false, 0.1f, -1, 1, TYPE),
            Losses.categoricalCrossentropy(0.1f)));
    pairs.put(
        "binary_accuracy",
        pair(() -> new BinaryAccuracy<>(0.3f, 1, TYPE), Metrics.binaryAccuracy(0.3f)));
    pairs.put(
        "categorical_accuracy",
        pair(() -> new CategoricalAccuracy<>(1, TYPE), Metrics.categoricalAccuracy()));
    pairs.put(
        "top_2",
        pair(() -> new TopKCategoricalAccuracy<>(2, 1, TYPE), Metrics.topKCategoricalAccuracy(2)));
    pairs.put("hinge", pair(() -> new Hinge<>(1, TYPE), null));
    pairs.put("squared_hinge", pair(() -> new SquaredHinge<>(1, TYPE), null));
    pairs.put("categorical_hinge", pair(() -> new CategoricalHinge<>(1, TYPE), null));
    pairs.put("mape", pair(() -> new MeanAbsolutePercentageError<>(1, TYPE), null));
    pairs.put("msle", pair(() -> new MeanSquaredLogarithmicError<>(1, TYPE), null));
    return pairs;
  }

  private static Map<String, Pair<TInt32>> ofLabels() {
    Map<String, Pair<TInt32>> pairs = new LinkedHashMap<>();
    pairs.put(
        "accuracy",
        pair(() -> new SparseCategoricalAccuracy<>(1, TYPE), Metrics.sparseCategoricalAccuracy()));
    pairs.put(
        "top_2",
        pair(
            () -> new SparseTopKCategoricalAccuracy<>(2, 1, TYPE),
            Metrics.sparseTopKCategoricalAccuracy(2)));
    pairs.put(
        "crossentropy",
        pair(
            () -> new SparseCategoricalCrossentropy<>(false, -1, 1, TYPE),
            Losses.sparseCategoricalCrossentropy()));
    return pairs;
  }

  private static <T extends TType> Pair<T> pair(
      Supplier<org.tensorflow.framework.metrics.Metric> theirs, Metric<T> ours) {
    return new Pair<>(theirs, ours);
  }

  private static float[][] oneHot() {
    float[][] rows = new float[LABELS.length][PREDICTION[0].length];
    for (int i = 0; i < LABELS.length; i++) {
      rows[i][LABELS[i]] = 1;
    }
    return rows;
  }

  /** A batch as constants of a graph. */
  private record Rows(Ops tf, int from, int to) {
    Operand<TFloat32> numbers(float[][] values) {
      return tf.constant(Arrays.copyOfRange(values, from, to));
    }

    Operand<TInt32> labels() {
      return tf.constant(Arrays.copyOfRange(LABELS, from, to));
    }

    Operand<TFloat32> weights() {
      return tf.constant(Arrays.copyOfRange(WEIGHTS, from, to));
    }
  }

  /** What a metric of the framework's says of both batches, in a session of its own. */
  private static double inSession(
      org.tensorflow.framework.metrics.Metric metric, boolean labels, boolean weighted) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      List<Op> updates =
          List.of(new Rows(tf, 0, BATCH), new Rows(tf, BATCH, LABELS.length)).stream()
              .map(
                  rows -> {
                    Operand<? extends TNumber> truth =
                        labels ? rows.labels() : rows.numbers(oneHot());
                    return metric.updateState(
                        tf, truth, rows.numbers(PREDICTION), weighted ? rows.weights() : null);
                  })
              .toList();
      Op reset = metric.resetStates(tf);
      Operand<TFloat32> result = metric.result(tf, TYPE);
      try (Session session = new Session(graph)) {
        session.initialize();
        session.runner().addTarget(reset).run().close();
        updates.forEach(update -> session.runner().addTarget(update).run().close());
        try (TFloat32 value = (TFloat32) session.runner().fetch(result).run().get(0)) {
          float[] figures = new float[(int) value.size()]; // some give one for each threshold
          value.copyTo(DataBuffers.of(figures, false, false));
          return figures[0];
        }
      }
    }
  }

  /** The same metrics in an evaluation: each by its name, and weighed with a W behind it. */
  private static <T extends TType> Map<String, Double> evaluated(
      EngineKind kind,
      Function<Sequential, Objective<T>> objectiveOf,
      Map<String, Metric<T>> metrics) {
    float[] flat = new float[LABELS.length * PREDICTION[0].length];
    float[] truth = new float[flat.length];
    for (int i = 0; i < LABELS.length; i++) {
      System.arraycopy(PREDICTION[i], 0, flat, i * PREDICTION[i].length, PREDICTION[i].length);
      System.arraycopy(oneHot()[i], 0, truth, i * PREDICTION[i].length, PREDICTION[i].length);
    }
    Shape shape = Shape.of(LABELS.length, PREDICTION[0].length);
    try (Engine engine = kind.open();
        TFloat32 x = TFloat32.tensorOf(shape, DataBuffers.of(flat, true, false));
        TFloat32 y = TFloat32.tensorOf(shape, DataBuffers.of(truth, true, false));
        TInt32 classes = TInt32.vectorOf(LABELS);
        TFloat32 weights = TFloat32.vectorOf(WEIGHTS);
        TrainingSet set =
            TrainingSet.of(
                Map.of("x", x, "truth", y, TrainingSet.LABELS, classes, "weights", weights))) {
      Sequential model = Sequential.of(Activation.of(ActivationFunction.LINEAR));
      model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, PREDICTION[0].length));
      Objective<T> objective = objectiveOf.apply(model).withSampleWeights("weights");
      for (Map.Entry<String, Metric<T>> metric : metrics.entrySet()) {
        objective =
            objective
                .withMetric(metric.getKey(), metric.getValue())
                .withWeightedMetric(metric.getKey() + "W", metric.getValue());
      }
      return Evaluator.of(objective).evaluate(set, BATCH);
    }
  }

  private static Objective<TFloat32> comparingNumbers(Sequential model) {
    return Objective.of(model, Losses.meanSquaredError(), "truth");
  }

  private static Objective<TInt32> comparingLabels(Sequential model) {
    return Objective.ofLabels(model, Losses.sparseCategoricalCrossentropy());
  }

  private static <T extends TType> Map<String, Metric<T>> ours(Map<String, Pair<T>> pairs) {
    Map<String, Metric<T>> metrics = new LinkedHashMap<>();
    pairs.forEach(
        (name, pair) -> {
          if (pair.ours() != null) {
            metrics.put(name, pair.ours());
          }
        });
    return metrics;
  }

  private static <T extends TType> Map<String, Metric<T>> taken(
      Map<String, Pair<T>> pairs, Function<LossMetric, Metric<T>> take) {
    Map<String, Metric<T>> metrics = new LinkedHashMap<>();
    pairs.forEach((name, pair) -> metrics.put(name, take.apply((LossMetric) pair.theirs().get())));
    return metrics;
  }

  private static <T extends TType> void assertSame(
      Map<String, Pair<T>> pairs,
      boolean labels,
      Map<String, Metric<T>> metrics,
      Map<String, Double> found) {
    assertThat(found).hasSize(1 + 2 * metrics.size());
    for (String name : metrics.keySet()) {
      for (boolean weighted : List.of(false, true)) {
        double expected = inSession(pairs.get(name).theirs().get(), labels, weighted);
        assertThat(found.get(name + (weighted ? "W" : "")))
            .as("%s, weighted: %s", name, weighted)
            .isCloseTo(expected, within(2e-6 * Math.max(1, Math.abs(expected))));
      }
    }
  }

  @Test
  void oursSayTheSameOfNumbers() {
    Map<String, Metric<TFloat32>> metrics = ours(ofNumbers());
    for (EngineKind kind : EngineKind.values()) {
      assertSame(
          ofNumbers(),
          false,
          metrics,
          evaluated(kind, FrameworkMetricsTest::comparingNumbers, metrics));
    }
  }

  @Test
  void oursSayTheSameOfLabels() {
    Map<String, Metric<TInt32>> metrics = ours(ofLabels());
    for (EngineKind kind : EngineKind.values()) {
      assertSame(
          ofLabels(),
          true,
          metrics,
          evaluated(kind, FrameworkMetricsTest::comparingLabels, metrics));
    }
  }

  @Test
  void theirsSayTheSameInOurGraph() {
    Map<String, Metric<TFloat32>> metrics = taken(ofNumbers(), FromFramework::metric);
    assertSame(
        ofNumbers(),
        false,
        metrics,
        evaluated(EngineKind.GRAPH, FrameworkMetricsTest::comparingNumbers, metrics));
    Map<String, Metric<TInt32>> labels = taken(ofLabels(), FromFramework::labelMetric);
    assertSame(
        ofLabels(),
        true,
        labels,
        evaluated(EngineKind.GRAPH, FrameworkMetricsTest::comparingLabels, labels));
  }

  @Test
  void oursSayTheSameInTheirSession() {
    ofNumbers()
        .forEach(
            (name, pair) -> {
              if (pair.ours() != null) {
                for (boolean weighted : List.of(false, true)) {
                  assertThat(inSession(ToFramework.metric(name, pair.ours(), 1), false, weighted))
                      .as("%s, weighted: %s", name, weighted)
                      .isCloseTo(inSession(pair.theirs().get(), false, weighted), within(2e-6));
                }
              }
            });
  }

  /** It counts numbers, of which each sample must have one for the framework to weigh them. */
  @Test
  void accuracyCountsEqualNumbers() {
    Metric<TFloat32> taken = FromFramework.metric(new Accuracy<>(1, TYPE));
    Map<String, Double> found =
        evaluated(
            EngineKind.GRAPH, FrameworkMetricsTest::comparingNumbers, Map.of("accuracy", taken));
    assertThat(found.get("accuracy")).isZero(); // no share is 0 or 1
    assertThat(found.get("accuracy")).isEqualTo(inSession(new Accuracy<>(1, TYPE), false, false));
    try (Engine engine = EngineKind.GRAPH.open();
        var outputs =
            engine.run(
                (tf, in) ->
                    Map.of(
                        "values",
                        taken.values(
                            tf,
                            tf.constant(new float[] {1, 2, 3}),
                            tf.constant(new float[] {1, 3, 3}))))) {
      assertThat(outputs.floats("values")).containsExactly(1, 0, 1);
    }
  }

  private record Summed(
      Supplier<org.tensorflow.framework.metrics.Metric> theirs, SummedMetric<TFloat32> ours) {}

  private static Map<String, Summed> summed() {
    Map<String, Summed> all = new LinkedHashMap<>();
    all.put(
        "rmse",
        new Summed(
            () -> new RootMeanSquaredError<>(1, TYPE), SummedMetrics.rootMeanSquaredError()));
    all.put(
        "tp",
        new Summed(() -> new TruePositives<>(0.3f, 1, TYPE), SummedMetrics.truePositives(0.3f)));
    all.put(
        "fp",
        new Summed(() -> new FalsePositives<>(0.3f, 1, TYPE), SummedMetrics.falsePositives(0.3f)));
    all.put(
        "tn",
        new Summed(() -> new TrueNegatives<>(0.3f, 1, TYPE), SummedMetrics.trueNegatives(0.3f)));
    all.put(
        "fn",
        new Summed(() -> new FalseNegatives<>(0.3f, 1, TYPE), SummedMetrics.falseNegatives(0.3f)));
    all.put(
        "precision",
        new Summed(() -> new Precision<>(0.3f, 1, TYPE), SummedMetrics.precision(0.3f)));
    all.put(
        "recall", // which at one threshold gives nothing
        new Summed(
            () -> new Recall<>(new float[] {0.3f, 0.6f}, 1, TYPE), SummedMetrics.recall(0.3f)));
    all.put("auc", new Summed(() -> new AUC<>(200, 1, TYPE), SummedMetrics.areaUnderRoc(200)));
    all.put("auc_9", new Summed(() -> new AUC<>(9, 1, TYPE), SummedMetrics.areaUnderRoc(9)));
    all.put(
        "auc_pr",
        new Summed(
            () -> new AUC<>(200, AUCCurve.PR, 1, TYPE),
            SummedMetrics.areaUnderPrecisionRecall(200)));
    return all;
  }

  /** Those that are functions of sums: ours in both engines, as theirs stand in their session. */
  @Test
  void oursOfSumsSayTheSame() {
    for (EngineKind kind : EngineKind.values()) {
      Map<String, Double> found =
          evaluated(
              kind,
              model -> {
                Objective<TFloat32> objective = comparingNumbers(model);
                for (Map.Entry<String, Summed> metric : summed().entrySet()) {
                  objective =
                      objective
                          .withSummedMetric(metric.getKey(), metric.getValue().ours())
                          .withWeightedSummedMetric(
                              metric.getKey() + "W", metric.getValue().ours());
                }
                return objective;
              },
              Map.of());
      summed()
          .forEach(
              (name, metric) -> {
                for (boolean weighted : List.of(false, true)) {
                  double expected = inSession(metric.theirs().get(), false, weighted);
                  assertThat(expected).as(name).isPositive();
                  assertThat(found.get(name + (weighted ? "W" : "")))
                      .as("%s, weighted: %s", name, weighted)
                      .isCloseTo(expected, within(2e-6 * Math.max(1, expected)));
                }
              });
    }
  }

  /** A fault of the framework's: of one threshold it takes the first no numbers. */
  @Test
  void recallOfTheFrameworkGivesNothingAtOneThreshold() {
    try (Graph graph = new Graph()) {
      Operand<TFloat32> result = new Recall<>(0.3f, 1, TYPE).result(Ops.create(graph), TYPE);
      assertThat(result.shape().size()).isZero();
    }
  }
}
