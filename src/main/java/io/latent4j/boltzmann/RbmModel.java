package io.latent4j.boltzmann;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.model.SavedParts;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;

/**
 * A trained restricted Boltzmann machine. Its functions take samples as they are and scale them as
 * it was trained on; what they return of visible units is scaled. It is used by one thread at a
 * time; interrupting the thread ends what goes by chains with a {@link
 * java.util.concurrent.CancellationException}.
 */
public final class RbmModel extends NetworkModel {
  private static final String SYSTEM = "rbm";

  private final RbmNetwork network;
  private final MachineRuns runs;
  private final Optional<float[]> particles;
  private final Optional<History> history;

  private RbmModel(
      RbmNetwork network,
      ModelFunctions functions,
      Optional<float[]> particles,
      Optional<History> history,
      Provenance provenance) {
    super(functions, provenance);
    this.network = network;
    this.runs = new MachineRuns(network);
    this.particles = particles;
    this.history = history;
  }

  /** Puts a machine into an engine that holds nothing else. */
  static RbmModel of(
      RbmWeights machine,
      Optional<float[]> particles,
      Scaling scaling,
      History history,
      Provenance provenance,
      EngineOptions options) {
    return of(machine, particles, scaling, Optional.of(history), provenance, options);
  }

  private static RbmModel of(
      RbmWeights machine,
      Optional<float[]> particles,
      Scaling scaling,
      Optional<History> history,
      Provenance provenance,
      EngineOptions options) {
    return GraphEngine.createFor(
        options,
        engine -> {
          RbmNetwork network = RbmNetwork.of(engine, machine, 0);
          SavedNetwork saved =
              new SavedNetwork(engine, network, network.functions(), scaling, provenance);
          return new RbmModel(network, ModelFunctions.of(saved), particles, history, provenance);
        });
  }

  /**
   * Loads a model that was saved, here or by Python: what it needs are the variables {@code
   * weights}, {@code visible_bias}, {@code hidden_bias} and, of Gaussian units, {@code
   * log_variance}.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static RbmModel load(Path folder) {
    return load(folder, EngineOptions.defaults(), Scaling.none());
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel
   * @param engine how to compute
   * @param otherwise how samples are scaled if the file does not say
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static RbmModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return SavedParts.read(
        folder,
        SYSTEM,
        parts ->
            of(
                RbmWeights.of(parts, ""),
                Optional.empty(),
                parts.scalingOr(otherwise),
                Optional.empty(),
                parts.provenance(),
                engine));
  }

  /**
   * The number of visible units, which is that of features.
   *
   * @return at least 1
   */
  @Override
  public int features() {
    return network.shape().features();
  }

  /**
   * The number of hidden units.
   *
   * @return at least 1
   */
  public int hidden() {
    return network.shape().hidden();
  }

  /**
   * What the visible units are.
   *
   * @return binary or Gaussian
   */
  public VisibleUnits visible() {
    return network.shape().visible();
  }

  /**
   * The weights.
   *
   * @return a copy, (features, hidden)
   * @throws IllegalStateException if the model is closed
   */
  public FloatArray weights() {
    return network.values().weights();
  }

  /**
   * The biases of visible units.
   *
   * @return a copy, (features)
   * @throws IllegalStateException if the model is closed
   */
  public float[] visibleBias() {
    return network.visibleBias().toFloats();
  }

  /**
   * The biases of hidden units.
   *
   * @return a copy, (hidden)
   * @throws IllegalStateException if the model is closed
   */
  public float[] hiddenBias() {
    return network.hiddenBias().toFloats();
  }

  /**
   * The variances of Gaussian visible units.
   *
   * @return a copy, (features)
   * @throws IllegalStateException if the visible units are binary, or the model is closed
   */
  public float[] variance() {
    float[] values =
        network
            .logVariance()
            .orElseThrow(() -> new IllegalStateException("binary units have no variance"))
            .toFloats();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) Math.exp(values[i]);
    }
    return values;
  }

  // ----------------------------------------------------------- conditionals

  /**
   * The probabilities of hidden units given samples.
   *
   * @param samples samples with as many features as the model was trained on
   * @return (samples, hidden)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] encode(Samples samples) {
    return apply("encode", "hidden", samples);
  }

  /**
   * The means of visible units given hidden ones.
   *
   * @param hidden states or probabilities: (n, hidden)
   * @return probabilities of binary units, means of Gaussian ones: (n, features)
   * @throws IllegalArgumentException if a row is of another length
   */
  public float[][] decode(float[][] hidden) {
    return functions().apply("decode", "reconstruction", hidden);
  }

  /**
   * The mean field's reconstruction: the means of visible units given the probabilities of hidden
   * ones given samples.
   *
   * @param samples samples with as many features as the model was trained on
   * @return (samples, features)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] reconstruct(Samples samples) {
    return apply("reconstruct", "reconstruction", samples);
  }

  /**
   * Cleans samples that carry noise which the machine has not seen: several reconstructions, each
   * of the one before.
   *
   * @param samples samples with as many features as the model was trained on
   * @param steps how many reconstructions, at least 1
   * @return (samples, features)
   * @throws IllegalArgumentException if the number of features differs, or there are no steps
   */
  public float[][] denoise(Samples samples, int steps) {
    Options.requireAtLeast(1, "steps", steps);
    float[][] cleaned = reconstruct(samples);
    for (int step = 1; step < steps; step++) {
      cleaned = functions().apply("reconstruct", "reconstruction", cleaned);
    }
    return cleaned;
  }

  /**
   * Draws states of hidden units given samples.
   *
   * @param samples samples with as many features as the model was trained on
   * @param seed what the draws derive from
   * @return 0 or 1: (samples, hidden)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] drawHidden(Samples samples, long seed) {
    return runs.drawHidden(scaled(samples), seed);
  }

  /**
   * Draws states of visible units given hidden ones.
   *
   * @param hidden states or probabilities: (n, hidden), at least one row
   * @param seed what the draws derive from
   * @return (n, features)
   * @throws IllegalArgumentException if a row is of another length
   */
  public float[][] drawVisible(float[][] hidden, long seed) {
    requireRows("hidden", hidden, hidden());
    return runs.drawVisible(hidden, seed);
  }

  private float[][] scaled(Samples samples) {
    Fit.requireFeatures(features(), samples);
    return new FloatArray(
            ScaledSamples.of(samples, scaling()).all(), Shape.of(samples.count(), features()))
        .rows();
  }

  private static void requireRows(String name, float[][] rows, int length) {
    Options.require(rows.length > 0, name, "at least one row", 0);
    for (float[] row : rows) {
      Options.require(row.length == length, name, "rows of length " + length, row.length);
    }
  }

  // ----------------------------------------------------------------- energy

  /**
   * The free energies of samples: {@code -log sum over h of exp(-E(v, h))}, lower for what the
   * machine holds more likely. Differences between samples of one model count, not the values.
   *
   * @param samples samples with as many features as the model was trained on
   * @return a number in nats for each sample
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[] freeEnergy(Samples samples) {
    float[][] rows = apply("free_energy", "energy", samples);
    float[] energies = new float[rows.length];
    for (int i = 0; i < energies.length; i++) {
      energies[i] = rows[i][0];
    }
    return energies;
  }

  /**
   * The energies of visible and hidden units together.
   *
   * @param visible scaled as the samples of the fit: (n, features), at least one row
   * @param hidden (n, hidden)
   * @return a number in nats for each row
   * @throws IllegalArgumentException if a row is of another length, or the numbers of rows differ
   */
  public float[] energy(float[][] visible, float[][] hidden) {
    requireRows("visible", visible, features());
    requireRows("hidden", hidden, hidden());
    Options.require(
        hidden.length == visible.length,
        "hidden",
        "as many rows as visible, " + visible.length,
        hidden.length);
    return runs.energy(visible, hidden);
  }

  /**
   * How much higher the free energy of samples that were held out is, on average, than that of
   * samples that were learned from. It is near 0 as long as the machine does not tell them apart,
   * and grows when it overfits.
   *
   * @param learned samples that were learned from
   * @param held samples that were not
   * @return a difference in nats
   * @throws IllegalArgumentException if the number of features differs
   */
  public double freeEnergyGap(Samples learned, Samples held) {
    return mean(freeEnergy(held)) - mean(freeEnergy(learned));
  }

  private static double mean(float... values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /**
   * The pseudo-likelihood of each sample, estimated: the log of the probability of one feature,
   * drawn, given all others. Its mean over samples is comparable between numbers of features;
   * scikit-learn's {@code score_samples} is this times the number of features.
   *
   * @param samples samples with as many features as the model was trained on
   * @param seed what the draws derive from
   * @return a number in nats a feature for each sample, at most 0
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the visible units are Gaussian
   */
  public float[] pseudoLikelihood(Samples samples, long seed) {
    requireBinary();
    return runs.pseudoLikelihood(scaled(samples), seed);
  }

  /**
   * The pseudo-likelihood of each sample: the mean over all features of the log of the probability
   * of a feature given all others. It takes a pass over the samples for each feature.
   *
   * @param samples samples with as many features as the model was trained on
   * @return a number in nats a feature for each sample, at most 0
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the visible units are Gaussian
   */
  public float[] exactPseudoLikelihood(Samples samples) {
    requireBinary();
    return runs.exactPseudoLikelihood(scaled(samples));
  }

  private void requireBinary() {
    if (visible() != VisibleUnits.BINARY) {
      throw new IllegalStateException(
          "pseudo-likelihood is of binary visible units, but these are " + visible());
    }
  }

  // ----------------------------------------------------------------- chains

  /**
   * Runs Gibbs chains from states that have the means of the visible biases.
   *
   * @param how how many chains and steps
   * @return what they went through
   */
  public GibbsChains sample(GibbsSampling how) {
    return runs.chains(runs.biasStates(how.chains(), how.seed()), how);
  }

  /**
   * Runs Gibbs chains from samples, one from each.
   *
   * @param start samples with as many features as the model was trained on; their number is that of
   *     chains, whatever {@code how} says
   * @param how how many steps
   * @return what they went through
   * @throws IllegalArgumentException if the number of features differs
   */
  public GibbsChains sample(Samples start, GibbsSampling how) {
    return runs.chains(scaled(start), how);
  }

  /**
   * Runs the chains of persistent contrastive divergence on from where training left them, with the
   * weights as they are now. Their {@link GibbsChains#diagnostics()} tell whether training could
   * trust them.
   *
   * @param how how many steps; the chains are as many as a batch had samples
   * @return what they went through
   * @throws IllegalStateException if training had no such chains, or the model was loaded
   */
  public GibbsChains sampleParticles(GibbsSampling how) {
    float[] states =
        particles.orElseThrow(
            () ->
                new IllegalStateException(
                    "particles are those of a fit by persistent contrastive divergence"));
    float[][] hidden = new FloatArray(states, Shape.of(states.length / hidden(), hidden())).rows();
    return runs.chains(runs.drawVisible(hidden, how.seed()), how);
  }

  /**
   * Whether training had chains that went on, which {@link #sampleParticles} can run further.
   *
   * @return true if so
   */
  public boolean hasParticles() {
    return particles.isPresent();
  }

  /**
   * Fills in features that are masked, by chains in which the others stay as they are.
   *
   * @param samples samples with as many features as the model was trained on
   * @param masked which features are to be filled in, in all samples; what the samples have there
   *     does not matter
   * @param steps how many Gibbs steps, at least 2; the result is the mean over the second half
   * @param seed what the draws derive from
   * @return the samples, scaled and completed: (samples, features)
   * @throws IllegalArgumentException if numbers of features differ, or there are too few steps
   */
  public float[][] inpaint(Samples samples, boolean[] masked, int steps, long seed) {
    boolean[][] all = new boolean[samples.count()][];
    Arrays.fill(all, masked);
    return inpaint(samples, all, steps, seed);
  }

  /**
   * Fills in features that are masked, other ones in each sample, such as missing values of a
   * table.
   *
   * @param samples samples with as many features as the model was trained on
   * @param masked which features are to be filled in: (samples, features)
   * @param steps how many Gibbs steps, at least 2; the result is the mean over the second half
   * @param seed what the draws derive from
   * @return the samples, scaled and completed: (samples, features)
   * @throws IllegalArgumentException if numbers of features or samples differ, or there are too few
   *     steps
   */
  public float[][] inpaint(Samples samples, boolean[][] masked, int steps, long seed) {
    Options.requireAtLeast(2, "steps", steps);
    Options.require(
        masked.length == samples.count(),
        "masked",
        "as many rows as samples, " + samples.count(),
        masked.length);
    for (boolean[] row : masked) {
      Options.require(
          row.length == features(), "masked", "rows of length " + features(), row.length);
    }
    float[] start = decode(new float[1][hidden()])[0];
    return runs.fill(scaled(samples), masked, steps, start, seed);
  }

  // ------------------------------------------------------------- likelihood

  /**
   * Estimates the logarithm of the partition function from both sides, by annealed importance
   * sampling.
   *
   * @param samples whose means the base has where annealing begins, and from which chains are begun
   *     whose ends the way back begins at, after 500 steps
   * @param how how many chains and steps
   * @return the estimates
   * @throws IllegalArgumentException if the number of features differs
   */
  public PartitionEstimate estimateLogPartition(Samples samples, Annealing how) {
    FeatureMeans means = FeatureMeans.of(samples, scaling());
    float[] variances = means.variances();
    float[] own = visible() == VisibleUnits.GAUSSIAN ? variance() : variances;
    for (int i = 0; i < variances.length; i++) {
      variances[i] = Math.max(variances[i], own[i]);
    }
    int[] first = new int[Math.min(samples.count(), how.chains())];
    for (int i = 0; i < first.length; i++) {
      first[i] = (int) ((long) i * samples.count() / first.length);
    }
    try (Samples start = samples.select(first)) {
      return runs.logPartition(
          new MachineRuns.Base(means.biases(visible()), variances), scaled(start), how);
    }
  }

  /**
   * The logarithm of the partition function, summed over all states of the hidden units.
   *
   * @return the sum in nats; of Gaussian units, the integral
   * @throws IllegalStateException if there are more than 20 hidden units, or the model is closed
   */
  public double exactLogPartition() {
    if (hidden() > ExactPartition.MOST_UNITS) {
      throw new IllegalStateException(
          "hidden units must be at most %d to sum over their states, but are %d"
              .formatted(ExactPartition.MOST_UNITS, hidden()));
    }
    return ExactPartition.log(network.values());
  }

  /**
   * The mean log-likelihood of samples; of Gaussian units, the log of the density of scaled
   * samples.
   *
   * @param samples samples with as many features as the model was trained on
   * @param logPartition the logarithm of the partition function, in nats
   * @param binarization how the values of binary units become bits: a likelihood is one of bits
   * @param seed what {@link Binarization#SAMPLE} derives from
   * @return nats a sample
   * @throws IllegalArgumentException if the number of features differs
   */
  public double logLikelihood(
      Samples samples, double logPartition, Binarization binarization, long seed) {
    if (visible() == VisibleUnits.GAUSSIAN) {
      return -mean(freeEnergy(samples)) - logPartition;
    }
    float[][] rows = scaled(samples);
    SplittableRandom random = new SplittableRandom(seed);
    for (float[] row : rows) {
      binarization.apply(row, random);
    }
    return -mean(runs.freeEnergy(rows)) - logPartition;
  }

  // ------------------------------------------------------------ description

  /**
   * How training went.
   *
   * @return the epochs: loss, the mean squared difference between samples and reconstructions that
   *     were drawn, and with {@code val_} the same and more of the samples held out
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public History history() {
    return Fit.known(history, "history is that");
  }

  /**
   * The size of the machine, its figures, and where it comes from.
   *
   * @return some lines
   */
  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    text.append(
        "%d %s visible units, %d hidden units, %d weights%n"
            .formatted(features(), visible(), hidden(), features() * hidden()));
    history.ifPresent(went -> text.append(went.summary(figures())).append('\n'));
    return text.append(provenance().describe()).toString();
  }

  @Override
  public String toString() {
    return "rbm of %s (%d x %d): %d hidden units, %s"
        .formatted(provenance().data(), provenance().samples(), features(), hidden(), figures());
  }
}
