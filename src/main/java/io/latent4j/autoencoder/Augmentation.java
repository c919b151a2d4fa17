package io.latent4j.autoencoder;

import io.latent4j.data.Labels;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Adds generated samples to labelled ones, so that a classifier has more to learn from. What
 * generates them is a conditional {@link VaeModel}, or anything else that makes samples of labels.
 * That may gain some accuracy or lose some: compare both.
 *
 * <pre>{@code
 * Augmentation augmentation = new Augmentation(vae::sample, vae.scaling());
 * try (Samples more = augmentation.addTo(few, 1000, 42);
 *     ClassifierModel model = classifier.fit(more, how)) {
 *   System.out.println(model.accuracy(test));
 * }
 * }</pre>
 *
 * @param generator makes samples of labels
 * @param scaling how these are scaled
 */
public record Augmentation(Generator generator, Scaling scaling) {

  /** Makes samples of labels. */
  @FunctionalInterface
  public interface Generator {

    /**
     * Makes them.
     *
     * @param labels the label of each sample
     * @param seed what they derive from
     * @return (labels, features), scaled
     */
    float[][] sample(int[] labels, int seed);
  }

  /**
   * Checks that nothing is missing.
   *
   * @param generator makes samples of labels
   * @param scaling how these are scaled
   */
  public Augmentation {
    Objects.requireNonNull(generator, "generator");
    Objects.requireNonNull(scaling, "scaling");
  }

  /**
   * Makes samples that are the given ones and behind them generated ones. The labels of the latter
   * come in turns, in their order; values of images stay between black and white.
   *
   * @param labelled samples with labels, which stay as they are
   * @param count how many to generate, at least 1
   * @param seed what they derive from
   * @return the samples, float32, to be closed by the caller
   * @throws IllegalArgumentException if there are no labels, the count is below 1, or what is
   *     generated has another number of features
   */
  public Samples addTo(Samples labelled, int count, int seed) {
    Options.requireAtLeast(1, "count", count);
    Labels named =
        labelled
            .namedLabels()
            .orElseThrow(
                () -> new InvalidOptionException("labelled", "must have labels, but have none"));
    int[] given = named.values();
    int[] classes = Arrays.stream(given).distinct().sorted().toArray();
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = classes[i % classes.length];
    }
    float[] made = generated(labelled, labels, seed);
    float[] values =
        Arrays.copyOf(labelled.toFloats(), given.length * labelled.features() + made.length);
    System.arraycopy(made, 0, values, values.length - made.length, made.length);
    int[] all = Arrays.copyOf(given, given.length + count);
    System.arraycopy(labels, 0, all, given.length, count);
    Shape shape = labelled.sampleShape().prepend(all.length);
    Samples samples = Samples.of(values, shape).withName(labelled.name());
    if (labelled.intensities()) {
      samples = samples.withIntensityMaximum(labelled.maximum().orElseThrow());
    }
    Optional<Labels> joined = named.names().map(names -> Labels.of(all, names));
    return samples.withLabels(joined.orElseGet(() -> Labels.of(all)));
  }

  private float[] generated(Samples like, int[] labels, int seed) {
    float[][] rows = generator.sample(labels, seed);
    int features = like.features();
    float[] values = new float[rows.length * features];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != features) {
        throw new IllegalArgumentException(
            "generator must make samples of %d features, but they have %d"
                .formatted(features, rows[i].length));
      }
      System.arraycopy(rows[i], 0, values, i * features, features);
    }
    float[] unscaled = scaling.invert(values, features);
    if (like.intensities()) {
      float most = (float) like.maximum().orElseThrow();
      for (int i = 0; i < unscaled.length; i++) {
        unscaled[i] = Math.max(0, Math.min(most, unscaled[i]));
      }
    }
    return unscaled;
  }
}
