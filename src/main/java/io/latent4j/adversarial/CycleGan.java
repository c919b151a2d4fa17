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
 * @param averaging the momentum of the moving averages of both generators, which are what the model
 *     has; 0 for none
 * @param checkEvery after how many steps each it is looked for a collapse, training can be saved
 *     and has a row in its history
 * @param collapseBelow what counts as a collapse: a diversity of translations, either way, below
 *     this share of that of real samples
 * @param recover whether to go back to the last good averages after a collapse
 * @param scale how to scale the samples before all else; the other set is scaled alike
 */
public record CycleGan(
    GanArchitecture architecture,
    GanLoss loss,
    double cycleWeight,
    StepPlan training,
    double averaging,
    int checkEvery,
    double collapseBelow,
    boolean recover,
    Scaling.Kind scale)
    implements Options, TrainedForSteps<CycleGan> {

  /**
   * Checks the options.
   *
   * @param architecture the layers of all networks
   * @param loss what they minimize; not {@link GanLoss#WASSERSTEIN}
   * @param cycleWeight at least 0 and finite
   * @param training how to train
   * @param averaging from 0 to below 1
   * @param checkEvery at least 1
   * @param collapseBelow from 0, which is never, to 1
   * @param recover whether to go back to the last good averages after a collapse
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
    Options.require(
        averaging >= 0 && averaging < 1, "averaging", "at least 0 and below 1", averaging);
    Options.requireAtLeast(1, "checkEvery", checkEvery);
    Options.require(
        collapseBelow >= 0 && collapseBelow <= 1, "collapseBelow", "from 0 to 1", collapseBelow);
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
        architecture,
        GanLoss.LEAST_SQUARES,
        10,
        Gan.DEFAULT_TRAINING,
        0.999,
        100,
        0.4,
        true,
        Scaling.Kind.AUTO);
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
   * Chooses the momentum of the generators' moving averages.
   *
   * @param averaging from 0, which is no average, to below 1; 0.999 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is out of its range
   */
  public CycleGan withAveraging(double averaging) {
    return Options.with(this, "averaging", averaging);
  }

  /**
   * Chooses what counts as a collapse.
   *
   * @param collapseBelow the least share of the diversity of real samples, from 0, which has none
   *     found, to 1; 0.4 by default
   * @return the changed options
   * @throws IllegalArgumentException if it is out of its range
   */
  public CycleGan withCollapseBelow(double collapseBelow) {
    return Options.with(this, "collapseBelow", collapseBelow);
  }

  /**
   * Chooses what happens after a collapse.
   *
   * @param recover whether training goes on from the last good averages, as by default, or from
   *     where it is
   * @return the changed options
   */
  public CycleGan withRecover(boolean recover) {
    return Options.with(this, "recover", recover);
  }

  /**
   * Chooses after how many steps each it is looked for a collapse and training can be saved.
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
