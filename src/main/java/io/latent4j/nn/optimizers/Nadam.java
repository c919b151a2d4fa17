package io.latent4j.nn.optimizers;

import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Arguments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** {@link Adam} with Nesterov's form of momentum (Dozat 2016), with Keras's form and defaults. */
public final class Nadam extends Optimizer {
  /** Keras's default learning rate. */
  public static final float DEFAULT_LEARNING_RATE = 0.001f;

  /** How fast momentum approaches its full strength. */
  private static final float WARM_UP = 0.96f;

  private final float beta1;
  private final float beta2;
  private final float epsilon;

  private Nadam(OptimizerSettings settings, float beta1, float beta2, float epsilon) {
    super(settings);
    Arguments.checkDecay("beta1", beta1);
    Arguments.checkDecay("beta2", beta2);
    Arguments.checkPositive("epsilon", epsilon);
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
  }

  /**
   * Nadam with Keras's defaults: learning rate 0.001, betas 0.9 and 0.999, epsilon 1e-7.
   *
   * @return the optimizer
   */
  public static Nadam of() {
    return of(DEFAULT_LEARNING_RATE);
  }

  /**
   * Nadam with a learning rate and Keras's other defaults.
   *
   * @param learningRate the learning rate, positive
   * @return the optimizer
   * @throws IllegalArgumentException if the rate is not positive and finite
   */
  public static Nadam of(float learningRate) {
    return new Nadam(OptimizerSettings.of(learningRate), 0.9f, 0.999f, 1e-7f);
  }

  /**
   * This optimizer, unused, with other decays of the running means.
   *
   * @param beta1 of the gradients, at least 0 and below 1
   * @param beta2 of their squares, at least 0 and below 1
   * @return a new optimizer
   * @throws IllegalArgumentException if one is outside its range
   */
  public Nadam withBetas(float beta1, float beta2) {
    return new Nadam(settings(), beta1, beta2, epsilon);
  }

  /**
   * This optimizer, unused, with another number that is added to the root.
   *
   * @param epsilon the number, positive
   * @return a new optimizer
   * @throws IllegalArgumentException if it is not positive and finite
   */
  public Nadam withEpsilon(float epsilon) {
    return new Nadam(settings(), beta1, beta2, epsilon);
  }

  @Override
  Nadam with(OptimizerSettings changed) {
    return new Nadam(changed, beta1, beta2, epsilon);
  }

  @Override
  List<List<Slot>> slotGroups() {
    return List.of(
        List.of(new Slot("momentum", "_momentums"), new Slot("velocity", "_velocities")));
  }

  @Override
  List<Scalar> scalars() {
    return List.of(new Scalar("u_product", 1));
  }

  @Override
  void beforeUpdates(Ops tf, Operand<TFloat32> step) {
    ModelVariable<TFloat32> product = scalar(0);
    product.assign(tf, tf.math.mul(product.read(tf), momentumAt(tf, StepType.FLOAT32, step)));
  }

  @Override
  <T extends TNumber> Update<T> update(Ops tf, StepNumbers<T> numbers) {
    StepType<T> type = numbers.type();
    Operand<T> one = numbers.constant(tf, 1);
    Operand<T> share = momentumAt(tf, type, numbers.step());
    Operand<T> nextShare = momentumAt(tf, type, tf.math.add(numbers.step(), one));
    Operand<T> all = type.cast(tf, scalar(0).read(tf));
    Operand<T> ofMean = tf.math.div(nextShare, tf.math.sub(one, tf.math.mul(all, nextShare)));
    Operand<T> ofGradient = tf.math.div(tf.math.sub(one, share), tf.math.sub(one, all));
    Operand<T> ofSquares =
        tf.math.sub(one, tf.math.pow(numbers.rounded(tf, beta2), numbers.step()));
    return (after, variable, slots, gradient) -> {
      Operand<T> mean = RunningMean.updateRounded(after, type, slots.get(0), beta1, gradient);
      Operand<T> squares =
          RunningMean.updateRounded(after, type, slots.get(1), beta2, after.math.square(gradient));
      Operand<T> direction =
          after.math.add(after.math.mul(ofMean, mean), after.math.mul(ofGradient, gradient));
      Operand<T> root = after.math.sqrt(after.math.div(squares, ofSquares));
      after.assignSubVariableOp(
          variable,
          after.math.div(
              after.math.mul(direction, numbers.rate()),
              after.math.add(root, numbers.constant(after, epsilon))));
    };
  }

  private <T extends TNumber> Operand<T> momentumAt(Ops tf, StepType<T> type, Operand<T> step) {
    Operand<T> lacking =
        tf.math.mul(type.constant(tf, 0.5f), tf.math.pow(type.rounded(tf, WARM_UP), step));
    return tf.math.mul(type.rounded(tf, beta1), tf.math.sub(type.constant(tf, 1), lacking));
  }

  @Override
  Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("beta_1", beta1);
    map.put("beta_2", beta2);
    map.put("epsilon", epsilon);
    return map;
  }
}
