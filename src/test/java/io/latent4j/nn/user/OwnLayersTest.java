package io.latent4j.nn.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.checkpoint.Checkpoint;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Functional;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.SymbolicTensor;
import io.latent4j.nn.WeightOptions;
import io.latent4j.nn.initializers.Constraints;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.initializers.Regularizers;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Sgd;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingSet;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Layers written outside of the library's packages: they compute, train and are saved as its own.
 */
@ParameterizedClass
@EnumSource
class OwnLayersTest {
  @Parameter EngineKind kind;
  @TempDir Path folder;
  private Engine engine;

  @BeforeEach
  void open() {
    engine = kind.open();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static TFloat32 rows(int columns, float... values) {
    Shape shape = Shape.of(values.length / columns, columns);
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  /** An output of a network in inference. */
  private static float[] call(Functional network, String output, Map<String, float[]> inputs) {
    List<InputSpec> specs =
        network.inputNames().stream()
            .map(
                name ->
                    InputSpec.floats(
                        name,
                        network.inputShapes().get(network.inputNames().indexOf(name)).asArray()))
            .toList();
    CompiledFunction function =
        network
            .engine()
            .function(
                "infer",
                specs,
                (tf, in) -> {
                  Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();
                  in.names().forEach(name -> values.put(name, in.floats(name)));
                  return Map.of(output, network.call(tf, values, Mode.INFERENCE).get(output));
                });
    Map<String, TFloat32> tensors = tensors(network, inputs);
    try (Outputs outputs = function.call(tensors)) {
      return outputs.floats(output);
    } finally {
      tensors.values().forEach(TFloat32::close);
    }
  }

  private static Map<String, TFloat32> tensors(Functional network, Map<String, float[]> inputs) {
    Map<String, TFloat32> tensors = new LinkedHashMap<>();
    for (int i = 0; i < network.inputNames().size(); i++) {
      String name = network.inputNames().get(i);
      tensors.put(name, rows((int) network.inputShapes().get(i).get(1), inputs.get(name)));
    }
    return tensors;
  }

  private float[] callSaved(Functional network, String output, Map<String, float[]> inputs) {
    Path target = folder.resolve("model");
    SavedModels.save(network, target);
    Map<String, TFloat32> tensors = tensors(network, inputs);
    try (LoadedModel loaded = SavedModels.load(target);
        Outputs outputs = loaded.call("call", tensors)) {
      return outputs.floats(output);
    } finally {
      tensors.values().forEach(TFloat32::close);
    }
  }

  // ------------------------------------------------------------------ merge

  private static Functional gated(Gate gate) {
    SymbolicTensor a = SymbolicTensor.input("a", 2);
    SymbolicTensor b = SymbolicTensor.input("b", 2);
    return Functional.from(a, b).output("mixed", gate.call(a, b)).create();
  }

  @Test
  void mergeLayerMixesByItsWeight() {
    Functional network = gated(Gate.of());
    network.build(engine);
    network.layer("gate").variables().get(0).assign(0f, (float) Math.log(3)); // gates 1/2, 3/4

    float[] mixed =
        call(network, "mixed", Map.of("a", new float[] {2, 8}, "b", new float[] {4, 0}));

    assertThat(mixed).containsExactly(new float[] {3, 6}, within(1e-6f));
    assertThat(network.parameters()).isEqualTo(2);
  }

  @Test
  void mergeLayerRefusesWhatItCannotMix() {
    SymbolicTensor a = SymbolicTensor.input("a", 2);
    SymbolicTensor b = SymbolicTensor.input("b", 3);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Gate.of().call(a, b))
        .withMessage(
            "inputs of layer 'gate' must be two sets of rows of one length,"
                + " but have the shapes [?, 2], [?, 3]");
  }

  /** The truth is the first feature of a and the second of b, so the gates go to 1 and 0. */
  @Test
  void mergeLayerTrainsAndIsSaved() {
    Functional network = gated(Gate.of());
    network.build(engine);
    Random random = new Random(3);
    float[] a = new float[128];
    float[] b = new float[128];
    float[] y = new float[128];
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) random.nextGaussian();
      b[i] = (float) random.nextGaussian();
      y[i] = i % 2 == 0 ? a[i] : b[i];
    }
    Trainer trainer =
        Trainer.minimizing(
            engine,
            network,
            Adam.of(0.1f),
            (tf, batch, mode) ->
                Losses.meanSquaredError()
                    .apply(
                        tf,
                        batch.floats("y"),
                        network
                            .call(tf, Map.of("a", batch.samples(), "b", batch.floats("b")), mode)
                            .get("mixed")));
    try (TFloat32 first = rows(2, a);
        TFloat32 second = rows(2, b);
        TFloat32 truth = rows(2, y);
        TrainingSet set =
            TrainingSet.of(Map.of(TrainingSet.SAMPLES, first, "b", second, "y", truth))) {
      trainer.fit(set, TrainingOptions.of(40, 32));
    }
    Map<String, float[]> inputs = Map.of("a", new float[] {1, 1}, "b", new float[] {0, 0});
    float[] gates = call(network, "mixed", inputs);

    assertThat(gates[0]).isGreaterThan(0.95f);
    assertThat(gates[1]).isLessThan(0.05f);
    assertThat(callSaved(network, "mixed", inputs)).containsExactly(gates);
  }

  @Test
  void weightOfMergeLayerHasItsOptions() {
    WeightOptions options =
        WeightOptions.of(Initializers.constant(-1))
            .withRegularizer(Regularizers.l2(0.5f))
            .withConstraint(Constraints.nonNeg());
    Gate gate = Gate.of(options);
    Functional network = gated(gate);
    network.build(engine);

    assertThat(gate.config())
        .containsEntry("class_name", "Gate")
        .containsEntry("name", "gate")
        .containsKeys("gate_initializer", "gate_regularizer", "gate_constraint");
    ModelVariable<?> logits = gate.variables().get(0);
    Optimizer sgd = Sgd.of(1);
    engine.run(
        (tf, in) -> {
          sgd.apply(tf, List.of(tf.constant(new float[] {-3, 0.5f})), List.of(logits));
          return Map.of();
        });
    assertThat(logits.toFloats()).as("-1 + 3, and -1 - 0.5 brought back").containsExactly(2, 0);
  }

  // ------------------------------------------------------------- statistics

  private static Sequential centered(Centering centering, Engine engine) {
    Sequential network = Sequential.of(centering, Dense.of(1));
    network.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 2));
    return network;
  }

  @Test
  void statisticsMoveInTrainingOnly() {
    Centering centering = Centering.of(0.75f);
    centering.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 2));

    assertThat(call(centering, Mode.TRAINING, 1, 2, 3, 6)).containsExactly(-1, -2, 1, 2);
    assertThat(centering.movingMean().toFloats()).containsExactly(0.5f, 1);
    assertThat(call(centering, Mode.TRAINING, 5, 0, 5, 0)).containsExactly(0, 0, 0, 0);
    assertThat(centering.movingMean().toFloats()).containsExactly(1.625f, 0.75f);
    assertThat(call(centering, Mode.INFERENCE, 2, 1)).containsExactly(0.375f, 0.25f);
    assertThat(centering.movingMean().toFloats()).containsExactly(1.625f, 0.75f);
    assertThat(centering.trainableVariables()).isEmpty();
  }

  private float[] call(Layer layer, Mode mode, float... x) {
    CompiledFunction function =
        engine.function(
            "call",
            List.of(InputSpec.floats("x", layer.inputShape().asArray())),
            (tf, in) -> Map.of("y", layer.call(tf, in.floats("x"), mode)));
    try (TFloat32 tensor = rows((int) layer.inputShape().get(1), x);
        Outputs outputs = function.call(Map.of("x", tensor))) {
      return outputs.floats("y");
    }
  }

  @Test
  void statisticsAreKeptInTrainingAndSaved() {
    Centering centering = Centering.of(0.9f).withName("center").withMomentum(0.5f);
    Sequential network = centered(centering, engine);
    try (TFloat32 x = rows(2, 10, -4, 12, -6, 11, -5, 11, -5);
        TFloat32 y = rows(1, -1, 1, 0, 0);
        TrainingSet set = TrainingSet.of(Map.of(TrainingSet.SAMPLES, x, "y", y))) {
      Trainer.minimizing(
              engine,
              network,
              Adam.of(0.05f),
              (tf, batch, mode) ->
                  Losses.meanSquaredError()
                      .apply(tf, batch.floats("y"), network.call(tf, batch.samples(), mode)))
          .fit(set, TrainingOptions.of(200, 4));
    }
    float[] statistics = centering.movingMean().toFloats();
    float[] answers = call(network, Mode.INFERENCE, 10, -4, 12, -6);

    assertThat(centering.name()).isEqualTo("center");
    assertThat(statistics).containsExactly(new float[] {11, -5}, within(1e-4f));
    assertThat(answers).containsExactly(new float[] {-1, 1}, within(1e-2f));
    Path saved = folder.resolve("ckpt");
    Checkpoint.of(network).save(saved);
    try (Engine other = kind.open()) {
      Centering restored = Centering.of(0.5f);
      Sequential again = centered(restored, other);
      Checkpoint.of(again).restore(saved);
      assertThat(restored.movingMean().toFloats()).containsExactly(statistics);
    }
    SavedModels.save(network, folder.resolve("model"));
    try (LoadedModel loaded = SavedModels.load(folder.resolve("model"));
        TFloat32 x = rows(2, 10, -4, 12, -6);
        Outputs outputs = loaded.call("call", Map.of("x", x))) {
      assertThat(outputs.floats("y")).containsExactly(answers);
    }
  }

  @Test
  void ownLayersKeepToTheRulesOfAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Centering.of(1))
        .withMessage("momentum must be at least 0 and below 1, but is 1.0");
    assertThatIllegalStateException()
        .isThrownBy(() -> Centering.of(0.5f).movingMean())
        .withMessageContaining("must be built first");
  }

  // -------------------------------------------------------------- recurrent

  private static final int STEPS = 3;
  private static final int UNITS = 4;

  /** One cell called for each time step; what it gives last goes to an output and a regression. */
  private static Functional recurrent(LstmCell cell) {
    SymbolicTensor[] inputs = new SymbolicTensor[STEPS + 2];
    for (int step = 0; step < STEPS; step++) {
      inputs[step] = SymbolicTensor.input("x" + step, 2);
    }
    inputs[STEPS] = SymbolicTensor.input("h", UNITS);
    inputs[STEPS + 1] = SymbolicTensor.input("c", UNITS);
    List<SymbolicTensor> state = List.of(inputs[STEPS], inputs[STEPS + 1]);
    for (int step = 0; step < STEPS; step++) {
      state = cell.call(List.of(inputs[step], state.get(0), state.get(1)));
    }
    return Functional.from(inputs)
        .output("state", state.get(0))
        .output("memory", state.get(1))
        .output("y", Dense.of(1).call(state.get(0)))
        .create();
  }

  private static Map<String, float[]> sequence(float... x) {
    Map<String, float[]> inputs = new LinkedHashMap<>();
    for (int step = 0; step < STEPS; step++) {
      inputs.put("x" + step, new float[] {x[2 * step], x[2 * step + 1]});
    }
    inputs.put("h", new float[UNITS]);
    inputs.put("c", new float[UNITS]);
    return inputs;
  }

  /** The same in float64. */
  private static double[][] byHand(LstmCell cell, float... x) {
    float[] kernel = cell.variables().get(0).toFloats();
    float[] recurrent = cell.variables().get(1).toFloats();
    float[] bias = cell.variables().get(2).toFloats();
    double[] h = new double[UNITS];
    double[] c = new double[UNITS];
    for (int step = 0; step < STEPS; step++) {
      double[] sums = new double[4 * UNITS];
      for (int j = 0; j < sums.length; j++) {
        sums[j] = bias[j];
        for (int i = 0; i < 2; i++) {
          sums[j] += (double) x[2 * step + i] * kernel[i * sums.length + j];
        }
        for (int i = 0; i < UNITS; i++) {
          sums[j] += h[i] * recurrent[i * sums.length + j];
        }
      }
      for (int unit = 0; unit < UNITS; unit++) {
        double added = sigmoid(sums[unit]) * Math.tanh(sums[2 * UNITS + unit]);
        c[unit] = sigmoid(sums[UNITS + unit]) * c[unit] + added;
        h[unit] = sigmoid(sums[3 * UNITS + unit]) * Math.tanh(c[unit]);
      }
    }
    return new double[][] {h, c};
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void cellSharesItsWeightsOverTimeSteps() {
    LstmCell cell = LstmCell.of(UNITS);
    Functional network = recurrent(cell);
    network.build(engine);
    float[] x = {1, -2, 0.5f, 3, -1, 0.25f};
    float[] state = call(network, "state", sequence(x));
    float[] memory = call(network, "memory", sequence(x));
    double[][] expected = byHand(cell, x);

    assertThat(cell.parameters()).isEqualTo((2 + UNITS + 1) * 4 * UNITS);
    assertThat(network.parameters()).isEqualTo(cell.parameters() + UNITS + 1);
    for (int unit = 0; unit < UNITS; unit++) {
      assertThat((double) state[unit]).isCloseTo(expected[0][unit], within(1e-6));
      assertThat((double) memory[unit]).isCloseTo(expected[1][unit], within(1e-6));
    }
  }

  @Test
  void cellRefusesOtherStates() {
    SymbolicTensor x = SymbolicTensor.input("x", 2);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> LstmCell.of(3).call(List.of(x, x, x)))
        .withMessage(
            "inputs of layer 'lstm_cell' must be features and two states of 3 units,"
                + " but have the shapes [?, 2], [?, 2], [?, 2]");
  }

  /** It must remember: the truth is the first number of the first step. */
  @Test
  void cellTrainsThroughTimeAndIsSaved() {
    LstmCell cell = LstmCell.of(UNITS);
    Functional network = recurrent(cell);
    network.build(engine);
    int count = 64;
    Random random = new Random(5);
    Map<String, TFloat32> arrays = new LinkedHashMap<>();
    float[] y = new float[count];
    for (int step = 0; step < STEPS; step++) {
      float[] x = new float[2 * count];
      for (int i = 0; i < x.length; i++) {
        x[i] = random.nextFloat() - 0.5f;
      }
      if (step == 0) {
        for (int i = 0; i < count; i++) {
          y[i] = x[2 * i];
        }
      }
      arrays.put(step == 0 ? TrainingSet.SAMPLES : "x" + step, rows(2, x));
    }
    arrays.put("zeros", rows(UNITS, new float[count * UNITS]));
    arrays.put("y", rows(1, y));
    try (TrainingSet set = TrainingSet.of(arrays)) {
      Trainer trainer =
          Trainer.minimizing(
              engine,
              network,
              Adam.of(0.03f),
              (tf, batch, mode) -> {
                Map<String, Operand<TFloat32>> in = new LinkedHashMap<>();
                in.put("x0", batch.samples());
                in.put("x1", batch.floats("x1"));
                in.put("x2", batch.floats("x2"));
                in.put("h", batch.floats("zeros"));
                in.put("c", batch.floats("zeros"));
                Operand<TFloat32> prediction = network.call(tf, in, mode).get("y");
                return Losses.meanSquaredError().apply(tf, batch.floats("y"), prediction);
              });
      double loss = trainer.fit(set, TrainingOptions.of(60, 16)).last().metric("loss");
      assertThat(loss).as("variance of the truth is 1/12").isLessThan(0.01);
    } finally {
      arrays.values().forEach(TFloat32::close);
    }
    Map<String, float[]> inputs = sequence(0.4f, 0.1f, -0.2f, 0.3f, 0.1f, -0.1f);
    float[] remembered = call(network, "y", inputs);

    assertThat(remembered).containsExactly(new float[] {0.4f}, within(0.1f));
    assertThat(callSaved(network, "y", inputs)).containsExactly(remembered);
  }
}
