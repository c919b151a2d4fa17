package io.latent4j.training;

import io.latent4j.nn.Mode;
import io.latent4j.nn.metrics.SummedMetric;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A loss that is to be minimized, and what is reported beside it, as a function of a batch. */
@FunctionalInterface
public interface BatchObjective {

  /**
   * Computes loss and metrics.
   *
   * @param tf the operations of the engine
   * @param batch the batch
   * @param mode whether layers behave as in training or as in use
   * @return by name: {@value BatchFunction#LOSS}, a scalar, the mean over the batch, and metrics as
   *     {@link BatchFunction} gives them
   */
  Map<String, Operand<TFloat32>> apply(Ops tf, Batch batch, Mode mode);

  /**
   * Which of the metrics are sums, as {@link BatchFunction#summedMetrics} says.
   *
   * @return the metrics by name; none if not overridden
   */
  default Map<String, SummedMetric<?>> summedMetrics() {
    return Map.of();
  }
}
