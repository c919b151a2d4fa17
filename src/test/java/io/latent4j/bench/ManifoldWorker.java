package io.latent4j.bench;

import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.manifold.Isomap;
import io.latent4j.manifold.LocallyLinearEmbedding;
import io.latent4j.manifold.Tsne;
import io.latent4j.manifold.TsneMethod;
import io.latent4j.manifold.TsneModel;
import io.latent4j.model.FitOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Embeds on command, for {@code tools/bench/tsne.py}: reads lines {@code METHOD SAMPLES.npy
 * EMBEDDING.npy} with a method of t-SNE, {@code isomap} or {@code lle}, answers {@code ready} at
 * the start and {@code done SECONDS DIVERGENCE} after each (0 where there is no divergence).
 */
final class ManifoldWorker {
  private ManifoldWorker() {}

  /** An embedding and the divergence that it has. */
  private record Result(float[][] embedding, double divergence) {}

  /**
   * Starts the worker.
   *
   * @param arguments the number of threads
   * @throws IOException if standard input or a file fails
   */
  public static void main(String[] arguments) throws IOException {
    EngineOptions options = EngineOptions.defaults().withThreads(Integer.parseInt(arguments[0]));
    BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String[] words = line.split(" ");
      if (words.length != 3) {
        return;
      }
      try (Samples samples = Npy.read(Path.of(words[1]))) {
        long start = System.nanoTime();
        Result result = embed(words[0], samples, options);
        double seconds = (System.nanoTime() - start) / 1e9;
        write(Path.of(words[2]), result.embedding());
        System.out.println("done " + seconds + " " + result.divergence());
      }
    }
  }

  private static Result embed(String method, Samples samples, EngineOptions options) {
    Scaling.Kind scale = Scaling.Kind.NONE;
    FitOptions how = FitOptions.of(options);
    return switch (method) {
      case "isomap" -> new Result(Isomap.of(2).withScale(scale).fit(samples, how).embedding(), 0);
      case "lle" ->
          new Result(
              LocallyLinearEmbedding.of(2).withScale(scale).fit(samples, how).embedding(), 0);
      default -> {
        TsneModel model =
            Tsne.of(2)
                .withMethod(TsneMethod.valueOf(method.toUpperCase(Locale.ROOT)))
                .withScale(scale)
                .fit(samples, how);
        yield new Result(model.embedding(), model.klDivergence());
      }
    };
  }

  private static void write(Path file, float[][] embedding) throws IOException {
    float[] values = new float[embedding.length * embedding[0].length];
    for (int i = 0; i < embedding.length; i++) {
      System.arraycopy(embedding[i], 0, values, i * embedding[0].length, embedding[0].length);
    }
    Npy.write(file, values, embedding.length, embedding[0].length);
  }
}
