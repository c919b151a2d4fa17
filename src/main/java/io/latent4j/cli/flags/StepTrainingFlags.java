package io.latent4j.cli.flags;

import io.latent4j.model.RateSchedule;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The flags of training that goes by steps instead of epochs; what is not said is empty. */
public final class StepTrainingFlags {

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      order = 50,
      converter = OptimizerConverter.class,
      description = "The optimizer, by Keras's name (default: adam).")
  private String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      order = 51,
      converter = LearningRateConverter.class,
      description = "The learning rate at first (default: what suits the environment).")
  private Float learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      order = 52,
      converter = ScheduleConverter.class,
      description =
          "How the rate changes over all steps: constant, cosine (to 0) or exponential (to a"
              + " hundredth) (default: what suits the environment).")
  private RateSchedule schedule;

  @Option(
      names = "--resume",
      order = 56,
      description =
          "Go on from the training saved in --out, which must be of the same settings; it gives"
              + " what an uninterrupted run would. Seeds that are complete are not learned again."
              + " At a constant rate, more --steps prolong what is saved.")
  private boolean resume;

  @Option(
      names = "--force",
      order = 57,
      description = "Begin anew though --out has a training of other settings, which is lost then.")
  private boolean force;

  /** The optimizer, if one is named. */
  public Optional<String> optimizer() {
    return Optional.ofNullable(optimizer);
  }

  /** The learning rate, if one is named. */
  public Optional<Double> learningRate() {
    return Optional.ofNullable(learningRate).map(rate -> Double.valueOf(rate.toString()));
  }

  /** The schedule, if one is named. */
  public Optional<RateSchedule> schedule() {
    return Optional.ofNullable(schedule);
  }

  /** Whether to go on from what is saved. */
  public boolean resumes() {
    return resume;
  }

  /** Whether a training of other settings may be lost. */
  public boolean forces() {
    return force;
  }
}
