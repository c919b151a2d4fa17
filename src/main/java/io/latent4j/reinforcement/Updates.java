package io.latent4j.reinforcement;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Mode;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.Batch;
import io.latent4j.training.BatchFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One call of the engine: some updates of the network one after the other, and then the values of
 * the games' next actions. A batch has one row, the call.
 */
final class Updates implements BatchFunction {
  /** Observations to learn from, (1, updates, parts, batch, values). */
  static final String SEEN = "seen";

  /** What was done, (1, updates, batch). */
  static final String ACTION = "action";

  /** Numbers of each transition, (1, updates, parts, batch); the last part is its weight. */
  static final String NUMBERS = "numbers";

  /** What is seen in the games, (1, games, values); left out if values are asked for elsewhere. */
  static final String GAMES = "games";

  /** Sum and number of the returns of the episodes that ended, (1, 2). */
  static final String ENDED = "ended";

  /** Output: the values of the games' next actions. */
  static final String Q = "q";

  /** Output: what the values of transitions were off by, all updates one after the other. */
  static final String ERRORS = "errors";

  /** Metric: the mean return of the episodes that ended. */
  static final String RETURN = "return";

  /** Metric: how many episodes ended in a call. */
  static final String EPISODES = "episodes";

  private final Engine engine;
  private final QNetwork network;
  private final Optimizer optimizer;
  private final List<ModelVariable<?>> weights;
  private final Targets targets;
  private final Form form;

  /** The sizes of a call, and what it does. */
  record Form(int updates, int parts, int numbers, int batch, boolean huber, boolean acts) {}

  /** What the values of updates should be. */
  @FunctionalInterface
  interface Targets {

    /**
     * Computes what does not change from one update of a call to the next.
     *
     * @param tf the operations
     * @param seen the observations of all updates, (1, updates, parts, batch, values)
     * @return computes the rest
     */
    Target begin(Ops tf, Operand<TFloat32> seen);
  }

  /** What the values of one update should be. */
  @FunctionalInterface
  interface Target {

    /**
     * Computes them.
     *
     * @param update which update it is
     * @param seen the parts of its observations, each (batch, values)
     * @param numbers the parts of its numbers, each (batch)
     * @return (batch)
     */
    Operand<TFloat32> of(int update, List<Operand<TFloat32>> seen, List<Operand<TFloat32>> numbers);
  }

  Updates(Engine engine, QNetwork network, Optimizer optimizer, Targets targets, Form form) {
    this.engine = engine;
    this.network = network;
    this.optimizer = optimizer;
    this.weights = network.trainableVariables();
    this.targets = targets;
    this.form = form;
    optimizer.build(weights);
  }

  @Override
  public Map<String, Operand<TFloat32>> apply(Ops tf, Batch batch) {
    Operand<TFloat32> seen = batch.floats(SEEN);
    Operand<TFloat32> numbers = batch.floats(NUMBERS);
    Operand<TInt32> actions = batch.rows(ACTION).asOutput().expect(TInt32.class);
    List<Operand<TFloat32>> losses = new ArrayList<>();
    List<Operand<TFloat32>> errors = new ArrayList<>();
    int values = (int) network.observation().size();
    Target target = targets.begin(tf, seen);
    for (int i = 0; i < form.updates(); i++) {
      List<Operand<TFloat32>> see = parts(tf, seen, i, form.parts(), form.batch(), values);
      List<Operand<TFloat32>> told = parts(tf, numbers, i, form.numbers(), form.batch(), 1);
      Operand<TInt32> done =
          tf.reshape(
              tf.slice(
                  actions,
                  tf.constant(new int[] {0, i, 0}),
                  tf.constant(new int[] {1, 1, form.batch()})),
              tf.constant(new int[] {-1}));
      update(tf, target.of(i, see, told), see, told, done, losses, errors);
    }
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    outputs.put(LOSS, tf.math.mean(tf.stack(losses), tf.constant(0)));
    Operand<TFloat32> ended = tf.reshape(batch.floats(ENDED), tf.constant(new int[] {2}));
    outputs.put(RETURN, ended);
    outputs.put(
        EPISODES,
        tf.squeeze(tf.slice(ended, tf.constant(new int[] {1}), tf.constant(new int[] {1}))));
    if (form.acts()) {
      outputs.put(ERRORS, tf.reshape(tf.stack(errors), tf.constant(new int[] {-1})));
      outputs.put(
          Q,
          network.q(
              tf,
              tf.reshape(batch.floats(GAMES), tf.constant(new int[] {-1, values})),
              Mode.INFERENCE));
    }
    return outputs;
  }

  private void update(
      Ops tf,
      Operand<TFloat32> target,
      List<Operand<TFloat32>> seen,
      List<Operand<TFloat32>> numbers,
      Operand<TInt32> actions,
      List<Operand<TFloat32>> losses,
      List<Operand<TFloat32>> errors) {
    try (GradientTape tape = GradientTape.on(engine)) {
      Operand<TFloat32> chosen =
          tf.reduceSum(
              tf.math.mul(
                  network.q(tf, seen.get(0), Mode.TRAINING),
                  tf.oneHot(
                      actions, tf.constant(network.actions()), tf.constant(1f), tf.constant(0f))),
              tf.constant(1));
      Operand<TFloat32> error = tf.math.sub(chosen, tf.stopGradient(target));
      Operand<TFloat32> loss =
          tf.math.mean(
              tf.math.mul(numbers.get(form.numbers() - 1), lossOf(tf, error)), tf.constant(0));
      optimizer.apply(tf, tape.gradient(loss, weights), weights);
      losses.add(loss);
      errors.add(error);
    }
  }

  /** Half the square and, with Huber's loss, beyond 1 the distance less a half. */
  private Operand<TFloat32> lossOf(Ops tf, Operand<TFloat32> error) {
    Operand<TFloat32> half = tf.constant(0.5f);
    if (!form.huber()) {
      return tf.math.mul(half, tf.math.square(error));
    }
    Operand<TFloat32> size = tf.math.abs(error);
    Operand<TFloat32> inside = tf.math.minimum(size, tf.constant(1f));
    return tf.math.add(tf.math.mul(half, tf.math.square(inside)), tf.math.sub(size, inside));
  }

  private static List<Operand<TFloat32>> parts(
      Ops tf, Operand<TFloat32> all, int update, int parts, int batch, int values) {
    List<Operand<TFloat32>> found = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      boolean flat = values == 1 && all.shape().numDimensions() == 4;
      int[] begin = flat ? new int[] {0, update, part, 0} : new int[] {0, update, part, 0, 0};
      int[] size = flat ? new int[] {1, 1, 1, batch} : new int[] {1, 1, 1, batch, values};
      int[] shape = flat ? new int[] {batch} : new int[] {batch, values};
      found.add(
          tf.reshape(tf.slice(all, tf.constant(begin), tf.constant(size)), tf.constant(shape)));
    }
    return found;
  }
}
