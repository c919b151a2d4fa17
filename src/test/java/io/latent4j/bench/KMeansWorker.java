package io.latent4j.bench;

import io.latent4j.cluster.KMeans;
import io.latent4j.cluster.KMeansAlgorithm;
import io.latent4j.cluster.KMeansModel;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Fits k-means on command, for {@code tools/bench/kmeans.py}: reads lines {@code fit ALGORITHM
 * ITERATIONS CENTERS.npy} and {@code quit}, answers {@code ready} at the start and {@code done
 * SECONDS ITERATIONS INERTIA} after each fit.
 */
final class KMeansWorker {
  private KMeansWorker() {}

  /**
   * Starts the worker.
   *
   * @param arguments the data folder, the number of threads
   * @throws IOException if standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    EngineOptions options = EngineOptions.defaults().withThreads(Integer.parseInt(arguments[1]));
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Samples images = new DataCatalog(Path.of(arguments[0])).samples("mnist")) {
      System.out.println("ready");
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String[] words = line.split(" ", 4);
        if (!words[0].equals("fit")) {
          return;
        }
        KMeans kmeans =
            KMeans.from(centers(Path.of(words[3])))
                .withAlgorithm(KMeansAlgorithm.valueOf(words[1].toUpperCase(Locale.ROOT)))
                .withMaxIterations(Integer.parseInt(words[2]))
                .withTolerance(0);
        long start = System.nanoTime();
        try (KMeansModel model = kmeans.fit(images, FitOptions.of(options))) {
          double seconds = (System.nanoTime() - start) / 1e9;
          System.out.println("done " + seconds + " " + model.iterations() + " " + model.inertia());
        }
      }
    }
  }

  static float[][] centers(Path file) {
    try (Samples centers = Npy.read(file)) {
      float[][] rows = new float[centers.count()][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = centers.row(i);
      }
      return rows;
    }
  }
}
