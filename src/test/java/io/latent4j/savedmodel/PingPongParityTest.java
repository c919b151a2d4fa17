package io.latent4j.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.data.Npy;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Mode;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Sgd;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Java and Python train a model in turns, each from what the other saved. */
@Tag("parity")
class PingPongParityTest {
  private static final int ROWS = 16;
  private static final int STEPS = 20;

  @TempDir Path folder;

  private record Turn(int variables, double first, double last) {}

  @ParameterizedTest
  @CsvSource({"keras_dense, serving_default, 8", "module_functions, reconstruct, 5"})
  void theLossFallsInEveryTurn(String name, String signature, int features) throws Exception {
    float[] data = new float[ROWS * features];
    for (int i = 0; i < data.length; i++) {
      data[i] = i * 31 % 17 / 17f;
    }
    Path file = folder.resolve("data.npy");
    Npy.write(file, data, ROWS, features);
    Path model = PythonModel.of(name).folder();
    int all = SavedModels.describe(model).variables().size();
    double before = Double.POSITIVE_INFINITY;
    int weights = -1;
    for (int turn = 0; turn < 4; turn++) {
      Path next = folder.resolve("turn" + turn);
      Turn made =
          turn % 2 == 0
              ? java(model, next, signature, data, features)
              : python(model, next, signature, file);
      if (turn > 0) {
        // Each starts where the other stopped.
        assertThat(made.first()).as("turn " + turn).isCloseTo(before, within(1e-5));
        assertThat(made.variables()).isEqualTo(weights);
      }
      assertThat(made.last()).as("turn " + turn).isLessThan(made.first());
      assertThat(SavedModels.describe(next).variables()).hasSize(all);
      before = made.last();
      weights = made.variables();
      model = next;
    }
  }

  private Turn python(Path model, Path next, String signature, Path data) throws Exception {
    String[] said =
        PythonProcess.run(
                folder,
                Path.of("tools", "parity", "train_savedmodel.py"),
                model,
                next,
                "--signature",
                signature,
                "--data",
                data,
                "--steps",
                STEPS)
            .strip()
            .split(" ");
    return new Turn(
        Integer.parseInt(said[0]), Double.parseDouble(said[1]), Double.parseDouble(said[2]));
  }

  private static Turn java(Path from, Path next, String signature, float[] data, int features) {
    try (LoadedModel model = SavedModels.load(from);
        TFloat32 x =
            TFloat32.tensorOf(Shape.of(ROWS, features), DataBuffers.of(data, true, false))) {
      TrainableModel network = model.trainable();
      List<ModelVariable<?>> weights = network.trainableVariables();
      Sgd optimizer = Sgd.of(0.2f);
      CompiledFunction step =
          network
              .engine()
              .function(
                  "step",
                  List.of(InputSpec.floats("x", ROWS, features)),
                  (tf, in) -> {
                    try (GradientTape tape = GradientTape.on(network.engine())) {
                      Operand<TFloat32> y =
                          network.call(tf, signature, in.floats("x"), Mode.TRAINING);
                      Operand<TFloat32> loss =
                          Losses.meanSquaredError().apply(tf, in.floats("x"), y);
                      optimizer.apply(tf, tape.gradient(loss, weights), weights);
                      return Map.of("loss", loss);
                    }
                  });
      float first = 0;
      for (int i = 0; i < STEPS; i++) {
        try (Outputs outputs = step.call(Map.of("x", x))) {
          first = i == 0 ? outputs.scalar("loss") : first;
        }
      }
      model.save(next);
      return new Turn(weights.size(), first, loss(model, signature, x, data));
    }
  }

  private static double loss(LoadedModel model, String signature, TFloat32 x, float[] data) {
    LoadedSignature function = model.function(signature);
    String input = function.description().inputs().get(0).name();
    try (Outputs outputs = function.call(Map.of(input, x))) {
      float[] y = outputs.floats(outputs.names().iterator().next());
      double sum = 0;
      for (int i = 0; i < y.length; i++) {
        sum += (y[i] - data[i]) * (y[i] - data[i]);
      }
      return sum / y.length;
    }
  }
}
