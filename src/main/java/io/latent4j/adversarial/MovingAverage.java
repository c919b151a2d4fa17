package io.latent4j.adversarial;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A network whose variables are the moving averages of another's: of all, statistics included, lest
 * averaged weights meet statistics that are not.
 */
final class MovingAverage {
  private static final float EARLY = 10;

  private final Engine engine;
  private final List<ModelVariable<?>> weights;
  private final List<ModelVariable<?>> averages;
  private final float momentum;

  /** Begins with the weights as they are. */
  MovingAverage(Engine engine, Trackable network, Trackable average, double momentum) {
    this.engine = engine;
    this.momentum = (float) momentum;
    weights = network.variables();
    averages = average.variables();
    network.copyValuesTo(average);
  }

  /** Moves the averages after a step; the first steps, which are soon outdated, count for less. */
  void move(Ops tf) {
    Operand<TFloat32> steps = tf.dtypes.cast(engine.step().read(tf), TFloat32.class);
    Operand<TFloat32> early =
        tf.math.div(tf.math.add(steps, tf.constant(1f)), tf.math.add(steps, tf.constant(EARLY)));
    Operand<TFloat32> stays = tf.math.minimum(early, tf.constant(momentum));
    Operand<TFloat32> comes = tf.math.sub(tf.constant(1f), stays);
    for (int i = 0; i < weights.size(); i++) {
      ModelVariable<TFloat32> average = floats(averages.get(i));
      average.assign(
          tf,
          tf.math.add(
              tf.math.mul(stays, average.read(tf)),
              tf.math.mul(comes, floats(weights.get(i)).read(tf))));
    }
  }

  @SuppressWarnings("unchecked") // all variables of the layers of a generator are float32
  private static ModelVariable<TFloat32> floats(ModelVariable<?> variable) {
    return (ModelVariable<TFloat32>) variable;
  }
}
