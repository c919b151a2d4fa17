package io.latent4j.recommendation;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.Batch;
import io.latent4j.training.BatchFunction;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * The steps of training. A batch has the array {@value #RATINGS} (users,I) of uint8, the level of
 * each rating from 1, 0 where there is none; what is held out is in {@value #TARGETS}, alike.
 */
final class RatingSteps {
  static final String RATINGS = "ratings";
  static final String TARGETS = "targets";

  private final Engine engine;
  private final RatingMachine machine;
  private final Recommender options;
  private final Optimizer optimizer;

  RatingSteps(Engine engine, RatingMachine machine, Recommender options, Optimizer optimizer) {
    this.engine = engine;
    this.machine = machine;
    this.options = options;
    this.optimizer = optimizer;
    optimizer.build(machine.trainableVariables());
  }

  /**
   * One step. The loss is the mean over ratings of the negative logarithm of the probability that
   * each has given the others of its user, before the step, whatever the objective.
   */
  Map<String, Operand<TFloat32>> train(Ops tf, Batch batch) {
    List<ModelVariable<?>> variables = machine.trainableVariables();
    Operand<TInt32> ratings = levels(tf, batch, RATINGS);
    try (GradientTape tape = GradientTape.on(engine)) {
      Parameters parameters = new Parameters(tf, machine);
      Predicted each = leaveOneOut(tf, parameters, ratings);
      Operand<TFloat32> users = tf.dtypes.cast(first(tf, tf.shape(ratings)), TFloat32.class);
      Operand<TFloat32> minimized =
          switch (options.objective()) {
            case LEAVE_ONE_OUT -> each.sum;
            case CONTRASTIVE_DIVERGENCE -> divergence(tf, parameters, ratings);
          };
      Operand<TFloat32> all =
          tf.math.add(
              tf.math.div(minimized, users),
              tf.math.mul(tf.constant((float) options.decay()), machine.penalty(tf)));
      optimizer.apply(tf, tape.gradient(all, variables), variables);
      return Map.of(BatchFunction.LOSS, BatchFunction.ratio(tf, each.sum, each.count));
    }
  }

  Optimizer optimizer() {
    return optimizer;
  }

  /** The same loss of held-out ratings given those of training. */
  Map<String, Operand<TFloat32>> evaluate(Ops tf, Batch batch) {
    Parameters parameters = new Parameters(tf, machine);
    Operand<TFloat32> input =
        tf.math.add(
            tf.linalg.matMul(machine.oneHot(tf, levels(tf, batch, RATINGS)), parameters.weights),
            tf.math.add(mask(tf, parameters, levels(tf, batch, RATINGS)), parameters.hiddenBias));
    Predicted each = new Predicted(tf, levels(tf, batch, TARGETS));
    each.compare(tf, parameters, tf.gather(input, each.user, tf.constant(0)));
    return Map.of(BatchFunction.LOSS, BatchFunction.ratio(tf, each.sum, each.count));
  }

  private static Operand<TInt32> levels(Ops tf, Batch batch, String array) {
    Operand<TUint8> own = batch.rows(array).asOutput().expect(TUint8.class);
    return tf.dtypes.cast(own, TInt32.class);
  }

  private static Operand<TInt32> first(Ops tf, Operand<TInt32> sizes) {
    return tf.gather(sizes, tf.constant(0), tf.constant(0));
  }

  /** The variables as they are before a step. */
  private static final class Parameters {
    private final RatingMachine machine;
    private final Operand<TFloat32> weights;
    private final Operand<TFloat32> visibleBias;
    private final Operand<TFloat32> hiddenBias;
    private final Operand<TFloat32> maskWeights;

    Parameters(Ops tf, RatingMachine machine) {
      this.machine = machine;
      weights = machine.weights(tf);
      visibleBias = machine.visibleBias(tf, weights);
      hiddenBias = machine.hiddenBias(tf);
      maskWeights = machine.maskWeights(tf, weights).orElse(null);
    }
  }

  /** The ratings of a batch one by one, and how probable they are. */
  private static final class Predicted {
    private final Operand<TInt64> user;
    private final Operand<TInt64> item;
    private final Operand<TInt32> level;
    private final Operand<TFloat32> count;
    private Operand<TFloat32> sum;

    Predicted(Ops tf, Operand<TInt32> ratings) {
      Operand<TBool> given = tf.math.greater(ratings, tf.constant(0));
      Operand<TInt64> places = tf.where(given);
      user = column(tf, places, 0);
      item = column(tf, places, 1);
      level = tf.math.sub(tf.gatherNd(ratings, places), tf.constant(1));
      count = tf.dtypes.cast(tf.size(level, TInt32.class), TFloat32.class);
    }

    private static Operand<TInt64> column(Ops tf, Operand<TInt64> places, int column) {
      return tf.gather(places, tf.constant(column), tf.constant(1));
    }

    /** Where each rating's own weights are. */
    Operand<TInt64> own(Ops tf, int levels) {
      return tf.math.add(
          tf.math.mul(item, tf.constant((long) levels)), tf.dtypes.cast(level, TInt64.class));
    }

    /** Compares the ratings with what the inputs of the hidden units, a row each, predict. */
    void compare(Ops tf, Parameters parameters, Operand<TFloat32> input) {
      RatingMachine machine = parameters.machine;
      Operand<TFloat32> hidden = tf.math.sigmoid(input);
      Operand<TFloat32> byItem = machine.byItem(tf, parameters.weights);
      Operand<TFloat32> weights = gather(tf, byItem, item);
      Operand<TFloat32> from =
          tf.squeeze(
              tf.train.batchMatMul(weights, tf.expandDims(hidden, tf.constant(2)), TFloat32.class),
              Squeeze.axis(List.of(2L)));
      Operand<TFloat32> logits = tf.math.add(from, gather(tf, parameters.visibleBias, item));
      Operand<TFloat32> truth =
          tf.oneHot(level, tf.constant(machine.levels()), tf.constant(1f), tf.constant(0f));
      Operand<TFloat32> losses = tf.nn.softmaxCrossEntropyWithLogits(logits, truth).loss();
      sum = tf.reduceSum(losses, tf.constant(0));
    }
  }

  private static Operand<TFloat32> gather(Ops tf, Operand<TFloat32> rows, Operand<TInt64> which) {
    return tf.gather(rows, which, tf.constant(0), new Gather.Options[0]);
  }

  /** Each rating of the users, given all others of theirs. */
  private Predicted leaveOneOut(Ops tf, Parameters parameters, Operand<TInt32> ratings) {
    Predicted each = new Predicted(tf, ratings);
    Operand<TFloat32> own = gather(tf, parameters.weights, each.own(tf, machine.levels()));
    if (parameters.maskWeights != null) {
      own = tf.math.add(own, gather(tf, parameters.maskWeights, each.item));
    }
    Operand<TFloat32> all =
        tf.math.add(
            tf.math.unsortedSegmentSum(own, each.user, first(tf, tf.shape(ratings))),
            parameters.hiddenBias);
    each.compare(tf, parameters, tf.math.sub(gather(tf, all, each.user), own));
    return each;
  }

  private static Operand<TFloat32> mask(Ops tf, Parameters parameters, Operand<TInt32> ratings) {
    if (parameters.maskWeights == null) {
      return tf.constant(0f);
    }
    Operand<TFloat32> rated =
        tf.dtypes.cast(tf.math.greater(ratings, tf.constant(0)), TFloat32.class);
    return tf.linalg.matMul(rated, parameters.maskWeights);
  }

  /**
   * The free energy of the ratings less that of what the machine makes of them, over the batch: its
   * gradient is that of contrastive divergence.
   */
  private Operand<TFloat32> divergence(Ops tf, Parameters parameters, Operand<TInt32> ratings) {
    Operand<TFloat32> visible = machine.oneHot(tf, ratings);
    Operand<TFloat32> fixed = tf.math.add(mask(tf, parameters, ratings), parameters.hiddenBias);
    Operand<TFloat32> rated =
        tf.expandDims(
            tf.dtypes.cast(tf.math.greater(ratings, tf.constant(0)), TFloat32.class),
            tf.constant(2));
    Operand<TFloat32> dreamt = visible;
    for (int step = 0; step < options.gibbs(); step++) {
      Operand<TFloat32> hidden =
          tf.math.sigmoid(tf.math.add(tf.linalg.matMul(dreamt, parameters.weights), fixed));
      Operand<TFloat32> drawn =
          tf.dtypes.cast(
              tf.math.less(
                  tf.random.statelessRandomUniform(tf.shape(hidden), engine.randomSeed(tf)),
                  hidden),
              TFloat32.class);
      dreamt = visible(tf, parameters, drawn, rated);
    }
    return tf.math.sub(
        freeEnergy(tf, parameters, visible, fixed),
        freeEnergy(tf, parameters, tf.stopGradient(dreamt), fixed));
  }

  /** The probabilities of the levels of the items that were rated. */
  private Operand<TFloat32> visible(
      Ops tf, Parameters parameters, Operand<TFloat32> hidden, Operand<TFloat32> rated) {
    int items = machine.items();
    int levels = machine.levels();
    Operand<TFloat32> flat = tf.linalg.matMul(hidden, parameters.weights, MatMul.transposeB(true));
    Operand<TFloat32> logits =
        tf.math.add(
            tf.reshape(flat, tf.constant(new int[] {-1, items, levels})), parameters.visibleBias);
    return tf.reshape(
        tf.math.mul(tf.nn.softmax(logits), rated), tf.constant(new int[] {-1, items * levels}));
  }

  private Operand<TFloat32> freeEnergy(
      Ops tf, Parameters parameters, Operand<TFloat32> visible, Operand<TFloat32> fixed) {
    Operand<TFloat32> bias = tf.reshape(parameters.visibleBias, tf.constant(new int[] {-1, 1}));
    Operand<TFloat32> input = tf.math.add(tf.linalg.matMul(visible, parameters.weights), fixed);
    return tf.math.neg(
        tf.math.add(
            tf.reduceSum(tf.linalg.matMul(visible, bias), tf.constant(new int[] {0, 1})),
            tf.reduceSum(tf.math.softplus(input), tf.constant(new int[] {0, 1}))));
  }
}
