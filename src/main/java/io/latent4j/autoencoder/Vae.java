package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.NetworkTraining;
import io.latent4j.model.Options;
import io.latent4j.model.TrainedForEpochs;
import io.latent4j.model.TrainingPlan;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A variational autoencoder (Kingma and Welling, <i>Auto-Encoding Variational Bayes</i>, 2013): an
 * encoder that gives each sample a normal distribution of its code, and a decoder that gives each
 * code a distribution of samples. New samples are decoded from codes of the standard normal
 * distribution.
 *
 * <pre>{@code
 * Vae vae = Vae.of(512).withLatent(10).withClipNorm(15).withEpochs(20);
 * try (VaeModel model = vae.fit(training, validation)) {
 *   float[][] images = model.sample(100, 42);
 *   System.out.println(model.losses(validation).divergence());
 * }
 * }</pre>
 *
 * <p>The loss is the reconstruction loss, the negative logarithm of a sample's likelihood, summed
 * over its features, plus {@code beta} times the Kullback-Leibler divergence of its code, summed
 * over the units; both in nats, meaned over samples.
 *
 * @param architecture the layers of encoder and decoder
 * @param latent how many units the code has
 * @param output which distribution the features have
 * @param beta what the divergence counts for (Higgins and others, <i>beta-VAE</i>, 2017)
 * @param warmUp over how many epochs the divergence's weight rises, from 0 to beta; 0 for none
 * @param freeBits up to how many nats, in the mean of a batch, each unit's divergence costs nothing
 *     less (Kingma and others, <i>Improved Variational Inference with Inverse Autoregressive
 *     Flow</i>, 2016); 0 for none
 * @param conditional whether encoder and decoder are told the samples' labels
 * @param importanceSamples how many codes are drawn of a sample in training: with more than one,
 *     the importance-weighted bound (Burda and others, 2016) is maximized
 * @param binarize how grey pixels become black and white ones
 * @param clipNorm the norm that each gradient is scaled down to if its own is larger; 0 for none
 * @param training how to train
 * @param scale how to scale the samples before all else
 */
public record Vae(
    VaeArchitecture architecture,
    int latent,
    VaeOutput output,
    double beta,
    int warmUp,
    double freeBits,
    boolean conditional,
    int importanceSamples,
    VaeBinarization binarize,
    double clipNorm,
    TrainingPlan training,
    Scaling.Kind scale)
    implements Estimator<VaeModel>, TrainedForEpochs<Vae> {

  /** The units of the hidden layer that there is unless others are asked for. */
  public static final int DEFAULT_HIDDEN = 512;

  /** The units of the code unless said otherwise. */
  public static final int DEFAULT_LATENT = 10;

  /** The plan that is followed unless another is given: 50 epochs of batches of 100. */
  public static final TrainingPlan DEFAULT_TRAINING = TrainingPlan.of(50, 100);

  /**
   * Checks the options.
   *
   * @param architecture the layers of encoder and decoder
   * @param latent at least 1
   * @param output which distribution the features have
   * @param beta above 0 and finite
   * @param warmUp at least 0
   * @param freeBits at least 0; 0 with several importance samples
   * @param conditional whether encoder and decoder are told the samples' labels
   * @param importanceSamples at least 1
   * @param binarize none with a Gaussian output
   * @param clipNorm at least 0
   * @param training how to train
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if one is out of its range
   */
  public Vae {
    Objects.requireNonNull(architecture, "architecture");
    Options.requireAtLeast(1, "latent", latent);
    Objects.requireNonNull(output, "output");
    Options.requirePositive("beta", beta);
    Options.requireAtLeast(0, "warmUp", warmUp);
    Options.requireNotNegative("freeBits", freeBits);
    Options.requireAtLeast(1, "importanceSamples", importanceSamples);
    Options.require(
        freeBits == 0 || importanceSamples == 1,
        "freeBits",
        "0 with several importance samples",
        freeBits);
    Objects.requireNonNull(binarize, "binarize");
    Options.require(
        binarize == VaeBinarization.NONE || output == VaeOutput.BERNOULLI,
        "binarize",
        "none with a Gaussian output",
        binarize);
    Options.requireNotNegative("clipNorm", clipNorm);
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(scale, "scale");
  }

  /**
   * Dense layers and their mirror image: ReLU, 10 units of the code, Bernoulli output, Adam, 50
   * epochs of batches of 100, patience 10, images scaled to [0, 1].
   *
   * @param hidden the number of units of each hidden layer of the encoder
   * @return the options
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public static Vae of(int... hidden) {
    return of(VaeDenseArchitecture.of(hidden));
  }

  /**
   * An encoder and a decoder of any kind, with all else by default.
   *
   * @param architecture the layers of encoder and decoder
   * @return the options
   */
  public static Vae of(VaeArchitecture architecture) {
    return new Vae(
        architecture,
        DEFAULT_LATENT,
        VaeOutput.BERNOULLI,
        1,
        0,
        0,
        false,
        1,
        VaeBinarization.NONE,
        0,
        DEFAULT_TRAINING,
        Scaling.Kind.AUTO);
  }

  /**
   * Chooses the layers.
   *
   * @param architecture the layers of encoder and decoder
   * @return the changed options
   */
  public Vae withArchitecture(VaeArchitecture architecture) {
    return Options.with(this, "architecture", architecture);
  }

  /**
   * Chooses the length of the code.
   *
   * @param latent how many units it has, at least 1; 10 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public Vae withLatent(int latent) {
    return Options.with(this, "latent", latent);
  }

  /**
   * Chooses the distribution of the features.
   *
   * @param output the distribution; {@link VaeOutput#BERNOULLI} by default
   * @return the changed options
   * @throws IllegalArgumentException if it is Gaussian, and samples are binarized
   */
  public Vae withOutput(VaeOutput output) {
    return Options.with(this, "output", output);
  }

  /**
   * Chooses what the divergence counts for.
   *
   * @param beta above 0 and finite; 1 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is not
   */
  public Vae withBeta(double beta) {
    return Options.with(this, "beta", beta);
  }

  /**
   * Has the divergence's weight rise from 0 to beta, step by step.
   *
   * @param warmUp over how many epochs; 0, the default, for none
   * @return the changed options
   * @throws IllegalArgumentException if it is negative
   */
  public Vae withWarmUp(int warmUp) {
    return Options.with(this, "warmUp", warmUp);
  }

  /**
   * Chooses from how many nats on the divergence of a unit is made smaller.
   *
   * @param freeBits at least 0, the default
   * @return the changed options
   * @throws IllegalArgumentException if it is negative, or above 0 with several importance samples
   */
  public Vae withFreeBits(double freeBits) {
    return Options.with(this, "freeBits", freeBits);
  }

  /**
   * Chooses whether encoder and decoder are told the labels.
   *
   * @param conditional whether they are; false by default
   * @return the changed options
   */
  public Vae withConditional(boolean conditional) {
    return Options.with(this, "conditional", conditional);
  }

  /**
   * Chooses how many codes are drawn of each sample in training.
   *
   * @param importanceSamples at least 1, the default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1, or above with free bits
   */
  public Vae withImportanceSamples(int importanceSamples) {
    return Options.with(this, "importanceSamples", importanceSamples);
  }

  /**
   * Chooses how grey pixels become black and white ones.
   *
   * @param binarize the way; {@link VaeBinarization#NONE} by default
   * @return the changed options
   * @throws IllegalArgumentException if the output is Gaussian
   */
  public Vae withBinarize(VaeBinarization binarize) {
    return Options.with(this, "binarize", binarize);
  }

  /**
   * Chooses the largest norm of each gradient.
   *
   * @param clipNorm the norm; 0, the default, for any
   * @return the changed options
   * @throws IllegalArgumentException if it is negative
   */
  public Vae withClipNorm(double clipNorm) {
    return Options.with(this, "clipNorm", clipNorm);
  }

  @Override
  public Vae withTraining(TrainingPlan training) {
    return Options.with(this, "training", training);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Vae withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return "vae";
  }

  /**
   * Makes the layers, which refuse shapes that won't do; samples of a Bernoulli output must be from
   * 0 to 1 once they are scaled, and those of a conditional model must have labels.
   */
  @Override
  public void check(Samples samples) {
    architecture.encoder(architecture.input(samples.sampleShape()));
    if (conditional) {
      VaeSamples.classes(samples);
    }
    checkRange("sample", samples, Scaling.fit(samples, scale));
  }

  private void checkRange(String what, Samples samples, Scaling scaling) {
    if (output == VaeOutput.BERNOULLI) {
      VaeSamples.requireProbabilities(what, samples, scaling);
    }
  }

  /**
   * Learns. With patience, training ends early and the best weights are kept: best by validation
   * loss, which has the whole beta and no free bits, or without validation by training loss.
   *
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  @Override
  public VaeModel fit(Samples samples, FitOptions how) {
    Fit fit = Fit.begin(this, samples, how);
    Scaling scaling = Scaling.fit(samples, scale);
    int classes = conditional ? VaeSamples.classes(samples) : 0;
    how.validation()
        .ifPresent(
            held -> {
              checkRange("validation sample", held, scaling);
              if (conditional) {
                VaeSamples.labels(held, classes);
              }
            });
    long seed = how.engine().seed();
    try (GraphEngine engine = GraphEngine.create(how.engine());
        VaeSet set = VaeSet.of(samples, scaling, this, seed);
        VaeSet held =
            how.validation().map(some -> VaeSet.of(some, scaling, this, seed)).orElse(null)) {
      VaeNetwork network = new VaeNetwork(engine, this, samples.sampleShape(), classes);
      int batch = training.batchOf(samples.count());
      Trainer trainer =
          Trainer.minimizingWithMetrics(
              engine,
              network,
              training.newOptimizer(samples.count(), clipNorm),
              new VaeObjective(engine, network, this, (samples.count() - 1) / batch + 1));
      History history =
          new NetworkTraining(fit, training)
              .run("training", trainer, set.set(), Optional.ofNullable(held).map(VaeSet::set));
      VaeEvaluation evaluation =
          new VaeEvaluation(
              network.compiled(engine),
              architecture.input(samples.sampleShape()),
              latent,
              classes,
              binarize,
              scaling,
              seed);
      Map<String, Double> figures = new LinkedHashMap<>(figures("", evaluation.losses(samples)));
      how.validation().ifPresent(some -> figures.putAll(figures("val_", evaluation.losses(some))));
      if (conditional) {
        figures.put(VaeModel.CLASSES, (double) classes);
      }
      return VaeModel.of(
          this, network, samples.sampleShape(), scaling, history, fit.provenance(figures), how);
    }
  }

  private static Map<String, Double> figures(String prefix, VaeLosses losses) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(prefix + VaeFunctions.RECONSTRUCTION_LOSS, losses.reconstruction());
    figures.put(prefix + VaeFunctions.DIVERGENCE, losses.divergence());
    figures.put(prefix + "active_units", (double) losses.activeUnits());
    return figures;
  }
}
