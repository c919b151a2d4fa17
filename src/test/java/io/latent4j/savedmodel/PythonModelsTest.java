package io.latent4j.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Mode;
import io.latent4j.nn.optimizers.Adadelta;
import io.latent4j.nn.optimizers.Adagrad;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.AdamW;
import io.latent4j.nn.optimizers.Lion;
import io.latent4j.nn.optimizers.Nadam;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.RmsProp;
import io.latent4j.nn.optimizers.Sgd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Models that Python made: they run, train, and are saved as Python has them. */
class PythonModelsTest {
  private static final double TOLERANCE = 1e-6;

  @TempDir Path folder;

  static List<PythonModel> models() {
    return PythonModel.all();
  }

  static List<PythonModel> trainedModels() {
    return PythonModel.all().stream().filter(model -> model.training() != null).toList();
  }

  @ParameterizedTest
  @MethodSource("models")
  void giveWhatPythonGives(PythonModel python) {
    try (LoadedModel model = SavedModels.load(python.folder())) {
      for (PythonModel.Call call : python.calls()) {
        Map<String, TType> inputs = PythonModel.tensors(call.inputs());
        try (Outputs outputs = model.call(call.function(), inputs)) {
          assertThat(outputs.names()).containsExactlyInAnyOrderElementsOf(call.outputs().keySet());
          call.outputs()
              .entrySet()
              .forEach(e -> check(e.getKey(), outputs, e.getValue().getAsJsonObject()));
        }
      }
    }
  }

  private static void check(String name, Outputs outputs, JsonObject expected) {
    try (TType python = PythonModel.tensor(expected)) {
      assertThat(outputs.shape(name)).as(name).isEqualTo(python.shape());
    }
    double unit =
        switch (expected.get("type").getAsString()) {
          case "float16" -> 0x1p-11;
          case "bfloat16" -> 0x1p-8;
          default -> TOLERANCE;
        };
    compare(name, outputs.get(name, TType.class), expected, unit);
  }

  private static void compare(String what, TType actual, JsonObject expected, double tolerance) {
    try (TType python = PythonModel.tensor(expected)) {
      List<Object> values = PythonModel.values(actual);
      List<Object> wanted = PythonModel.values(python);
      assertThat(actual.dataType()).as(what).isEqualTo(python.dataType());
      assertThat(values).as(what).hasSameSizeAs(wanted);
      for (int i = 0; i < values.size(); i++) {
        if (wanted.get(i) instanceof Double number) {
          assertThat((double) values.get(i)).as(what).isCloseTo(number, within(tolerance));
        } else {
          assertThat(values.get(i)).as(what).isEqualTo(wanted.get(i));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void haveTheVariablesThatPythonHas(PythonModel python) {
    try (LoadedModel model = SavedModels.load(python.folder())) {
      for (String names : List.of("variables", "named")) {
        if (python.expected().has(names)) {
          compareVariables(model, python.expected().getAsJsonObject(names), 0);
        }
      }
    }
  }

  private static void compareVariables(LoadedModel model, JsonObject expected, double tolerance) {
    for (String path : expected.keySet()) {
      JsonObject tensor = expected.getAsJsonObject(path);
      try (TType value = model.variable(path).value()) {
        compare(path, value, tensor, tolerance);
      }
    }
  }

  /** Rounding to 16 bits can go either way where the last bits of a sum differ. */
  private static double tolerance(PythonModel python, double usual) {
    return switch (python.name()) {
      case "module_float16" -> 5e-3;
      case "module_bfloat16" -> 3e-2;
      case "module_float64" -> 1e-12;
      default -> usual;
    };
  }

  @ParameterizedTest
  @MethodSource("trainedModels")
  void trainAsInPython(PythonModel python) {
    JsonObject training = python.training();
    double tolerance = tolerance(python, 2e-4);
    List<Float> losses;
    Path saved = folder.resolve("trained");
    try (LoadedModel model = SavedModels.load(python.folder())) {
      losses = train(model, training);
      model.save(saved);
      compareVariables(model, training.getAsJsonObject("variables"), tolerance);
    }
    float[] expected = PythonModel.floats(training.getAsJsonArray("losses"));
    assertThat(losses).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      float within = Math.max((float) tolerance(python, 1e-4), Math.ulp(expected[i]));
      assertThat(losses.get(i)).as("step " + i).isCloseTo(expected[i], within(within));
    }
    assertThat(losses.get(losses.size() - 1)).isLessThan(losses.get(0));

    // What was saved is what was trained.
    try (LoadedModel model = SavedModels.load(saved)) {
      compareVariables(model, training.getAsJsonObject("variables"), tolerance);
    }
  }

  private static List<Float> train(LoadedModel model, JsonObject training) {
    TrainableModel network = model.trainable();
    String signature = training.get("signature").getAsString();
    Map<String, TType> inputs = PythonModel.tensors(training.getAsJsonObject("inputs"));
    Map<String, TType> targets = PythonModel.tensors(training.getAsJsonObject("targets"));
    List<InputSpec> specs = new ArrayList<>();
    Map<String, TType> arguments = new LinkedHashMap<>();
    inputs.forEach((name, value) -> add("in_", name, value, specs, arguments));
    targets.forEach((name, value) -> add("target_", name, value, specs, arguments));
    List<ModelVariable<?>> weights = network.trainableVariables();
    Optimizer optimizer = optimizer(training);
    CompiledFunction step =
        network
            .engine()
            .function(
                "step",
                specs,
                (tf, in) -> {
                  try (GradientTape tape = GradientTape.on(network.engine())) {
                    Map<String, Operand<?>> operands = new LinkedHashMap<>();
                    inputs.forEach(
                        (name, value) -> operands.put(name, in.get("in_" + name, value.type())));
                    Map<String, Operand<? extends TType>> outputs =
                        network.call(tf, signature, operands, Mode.TRAINING);
                    Operand<TFloat32> loss = null;
                    for (String target : targets.keySet()) {
                      Operand<TFloat32> error =
                          meanSquaredError(
                              tf,
                              outputs.get(target),
                              in.get("target_" + target, targets.get(target).type()));
                      loss = loss == null ? error : tf.math.add(loss, error);
                    }
                    optimizer.apply(tf, tape.gradient(loss, weights), weights);
                    return Map.of("loss", loss);
                  }
                });
    List<Float> losses = new ArrayList<>();
    for (int i = 0; i < training.getAsJsonArray("losses").size(); i++) {
      try (Outputs outputs = step.call(arguments)) {
        losses.add(outputs.scalar("loss"));
      }
    }
    return losses;
  }

  private static void add(
      String prefix,
      String name,
      TType value,
      List<InputSpec> specs,
      Map<String, TType> arguments) {
    long[] sizes = value.shape().asArray();
    if (sizes.length > 0) {
      sizes[0] = Shape.UNKNOWN_SIZE;
    }
    specs.add(new InputSpec(prefix + name, value.type(), Shape.of(sizes)));
    arguments.put(prefix + name, value);
  }

  private static Operand<TFloat32> meanSquaredError(
      Ops tf, Operand<? extends TType> output, Operand<? extends TType> target) {
    return target.type() == TFloat64.class
        ? tf.dtypes.cast(meanSquaredError(tf, output, target, TFloat64.class), TFloat32.class)
        : meanSquaredError(tf, output, target, TFloat32.class);
  }

  private static <T extends TNumber> Operand<T> meanSquaredError(
      Ops tf, Operand<? extends TType> output, Operand<? extends TType> target, Class<T> type) {
    Operand<T> wide =
        output.type() == type ? output.asOutput().expect(type) : tf.dtypes.cast(output, type);
    Operand<T> flat =
        tf.reshape(
            tf.math.squaredDifference(wide, target.asOutput().expect(type)),
            tf.constant(new int[] {-1}));
    return tf.math.mean(flat, tf.constant(0));
  }

  private static Optimizer optimizer(JsonObject training) {
    JsonObject settings = training.getAsJsonObject("settings");
    float rate = settings.get("learning_rate").getAsFloat();
    return switch (training.get("optimizer").getAsString()) {
      case "adam" -> Adam.of(rate);
      case "nadam" -> Nadam.of(rate);
      case "adamw" -> AdamW.of(rate);
      case "rmsprop" -> RmsProp.of(rate);
      case "adagrad" -> Adagrad.of(rate);
      case "adadelta" -> Adadelta.of(rate);
      case "lion" -> Lion.of(rate);
      case "sgd" ->
          settings.has("momentum")
              ? Sgd.of(rate).withMomentum(settings.get("momentum").getAsFloat())
              : Sgd.of(rate);
      default -> throw new AssertionError(training.get("optimizer"));
    };
  }
}
