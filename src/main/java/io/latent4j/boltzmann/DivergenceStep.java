package io.latent4j.boltzmann;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A step of contrastive divergence, and what it remembers: the chains, if they go on, the momentum,
 * and how often hidden units were on.
 */
final class DivergenceStep implements Trackable {
  private static final float SPARSITY_DAMPING = 0.9f;

  private final RbmNetwork network;
  private final ContrastiveDivergence options;
  private final Optimizer optimizer;
  private final int stepsPerEpoch;
  private final List<ModelVariable<?>> trained;
  private final List<ModelVariable<TFloat32>> velocities = new ArrayList<>();
  private final Optional<ModelVariable<TFloat32>> particles;
  private final Optional<ModelVariable<TFloat32>> activity;

  DivergenceStep(
      RbmNetwork network,
      ContrastiveDivergence options,
      Optimizer optimizer,
      int batch,
      int stepsPerEpoch) {
    this.network = network;
    this.options = options;
    this.optimizer = optimizer;
    this.stepsPerEpoch = stepsPerEpoch;
    Engine engine = network.engine();
    int hidden = network.shape().hidden();
    trained = network.trainableVariables();
    optimizer.build(trained);
    particles =
        options.persistent()
            ? Optional.of(zeros(engine, "particles", Shape.of(batch, hidden)))
            : Optional.empty();
    activity =
        options.isSparse()
            ? Optional.of(zeros(engine, "activity", Shape.of(hidden)))
            : Optional.empty();
    if (options.hasMomentum()) {
      trained.forEach(
          variable ->
              velocities.add(zeros(engine, variable.name() + "_momentum", variable.shape())));
    }
  }

  private static ModelVariable<TFloat32> zeros(Engine engine, String name, Shape shape) {
    return engine.variable(
        name,
        TFloat32.class,
        shape,
        false,
        (tf, size, seed) -> Initializers.zeros().apply(tf, size, seed));
  }

  /** The hidden states of chains that go on: (chains, hidden). */
  Optional<ModelVariable<TFloat32>> particles() {
    return particles;
  }

  /** What a step has of the two sides: visible and hidden units, and how many rows count one. */
  private record Side(Operand<TFloat32> visible, Operand<TFloat32> hidden) {}

  /**
   * Makes a step.
   *
   * @param tf the operations of the engine
   * @param v the samples: (n, visible)
   * @return the mean squared difference between samples and reconstructions that are drawn
   */
  Operand<TFloat32> apply(Ops tf, Operand<TFloat32> v) {
    Operand<TFloat32> input = network.hiddenInput(tf, v);
    Operand<TFloat32> probabilities = tf.math.sigmoid(input);
    Operand<TFloat32> states = network.draw(tf, probabilities);
    Side data = new Side(v, options.init() == WeightStart.ZEROS ? states : probabilities);
    Operand<TFloat32> reconstruction = network.drawVisible(tf, network.visibleInput(tf, states));
    Side model =
        particles.isPresent()
            ? chain(tf, particles.get().read(tf), Optional.empty())
            : chain(tf, states, Optional.of(reconstruction));
    List<Operand<TFloat32>> gradients = gradients(tf, data, model);
    if (activity.isPresent()) {
      addSparsity(tf, v, probabilities, gradients);
    }
    Operand<TFloat32> error = meanSquare(tf, v, reconstruction);
    optimizer.apply(tf, withMomentum(tf, gradients), trained);
    return orNaN(tf, error, input);
  }

  /** Units that compare with NaN are off: the error would hide that there are no numbers. */
  private static Operand<TFloat32> orNaN(Ops tf, Operand<TFloat32> error, Operand<TFloat32> input) {
    Operand<TFloat32> mean = mean(tf, input);
    return tf.select(tf.math.isFinite(mean), error, mean);
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(tf.reshape(values, tf.constant(new int[] {-1})), tf.constant(0));
  }

  static Operand<TFloat32> meanSquare(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b) {
    return mean(tf, tf.math.squaredDifference(a, b));
  }

  /** The side of the model: the last visible states, and probabilities of hidden units. */
  private Side chain(Ops tf, Operand<TFloat32> start, Optional<Operand<TFloat32>> first) {
    Operand<TFloat32> states = start;
    Operand<TFloat32> v = null;
    Operand<TFloat32> probabilities = null;
    for (int step = 0; step < options.gibbs(); step++) {
      boolean isFirst = step == 0 && first.isPresent();
      v = isFirst ? first.get() : network.drawVisible(tf, network.visibleInput(tf, states));
      probabilities = network.hidden(tf, v);
      boolean isLast = step == options.gibbs() - 1;
      if (!isLast || particles.isPresent()) {
        states = network.draw(tf, probabilities);
      }
    }
    if (particles.isPresent()) {
      particles.get().assign(tf, states);
    }
    return new Side(v, probabilities);
  }

  /** What descends: the model's side less that of the data, in the order of the variables. */
  private List<Operand<TFloat32>> gradients(Ops tf, Side data, Side model) {
    Operand<TFloat32> ofData = scaledByRows(tf, tf.math.neg(data.hidden()));
    Operand<TFloat32> ofModel = scaledByRows(tf, model.hidden());
    Operand<TFloat32> hidden = tf.concat(List.of(ofData, ofModel), tf.constant(0));
    Operand<TFloat32> visible =
        tf.concat(
            List.of(network.scaled(tf, data.visible()), network.scaled(tf, model.visible())),
            tf.constant(0));
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    gradients.add(tf.linalg.matMul(visible, hidden, MatMul.transposeA(true)));
    Operand<TFloat32> bias =
        tf.math.sub(
            tf.math.mean(model.visible(), tf.constant(0)),
            tf.math.mean(data.visible(), tf.constant(0)));
    gradients.add(network.scaled(tf, bias));
    gradients.add(tf.reduceSum(hidden, tf.constant(0)));
    if (network.shape().learnsVariance()) {
      gradients.add(tf.math.sub(varianceStatistic(tf, model), varianceStatistic(tf, data)));
    }
    return gradients;
  }

  private static Operand<TFloat32> scaledByRows(Ops tf, Operand<TFloat32> rows) {
    Operand<TInt32> count = tf.gather(tf.shape(rows), tf.constant(0), tf.constant(0));
    return tf.math.div(rows, tf.dtypes.cast(count, TFloat32.class));
  }

  /** The mean of {@code ((v - b)^2 / 2 - v (W h)) / s}, by which the log of s moves. */
  private Operand<TFloat32> varianceStatistic(Ops tf, Side side) {
    Operand<TFloat32> bias = network.visibleBias().read(tf);
    Operand<TFloat32> half =
        tf.math.mul(tf.math.squaredDifference(side.visible(), bias), tf.constant(0.5f));
    Operand<TFloat32> fromHidden = tf.math.sub(network.visibleInput(tf, side.hidden()), bias);
    Operand<TFloat32> rows = tf.math.sub(half, tf.math.mul(side.visible(), fromHidden));
    return network.scaled(tf, tf.math.mean(rows, tf.constant(0)));
  }

  private void addSparsity(
      Ops tf,
      Operand<TFloat32> v,
      Operand<TFloat32> probabilities,
      List<Operand<TFloat32>> gradients) {
    ModelVariable<TFloat32> running = activity.orElseThrow();
    Operand<TFloat32> now =
        tf.math.add(
            tf.math.mul(running.read(tf), tf.constant(SPARSITY_DAMPING)),
            tf.math.mul(
                tf.math.mean(probabilities, tf.constant(0)), tf.constant(1 - SPARSITY_DAMPING)));
    running.assign(tf, now);
    Operand<TFloat32> push =
        tf.math.mul(
            tf.math.sub(now, tf.constant((float) options.sparsityTarget())),
            tf.constant((float) options.sparsityCost()));
    Operand<TFloat32> means = tf.math.mean(network.scaled(tf, v), tf.constant(0));
    Operand<TFloat32> ofWeights =
        tf.math.mul(tf.expandDims(means, tf.constant(1)), tf.expandDims(push, tf.constant(0)));
    gradients.set(0, tf.math.add(gradients.get(0), ofWeights));
    gradients.set(2, tf.math.add(gradients.get(2), push));
  }

  private List<Operand<TFloat32>> withMomentum(Ops tf, List<Operand<TFloat32>> gradients) {
    if (velocities.isEmpty()) {
      return gradients;
    }
    Operand<TFloat32> share = momentum(tf);
    List<Operand<TFloat32>> moving = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      ModelVariable<TFloat32> velocity = velocities.get(i);
      Operand<TFloat32> next = tf.math.add(tf.math.mul(velocity.read(tf), share), gradients.get(i));
      velocity.assign(tf, next);
      moving.add(next);
    }
    return moving;
  }

  private Operand<TFloat32> momentum(Ops tf) {
    Operand<TFloat32> first = tf.constant((float) options.momentum());
    if (options.finalMomentum() == 0) {
      return first;
    }
    float steps = (float) options.momentumEpochs() * stepsPerEpoch;
    Operand<TFloat32> done = tf.dtypes.cast(network.engine().step().read(tf), TFloat32.class);
    Operand<TFloat32> share =
        tf.math.minimum(tf.math.div(done, tf.constant(steps)), tf.constant(1f));
    float rise = (float) (options.finalMomentum() - options.momentum());
    return tf.math.add(first, tf.math.mul(share, tf.constant(rise)));
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    particles.ifPresent(states -> children.put("particles", states));
    activity.ifPresent(mean -> children.put("activity", mean));
    for (int i = 0; i < velocities.size(); i++) {
      children.put(velocities.get(i).name(), velocities.get(i));
    }
    return children;
  }
}
