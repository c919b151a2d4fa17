package io.latent4j.cli.flags;

import io.latent4j.model.RateSchedule;
import picocli.CommandLine.Option;

/** The flags of everything that is trained by an optimizer, and is saved as it goes on. */
public abstract class OptimizerFlags {

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      order = 50,
      converter = OptimizerConverter.class,
      description =
          "The optimizer, by Keras's name; sgd:0.9 is sgd with a momentum of 0.9 (default:"
              + " ${DEFAULT-VALUE}).")
  String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      order = 51,
      converter = LearningRateConverter.class,
      description = "The learning rate at first (default: the usual one of the optimizer).")
  Float learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      order = 52,
      converter = ScheduleConverter.class,
      description =
          "How the rate changes over the whole training: constant, cosine (to 0) or exponential (to a"
              + " hundredth) (default: ${DEFAULT-VALUE}).")
  RateSchedule schedule;

  @Option(
      names = "--batch",
      paramLabel = "N",
      order = 54,
      converter = IntegerConverter.Positive.class,
      description =
          "How many samples a step sees; all, if there are fewer (default: ${DEFAULT-VALUE}).")
  int batch;

  @Option(
      names = "--resume",
      order = 56,
      description =
          "Go on from the training saved in --out, which must be of the same settings and data; it"
              + " gives what an uninterrupted run would. More --epochs or --steps prolong"
              + " it.")
  private boolean resume;

  @Option(
      names = "--force",
      order = 57,
      description =
          "Begin anew though --out has a training of other settings or data, which is lost then.")
  private boolean force;

  OptimizerFlags() {}

  /** The learning rate as it was written, or null for the usual one. */
  final Double rate() {
    return learningRate == null ? null : Double.valueOf(learningRate.toString());
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
