package io.latent4j.pictures;

import io.latent4j.adversarial.CycleGanModel;
import io.latent4j.adversarial.GanModel;
import io.latent4j.adversarial.GanSnapshot;
import io.latent4j.data.ImageShape;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.report.Film;
import io.latent4j.report.ImageGrid;
import io.latent4j.report.LinePlot;
import io.latent4j.report.ScatterPlot;
import io.latent4j.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of what a GAN generates, and of how its two networks learned.
 *
 * <pre>{@code
 * for (Illustration each : new GanPictures(model, images, 42).all()) {
 *   each.picture().writeTo(Path.of(each.name() + ".png"));
 * }
 * }</pre>
 */
public final class GanPictures {
  private static final int IN_A_ROW = 10;
  private static final int SNAPSHOT_COLUMNS = 8;
  private static final int MOST = 100;
  private static final int COMPARED = 20;
  private static final int WAYS = 6;
  private static final int FRAME_MILLISECONDS = 350;
  private static final int POINTS = 1000;

  private final GanModel model;
  private final Optional<Samples> samples;
  private final Scaling scaling;
  private final long seed;
  private final Optional<ImageShape> shape;

  /**
   * Describes the pictures.
   *
   * @param model the GAN, open as long as pictures are made
   * @param samples what it was trained on, or what it is to be seen beside
   * @param seed of the latent values shown
   */
  public GanPictures(GanModel model, Samples samples, long seed) {
    this(model, Optional.of(samples), samples.imageShape(), seed);
  }

  /**
   * Describes the pictures of what a GAN generates, without any samples beside it: from the least
   * to the largest value that is shown, from 0 to 1 if all lie there.
   *
   * @param model the GAN, open as long as pictures are made
   * @param seed of the latent values shown
   */
  public GanPictures(GanModel model, long seed) {
    this(model, Optional.empty(), model.imageShape(), seed);
  }

  private GanPictures(
      GanModel model, Optional<Samples> samples, Optional<ImageShape> shape, long seed) {
    this.model = model;
    this.samples = samples;
    this.scaling = model.scaling();
    this.seed = seed;
    this.shape = shape;
  }

  /**
   * All pictures that there are of such samples.
   *
   * @param generated samples of the model, (count, features)
   * @param asked the steps whose samples get a picture of their own
   * @return generated samples; of images their nearest real ones, if there are any, the way from
   *     one to another, and the same latent values at several steps; of a model that was trained
   *     here the balance of the networks
   */
  public List<Illustration> all(float[][] generated, List<Integer> asked) {
    List<Illustration> all = new ArrayList<>();
    if (shape.isPresent()) {
      all.add(new Illustration("generated", generated(generated), "Generated samples"));
      if (samples.isPresent()) {
        all.add(
            new Illustration(
                "nearest",
                nearest(generated),
                "Generated samples and, below each, the real one that is nearest to it"));
      }
      all.add(
          new Illustration(
              "interpolation",
              interpolation(),
              "From one point of the latent space to another, each row a way of its own"));
      for (GanSnapshot snapshot : model.snapshots()) {
        if (asked.contains(snapshot.step())) {
          all.add(
              new Illustration(
                  "step_%05d".formatted(snapshot.step()),
                  snapshot(snapshot),
                  "The same latent values after %d steps".formatted(snapshot.step())));
        }
      }
    } else if (samples.filter(real -> real.features() > 1).isPresent()) {
      all.add(new Illustration("generated", plane(generated), "Real and generated samples"));
    }
    return all;
  }

  /**
   * Generated images in rows of ten.
   *
   * @param generated the images on the scale of training, of which up to 100 are shown
   * @return the picture
   */
  public ImageGrid generated(float[][] generated) {
    float[] shown = original(Arrays.copyOf(generated, Math.min(MOST, generated.length)));
    return grid(shown).rows(IN_A_ROW, shown);
  }

  /** A grid with the range of the samples or, without any, of what is shown. */
  private ImageGrid grid(float[] shown) {
    ImageShape image = shape.orElseThrow();
    int side = Math.max(image.height(), image.width());
    return samples
        .flatMap(real -> ImagePictures.of(real).map(images -> images.ranged(real.row(0))))
        .orElseGet(
            () -> ranged(ImageGrid.of(image.height(), image.width(), image.channels()), shown))
        .upscale(Math.max(1, (50 + side) / side))
        .gap(2);
  }

  private static ImageGrid ranged(ImageGrid grid, float... shown) {
    float low = 0;
    float high = 1;
    for (float value : shown) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return grid.range(low, high);
  }

  /** Values as they are in the samples or, without any, as the model gives them. */
  private float[] original(float[][] scaled) {
    float[] values = FloatArray.of(scaled).values();
    return samples.isPresent() ? scaling.invert(values, samples.get().features()) : values;
  }

  /**
   * Twenty generated images, and below each the nearest of the real ones: by that one sees whether
   * images were learned by heart.
   *
   * @param generated the images on the scale of training, at least one
   * @return the picture
   * @throws IllegalStateException if there are no samples
   */
  public ImageGrid nearest(float[][] generated) {
    Samples real =
        samples.orElseThrow(() -> new IllegalStateException("there are no samples to look among"));
    float[][] some = Arrays.copyOf(generated, Math.min(COMPARED, generated.length));
    int[] nearest = nearestRows(some, real);
    ImageGrid grid = grid(original(some));
    for (int from = 0; from < some.length; from += IN_A_ROW) {
      int to = Math.min(some.length, from + IN_A_ROW);
      grid.row("generated", original(Arrays.copyOfRange(some, from, to)));
      try (Samples found = real.select(Arrays.copyOfRange(nearest, from, to))) {
        grid.row("nearest", found.toFloats());
      }
    }
    return grid;
  }

  private int[] nearestRows(float[][] some, Samples real) {
    int[] nearest = new int[some.length];
    double[] least = new double[some.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    int features = real.features();
    ScaledSamples.of(real, scaling)
        .forEachChunk(
            (first, count, values) -> {
              for (int row = 0; row < count; row++) {
                for (int i = 0; i < some.length; i++) {
                  double distance = distance(some[i], values, row * features, least[i]);
                  if (distance < least[i]) {
                    least[i] = distance;
                    nearest[i] = first + row;
                  }
                }
              }
            });
    return nearest;
  }

  /** The squared distance, or something above a limit once it is above it. */
  private static double distance(float[] a, float[] b, int from, double limit) {
    double sum = 0;
    for (int j = 0; j < a.length && sum <= limit; j++) {
      double difference = a[j] - b[from + j];
      sum += difference * difference;
    }
    return sum;
  }

  /**
   * Ways through the latent space.
   *
   * @return the picture
   */
  public ImageGrid interpolation() {
    float[] shown = original(model.interpolate(WAYS, IN_A_ROW, seed));
    return grid(shown).rows(IN_A_ROW, shown);
  }

  private ImageGrid snapshot(GanSnapshot snapshot) {
    float[] shown = original(snapshot.generated());
    return grid(shown).titled("step %d".formatted(snapshot.step())).rows(SNAPSHOT_COLUMNS, shown);
  }

  /**
   * The same latent values at all steps that samples were kept of.
   *
   * @return the film; empty if there are no such steps
   */
  public Optional<Film> film() {
    if (shape.isEmpty() || model.snapshots().isEmpty()) {
      return Optional.empty();
    }
    Film film = Film.of(FRAME_MILLISECONDS).lingering();
    model.snapshots().forEach(snapshot -> film.frame(snapshot(snapshot)));
    return Optional.of(film);
  }

  /** Real and generated samples in the plane: as they are, or along their main directions. */
  private ScatterPlot plane(float[][] generated) {
    Samples all = samples.orElseThrow();
    int real = Math.min(POINTS, all.count());
    int made = Math.min(POINTS, generated.length);
    float[][] rows = new float[real + made][];
    int[] labels = new int[real + made];
    for (int i = 0; i < real; i++) {
      rows[i] = all.row((int) ((long) i * all.count() / real));
    }
    for (int i = 0; i < made; i++) {
      rows[real + i] = original(new float[][] {generated[i]});
      labels[real + i] = 1;
    }
    ScatterPlot plot;
    if (all.features() == 2) {
      plot = ScatterPlot.of(FloatArray.of(rows).values(), 2).axes("feature 1", "feature 2");
    } else {
      try (Samples both = Samples.of(rows);
          PcaModel pca =
              Pca.of(2)
                  .withScale(Scaling.Kind.NONE)
                  .fit(both, FitOptions.defaults().withSeed(seed))) {
        plot =
            ScatterPlot.of(FloatArray.of(pca.transform(both)).values(), 2)
                .axes("component 1", "component 2");
      }
    }
    return plot.labels(labels, "real", "generated");
  }

  /**
   * Images, what they were translated to, and what that is translated back; below them images of
   * the other set, to compare with.
   *
   * @param model the cycle
   * @param samples what it translates
   * @param translated its translations of the samples, in their order
   * @param target samples of the other set
   * @return the picture; empty if the samples are no images
   */
  public static Optional<Illustration> translations(
      CycleGanModel model, Samples samples, float[][] translated, Samples target) {
    int shown = Math.min(IN_A_ROW, Math.min(samples.count(), target.count()));
    return ImagePictures.of(samples)
        .map(
            images -> {
              float[][] some = Arrays.copyOf(translated, shown);
              float[][] back = model.translateBack(some);
              int features = samples.features();
              try (Samples originals = samples.rows(0, shown);
                  Samples others = target.rows(0, shown)) {
                return new Illustration(
                    "translations",
                    images
                        .ranged(originals.toFloats())
                        .row("original", originals.toFloats())
                        .row(
                            "translated",
                            model.scaling().invert(FloatArray.of(some).values(), features))
                        .row("back", model.scaling().invert(FloatArray.of(back).values(), features))
                        .row("other set", others.toFloats()),
                    "Samples, their translations, these translated back, and samples of the other"
                        + " set, which are not paired with the first");
              }
            });
  }

  /**
   * How the two networks stood: their losses, and what the discriminator said of real and of
   * generated samples.
   *
   * @param history what training gave
   * @param everySteps after how many steps each
   * @param reading what the curves say, in a sentence
   * @return the pictures; none if there was no epoch
   */
  public static List<Illustration> balance(History history, int everySteps, String reading) {
    if (history.epochs().isEmpty()) {
      return List.of();
    }
    double[] steps =
        history.epochs().stream()
            .mapToDouble(epoch -> (double) epoch.number() * everySteps)
            .toArray();
    LinePlot losses = LinePlot.titled("Losses of both networks").axes("step", "loss");
    LinePlot told = LinePlot.titled("What the discriminator says").axes("step", "mean");
    for (String name : history.last().metrics().keySet()) {
      if (name.endsWith("_loss")) {
        losses.series(name.replace("_loss", ""), steps, history.values(name));
      } else if (!name.equals("loss")) {
        told.series(name, steps, history.values(name));
      }
    }
    return List.of(
        new Illustration("losses", losses, "The losses of generator and discriminator"),
        new Illustration("balance", told, reading));
  }
}
