package io.latent4j.bench;

import io.latent4j.cluster.GaussianMixture;
import io.latent4j.cluster.GaussianMixtureModel;
import io.latent4j.cluster.MixtureStart;
import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Fits Gaussian mixtures of full covariances on command, for {@code tools/bench/gmm.py}: reads
 * lines {@code fit ITERATIONS MEANS.npy} and {@code quit}, answers {@code ready} at the start and
 * {@code done SECONDS ITERATIONS LOG_LIKELIHOOD} after each fit.
 */
final class GmmWorker {
  private GmmWorker() {}

  /**
   * Starts the worker.
   *
   * @param arguments the samples as NPY file, the number of threads
   * @throws IOException if standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    EngineOptions options = EngineOptions.defaults().withThreads(Integer.parseInt(arguments[1]));
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Samples samples = Npy.read(Path.of(arguments[0]))) {
      System.out.println("ready");
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        String[] words = line.split(" ", 3);
        if (!words[0].equals("fit")) {
          return;
        }
        float[][] means = KMeansWorker.centers(Path.of(words[2]));
        GaussianMixture mixture =
            GaussianMixture.of(means.length)
                .withInit(MixtureStart.given(means))
                .withMaxIterations(Integer.parseInt(words[1]))
                .withTolerance(0);
        long start = System.nanoTime();
        try (GaussianMixtureModel model = mixture.fit(samples, FitOptions.of(options))) {
          double seconds = (System.nanoTime() - start) / 1e9;
          System.out.println(
              "done %s %d %s"
                  .formatted(
                      seconds,
                      model.figures().get("iterations").intValue(),
                      model.logLikelihood(samples)));
        }
      }
    }
  }
}
