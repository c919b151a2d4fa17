package io.latent4j.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Mode;
import io.latent4j.nn.optimizers.Sgd;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Many kinds of Keras layers: which run, and which train. Writes the table of the documentation.
 */
@Tag("parity")
class LayersParityTest {
  private static final int KINDS = 42;
  private static final int RUN_AT_LEAST = 40;
  private static final int TRAIN_AT_LEAST = 38;

  @TempDir Path folder;

  private record Row(String kind, String run, String train) {
    boolean runs() {
      return run.equals("yes");
    }

    boolean trains() {
      return train.equals("yes");
    }

    String text() {
      return "| %s | %s | %s |".formatted(kind, run, train);
    }
  }

  @Test
  void runAndTrain() throws Exception {
    Path models = PythonProcess.makeLayers(folder);
    List<Row> rows = new ArrayList<>();
    try (Stream<Path> kinds = Files.list(models)) {
      for (Path kind : kinds.sorted().toList()) {
        rows.add(row(kind));
      }
    }
    List<String> table = new ArrayList<>(List.of("| layer | runs | trains |", "|---|---|---|"));
    rows.forEach(row -> table.add(row.text()));
    Files.write(Files.createDirectories(Path.of("target")).resolve("savedmodels-layers.md"), table);

    assertThat(rows).hasSize(KINDS);
    assertThat(rows.stream().filter(Row::runs).count())
        .as(String.join("\n", table))
        .isGreaterThanOrEqualTo(RUN_AT_LEAST);
    assertThat(rows.stream().filter(Row::trains).count())
        .as(String.join("\n", table))
        .isGreaterThanOrEqualTo(TRAIN_AT_LEAST);
  }

  private static Row row(Path kind) throws Exception {
    JsonObject expected =
        JsonParser.parseString(Files.readString(kind.resolve("expected.json"))).getAsJsonObject();
    String name = expected.get("name").getAsString();
    try (LoadedModel model = SavedModels.load(kind.resolve("model"));
        TType x = PythonModel.tensor(expected.getAsJsonObject("x"))) {
      String run = run(model, x, expected);
      return new Row(name, run, run.equals("yes") ? train(model, x, expected) : "no");
    }
  }

  private static String run(LoadedModel model, TType x, JsonObject expected) {
    float[] y = PythonModel.floats(expected.getAsJsonObject("y").getAsJsonArray("values"));
    try (Outputs outputs = model.call("serve", Map.of("x", x))) {
      float[] actual = outputs.floats("output_0");
      double worst = 0;
      for (int i = 0; i < y.length; i++) {
        worst = Math.max(worst, Math.abs(actual[i] - y[i]) / Math.max(1, Math.abs(y[i])));
      }
      return worst <= 1e-6 ? "yes" : "no: off by " + worst;
    }
  }

  private static String train(LoadedModel model, TType x, JsonObject expected) {
    TrainableModel network = model.trainable();
    List<ModelVariable<?>> weights = network.trainableVariables();
    long[] sizes = x.shape().asArray();
    sizes[0] = Shape.UNKNOWN_SIZE;
    List<InputSpec> specs = List.of(new InputSpec("x", x.type(), Shape.of(sizes)));
    try {
      CompiledFunction gradients =
          network
              .engine()
              .function(
                  "gradients",
                  specs,
                  (tf, in) -> {
                    try (GradientTape tape = GradientTape.on(network.engine())) {
                      Operand<TFloat32> loss =
                          loss(network, tf, in.get("x", x.type()), Mode.INFERENCE);
                      Map<String, Operand<? extends TType>> sums = new LinkedHashMap<>();
                      List<Operand<?>> all = tape.gradient(loss, weights);
                      for (int i = 0; i < all.size(); i++) {
                        if (all.get(i) == null) {
                          throw new IllegalStateException("a variable has no gradient");
                        }
                        sums.put("g" + i, sum(tf, all.get(i).asOutput().expect(TFloat32.class)));
                      }
                      sums.put("loss", loss);
                      return sums;
                    }
                  });
      try (Outputs outputs = gradients.call(Map.of("x", x))) {
        String wrong = compare(model, weights, outputs, expected.getAsJsonObject("gradients"));
        if (wrong != null) {
          return wrong;
        }
      }
      return step(network, weights, x, specs);
    } catch (IllegalStateException e) {
      return "no: " + e.getMessage().replaceAll("(?s), made at.*", "");
    }
  }

  private static Operand<TFloat32> loss(
      TrainableModel network, Ops tf, Operand<? extends TType> x, Mode mode) {
    Operand<TFloat32> y =
        network
            .call(tf, "serve", Map.of("x", x), mode)
            .get("output_0")
            .asOutput()
            .expect(TFloat32.class);
    return tf.math.mean(tf.reshape(tf.math.square(y), tf.constant(new int[] {-1})), tf.constant(0));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> gradient) {
    return tf.reduceSum(
        tf.reshape(tf.math.abs(gradient), tf.constant(new int[] {-1})), tf.constant(0));
  }

  private static String compare(
      LoadedModel model, List<ModelVariable<?>> weights, Outputs outputs, JsonObject expected) {
    for (String path : expected.keySet()) {
      double python = expected.get(path).getAsDouble();
      double java = outputs.scalar("g" + weights.indexOf(model.variable(path)));
      if (Math.abs(java - python) > 1e-4 * Math.max(1, python)) {
        return "no: gradient of %s is %s, not %s".formatted(path, java, python);
      }
    }
    return null;
  }

  private static String step(
      TrainableModel network, List<ModelVariable<?>> weights, TType x, List<InputSpec> specs) {
    Sgd optimizer = Sgd.of(0.01f);
    CompiledFunction step =
        network
            .engine()
            .function(
                "step",
                specs,
                (tf, in) -> {
                  try (GradientTape tape = GradientTape.on(network.engine())) {
                    Operand<TFloat32> loss =
                        loss(network, tf, in.get("x", x.type()), Mode.TRAINING);
                    optimizer.apply(tf, tape.gradient(loss, weights), weights);
                    return Map.of("loss", loss);
                  }
                });
    float first = Float.NaN;
    float last = Float.NaN;
    for (int i = 0; i < 30; i++) {
      try (Outputs outputs = step.call(Map.of("x", x))) {
        last = outputs.scalar("loss");
        first = i == 0 ? last : first;
      }
    }
    return last < first ? "yes" : "no: the loss goes from " + first + " to " + last;
  }
}
