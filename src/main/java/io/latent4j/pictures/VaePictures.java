package io.latent4j.pictures;

import io.latent4j.autoencoder.VaeLosses;
import io.latent4j.autoencoder.VaeModel;
import io.latent4j.data.Samples;
import io.latent4j.model.FloatArray;
import io.latent4j.report.BarPlot;
import io.latent4j.report.ImageGrid;
import io.latent4j.report.LearningCurve;
import io.latent4j.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Pictures of a variational autoencoder of images, and of its code.
 *
 * <pre>{@code
 * VaePictures pictures = new VaePictures(model, digits);
 * pictures.generated(model.sample(100, 42)).orElseThrow()
 *     .picture().writeTo(Path.of("generated.png"));
 * }</pre>
 *
 * @param model the model
 * @param samples samples as it was trained on
 */
public record VaePictures(VaeModel model, Samples samples) {
  private static final int GENERATED_IN_A_ROW = 10;
  private static final int MANIFOLD_SIDE = 20;
  private static final int STEPS = 11;
  private static final double RANGE = 3;
  private static final int MOST_UNITS = 10;
  private static final int PAIRS = 6;

  /**
   * Draws all that suit the samples but for {@link #generated} and {@link #losses}: {@code
   * reconstructions}, {@code interpolation}, {@code traversal}, {@code manifold} and {@code
   * kl_by_dimension}.
   *
   * @param losses those of the samples, if the model knows them
   * @return the pictures
   */
  public List<Illustration> all(Optional<VaeLosses> losses) {
    List<Illustration> all = new ArrayList<>();
    ImagePictures.of(samples)
        .ifPresent(
            images -> {
              all.add(
                  new Illustration(
                      "reconstructions",
                      images.originalsOver(model::reconstruct, model.scaling()),
                      "Images and, below them, what the decoder made of their codes"));
              all.add(interpolation(images));
              all.add(traversal(images, losses));
              manifold(images).ifPresent(all::add);
            });
    losses.ifPresent(found -> all.add(divergences(found)));
    return all;
  }

  /**
   * Generated images, ten in a row; if the model is conditional, a column for each label.
   *
   * @param generated rows on the scale after scaling, as {@link VaeModel#sample} gives them
   * @return the picture; empty if the samples are no images
   */
  public Optional<Illustration> generated(float[][] generated) {
    return ImagePictures.of(samples)
        .map(
            images ->
                new Illustration(
                    "generated",
                    images.prototypes(unscaled(generated), columns()),
                    model.conditional()
                        ? "Generated images, a column for each label"
                        : "Generated images: codes from the normal distribution, decoded"));
  }

  private int columns() {
    return model.conditional() && model.classes() <= 2 * GENERATED_IN_A_ROW
        ? model.classes()
        : GENERATED_IN_A_ROW;
  }

  private float[] unscaled(float[][] rows) {
    return model.scaling().invert(FloatArray.of(rows).values(), samples.features());
  }

  /** The label of a sample for the decoder, or none. */
  private int[] label(int row) {
    return model.conditional() ? new int[] {samples.labels().orElseThrow()[row]} : new int[0];
  }

  /** From one sample to the next, with the label of the first. */
  private Illustration interpolation(ImagePictures images) {
    int pairs = Math.max(1, Math.min(PAIRS, samples.count() / 2));
    int[] rows = IntStream.range(0, 2 * pairs).map(i -> i % samples.count()).toArray();
    List<float[]> made = new ArrayList<>();
    try (Samples ends = samples.select(rows)) {
      float[][] codes = model.encode(ends);
      for (int i = 0; i < pairs; i++) {
        made.addAll(
            List.of(model.interpolate(codes[2 * i], codes[2 * i + 1], STEPS, label(rows[2 * i]))));
      }
    }
    return new Illustration(
        "interpolation",
        images.prototypes(unscaled(made.toArray(new float[0][])), STEPS),
        "In each row the decoded way between the codes of two samples");
  }

  /** The units of the code by how much they tell, each changed alone. */
  private Illustration traversal(ImagePictures images, Optional<VaeLosses> losses) {
    int[] units = units(losses);
    List<float[]> made = new ArrayList<>();
    for (int unit : units) {
      made.addAll(List.of(model.traverse(new float[model.latent()], unit, RANGE, STEPS, label(0))));
    }
    ImageGrid grid = images.prototypes(unscaled(made.toArray(new float[0][])), STEPS);
    return new Illustration(
        "traversal",
        grid,
        "In each row one unit of the code goes from -3 to 3 and all others are 0: "
            + "units "
            + Arrays.stream(units).mapToObj(unit -> "" + (unit + 1)).toList()
            + (losses.isPresent() ? ", by falling divergence" : ""));
  }

  private int[] units(Optional<VaeLosses> losses) {
    return IntStream.range(0, model.latent())
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                unit -> losses.map(found -> -found.divergences()[unit]).orElse(0.0)))
        .limit(MOST_UNITS)
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /**
   * The plane of a code of two units, decoded where the normal distribution has equal shares in
   * between.
   */
  private Optional<Illustration> manifold(ImagePictures images) {
    if (model.latent() != 2) {
      return Optional.empty();
    }
    float[][] codes = new float[MANIFOLD_SIDE * MANIFOLD_SIDE][];
    for (int i = 0; i < codes.length; i++) {
      codes[i] =
          new float[] {
            (float) normalQuantile((i % MANIFOLD_SIDE + 0.5) / MANIFOLD_SIDE),
            (float) normalQuantile(1 - (i / MANIFOLD_SIDE + 0.5) / MANIFOLD_SIDE)
          };
    }
    int[] labels = new int[0];
    if (model.conditional()) {
      labels = new int[codes.length];
      Arrays.fill(labels, label(0)[0]);
    }
    return Optional.of(
        new Illustration(
            "manifold",
            images.prototypes(unscaled(model.decode(codes, labels)), MANIFOLD_SIDE),
            "The plane of the code, decoded at quantiles of the normal distribution: the first"
                + " unit grows to the right, the second upwards"));
  }

  /** By bisection of an approximation whose error is below 1e-7 (Abramowitz and Stegun 26.2.17). */
  private static double normalQuantile(double share) {
    double low = -8;
    double high = 8;
    while (high - low > 1e-6) {
      double middle = (low + high) / 2;
      if (normalShare(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private static double normalShare(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI) * series;
    return x >= 0 ? 1 - tail : tail;
  }

  private static Illustration divergences(VaeLosses losses) {
    return new Illustration(
        "kl_by_dimension",
        BarPlot.titled("What each unit of the code tells")
            .axes("unit", "KL divergence, nats")
            .bars("divergence", losses.divergences())
            .numberedFrom(1),
        "The Kullback-Leibler divergence of each unit of the code; %d of %d are active"
            .formatted(losses.activeUnits(), losses.divergences().length));
  }

  /**
   * The two parts of the loss after each epoch.
   *
   * @param history what training gave
   * @return the picture; empty if there was no epoch
   */
  public static Optional<Illustration> losses(History history) {
    if (history.epochs().isEmpty()) {
      return Optional.empty();
    }
    LearningCurve curve =
        LearningCurve.titled("Reconstruction loss and KL divergence").measuring("nats");
    boolean isPositive = true;
    for (String name :
        new String[] {
          "reconstruction_loss", "val_reconstruction_loss", "kl_divergence", "val_kl_divergence"
        }) {
      if (history.last().metrics().containsKey(name)) {
        curve.series(name, history.values(name));
        isPositive &= Arrays.stream(history.values(name)).allMatch(value -> value > 0);
      }
    }
    return Optional.of(
        new Illustration(
            "losses",
            isPositive ? curve.logScale() : curve, // 0 once the code has collapsed
            "The two parts of the loss after each epoch"));
  }
}
