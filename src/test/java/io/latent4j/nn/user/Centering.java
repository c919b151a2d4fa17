package io.latent4j.nn.user;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Arguments;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Shapes;
import io.latent4j.nn.initializers.Initializers;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A layer with statistics: subtracts the mean of the batch in training, which moves a running mean
 * a little, and the running mean otherwise.
 */
final class Centering extends Layer {
  private final float momentum;
  private ModelVariable<TFloat32> movingMean;

  private Centering(float momentum) {
    Arguments.checkDecay("momentum", momentum);
    this.momentum = momentum;
  }

  private Centering(String name, float momentum) {
    super(name);
    this.momentum = momentum;
  }

  static Centering of(float momentum) {
    return new Centering(momentum);
  }

  Centering withMomentum(float momentum) {
    return isNamedByUser() ? new Centering(name(), momentum) : new Centering(momentum);
  }

  Centering withName(String name) {
    return new Centering(name, momentum);
  }

  ModelVariable<TFloat32> movingMean() {
    checkBuilt();
    return movingMean;
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return inputShape;
  }

  @Override
  protected void createVariables(Engine engine, Shape inputShape) {
    Shape features = Shape.of(Shapes.last(inputShape));
    movingMean =
        engine.variable("moving_mean", TFloat32.class, features, false, Initializers.zeros());
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    if (mode == Mode.INFERENCE) {
      return tf.math.sub(input, movingMean.read(tf));
    }
    Operand<TFloat32> mean = tf.math.mean(input, tf.constant(0));
    movingMean.assign(
        tf,
        tf.math.add(
            tf.math.mul(movingMean.read(tf), tf.constant(momentum)),
            tf.math.mul(mean, tf.constant(1 - momentum))));
    return tf.math.sub(input, mean);
  }

  @Override
  protected Map<String, Object> options() {
    return Map.of("momentum", momentum);
  }

  @Override
  protected Map<String, Trackable> parts() {
    return Map.of("moving_mean", movingMean);
  }
}
