package io.latent4j.boltzmann;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.model.FloatArray;
import io.latent4j.model.Provenance;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Sgd;
import io.latent4j.training.History;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Small machines beside sums over all states, scikit-learn, and a step that NumPy made. */
class RbmExactTest {
  private static final EngineOptions OPTIONS = EngineOptions.defaults().withThreads(2);

  private static final JsonObject FIXTURE = read();

  private static JsonObject read() {
    try (Reader reader =
        new InputStreamReader(
            RbmExactTest.class.getResourceAsStream("rbm.json"), StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, JsonObject.class);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static RbmModel model(RbmWeights machine) {
    return RbmModel.of(
        machine,
        Optional.empty(),
        Scaling.none(),
        new History(List.of(), History.End.COMPLETED),
        Provenance.unknown("rbm"),
        OPTIONS);
  }

  /** A machine with random numbers of some deviation. */
  static RbmWeights random(int visible, int hidden, double spread, boolean gaussian, long seed) {
    Random random = new Random(seed);
    return new RbmWeights(
        normal(random, spread, visible, hidden),
        normal(random, spread, visible),
        normal(random, spread, hidden),
        gaussian ? Optional.of(normal(random, 0.3, visible)) : Optional.empty());
  }

  private static FloatArray normal(Random random, double spread, long... sizes) {
    Shape shape = Shape.of(sizes);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (spread * random.nextGaussian());
    }
    return new FloatArray(values, shape);
  }

  private static float[][] allStates(int units) {
    float[][] states = new float[1 << units][units];
    for (int i = 0; i < states.length; i++) {
      for (int unit = 0; unit < units; unit++) {
        states[i][unit] = i >> unit & 1;
      }
    }
    return states;
  }

  private static double logSum(double... logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      largest = Math.max(largest, log);
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - largest);
    }
    return largest + Math.log(sum);
  }

  // ------------------------------------------------------------ enumeration

  @Test
  void freeEnergyIsWhatIsLeftWhenHiddenUnitsAreSummedOver() {
    RbmWeights machine = random(5, 4, 1, false, 1);
    try (RbmModel model = model(machine);
        Samples samples = Samples.of(allStates(5))) {
      float[] free = model.freeEnergy(samples);
      float[][] hidden = allStates(4);
      for (int i = 0; i < free.length; i++) {
        float[][] same = new float[hidden.length][];
        Arrays.fill(same, samples.row(i));
        float[] energies = model.energy(same, hidden);
        double[] logs = new double[energies.length];
        for (int j = 0; j < logs.length; j++) {
          logs[j] = -energies[j];
        }
        assertThat(-logSum(logs)).isCloseTo(free[i], within(1e-5));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 6", "9, 3", "3, 9"})
  void thePartitionFunctionIsTheSumOverAllStates(int visible, int hidden) {
    try (RbmModel model = model(random(visible, hidden, 1, false, 2));
        Samples all = Samples.of(allStates(visible))) {
      float[] free = model.freeEnergy(all);
      double[] logs = new double[free.length];
      for (int i = 0; i < logs.length; i++) {
        logs[i] = -free[i];
      }
      assertThat(model.exactLogPartition()).isCloseTo(logSum(logs), within(1e-5));
    }
  }

  @Test
  void aGaussianMachinesDensityIntegratesToOne() {
    RbmWeights machine = random(1, 5, 1.5, true, 3);
    try (RbmModel model = model(machine)) {
      float[][] points = new float[40_001][1];
      double width = 80.0 / (points.length - 1);
      for (int i = 0; i < points.length; i++) {
        points[i][0] = (float) (-40 + i * width);
      }
      try (Samples line = Samples.of(points)) {
        double sum = 0;
        for (float energy : model.freeEnergy(line)) {
          sum += width * Math.exp(-energy - model.exactLogPartition());
        }
        assertThat(sum).isCloseTo(1, within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 1.0, 4", "false, 2.0, 5", "true, 0.7, 6"})
  void annealingComesWithinOnePercentFromBothSides(boolean gaussian, double spread, long seed) {
    try (RbmModel model = model(random(7, 5, spread, gaussian, seed));
        Samples data = Samples.of(model.sample(GibbsSampling.of(200)).lastStates())) {
      double exact = model.exactLogPartition();

      PartitionEstimate fine =
          model.estimateLogPartition(data, Annealing.usual().withSteps(800).withSeed(1));
      assertThat(fine.logPartition()).isCloseTo(exact, within(0.01 * Math.abs(exact)));
      assertThat(fine.reverse()).isCloseTo(exact, within(0.01 * Math.abs(exact)));
      assertThat(fine.logPartition()).isCloseTo(exact, within(4 * fine.deviation() + 1e-3));
    }
  }

  /** The mean of logs of weights is on one side whatever the seed, and far off with few steps. */
  @ParameterizedTest
  @CsvSource({"false, 1.0, 4", "false, 2.0, 5", "true, 0.7, 6"})
  void theTwoWaysOfAnnealingBracketTheTruth(boolean gaussian, double spread, long seed) {
    RbmWeights machine = random(7, 5, spread, gaussian, seed);
    try (RbmModel model = model(machine);
        GraphEngine engine = GraphEngine.create(OPTIONS)) {
      MachineRuns runs = new MachineRuns(RbmNetwork.of(engine, machine, 0));
      float[] ones = {1, 1, 1, 1, 1, 1, 1};
      MachineRuns.Base base = new MachineRuns.Base(new float[7], ones);
      Annealing how = Annealing.usual().withChains(300).withSteps(12);
      double zero = base.logPartition(model.visible(), 5);
      double exact = model.exactLogPartition();

      assertThat(zero + mean(runs.weightsTowards(base, how))).isLessThan(exact - 0.05);
      assertThat(zero - mean(runs.weightsAway(base, runs.biasStates(300, 1), how)))
          .isGreaterThan(exact + 0.05);
    }
  }

  private static double mean(float... values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @Test
  void gradientsOfLongChainsAgreeWithEnumeration() {
    RbmWeights machine = random(6, 4, 0.6, false, 7);
    float[][] data = {{1, 0, 1, 1, 0, 0}, {0, 1, 1, 0, 0, 1}, {1, 1, 0, 0, 1, 0}};
    try (RbmModel model = model(machine)) {
      float[][] states = allStates(6);
      double[][] expected = new double[6][4];
      try (Samples all = Samples.of(states);
          Samples given = Samples.of(data)) {
        float[] free = model.freeEnergy(all);
        float[][] hidden = model.encode(all);
        float[][] ofData = model.encode(given);
        double log = model.exactLogPartition();
        for (int i = 0; i < 6; i++) {
          for (int j = 0; j < 4; j++) {
            for (int row = 0; row < states.length; row++) {
              expected[i][j] += Math.exp(-free[row] - log) * states[row][i] * hidden[row][j];
            }
            for (int row = 0; row < data.length; row++) {
              expected[i][j] -= data[row][i] * ofData[row][j] / data.length;
            }
          }
        }
      }
      double[][] estimated = chainGradient(machine, data, 3_000);
      for (int i = 0; i < 6; i++) {
        for (int j = 0; j < 4; j++) {
          assertThat(estimated[i][j]).isCloseTo(expected[i][j], within(0.03));
        }
      }
    }
  }

  /** What a step of 60 Gibbs steps changes at a rate of 1, with each sample many times. */
  private static double[][] chainGradient(RbmWeights machine, float[][] data, int copies) {
    float[][] many = new float[copies * data.length][];
    for (int i = 0; i < many.length; i++) {
      many[i] = data[i % data.length];
    }
    try (GraphEngine engine = GraphEngine.create(OPTIONS);
        TFloat32 rows = MachineRuns.matrix(many)) {
      RbmNetwork network = RbmNetwork.of(engine, machine, 0);
      ContrastiveDivergence learning = ContrastiveDivergence.of(60).withInit(WeightStart.NORMAL);
      DivergenceStep step = new DivergenceStep(network, learning, Sgd.of(1), many.length, 1);
      engine
          .function(
              "step",
              List.of(InputSpec.floats("v", many.length, 6)),
              (tf, in) -> Map.of("error", step.apply(tf, in.floats("v"))))
          .call(Map.of("v", rows))
          .close();
      float[] after = network.weights().toFloats();
      double[][] gradient = new double[6][4];
      for (int i = 0; i < after.length; i++) {
        gradient[i / 4][i % 4] = machine.weights().values()[i] - after[i];
      }
      return gradient;
    }
  }

  // ----------------------------------------------------------- scikit-learn

  @Test
  void equalsScikitLearn() {
    JsonObject expected = FIXTURE.getAsJsonObject("scikit_learn");
    FloatArray components = tensor(expected.get("components"));
    int hidden = components.rowCount();
    int visible = components.columns();
    float[] weights = new float[visible * hidden];
    for (int i = 0; i < visible; i++) {
      for (int j = 0; j < hidden; j++) {
        weights[i * hidden + j] = components.values()[j * visible + i];
      }
    }
    RbmWeights machine =
        new RbmWeights(
            new FloatArray(weights, Shape.of(visible, hidden)),
            FloatArray.of(floats(expected.get("visible_bias"))),
            FloatArray.of(floats(expected.get("hidden_bias"))),
            Optional.empty());
    try (RbmModel model = model(machine);
        Samples samples = Samples.of(tensor(expected.get("samples")).rows())) {
      assertClose(FloatArray.of(model.encode(samples)).values(), expected.get("hidden"));
      assertThat(model.freeEnergy(samples))
          .containsExactly(floats(expected.get("free_energy")), within(1e-5f));
      assertThat(model.exactPseudoLikelihood(samples))
          .containsExactly(floats(expected.get("pseudo_likelihood")), within(1e-5f));
      double mean = 0;
      for (int seed = 0; seed < 100; seed++) {
        for (float value : model.pseudoLikelihood(samples, seed)) {
          mean += value / (100.0 * samples.count());
        }
      }
      double exact = 0;
      for (float value : model.exactPseudoLikelihood(samples)) {
        exact += value / samples.count();
      }
      assertThat(mean).isCloseTo(exact, within(0.05));
    }
  }

  // ----------------------------------------------------------------- a step

  static Stream<JsonObject> steps() {
    List<JsonObject> steps = new ArrayList<>();
    FIXTURE.getAsJsonArray("steps").forEach(step -> steps.add(step.getAsJsonObject()));
    return steps.stream();
  }

  /** Numbers that are given, one array after the other. */
  private static RbmNetwork.Draws given(JsonArray draws) {
    return new RbmNetwork.Draws() {
      private int at;

      @Override
      public Operand<TFloat32> uniform(Ops tf, Operand<TFloat32> like) {
        FloatArray values = tensor(draws.get(at++));
        return tf.reshape(tf.constant(values.values()), tf.constant(values.shape()));
      }

      @Override
      public Operand<TFloat32> normal(Ops tf, Operand<TFloat32> like) {
        return uniform(tf, like);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aStepEqualsNumPys(JsonObject given) {
    FloatArray samples = tensor(given.get("samples"));
    boolean gaussian = given.get("gaussian").getAsBoolean();
    JsonObject before = given.getAsJsonObject("before");
    JsonObject after = given.getAsJsonObject("after");
    ContrastiveDivergence learning =
        ContrastiveDivergence.of(given.get("gibbs").getAsInt())
            .withInit(given.get("sampled").getAsBoolean() ? WeightStart.ZEROS : WeightStart.NORMAL);
    Optimizer optimizer =
        Sgd.of(given.get("learning_rate").getAsFloat())
            .withWeightDecay(given.get("weight_decay").getAsFloat(), "bias", "variance");
    try (GraphEngine engine = GraphEngine.create(OPTIONS);
        TFloat32 rows = MachineRuns.matrix(samples.rows())) {
      RbmShape shape =
          new RbmShape(
              samples.columns(),
              0,
              tensor(before.get("hidden_bias")).values().length,
              gaussian ? VisibleUnits.GAUSSIAN : VisibleUnits.BINARY,
              gaussian);
      RbmNetwork network =
          new RbmNetwork(engine, shape, WeightStart.ZEROS, given(given.getAsJsonArray("draws")));
      network.assign(
          new RbmWeights(
              tensor(before.get("weights")),
              tensor(before.get("visible_bias")),
              tensor(before.get("hidden_bias")),
              Optional.ofNullable(before.get("log_variance")).map(RbmExactTest::tensor)));
      DivergenceStep step = new DivergenceStep(network, learning, optimizer, samples.rowCount(), 1);
      try (Outputs outputs =
          engine
              .function(
                  "step",
                  List.of(InputSpec.floats("v", samples.rowCount(), samples.columns())),
                  (tf, in) -> Map.of("error", step.apply(tf, in.floats("v"))))
              .call(Map.of("v", rows))) {
        assertThat(outputs.scalar("error"))
            .isCloseTo(given.get("error").getAsFloat(), within(1e-5f));
      }
      assertClose(network.weights().toFloats(), after.get("weights"));
      assertClose(network.visibleBias().toFloats(), after.get("visible_bias"));
      assertClose(network.hiddenBias().toFloats(), after.get("hidden_bias"));
      network
          .logVariance()
          .ifPresent(variance -> assertClose(variance.toFloats(), after.get("log_variance")));
    }
  }

  private static void assertClose(float[] actual, JsonElement expected) {
    assertThat(actual).containsExactly(tensor(expected).values(), within(1e-5f));
  }

  private static float[] floats(JsonElement array) {
    return new Gson().fromJson(array, float[].class);
  }

  private static FloatArray tensor(JsonElement described) {
    JsonObject object = described.getAsJsonObject();
    return new FloatArray(
        floats(object.get("values")),
        Shape.of(new Gson().fromJson(object.get("shape"), long[].class)));
  }
}
