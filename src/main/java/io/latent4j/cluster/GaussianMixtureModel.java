package io.latent4j.cluster;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.PairedVariable;
import io.latent4j.model.ArrayModel;
import io.latent4j.model.DoubleArray;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import io.latent4j.parallel.Workers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/**
 * A Gaussian mixture that was fitted. Means, covariances and densities are on the scale that the
 * samples have after {@link #scaling()}. Where these are so far from zero that float32 has too few
 * digits for the means, the saved variable {@code means_remainder} has what is missing.
 */
public final class GaussianMixtureModel extends ArrayModel {
  private static final String MEANS = "means";
  private static final String COVARIANCES = "covariances";
  private static final String WEIGHTS = "weights";

  private final Gaussians gaussians;

  /** Whether float32 has too few digits for the means: then all is computed about one of them. */
  private final boolean isFar;

  private final double[] origin;
  private final Gaussians aboutOrigin;
  private final int threads;

  GaussianMixtureModel(
      Gaussians gaussians, boolean isFar, Scaling scaling, Provenance provenance, int threads) {
    super(scaling, provenance);
    this.gaussians = gaussians;
    this.isFar = isFar;
    this.origin = isFar ? gaussians.meanArray().rows()[0] : new double[gaussians.features()];
    this.aboutOrigin = gaussians.about(origin);
    this.threads = threads;
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel, by {@link #save} or saved again by Python
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static GaussianMixtureModel load(Path folder) {
    return SavedParts.read(folder, GaussianMixture.SYSTEM, GaussianMixtureModel::of);
  }

  private static GaussianMixtureModel of(SavedParts parts) {
    DoubleArray means = parts.doubles(MEANS, 2);
    int components = (int) means.shape().get(0);
    FloatArray weights = parts.array(WEIGHTS, 1);
    CovarianceType type = type(parts);
    Shape shape = type.shape(components, (int) means.shape().get(1));
    FloatArray covariances = parts.array(COVARIANCES, shape.numDimensions());
    if (!covariances.shape().equals(shape) || weights.values().length != components) {
      throw parts.broken(
          "covariances of shape %s and %d weights".formatted(shape, components),
          "%s and %d".formatted(covariances.shape(), weights.values().length));
    }
    return new GaussianMixtureModel(
        Gaussians.of(type, weights, means, covariances),
        parts.hasRemainder(MEANS),
        parts.scaling(),
        parts.provenance(),
        Runtime.getRuntime().availableProcessors());
  }

  /** As the options say; of a file that Python saved again, full. */
  private static CovarianceType type(SavedParts parts) {
    Object name = parts.provenance().options().getOrDefault("covariance", CovarianceType.FULL);
    for (CovarianceType type : CovarianceType.values()) {
      if (type.toString().equals(name.toString())) {
        return type;
      }
    }
    throw parts.broken("a known covariance in assets/provenance.json", name.toString());
  }

  /**
   * Returns how many components there are.
   *
   * @return the number, K below
   */
  public int components() {
    return gaussians.components();
  }

  @Override
  public int features() {
    return gaussians.features();
  }

  /**
   * Returns what the covariances have in common.
   *
   * @return the type
   */
  public CovarianceType covarianceType() {
    return gaussians.type();
  }

  /**
   * Returns the middle of each component.
   *
   * @return a new array (K, d)
   */
  public float[][] means() {
    double[][] means = gaussians.meanArray().rows();
    return Arrays.stream(means).map(PairedVariable::nearest).toArray(float[][]::new);
  }

  /**
   * Returns the covariances.
   *
   * @return a new array: (K, d, d) for full, (d, d) for tied, (K, d) for diagonal, (K) for
   *     spherical
   */
  public FloatArray covariances() {
    return gaussians.covarianceArray();
  }

  /**
   * Returns which share of the samples each component has.
   *
   * @return a new array (K), which adds up to 1
   */
  public float[] weights() {
    return gaussians.weightArray().values();
  }

  /**
   * Finds the most likely component of each sample.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the components, from 0 to K - 1
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public int[] predict(Samples samples) {
    double[] probabilities = doubles(samples);
    int[] labels = new int[samples.count()];
    for (int row = 0; row < labels.length; row++) {
      int at = row * components();
      for (int k = 1; k < components(); k++) {
        if (probabilities[at + k] > probabilities[at + labels[row]]) {
          labels[row] = k;
        }
      }
    }
    return labels;
  }

  /**
   * Tells how likely each component is for each sample.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return (samples, K); each row adds up to 1
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public float[][] probabilities(Samples samples) {
    double[] probabilities = doubles(samples);
    float[][] rows = new float[samples.count()][components()];
    for (int i = 0; i < probabilities.length; i++) {
      rows[i / components()][i % components()] = (float) probabilities[i];
    }
    return rows;
  }

  private double[] doubles(Samples samples) {
    Fit.requireFeatures(features(), samples);
    double[] probabilities = new double[Math.multiplyExact(samples.count(), components())];
    try (Workers workers = new Workers(threads)) {
      MixtureRun.expect(aboutOrigin, rows(samples, workers), probabilities);
    }
    return probabilities;
  }

  /**
   * Measures how likely each sample is.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the logarithm of the density at each (samples)
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public double[] logLikelihoods(Samples samples) {
    Fit.requireFeatures(features(), samples);
    try (Workers workers = new Workers(threads)) {
      double[] probabilities = new double[Math.multiplyExact(samples.count(), components())];
      return MixtureRun.expect(
          aboutOrigin, rows(samples, workers), 0, samples.count(), probabilities);
    }
  }

  private MixtureRows rows(Samples samples, Workers workers) {
    return MixtureRows.about(origin, samples, scaling(), workers);
  }

  /**
   * Measures how likely samples are.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the mean of the logarithms of the density
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the samples are closed
   */
  public double logLikelihood(Samples samples) {
    double sum = 0;
    for (double one : logLikelihoods(samples)) {
      sum += one;
    }
    return sum / samples.count();
  }

  /**
   * Returns the Bayesian information criterion of the fit (Schwarz 1978): the less, the better.
   *
   * @return -2 log-likelihood + parameters times log samples; NaN if another program saved the
   *     model
   */
  public double bic() {
    return figures().getOrDefault("bic", Double.NaN);
  }

  /**
   * Returns the information criterion of the fit (Akaike 1973): the less, the better.
   *
   * @return -2 log-likelihood + 2 times parameters; NaN if another program saved the model
   */
  public double aic() {
    return figures().getOrDefault("aic", Double.NaN);
  }

  /**
   * Draws samples from the mixture.
   *
   * @param count how many, at least 1
   * @param seed the same seed gives the same samples
   * @return (count, d), on the scale of the data
   * @throws IllegalArgumentException if the count is below 1
   */
  public float[][] sample(int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException("count must be at least 1, but is " + count);
    }
    Random random = new Random(seed);
    float[][] drawn = new float[count][];
    for (int i = 0; i < count; i++) {
      drawn[i] = scaling().invert(gaussians.draw(random), features());
    }
    return drawn;
  }

  @Override
  protected Map<String, FloatArray> arrays() {
    Map<String, FloatArray> arrays =
        new LinkedHashMap<>(gaussians.meanArray().inFloats(MEANS, isFar));
    arrays.put(COVARIANCES, gaussians.covarianceArray());
    arrays.put(WEIGHTS, gaussians.weightArray());
    return arrays;
  }

  /**
   * {@code predict}: x to labels (samples) as int32 and probabilities (samples, K); {@code
   * log_likelihood}: x to log_likelihood (samples).
   */
  @Override
  protected List<ModelFunction> functions(Variables variables) {
    MixtureFunctions functions =
        new MixtureFunctions(
            gaussians.type(),
            variables.pair(MEANS),
            variables.get(COVARIANCES),
            variables.get(WEIGHTS));
    List<InputSpec> x = List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, features()));
    return List.of(
        ModelFunction.of("predict", x, (tf, in) -> functions.predict(tf, in.floats("x"))),
        ModelFunction.of(
            "log_likelihood",
            x,
            (tf, in) -> Map.of("log_likelihood", functions.logLikelihood(tf, in.floats("x")))));
  }

  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    text.append("%-9s  %7s%n".formatted("component", "weight"));
    float[] weights = weights();
    for (int k = 0; k < weights.length; k++) {
      text.append(String.format(Locale.ROOT, "%-9d  %5.2f %%%n", k, 100 * weights[k]));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Gaussian mixture of %s (%d x %d): %s, %s covariances, log-likelihood %.4g, BIC %.6g",
        provenance().data(),
        provenance().samples(),
        features(),
        CenterModel.counted(components(), "component"),
        gaussians.type(),
        figures().getOrDefault("log_likelihood", Double.NaN),
        bic());
  }
}
