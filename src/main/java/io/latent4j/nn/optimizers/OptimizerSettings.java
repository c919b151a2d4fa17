package io.latent4j.nn.optimizers;

import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What every optimizer can be asked for; all but the learning rate is null where it was not.
 *
 * @param learningRate the rate, which the schedule replaces if there is one
 * @param schedule the rate as a function of the steps made
 * @param clipping what is done to gradients first
 * @param decay how weights shrink
 * @param average how weights are averaged
 */
record OptimizerSettings(
    float learningRate,
    Schedule schedule,
    GradientClipping clipping,
    WeightDecay decay,
    WeightAverage average) {

  OptimizerSettings {
    Arguments.checkPositive("learningRate", learningRate);
  }

  static OptimizerSettings of(float learningRate) {
    return new OptimizerSettings(learningRate, null, null, null, null);
  }

  OptimizerSettings withSchedule(Schedule schedule) {
    return new OptimizerSettings(learningRate, schedule, clipping, decay, average);
  }

  OptimizerSettings withClipping(GradientClipping clipping) {
    if (this.clipping != null && this.clipping.kind() != clipping.kind()) {
      throw new IllegalArgumentException(
          "%s must not be given beside %s, which is %s"
              .formatted(
                  clipping.kind().label(), this.clipping.kind().label(), this.clipping.limit()));
    }
    return new OptimizerSettings(learningRate, schedule, clipping, decay, average);
  }

  OptimizerSettings withDecay(WeightDecay decay) {
    return new OptimizerSettings(learningRate, schedule, clipping, decay, average);
  }

  OptimizerSettings withAverage(WeightAverage average) {
    return new OptimizerSettings(learningRate, schedule, clipping, decay, average);
  }

  /** The learning rate as {@link Optimizer#config} has it. */
  Object rateConfig() {
    return schedule == null ? (Object) learningRate : schedule.config();
  }

  /** What was asked for beside the learning rate, by Keras's names. */
  Map<String, Object> config() {
    Map<String, Object> config = new LinkedHashMap<>();
    if (decay != null) {
      config.putAll(decay.config());
    }
    if (clipping != null) {
      config.put(clipping.kind().label(), clipping.limit());
    }
    if (average != null) {
      config.putAll(average.config());
    }
    return config;
  }
}
