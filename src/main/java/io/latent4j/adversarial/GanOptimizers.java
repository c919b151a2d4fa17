package io.latent4j.adversarial;

import io.latent4j.model.StepPlan;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Optimizers;

/**
 * Makes the optimizers of a plan with what is usual for GANs: Adam remembers less of earlier
 * gradients, since they are those of another opponent.
 *
 * @param plan how to train
 * @param loss what is minimized
 */
record GanOptimizers(StepPlan plan, GanLoss loss) {
  private static final float RATE = 2e-4f;
  private static final float CRITIC_RATE = 1e-4f;

  private boolean isAdam() {
    return plan.optimizer().equals("adam");
  }

  /** The rate at first. */
  float rate() {
    if (plan.learningRate().isPresent()) {
      return (float) plan.learningRate().getAsDouble();
    }
    if (isAdam()) {
      return loss == GanLoss.WASSERSTEIN ? CRITIC_RATE : RATE;
    }
    return ((Number) Optimizers.of(plan.optimizer()).config().get("learning_rate")).floatValue();
  }

  /** A new optimizer. */
  Optimizer make() {
    float rate = rate();
    if (!isAdam()) {
      return plan.scheduled(Optimizers.of(plan.optimizer(), rate), rate);
    }
    Adam adam = Adam.of(rate);
    return plan.scheduled(
        loss == GanLoss.WASSERSTEIN ? adam.withBetas(0, 0.9f) : adam.withBetas(0.5f, 0.999f), rate);
  }
}
