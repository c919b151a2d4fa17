package io.latent4j.bench;

import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.metrics.Silhouette;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Measures silhouettes on command, for {@code tools/bench/silhouette.py}: reads lines {@code
 * measure} and {@code quit}, answers {@code ready} at the start and {@code done SECONDS MEAN} after
 * each silhouette.
 */
final class SilhouetteWorker {
  private SilhouetteWorker() {}

  /**
   * Starts the worker.
   *
   * @param arguments npy files of the rows and of their labels, the number of threads
   * @throws IOException if standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    try (Samples rows = Npy.read(Path.of(arguments[0]));
        Samples labels = Npy.read(Path.of(arguments[1]))) {
      float[] values = rows.toFloats();
      float[] clusters = labels.toFloats();
      int[] numbers = new int[clusters.length];
      Arrays.setAll(numbers, i -> (int) clusters[i]);
      int threads = Integer.parseInt(arguments[2]);
      System.out.println("ready");
      BufferedReader input =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while ("measure".equals(input.readLine())) {
        long start = System.nanoTime();
        double mean = Silhouette.of(values, rows.features(), numbers, threads).mean();
        System.out.println("done " + (System.nanoTime() - start) / 1e9 + " " + mean);
      }
    }
  }
}
