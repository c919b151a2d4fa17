package io.latent4j.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Initializer;
import io.latent4j.nn.initializers.Constraints;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.initializers.Regularizers;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.metrics.Metric;
import io.latent4j.nn.metrics.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Operand;
import org.tensorflow.framework.activations.AbstractActivation;
import org.tensorflow.framework.activations.ELU;
import org.tensorflow.framework.activations.Exponential;
import org.tensorflow.framework.activations.GELU;
import org.tensorflow.framework.activations.HardSigmoid;
import org.tensorflow.framework.activations.Linear;
import org.tensorflow.framework.activations.ReLU;
import org.tensorflow.framework.activations.SELU;
import org.tensorflow.framework.activations.Sigmoid;
import org.tensorflow.framework.activations.Softmax;
import org.tensorflow.framework.activations.Softplus;
import org.tensorflow.framework.activations.Softsign;
import org.tensorflow.framework.activations.Swish;
import org.tensorflow.framework.activations.Tanh;
import org.tensorflow.framework.constraints.MaxNorm;
import org.tensorflow.framework.constraints.MinMaxNorm;
import org.tensorflow.framework.constraints.NonNeg;
import org.tensorflow.framework.constraints.UnitNorm;
import org.tensorflow.framework.initializers.Constant;
import org.tensorflow.framework.initializers.Glorot;
import org.tensorflow.framework.initializers.He;
import org.tensorflow.framework.initializers.Identity;
import org.tensorflow.framework.initializers.LeCun;
import org.tensorflow.framework.initializers.Ones;
import org.tensorflow.framework.initializers.Orthogonal;
import org.tensorflow.framework.initializers.RandomNormal;
import org.tensorflow.framework.initializers.RandomUniform;
import org.tensorflow.framework.initializers.TruncatedNormal;
import org.tensorflow.framework.initializers.VarianceScaling;
import org.tensorflow.framework.initializers.VarianceScaling.Distribution;
import org.tensorflow.framework.initializers.Zeros;
import org.tensorflow.framework.losses.BinaryCrossentropy;
import org.tensorflow.framework.losses.CategoricalCrossentropy;
import org.tensorflow.framework.losses.CategoricalHinge;
import org.tensorflow.framework.losses.CosineSimilarity;
import org.tensorflow.framework.losses.Hinge;
import org.tensorflow.framework.losses.Huber;
import org.tensorflow.framework.losses.KLDivergence;
import org.tensorflow.framework.losses.LogCosh;
import org.tensorflow.framework.losses.MeanAbsoluteError;
import org.tensorflow.framework.losses.MeanAbsolutePercentageError;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.framework.losses.MeanSquaredLogarithmicError;
import org.tensorflow.framework.losses.Poisson;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.losses.SparseCategoricalCrossentropy;
import org.tensorflow.framework.losses.SquaredHinge;
import org.tensorflow.framework.losses.impl.AbstractLoss;
import org.tensorflow.framework.regularizers.L1;
import org.tensorflow.framework.regularizers.L1L2;
import org.tensorflow.framework.regularizers.L2;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The framework's pieces give what ours do, in both engines, and the same gradients. */
class FrameworkPiecesTest {
  private static final int ROWS = 5;
  private static final int COLUMNS = 4;

  /** Rows that are shares of 1, as cross-entropies want them. */
  private static float[] shares(long seed) {
    Random random = new Random(seed);
    float[] values = new float[ROWS * COLUMNS];
    for (int i = 0; i < ROWS; i++) {
      float sum = 0;
      for (int j = 0; j < COLUMNS; j++) {
        values[i * COLUMNS + j] = 0.05f + random.nextFloat();
        sum += values[i * COLUMNS + j];
      }
      for (int j = 0; j < COLUMNS; j++) {
        values[i * COLUMNS + j] /= sum;
      }
    }
    return values;
  }

  private static float[] numbers(long seed) {
    Random random = new Random(seed);
    float[] values = new float[ROWS * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = 2 * (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] oneHot() {
    float[] values = new float[ROWS * COLUMNS];
    for (int i = 0; i < ROWS; i++) {
      values[i * COLUMNS + (3 * i + 1) % COLUMNS] = 1;
    }
    return values;
  }

  private static Operand<TFloat32> matrix(Ops tf, float[] values) {
    return tf.reshape(tf.constant(values), tf.constant(new int[] {ROWS, COLUMNS}));
  }

  /** Values, and gradients by the prediction. */
  private static Map<String, float[]> run(
      EngineKind kind,
      float[] prediction,
      BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> formula) {
    try (Engine engine = kind.open()) {
      ModelVariable<TFloat32> x =
          engine.weight("x", Shape.of(ROWS, COLUMNS), (tf, shape, seed) -> matrix(tf, prediction));
      Map<String, float[]> found = new LinkedHashMap<>();
      try (Outputs outputs =
          engine.run(
              (tf, in) -> {
                try (GradientTape tape = GradientTape.on(engine)) {
                  Operand<TFloat32> values = formula.apply(tf, x.read(tf));
                  Operand<?> gradient = tape.gradient(Metrics.mean(tf, values), List.of(x)).get(0);
                  return Map.of("values", values, "gradient", gradient);
                }
              })) {
        found.put("values", outputs.floats("values"));
        found.put("gradient", outputs.floats("gradient"));
      }
      return found;
    }
  }

  private static void assertAlike(Map<String, float[]> found, Map<String, float[]> expected) {
    expected.forEach(
        (name, values) ->
            assertThat(found.get(name))
                .as(name)
                .hasSameSizeAs(values)
                .containsExactly(values, within(2e-6f)));
  }

  private record LossPair(
      String name, AbstractLoss theirs, Loss<TFloat32> ours, float[] truth, float[] prediction) {}

  private static List<LossPair> losses() {
    float[] truth = numbers(1);
    float[] found = numbers(2);
    Reduction none = Reduction.NONE;
    return List.of(
        new LossPair(
            "MeanSquaredError",
            new MeanSquaredError(none),
            Losses.meanSquaredError(),
            truth,
            found),
        new LossPair(
            "MeanAbsoluteError",
            new MeanAbsoluteError(none),
            Losses.meanAbsoluteError(),
            truth,
            found),
        new LossPair("Huber", new Huber("huber", 1.3f, none), Losses.huber(1.3f), truth, found),
        new LossPair("LogCosh", new LogCosh(none), Losses.logCosh(), truth, found),
        new LossPair("Poisson", new Poisson(none), Losses.poisson(), shares(3), shares(4)),
        new LossPair(
            "KLDivergence", new KLDivergence(none), Losses.klDivergence(), shares(5), shares(6)),
        new LossPair(
            "CosineSimilarity",
            new CosineSimilarity(none),
            Losses.cosineSimilarity(),
            truth,
            found),
        new LossPair(
            "BinaryCrossentropy",
            new BinaryCrossentropy("b", false, 0.1f, none),
            Losses.binaryCrossentropy(0.1f),
            oneHot(),
            shares(7)),
        new LossPair(
            "BinaryCrossentropy of logits",
            new BinaryCrossentropy("b", true, 0.1f, none),
            Losses.binaryCrossentropyFromLogits(0.1f),
            oneHot(),
            found),
        new LossPair(
            "CategoricalCrossentropy",
            new CategoricalCrossentropy("c", false, 0.1f, none, -1),
            Losses.categoricalCrossentropy(0.1f),
            oneHot(),
            shares(8)),
        new LossPair(
            "CategoricalCrossentropy of logits",
            new CategoricalCrossentropy("c", true, 0.1f, none, -1),
            Losses.categoricalCrossentropyFromLogits(0.1f),
            oneHot(),
            found));
  }

  @TestFactory
  Stream<DynamicTest> lossesAreOursInValueAndGradient() {
    return losses().stream()
        .flatMap(
            pair ->
                Stream.of(EngineKind.values())
                    .map(
                        kind ->
                            DynamicTest.dynamicTest(
                                pair.name() + " " + kind,
                                () ->
                                    assertAlike(
                                        run(
                                            kind,
                                            pair.prediction(),
                                            (tf, x) ->
                                                FromFramework.loss(pair.theirs())
                                                    .values(tf, matrix(tf, pair.truth()), x)),
                                        run(
                                            kind,
                                            pair.prediction(),
                                            (tf, x) ->
                                                pair.ours()
                                                    .values(tf, matrix(tf, pair.truth()), x))))));
  }

  /** Those that we have none of: by their formulas. */
  @TestFactory
  Stream<DynamicTest> lossesThatOnlyTheFrameworkHasAreDifferentiated() {
    Map<String, AbstractLoss> losses = new LinkedHashMap<>();
    losses.put("Hinge", new Hinge(Reduction.NONE));
    losses.put("SquaredHinge", new SquaredHinge(Reduction.NONE));
    losses.put("CategoricalHinge", new CategoricalHinge(Reduction.NONE));
    losses.put("MeanAbsolutePercentageError", new MeanAbsolutePercentageError(Reduction.NONE));
    losses.put("MeanSquaredLogarithmicError", new MeanSquaredLogarithmicError(Reduction.NONE));
    Map<String, double[]> firstRow = new HashMap<>();
    float[] truth = oneHot();
    float[] found = shares(9);
    double hinge = 0;
    double squared = 0;
    double logarithmic = 0;
    double other = 0;
    double own = 0;
    double percentage = 0;
    for (int j = 0; j < COLUMNS; j++) {
      double margin = Math.max(0, 1 - (2 * truth[j] - 1) * found[j]);
      hinge += margin / COLUMNS;
      squared += margin * margin / COLUMNS;
      double log = Math.log1p(found[j]) - Math.log1p(truth[j]);
      logarithmic += log * log / COLUMNS;
      own += truth[j] * found[j];
      percentage += 100 * Math.abs(truth[j] - found[j]) / Math.max(truth[j], 1e-7) / COLUMNS;
      other = Math.max(other, (1 - truth[j]) * found[j]);
    }
    firstRow.put("Hinge", new double[] {hinge});
    firstRow.put("SquaredHinge", new double[] {squared});
    firstRow.put("MeanSquaredLogarithmicError", new double[] {logarithmic});
    firstRow.put("MeanAbsolutePercentageError", new double[] {percentage});
    firstRow.put("CategoricalHinge", new double[] {Math.max(0, other - own + 1)});
    return losses.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      List<Map<String, float[]>> both = new ArrayList<>();
                      for (EngineKind kind : EngineKind.values()) {
                        both.add(
                            run(
                                kind,
                                found,
                                (tf, x) ->
                                    FromFramework.loss(entry.getValue())
                                        .values(tf, matrix(tf, truth), x)));
                      }
                      assertAlike(both.get(0), both.get(1));
                      double expected = firstRow.get(entry.getKey())[0];
                      assertThat((double) both.get(0).get("values")[0])
                          .isCloseTo(expected, within(1e-5 * Math.max(1, expected / 10)));
                      assertThat(both.get(0).get("gradient")).doesNotContain(Float.NaN);
                      assertThat(norm(both.get(0).get("gradient"))).isGreaterThan(1e-3);
                    }));
  }

  private static double norm(float... values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  /** The framework's own has no gradient in C++; our tape has the rule. */
  @TestFactory
  Stream<DynamicTest> theLossOfLabelsIsDifferentiated() {
    int[] labels = {1, 0, 3, 2, 1};
    return Stream.of(EngineKind.values())
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.toString(),
                    () ->
                        assertAlike(
                            run(
                                kind,
                                numbers(2),
                                (tf, x) ->
                                    FromFramework.labelLoss(
                                            new SparseCategoricalCrossentropy(
                                                "s", true, Reduction.NONE, -1))
                                        .values(tf, tf.constant(labels), x)),
                            run(
                                kind,
                                numbers(2),
                                (tf, x) ->
                                    Losses.sparseCategoricalCrossentropyFromLogits()
                                        .values(tf, tf.constant(labels), x)))));
  }

  @TestFactory
  Stream<DynamicTest> theLossOfLabelsAndSharesIsOurs() {
    int[] labels = {1, 0, 3, 2, 1};
    return Stream.of(EngineKind.values())
        .map(
            kind ->
                DynamicTest.dynamicTest(
                    kind.toString(),
                    () ->
                        assertAlike(
                            run(
                                kind,
                                shares(2),
                                (tf, x) ->
                                    FromFramework.labelLoss(
                                            new SparseCategoricalCrossentropy(Reduction.NONE))
                                        .values(tf, tf.constant(labels), x)),
                            run(
                                kind,
                                shares(2),
                                (tf, x) ->
                                    Losses.sparseCategoricalCrossentropy()
                                        .values(tf, tf.constant(labels), x)))));
  }

  @Test
  void lossesThatReduceAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FromFramework.loss(new MeanSquaredError()))
        .withMessageContaining("must be made with Reduction.NONE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FromFramework.loss(new SparseCategoricalCrossentropy(Reduction.NONE)))
        .withMessageContaining("labelLoss");
  }

  /** Values without gradients. */
  private static float[] values(
      EngineKind kind, BiFunction<Ops, Engine, Operand<TFloat32>> formula) {
    try (Engine engine = kind.open();
        Outputs outputs = engine.run((tf, in) -> Map.of("values", formula.apply(tf, engine)))) {
      return outputs.floats("values");
    }
  }

  /** Why they are for graphs only. */
  @Test
  void theFrameworkComputesNoMetricsEagerly() {
    Metric<TFloat32> theirs =
        FromFramework.metric(
            new org.tensorflow.framework.metrics.MeanSquaredError<>(1, TFloat32.class));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                values(
                    EngineKind.EAGER,
                    (tf, engine) -> theirs.apply(tf, matrix(tf, oneHot()), matrix(tf, shares(3)))))
        .withMessageContaining("Graph is required");
  }

  @TestFactory
  Stream<DynamicTest> activationsAreOurs() {
    List<AbstractActivation> all =
        List.of(
            new Linear(),
            new ReLU(),
            new ELU(),
            new SELU(),
            new GELU(),
            new Exponential(),
            new Sigmoid(),
            new Softmax(),
            new Softplus(),
            new Swish(),
            new Tanh());
    return all.stream()
        .flatMap(
            theirs ->
                Stream.of(EngineKind.values())
                    .map(
                        kind ->
                            DynamicTest.dynamicTest(
                                theirs.getName() + " " + kind,
                                () -> {
                                  ActivationFunction ours = FromFramework.activation(theirs);
                                  assertAlike(
                                      run(kind, numbers(3), (tf, x) -> theirs.call(tf, x)),
                                      run(kind, numbers(3), ours::apply));
                                })));
  }

  @Test
  void activationsOfOtherFormulasAreLayersOnly() {
    for (AbstractActivation other :
        List.of(
            new HardSigmoid(),
            new Softsign(),
            new ELU(0.5),
            new ReLU(0.1f, 1f, 0f),
            new GELU(true),
            new Softmax(0))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FromFramework.activation(other))
          .withMessageContaining("activationLayer takes it");
    }
    float[] found =
        values(
            EngineKind.GRAPH,
            (tf, engine) -> {
              var layer = FromFramework.activationLayer(new HardSigmoid());
              layer.build(engine, Shape.of(-1, 3));
              return layer.call(
                  tf, tf.constant(new float[][] {{-9, 1, 9}}), io.latent4j.nn.Mode.INFERENCE);
            });
    assertThat(found).containsExactly(new float[] {0, 0.7f, 1}, within(1e-6f)); // 0.2 x + 0.5
  }

  /** Those that are layers only: their formulas, and the slopes that our tape finds. */
  @TestFactory
  Stream<DynamicTest> activationsOfOtherFormulasAreDifferentiated() {
    Map<String, AbstractActivation> all = new LinkedHashMap<>();
    Map<String, DoubleUnaryOperator> formulas = new LinkedHashMap<>();
    all.put("HardSigmoid", new HardSigmoid());
    formulas.put("HardSigmoid", x -> Math.min(1, Math.max(0, 0.2 * x + 0.5)));
    all.put("Softsign", new Softsign());
    formulas.put("Softsign", x -> x / (1 + Math.abs(x)));
    all.put("ELU, alpha 0.5", new ELU(0.5));
    formulas.put("ELU, alpha 0.5", x -> x > 0 ? x : 0.5 * Math.expm1(x));
    all.put("ReLU, slope 0.1, at most 1", new ReLU(0.1f, 1f, 0f));
    formulas.put("ReLU, slope 0.1, at most 1", x -> x < 0 ? 0.1 * x : Math.min(x, 1));
    all.put("GELU, approximate", new GELU(true));
    formulas.put(
        "GELU, approximate",
        x -> 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))));
    return all.entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(EngineKind.values())
                    .map(
                        kind ->
                            DynamicTest.dynamicTest(
                                entry.getKey() + " " + kind,
                                () ->
                                    assertFormula(
                                        formulas.get(entry.getKey()),
                                        run(
                                            kind,
                                            numbers(3),
                                            (tf, x) -> entry.getValue().call(tf, x))))));
  }

  private static void assertFormula(DoubleUnaryOperator formula, Map<String, float[]> found) {
    float[] x = numbers(3);
    for (int i = 0; i < x.length; i++) {
      double slope =
          (formula.applyAsDouble(x[i] + 1e-5) - formula.applyAsDouble(x[i] - 1e-5)) / 2e-5;
      assertThat((double) found.get("values")[i])
          .isCloseTo(formula.applyAsDouble(x[i]), within(5e-6));
      assertThat((double) found.get("gradient")[i] * x.length).isCloseTo(slope, within(5e-5));
    }
  }

  private static float[] weight(Initializer initializer, int rows, int columns) {
    try (Engine engine = EngineKind.GRAPH.open()) {
      ModelVariable<TFloat32> weight = engine.weight("w", Shape.of(rows, columns), initializer);
      try (TFloat32 value = weight.value()) {
        float[] values = new float[rows * columns];
        value.copyTo(org.tensorflow.ndarray.buffer.DataBuffers.of(values, false, false));
        return values;
      }
    }
  }

  private static Initializer of(
      org.tensorflow.framework.initializers.Initializer<TFloat32> initializer) {
    return FromFramework.initializer(initializer);
  }

  @Test
  void initializersWithoutChanceAreOurs() {
    assertThat(weight(of(new Zeros<>()), 2, 3)).containsOnly(0);
    assertThat(weight(of(new Ones<>()), 2, 3)).containsOnly(1);
    assertThat(weight(of(new Constant<>(0.25)), 2, 3))
        .isEqualTo(weight(Initializers.constant(0.25f), 2, 3));
    assertThat(weight(of(new Identity<>(2)), 2, 3)).containsExactly(2, 0, 0, 0, 2, 0);
    float[] q = weight(of(new Orthogonal<>(3)), 3, 3);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        float product =
            q[i * 3] * q[j * 3] + q[i * 3 + 1] * q[j * 3 + 1] + q[i * 3 + 2] * q[j * 3 + 2];
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-5f));
      }
    }
  }

  /** Those that draw have the same mean, deviation and bounds as ours; the numbers differ. */
  @TestFactory
  Stream<DynamicTest> initializersThatDrawHaveOurDistributions() {
    Map<String, Initializer> theirs = new LinkedHashMap<>();
    Map<String, Initializer> ours = new LinkedHashMap<>();
    theirs.put("RandomNormal", of(new RandomNormal<>(0.5, 2, 3)));
    ours.put("RandomNormal", Initializers.randomNormal(0.5f, 2));
    theirs.put("RandomUniform", of(new RandomUniform<>(-1, 3, 4)));
    ours.put("RandomUniform", Initializers.randomUniform(-1, 3));
    theirs.put("TruncatedNormal", of(new TruncatedNormal<>(0.5, 2, 3)));
    ours.put("TruncatedNormal", Initializers.truncatedNormal(0.5f, 2));
    theirs.put("Glorot normal", of(new Glorot<>(Distribution.TRUNCATED_NORMAL, 3)));
    ours.put("Glorot normal", Initializers.glorotNormal());
    theirs.put("He normal", of(new He<>(Distribution.TRUNCATED_NORMAL, 3)));
    ours.put("He normal", Initializers.heNormal());
    theirs.put("LeCun normal", of(new LeCun<>(Distribution.TRUNCATED_NORMAL, 3)));
    ours.put("LeCun normal", Initializers.lecunNormal());
    theirs.put("VarianceScaling normal", of(scaling(Distribution.NORMAL)));
    ours.put(
        "VarianceScaling normal",
        Initializers.varianceScaling(
            0.5f,
            io.latent4j.nn.initializers.VarianceScaling.Fan.AVERAGE,
            io.latent4j.nn.initializers.VarianceScaling.Distribution.UNTRUNCATED_NORMAL));
    theirs.put("VarianceScaling", of(scaling(Distribution.TRUNCATED_NORMAL)));
    ours.put(
        "VarianceScaling",
        Initializers.varianceScaling(
            0.5f,
            io.latent4j.nn.initializers.VarianceScaling.Fan.AVERAGE,
            io.latent4j.nn.initializers.VarianceScaling.Distribution.TRUNCATED_NORMAL));
    return theirs.keySet().stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      double[] found = figures(weight(theirs.get(name), 150, 100));
                      double[] expected = figures(weight(ours.get(name), 150, 100));
                      double spread = expected[1];
                      assertThat(found[0]).isCloseTo(expected[0], within(0.04 * spread));
                      assertThat(found[1]).isCloseTo(expected[1], within(0.03 * spread));
                      if (!List.of("RandomNormal", "VarianceScaling normal")
                          .contains(name)) { // whose tails have no end
                        assertThat(found[2]).isCloseTo(expected[2], within(0.05 * spread));
                        assertThat(found[3]).isCloseTo(expected[3], within(0.05 * spread));
                      }
                      assertThat(weight(theirs.get(name), 20, 10))
                          .isEqualTo(weight(theirs.get(name), 20, 10));
                    }));
  }

  private static VarianceScaling<TFloat32> scaling(Distribution distribution) {
    return new VarianceScaling<>(0.5, VarianceScaling.Mode.FAN_AVG, distribution, 3);
  }

  /** A fault of the framework's: ours, as Keras's, draw from the negative limit on. */
  @Test
  void uniformVarianceScalingOfTheFrameworkDrawsFromZeroOn() {
    double limit = Math.sqrt(6.0 / (150 + 100));
    double[] found = figures(weight(of(new Glorot<>(Distribution.UNIFORM, 3)), 150, 100));
    double[] ours = figures(weight(Initializers.glorotUniform(), 150, 100));
    assertThat(ours[2]).isCloseTo(-limit, within(0.01 * limit));
    assertThat(found[2]).isBetween(0.0, 0.01 * limit);
    assertThat(found[3]).isCloseTo(limit, within(0.01 * limit));
    Map<Initializer, Initializer> others = new LinkedHashMap<>();
    others.put(of(new He<>(Distribution.UNIFORM, 3)), Initializers.heUniform());
    others.put(of(new LeCun<>(Distribution.UNIFORM, 3)), Initializers.lecunUniform());
    others.forEach(
        (theirs, own) -> {
          double[] their = figures(weight(theirs, 150, 100));
          double[] our = figures(weight(own, 150, 100));
          assertThat(our[2]).isCloseTo(-our[3], within(0.01 * our[3]));
          assertThat(their[2]).isBetween(0.0, 0.01 * our[3]);
          assertThat(their[3]).isCloseTo(our[3], within(0.01 * our[3]));
        });
  }

  /** Mean, standard deviation, least and largest. */
  private static double[] figures(float... values) {
    double mean = 0;
    double squares = 0;
    double least = values[0];
    double largest = values[0];
    for (float value : values) {
      mean += value / values.length;
      squares += (double) value * value / values.length;
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
    return new double[] {mean, Math.sqrt(squares - mean * mean), least, largest};
  }

  @TestFactory
  Stream<DynamicTest> regularizersAndConstraintsAreOurs() {
    Map<String, List<BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>>>> pairs =
        new LinkedHashMap<>();
    pairs.put(
        "L1",
        List.of(FromFramework.regularizer(new L1(0.02f))::apply, Regularizers.l1(0.02f)::apply));
    pairs.put(
        "L2",
        List.of(FromFramework.regularizer(new L2(0.02f))::apply, Regularizers.l2(0.02f)::apply));
    pairs.put(
        "L1L2",
        List.of(
            FromFramework.regularizer(new L1L2(0.02f, 0.03f))::apply,
            Regularizers.l1l2(0.02f, 0.03f)::apply));
    pairs.put(
        "MaxNorm",
        List.of(
            FromFramework.constraint(new MaxNorm(1.5, 0))::apply,
            Constraints.maxNorm(1.5f, 0)::apply));
    pairs.put(
        "NonNeg",
        List.of(FromFramework.constraint(new NonNeg())::apply, Constraints.nonNeg()::apply));
    pairs.put(
        "UnitNorm",
        List.of(FromFramework.constraint(new UnitNorm(0))::apply, Constraints.unitNorm(0)::apply));
    return pairs.entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(EngineKind.values())
                    .map(
                        kind ->
                            DynamicTest.dynamicTest(
                                entry.getKey() + " " + kind,
                                () ->
                                    assertAlike(
                                        run(kind, numbers(6), entry.getValue().get(0)),
                                        run(kind, numbers(6), entry.getValue().get(1))))));
  }

  /** We have none: columns come between the bounds. */
  @Test
  void minMaxNormKeepsColumnsWithin() {
    float[] found =
        values(
            EngineKind.GRAPH,
            (tf, engine) ->
                FromFramework.constraint(new MinMaxNorm(0.5, 1, 1, 0))
                    .apply(tf, tf.constant(new float[][] {{3, 0.1f}, {4, 0f}})));
    assertThat(found).containsExactly(new float[] {0.6f, 0.5f, 0.8f, 0}, within(1e-4f));
  }

  @Test
  void configurationsNameThePieces() {
    assertThat(FromFramework.regularizer(new L1(0.1f)).config().get("class_name"))
        .isEqualTo("tensorflow-framework>L1");
    assertThat(FromFramework.constraint(new NonNeg()).config().get("class_name"))
        .isEqualTo("tensorflow-framework>NonNeg");
    assertThat(of(new Ones<>()).config().get("class_name")).isEqualTo("tensorflow-framework>Ones");
  }

  /** Labels are whole numbers, which the framework takes as any numbers. */
  @Test
  void labelsStayWhole() {
    Metric<TInt32> metric =
        FromFramework.labelMetric(
            new org.tensorflow.framework.metrics.SparseTopKCategoricalAccuracy<>(
                "s", 2, 1, TFloat32.class));
    float[] found =
        values(
            EngineKind.GRAPH,
            (tf, engine) ->
                metric.values(
                    tf,
                    tf.constant(new int[] {0, 2}),
                    tf.constant(new float[][] {{.1f, .5f, .4f}, {.2f, .5f, .3f}})));
    assertThat(found).containsExactly(0, 1);
  }
}
