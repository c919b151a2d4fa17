package io.latent4j.pictures;

import io.latent4j.boltzmann.ChainDiagnostics;
import io.latent4j.data.ImageShape;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.FloatArray;
import io.latent4j.report.Film;
import io.latent4j.report.ImageGrid;
import io.latent4j.report.LinePlot;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures of Boltzmann machines of images: filters, noisy images over cleaned ones, images that
 * were completed, chains as a film strip and as a film.
 *
 * <pre>{@code
 * BoltzmannPictures pictures = BoltzmannPictures.of(digits, model.scaling()).orElseThrow();
 * pictures.filters(model.weights()).picture().writeTo(Path.of("filters.png"));
 * pictures.strip(model.sample(digits, how).means()).picture().writeTo(Path.of("chains.png"));
 * }</pre>
 */
public final class BoltzmannPictures {
  private static final int MOST_FILTERS = 100;
  private static final int FILTERS_IN_A_ROW = 20;

  private static final int FRAME_MILLISECONDS = 100;

  private static final String EPOCH = "epoch";

  private final Samples samples;
  private final Scaling scaling;
  private final ImageShape shape;

  private BoltzmannPictures(Samples samples, Scaling scaling, ImageShape shape) {
    this.samples = samples;
    this.scaling = scaling;
    this.shape = shape;
  }

  /**
   * Describes the pictures.
   *
   * @param samples images like those of the machine
   * @param scaling how the machine scales them
   * @return the pictures, or nothing if the samples are no images
   */
  public static Optional<BoltzmannPictures> of(Samples samples, Scaling scaling) {
    return samples.imageShape().map(shape -> new BoltzmannPictures(samples, scaling, shape));
  }

  /**
   * The weights of each hidden unit as an image, from black, the lowest of it, to white.
   *
   * @param weights (features, hidden units); of more than 100 units the first are shown
   * @return the picture
   */
  public Illustration filters(FloatArray weights) {
    int hidden = weights.columns();
    int size = samples.features();
    int shown = Math.min(hidden, MOST_FILTERS);
    float[] images = new float[shown * size];
    for (int unit = 0; unit < shown; unit++) {
      for (int i = 0; i < size; i++) {
        images[unit * size + i] = weights.values()[i * hidden + unit];
      }
    }
    return new Illustration(
        "filters",
        grid().stretched().gap(2).rows(FILTERS_IN_A_ROW, images),
        shown < hidden
            ? "Weights of the first " + shown + " of " + hidden + " hidden units"
            : "Weights of the hidden units");
  }

  /**
   * Images and what was made of them, row by row.
   *
   * @param name what the picture is called
   * @param rows (images, features) each, scaled, by what stands beside them, in their order
   * @param caption what is to be seen
   * @return the picture
   */
  public Illustration rows(String name, Map<String, float[][]> rows, String caption) {
    ImageGrid grid = ranged();
    rows.forEach((title, images) -> grid.row(title, images(images)));
    return new Illustration(name, grid, caption);
  }

  /**
   * Images, what was left of them, and what was filled in.
   *
   * @param originals scaled: (images, features)
   * @param masked which features were filled in
   * @param completed with what was filled in
   * @return the picture
   */
  public Illustration completed(float[][] originals, boolean[] masked, float[][] completed) {
    float[][] left = new float[originals.length][];
    for (int row = 0; row < left.length; row++) {
      left[row] = originals[row].clone();
      for (int i = 0; i < masked.length; i++) {
        if (masked[i]) {
          left[row][i] = 0;
        }
      }
    }
    return new Illustration(
        "completed",
        ranged()
            .row("original", images(originals))
            .row("given", images(left))
            .row("completed", images(completed)),
        "Images, the half of them that was given, and what the machine filled in");
  }

  /**
   * Chains: a row for each, from left to right as they went on.
   *
   * @param name what the picture is called, such as {@code chains}
   * @param means what was kept at each step: (chains, features), scaled
   * @param rows what stands beside the rows, one text a chain; none if empty
   * @param caption what is to be seen
   * @return the picture
   */
  public Illustration strip(String name, List<float[][]> means, List<String> rows, String caption) {
    ImageGrid grid = ranged().gap(2);
    for (int chain = 0; chain < means.get(0).length; chain++) {
      float[][] steps = new float[means.size()][];
      for (int step = 0; step < steps.length; step++) {
        steps[step] = means.get(step)[chain];
      }
      if (rows.isEmpty()) {
        grid.row(images(steps));
      } else {
        grid.row(rows.get(chain), images(steps));
      }
    }
    return new Illustration(name, grid, caption);
  }

  /**
   * Chains as they go on: a film with a frame for each step, in which they stand side by side.
   *
   * @param means what was kept at each step: (chains, features), scaled
   * @param columns what stands above the chains, one text each; none if empty
   * @return the film
   */
  public Film film(List<float[][]> means, List<String> columns) {
    Film film = Film.of(FRAME_MILLISECONDS).lingering();
    for (float[][] step : means) {
      ImageGrid grid = ranged().gap(2).row(images(step));
      film.frame(columns.isEmpty() ? grid : grid.captions(columns.toArray(new String[0])));
    }
    return film;
  }

  /** Scaled images, one after the other, as the samples are. */
  private float[] images(float[][] scaled) {
    return scaling.invert(FloatArray.of(scaled).values(), samples.features());
  }

  private ImageGrid grid() {
    return ImageGrid.of(shape.height(), shape.width(), shape.channels());
  }

  private ImageGrid ranged() {
    if (samples.maximum().isPresent()) {
      return grid().range(0, samples.maximum().getAsDouble());
    }
    float[] values = samples.row(0);
    float low = values[0];
    float high = values[0];
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return low < high ? grid().range(low, high) : grid();
  }

  /**
   * How alike chains are to themselves some steps later.
   *
   * @param diagnostics of the chains
   * @return the picture
   */
  public static Illustration autocorrelation(ChainDiagnostics diagnostics) {
    double[] values = diagnostics.autocorrelation();
    double[] lags = new double[values.length];
    Arrays.setAll(lags, i -> i);
    return new Illustration(
        "autocorrelation",
        LinePlot.titled(
                "Autocorrelation of the chains' free energy, R-hat %.3f"
                    .formatted(diagnostics.rHat()))
            .axes("steps between", "correlation")
            .series("mean over chains", lags, values),
        "How alike the chains of training are to themselves some Gibbs steps later");
  }

  /**
   * What training does for the samples held out, beside its reconstruction error, which is not what
   * it descends.
   *
   * @param history of a machine
   * @return pictures of the pseudo-likelihood and of the free-energy gap, as far as there are any
   */
  public static List<Illustration> progress(History history) {
    List<Illustration> pictures = new ArrayList<>();
    curve(
            history,
            "val_pseudo_likelihood",
            "Pseudo-likelihood of samples held out",
            "nats a feature")
        .ifPresent(
            plot ->
                pictures.add(
                    new Illustration(
                        "pseudo_likelihood",
                        plot,
                        "The log of the probability of a feature given all others, after each"
                            + " epoch")));
    curve(history, "val_free_energy_gap", "Free-energy gap", "nats")
        .ifPresent(
            plot ->
                pictures.add(
                    new Illustration(
                        "free_energy_gap",
                        plot,
                        "How much higher the free energy of samples held out is than that of"
                            + " samples learned from: it grows when the machine overfits")));
    return pictures;
  }

  private static Optional<LinePlot> curve(
      History history, String metric, String title, String unit) {
    List<Epoch> epochs = history.epochs();
    if (epochs.isEmpty() || !epochs.get(0).metrics().containsKey(metric)) {
      return Optional.empty();
    }
    return Optional.of(
        LinePlot.titled(title).axes(EPOCH, unit).series(metric, history.values(metric)));
  }
}
