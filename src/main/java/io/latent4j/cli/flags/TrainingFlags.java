package io.latent4j.cli.flags;

import io.latent4j.model.TrainingPlan;
import picocli.CommandLine.Option;

/** The flags of everything that is trained by steps, epoch by epoch. */
public final class TrainingFlags extends OptimizerFlags {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      order = 53,
      converter = IntegerConverter.Positive.class,
      description = "How often to go through the samples (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      order = 55,
      converter = IntegerConverter.NotNegative.class,
      description =
          "Epochs without a better validation loss after which training ends and the best weights"
              + " are kept; 0 trains all epochs and keeps the last (default: ${DEFAULT-VALUE}).")
  private int patience;

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
    return rate() == null ? plan : plan.withLearningRate(rate());
  }
}
