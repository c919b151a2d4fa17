package io.latent4j.bench;

import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Outputs;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.LoadedSignature;
import io.latent4j.savedmodel.SavedModels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Runs a SavedModel on command, for {@code tools/bench/inference.py}: answers {@code ready SECONDS}
 * after the first call, in seconds since the JVM's start and since {@code main} began, and {@code
 * done SECONDS} after each {@code run CALLS}.
 */
final class InferenceWorker {
  private InferenceWorker() {}

  /**
   * Starts the worker.
   *
   * @param arguments the SavedModel, its input's features, the rows of a call, the threads
   * @throws IOException if standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    long start = System.nanoTime();
    int features = Integer.parseInt(arguments[1]);
    int rows = Integer.parseInt(arguments[2]);
    float[] values = new float[rows * features];
    Arrays.fill(values, 0.5f);
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    EngineOptions options = EngineOptions.defaults().withThreads(Integer.parseInt(arguments[3]));
    try (LoadedModel model = SavedModels.load(Path.of(arguments[0]), options);
        TFloat32 x =
            TFloat32.tensorOf(Shape.of(rows, features), DataBuffers.of(values, true, false))) {
      LoadedSignature signature = model.function("serving_default");
      Map<String, TFloat32> named = Map.of(signature.description().inputs().get(0).name(), x);
      run(signature, named, 1);
      long sinceStart =
          System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime();
      System.out.println("ready " + sinceStart / 1e3 + " " + (System.nanoTime() - start) / 1e9);
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (!line.startsWith("run ")) {
          return;
        }
        System.out.println("done " + run(signature, named, Integer.parseInt(line.substring(4))));
      }
    }
  }

  private static double run(LoadedSignature signature, Map<String, TFloat32> named, int calls) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      try (Outputs outputs = signature.call(named)) {
        outputs.floats(outputs.names().iterator().next());
      }
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
