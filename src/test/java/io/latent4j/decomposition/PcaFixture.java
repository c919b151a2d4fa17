package io.latent4j.decomposition;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/** The figures that tools/fixtures/pca.py wrote. */
record PcaFixture(List<Case> cases, List<Share> shares) {

  /** A decomposition. */
  record Case(
      String name,
      String data,
      int rows,
      Array values,
      String center,
      Array mean,
      Array components,
      @SerializedName("explained_variance") Array explainedVariance,
      @SerializedName("explained_variance_ratio") Array explainedVarianceRatio,
      @SerializedName("singular_values") Array singularValues,
      Array embedding,
      Array whitened,
      @SerializedName("reconstruction_mse") double reconstructionMse) {

    Samples samples() {
      return values == null ? embedded(data, rows) : Samples.of(values.values, values.toShape());
    }

    Pca options() {
      return Pca.of(components.shape[0])
          .withCenter(Centering.valueOf(center.toUpperCase(Locale.ROOT)));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** How many components a share of the variance takes. */
  record Share(String data, int rows, double share, int components) {
    Samples samples() {
      return embedded(data, rows);
    }
  }

  /** A tensor, row-major. */
  record Array(int[] shape, float[] values) {
    Shape toShape() {
      return Shape.of(shape[0], shape[1]);
    }

    float largest() {
      float largest = 0;
      for (float value : values) {
        largest = Math.max(largest, Math.abs(value));
      }
      return largest;
    }
  }

  static PcaFixture read() {
    try (Reader reader =
        new InputStreamReader(
            Objects.requireNonNull(PcaFixture.class.getResourceAsStream("pca.json")),
            StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, PcaFixture.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first samples of an embedded data set. */
  static Samples embedded(String name, int rows) {
    try (Samples all = new DataCatalog(Path.of("unused")).samples(name)) {
      return all.take(rows);
    }
  }
}
