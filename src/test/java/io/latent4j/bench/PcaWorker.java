package io.latent4j.bench;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.decomposition.PcaSolver;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Fits PCA on command, for {@code tools/bench/pca.py}: reads lines {@code fit SOLVER} and {@code
 * quit}, answers {@code ready} at the start and {@code done SECONDS VARIANCE...} after each fit.
 */
final class PcaWorker {
  private PcaWorker() {}

  /**
   * Starts the worker.
   *
   * @param arguments the data folder, the number of components, the number of threads
   * @throws IOException if standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    Pca pca = Pca.of(Integer.parseInt(arguments[1]));
    EngineOptions options = EngineOptions.defaults().withThreads(Integer.parseInt(arguments[2]));
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Samples images = new DataCatalog(Path.of(arguments[0])).samples("mnist")) {
      System.out.println("ready");
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        if (!line.startsWith("fit ")) {
          return;
        }
        PcaSolver solver = PcaSolver.valueOf(line.substring(4).toUpperCase(Locale.ROOT));
        System.out.println(fit(pca.withSolver(solver), images, options));
      }
    }
  }

  private static String fit(Pca pca, Samples images, EngineOptions options) {
    long start = System.nanoTime();
    try (PcaModel model = pca.fit(images, FitOptions.of(options))) {
      double seconds = (System.nanoTime() - start) / 1e9;
      StringBuilder answer = new StringBuilder("done " + seconds);
      for (float variance : model.explainedVariance()) {
        answer.append(' ').append(variance);
      }
      return answer.toString();
    }
  }
}
