package io.latent4j.pictures;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.metrics.Silhouette;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.report.ScatterPlot;
import java.util.Arrays;
import java.util.Optional;

/**
 * Samples in the plane: as they are, or of more than two features along the two directions of
 * largest variance after scaling. Of many samples some, drawn by seed.
 *
 * @param plot the points, not coloured yet
 * @param drawn which samples they are
 * @param caption what is to be seen, without the colours
 */
record SamplePlane(ScatterPlot plot, int[] drawn, String caption) {
  private static final int MOST_POINTS = 20_000;
  private static final float LARGEST_PROJECTED = 1e12f;

  /** The samples; nothing if they do not vary, or too widely for float32. */
  static Optional<SamplePlane> of(Samples samples, Scaling scaling, long seed) {
    int[] drawn = Silhouette.draw(samples.count(), MOST_POINTS, seed);
    if (samples.features() == 1) {
      double[] values = Arrays.stream(drawn).mapToDouble(row -> samples.row(row)[0]).toArray();
      double[] rows = Arrays.stream(drawn).asDoubleStream().toArray();
      return Optional.of(
          new SamplePlane(
              ScatterPlot.of(values, rows).axes("feature 1", "row"),
              drawn,
              "The only feature of each sample"));
    }
    float[][] rows = Arrays.stream(drawn).mapToObj(samples::row).toArray(float[][]::new);
    if (samples.features() == 2) {
      return Optional.of(
          new SamplePlane(
              ScatterPlot.of(FloatArray.of(rows).values(), 2).axes("feature 1", "feature 2"),
              drawn,
              "The samples"));
    }
    ScaledSamples inUnits = ScaledSamples.of(samples, scaling).forDifferences();
    float[][] scaled = Arrays.stream(drawn).mapToObj(inUnits::row).toArray(float[][]::new);
    return canBeProjected(scaled)
        ? Optional.of(
            new SamplePlane(
                projected(scaled, seed),
                drawn,
                "The samples along the two directions of largest variance"))
        : Optional.empty();
  }

  private static boolean canBeProjected(float[]... rows) {
    boolean varies = false;
    for (float[] row : rows) {
      varies |= !Arrays.equals(row, rows[0]);
      for (float value : row) {
        if (Math.abs(value) > LARGEST_PROJECTED) {
          return false;
        }
      }
    }
    return rows.length > 1 && varies;
  }

  private static ScatterPlot projected(float[][] rows, long seed) {
    FitOptions how = FitOptions.defaults().withSeed(seed);
    try (Samples scaled = Samples.of(rows);
        PcaModel pca = Pca.of(2).withScale(Scaling.Kind.NONE).fit(scaled, how)) {
      return ScatterPlot.of(FloatArray.of(pca.transform(scaled)).values(), 2)
          .axes("component 1", "component 2");
    }
  }

  /** The part of some values that belongs to the samples shown. */
  int[] of(int... values) {
    return Arrays.stream(drawn).map(row -> values[row]).toArray();
  }
}
