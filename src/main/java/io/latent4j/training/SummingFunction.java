package io.latent4j.training;

import io.latent4j.nn.metrics.SummedMetric;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A batch function beside what is made of its sums.
 *
 * @param body what is done with a batch
 * @param summedMetrics the metrics of which the batch gives sums
 */
record SummingFunction(BatchFunction body, Map<String, SummedMetric<?>> summedMetrics)
    implements BatchFunction {
  @Override
  public Map<String, Operand<TFloat32>> apply(Ops tf, Batch batch) {
    return body.apply(tf, batch);
  }
}
