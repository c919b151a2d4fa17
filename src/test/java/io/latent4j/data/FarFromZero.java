package io.latent4j.data;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Small differences of large numbers, and what is right for them: tools/fixtures/far_from_zero.py.
 */
public record FarFromZero(
    String name,
    int[] shape,
    double[] values,
    double[] mean,
    double[] deviation,
    List<Pca> pca,
    Clusters kmeans) {

  /** Principal components: variances, and the first samples in their coordinates. */
  public record Pca(String center, double[] variance, double[] ratio, double[] embedding) {}

  /** Clusters, from a start. */
  public record Clusters(
      float[] start, double inertia, int[] sizes, double[] centers, double silhouette) {}

  private record Fixture(List<FarFromZero> sets) {}

  /** All sets. */
  public static List<FarFromZero> sets() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(FarFromZero.class.getResourceAsStream("far_from_zero.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Fixture.class).sets();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Integers that float32 holds, unlike their mean. */
  public static FarFromZero wholeNumbers() {
    return sets().get(0);
  }

  /** Seconds, of which float32 holds every 128th. */
  public static FarFromZero times() {
    return sets().get(1);
  }

  /** The samples, to be closed. */
  public Samples samples() {
    return Samples.of(values, Shape.of(shape[0], shape[1])).withName(name);
  }

  /** Less the mean of each feature, so that float32 holds the differences; to be closed. */
  public Samples centered() {
    try (Samples samples = samples()) {
      double[] exact = FeatureSpread.of(samples).mean();
      float[] centered = new float[values.length];
      for (int i = 0; i < centered.length; i++) {
        centered[i] = (float) (values[i] - exact[i % exact.length]);
      }
      return Samples.of(centered, Shape.of(shape[0], shape[1])).withName(name);
    }
  }

  /** A row of a matrix that is stored row by row. */
  public static double[] row(double[] matrix, int row, int columns) {
    return Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns);
  }

  /** The rows of the start. */
  public float[][] startRows() {
    return IntStream.range(0, kmeans.start.length / shape[1])
        .mapToObj(k -> Arrays.copyOfRange(kmeans.start, k * shape[1], (k + 1) * shape[1]))
        .toArray(float[][]::new);
  }

  @Override
  public String toString() {
    return name;
  }
}
