package io.latent4j.cli.flags;

import io.latent4j.model.StepPlan;
import picocli.CommandLine.Option;

/** The flags of everything that is trained for a number of steps. */
public final class StepFlags extends OptimizerFlags {

  @Option(
      names = "--steps",
      paramLabel = "N",
      order = 53,
      converter = IntegerConverter.Positive.class,
      description = "How many steps to make (default: ${DEFAULT-VALUE}).")
  private int steps;

  /** The flags of an estimator whose usual plan is this. */
  public StepFlags(StepPlan usual) {
    optimizer = usual.optimizer();
    schedule = usual.schedule();
    steps = usual.steps();
    batch = usual.batch();
    if (usual.learningRate().isPresent()) {
      learningRate = (float) usual.learningRate().getAsDouble();
    }
  }

  /** The plan that the flags ask for. */
  public StepPlan plan() {
    StepPlan plan = StepPlan.of(steps, batch).withOptimizer(optimizer).withSchedule(schedule);
    return rate() == null ? plan : plan.withLearningRate(rate());
  }
}
