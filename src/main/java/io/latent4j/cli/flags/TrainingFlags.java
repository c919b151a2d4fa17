package io.latent4j.cli.flags;

import io.latent4j.model.RateSchedule;
import io.latent4j.model.TrainingPlan;
import io.latent4j.nn.optimizers.Optimizers;
import picocli.CommandLine.Option;

/** The flags of everything that is trained by steps. */
public final class TrainingFlags {

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      order = 50,
      converter = OptimizerConverter.class,
      description = "The optimizer, by Keras's name (default: ${DEFAULT-VALUE}).")
  private String optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      order = 51,
      converter = LearningRateConverter.class,
      description = "The learning rate at first (default: Keras's of the optimizer).")
  private Float learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      order = 52,
      converter = ScheduleConverter.class,
      description =
          "How the rate changes over all epochs: constant, cosine (to 0) or exponential (to a"
              + " hundredth) (default: ${DEFAULT-VALUE}).")
  private RateSchedule schedule;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      order = 53,
      converter = IntegerConverter.Positive.class,
      description = "How often to go through the samples (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch",
      paramLabel = "N",
      order = 54,
      converter = IntegerConverter.Positive.class,
      description =
          "How many samples a step sees; all, if there are fewer (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--patience",
      paramLabel = "N",
      order = 55,
      converter = IntegerConverter.NotNegative.class,
      description =
          "Epochs without a better validation loss after which training ends and the best weights"
              + " are kept; 0 trains all epochs and keeps the last (default: ${DEFAULT-VALUE}).")
  private int patience;

  @Option(
      names = "--resume",
      order = 56,
      description =
          "Go on from the training saved in --out, which must be of the same settings and data; it"
              + " gives what an uninterrupted run would. More --epochs prolong it.")
  private boolean resume;

  @Option(
      names = "--force",
      order = 57,
      description =
          "Begin anew though --out has a training of other settings or data, which is lost then.")
  private boolean force;

  /** The flags of an estimator whose usual plan is this. */
  public TrainingFlags(TrainingPlan usual) {
    optimizer = usual.optimizer();
    schedule = usual.schedule();
    epochs = usual.epochs();
    batch = usual.batch();
    patience = usual.patience();
    if (usual.learningRate().isPresent()) {
      learningRate = (float) usual.learningRate().getAsDouble();
    }
  }

  /** The plan that the flags ask for. */
  public TrainingPlan plan() {
    TrainingPlan plan =
        TrainingPlan.of(epochs, batch)
            .withOptimizer(optimizer)
            .withSchedule(schedule)
            .withPatience(patience);
    return learningRate == null
        ? plan
        : plan.withLearningRate(Double.parseDouble(learningRate.toString()));
  }

  /** Whether to go on from what is saved. */
  public boolean resumes() {
    return resume;
  }

  /** Whether a training of other settings may be lost. */
  public boolean forces() {
    return force;
  }

  private static final class OptimizerConverter extends CheckedConverter<String> {
    @Override
    public String parse(String text) {
      Optimizers.of(text);
      return text;
    }
  }

  private static final class ScheduleConverter extends ChoiceConverter<RateSchedule> {
    ScheduleConverter() {
      super(RateSchedule.values());
    }
  }
}
