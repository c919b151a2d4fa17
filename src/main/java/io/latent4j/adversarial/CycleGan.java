package io.latent4j.adversarial;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.Estimator;
import io.latent4j.model.Options;
import io.latent4j.model.StepPlan;
import io.latent4j.model.TrainedForSteps;
import java.util.Objects;

/**
 * A cycle of two GANs, which learns to translate samples of one set to another, and back, from sets
 * that are not paired (Zhu et al., <i>Unpaired Image-to-Image Translation using Cycle-Consistent
 * Adversarial Networks</i>, 2017): a sample that is translated and translated back must be what it
 * was.
 *
 * <pre>{@code
 * CycleGan cycle = CycleGan.of(ConvolutionalGan.of(64, 32)).withSteps(2000);
 * try (CycleGanModel model = cycle.to(negatives).fit(digits)) {
 *   float[][] translated = model.translate(digits);
 * }
 * }</pre>
 *
 * @param architecture the layers of all networks
 * @param loss what they minimize; one with labels
 * @param cycleWeight the weight of the cycle loss, the mean absolute difference of samples from
 *     what they are after a cycle
 * @param training how to train
 * @param checkEvery after how many steps each training can be saved and has a row in its history
 * @param scale how to scale the samples before all else; the other set is scaled alike
 */
public record CycleGan(
    GanArchitecture architecture,
    GanLoss loss,
    double cycleWeight,
    StepPlan training,
    int checkEvery,
    Scaling.Kind scale)
    implements Options, TrainedForSteps<CycleGan> {

  /**
   * Checks the options.
   *
   * @param architecture the layers of all networks
   * @param loss what they minimize; not {@link GanLoss#WASSERSTEIN}
   * @param cycleWeight at least 0 and finite
   * @param training how to train
   * @param checkEvery at least 1
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if a number is out of its range, or the loss won't do
   */
  public CycleGan {
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(training, "training");
    Objects.requireNonNull(scale, "scale");
    Options.require(
        loss.hasTargets(), "loss", "minimax, non-saturating or least-squares in a cycle", loss);
    Options.require(
        cycleWeight >= 0 && cycleWeight < Double.POSITIVE_INFINITY,
        "cycleWeight",
        "at least 0 and finite",
        cycleWeight);
    Options.requireAtLeast(1, "checkEvery", checkEvery);
  }

  /**
   * Networks of some layers, with all else by default: least squares, a cycle weight of 10, 10,000
   * steps of batches of 64.
   *
   * @param architecture the layers of all networks
   * @return the options
   */
  public static CycleGan of(GanArchitecture architecture) {
    return new CycleGan(
        architecture, GanLoss.LEAST_SQUARES, 10, Gan.DEFAULT_TRAINING, 100, Scaling.Kind.AUTO);
  }

  /**
   * Chooses the layers.
   *
   * @param architecture the layers of all networks
   * @return the changed options
   */
  public CycleGan withArchitecture(GanArchitecture architecture) {
    return Options.with(this, "architecture", architecture);
  }

  /**
   * Chooses what the networks minimize.
   *
   * @param loss the loss; {@link GanLoss#LEAST_SQUARES} by default
   * @return the changed options
   * @throws IllegalArgumentException if it is {@link GanLoss#WASSERSTEIN}
   */
  public CycleGan withLoss(GanLoss loss) {
    return Options.with(this, "loss", loss);
  }

  /**
   * Chooses the weight of the cycle loss.
   *
   * @param cycleWeight at least 0 and finite; 10 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is out of its range
   */
  public CycleGan withCycleWeight(double cycleWeight) {
    return Options.with(this, "cycleWeight", cycleWeight);
  }

  @Override
  public CycleGan withTraining(StepPlan training) {
    return Options.with(this, "training", training);
  }

  /**
   * Chooses after how many steps each training can be saved.
   *
   * @param checkEvery at least 1; 100 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is below 1
   */
  public CycleGan withCheckEvery(int checkEvery) {
    return Options.with(this, "checkEvery", checkEvery);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public CycleGan withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  /**
   * An estimator that learns to translate to some samples.
   *
   * @param target the samples, of as many features as those that are fitted; open as long as the
   *     estimator is used
   * @return the estimator; its samples are those to translate from
   */
  public Estimator<CycleGanModel> to(Samples target) {
    return new CycleEstimator(this, target);
  }
}
