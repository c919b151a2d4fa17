package io.latent4j.score;

import io.latent4j.data.ImageShape;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.pictures.Illustration;
import io.latent4j.report.BarPlot;
import io.latent4j.report.ImageGrid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pictures of a score. */
public final class ScorePictures {
  private static final int IN_A_ROW = 10;
  private static final int PIXELS = 56;

  private ScorePictures() {}

  /**
   * Twenty generated images, each above the nearest real one: ten from all over the set, and the
   * ten that are nearest to a real one.
   *
   * @param score their score
   * @param real the real images
   * @param realScaling how they are scaled
   * @param generated the generated images
   * @param generatedScaling how they are scaled
   * @return the picture; nothing if the samples are no images
   */
  public static Optional<Illustration> nearest(
      Score score, Samples real, Scaling realScaling, Samples generated, Scaling generatedScaling) {
    return real.imageShape()
        .map(
            shape -> {
              Pairs pairs =
                  new Pairs(
                      ScaledSamples.of(real, realScaling),
                      ScaledSamples.of(generated, generatedScaling),
                      score.nearest());
              int count = generated.count();
              int shown = Math.min(IN_A_ROW, count);
              int[] spread =
                  IntStream.range(0, shown).map(i -> (int) ((long) i * count / shown)).toArray();
              int[] closest =
                  IntStream.range(0, count)
                      .boxed()
                      .sorted(Comparator.comparingDouble(i -> score.nearestDistances()[i]))
                      .limit(shown)
                      .mapToInt(Integer::intValue)
                      .toArray();
              return new Illustration(
                  "nearest",
                  pairs.grid(shape, spread, closest),
                  "Generated images and below each the real one that is nearest in the features;"
                      + " the second two rows are the generated ones that are nearest of all");
            });
  }

  /** Real and generated images that belong together. */
  private record Pairs(ScaledSamples real, ScaledSamples generated, int[] nearest) {

    ImageGrid grid(ImageShape shape, int[] spread, int[] closest) {
      float[] low = {Float.POSITIVE_INFINITY};
      float[] high = {Float.NEGATIVE_INFINITY};
      real.forEachChunk(
          (first, count, values) -> {
            for (float value : values) {
              low[0] = Math.min(low[0], value);
              high[0] = Math.max(high[0], value);
            }
          });
      int side = Math.max(shape.height(), shape.width());
      ImageGrid grid =
          ImageGrid.of(shape.height(), shape.width(), shape.channels())
              .titled("Generated images and the nearest real ones")
              .upscale(Math.max(1, (PIXELS + side - 1) / side));
      if (low[0] < high[0]) {
        grid.range(low[0], high[0]);
      }
      return grid.row("generated", generated.select(spread))
          .row("nearest real", real.select(realOf(spread)))
          .row("closest", generated.select(closest))
          .row("nearest real", real.select(realOf(closest)));
    }

    private int[] realOf(int... rows) {
      return IntStream.of(rows).map(row -> nearest[row]).toArray();
    }
  }

  /**
   * The Fréchet distance of what was generated among those of what is known, each beside the floor,
   * as bars of the logarithm.
   *
   * @param score the score
   * @param calibration what is known
   * @return the picture
   */
  public static Illustration calibration(Score score, Calibration calibration) {
    List<String> names = new ArrayList<>(List.of("generated"));
    List<Double> ratios = new ArrayList<>(List.of(score.frechetRatio()));
    for (Map.Entry<String, Double> known : calibration.known().entrySet()) {
      names.add(known.getKey().replace('_', ' '));
      ratios.add(calibration.ratio(known.getValue()));
    }
    BarPlot plot =
        BarPlot.titled("Fréchet distance beside its floor")
            .axes(
                "compared with half of the real samples",
                "powers of ten times the distance of the real halves")
            .bars("ratio", ratios.stream().mapToDouble(Math::log10).toArray())
            .names(
                IntStream.range(0, names.size())
                    .mapToObj(i -> names.get(i) + " " + readable(ratios.get(i)))
                    .toArray(String[]::new));
    return new Illustration(
        "calibration",
        plot,
        "How far what was generated is from the real samples (1 is as far as one half of the real"
            + " from the other), and how far real samples and known faults are");
  }

  private static String readable(double ratio) {
    return ratio < 10
        ? String.format(Locale.ROOT, "%.2g", ratio).replaceAll("0+$", "").replaceAll("\\.$", "")
        : String.format(Locale.ROOT, "%.0f", ratio);
  }

  /**
   * What the classifier takes the generated samples for.
   *
   * @param figures the figures of the classes
   * @param real the real samples, for the names of the labels
   * @return bars of the shares
   */
  public static Illustration classes(ClassFigures figures, Samples real) {
    BarPlot plot =
        BarPlot.titled("What the generated samples are taken for")
            .axes("class", "share")
            .bars("share", figures.shares());
    int[] labels = real.labels().map(own -> Classes.of(own).numbersToLabels()).orElse(new int[0]);
    if (labels.length == figures.shares().length) {
      plot.names(
          IntStream.of(labels)
              .mapToObj(label -> real.namedLabels().orElseThrow().name(label))
              .toArray(String[]::new));
    } else {
      plot.numberedFrom(0);
    }
    return new Illustration(
        "classes", plot, "The share of each class, by the classifier of the real samples");
  }
}
