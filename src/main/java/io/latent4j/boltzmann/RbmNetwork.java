package io.latent4j.boltzmann;

import io.latent4j.engine.Engine;
import io.latent4j.engine.InitialValue;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.model.FloatArray;
import io.latent4j.nn.initializers.Initializers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/**
 * A restricted Boltzmann machine in an engine: visible units v and hidden units h in {0, 1}, of the
 * probability {@code exp(-E(v, h)) / Z}.
 *
 * <p>With binary visible units, {@code E = -b v - c h - v W h}. With Gaussian ones of the variance
 * s, {@code E = sum((v - b)^2 / 2s) - c h - (v / s) W h} (Cho, Ilin and Raiko, <i>Improved Learning
 * of Gaussian-Bernoulli Restricted Boltzmann Machines</i>, 2011).
 */
final class RbmNetwork implements Trackable {
  static final String WEIGHTS = "weights";
  static final String VISIBLE_BIAS = "visible_bias";
  static final String HIDDEN_BIAS = "hidden_bias";
  static final String LOG_VARIANCE = "log_variance";

  private static final float START_DEVIATION = 0.01f;

  /** Where random numbers come from. */
  interface Draws {

    /** From 0 to below 1, as many as there are in an operand. */
    Operand<TFloat32> uniform(Ops tf, Operand<TFloat32> like);

    /** Of mean 0 and deviation 1. */
    Operand<TFloat32> normal(Ops tf, Operand<TFloat32> like);

    /** From the seed and the step of an engine. */
    static Draws of(Engine engine) {
      return new Draws() {
        @Override
        public Operand<TFloat32> uniform(Ops tf, Operand<TFloat32> like) {
          return tf.random.statelessRandomUniform(tf.shape(like), engine.randomSeed(tf));
        }

        @Override
        public Operand<TFloat32> normal(Ops tf, Operand<TFloat32> like) {
          return tf.random.statelessRandomNormal(tf.shape(like), engine.randomSeed(tf));
        }
      };
    }
  }

  private final Engine engine;
  private final RbmShape shape;
  private final Draws draws;
  private final ModelVariable<TFloat32> weights;
  private final ModelVariable<TFloat32> visibleBias;
  private final ModelVariable<TFloat32> hiddenBias;
  private final Optional<ModelVariable<TFloat32>> logVariance;

  RbmNetwork(Engine engine, RbmShape shape, WeightStart start) {
    this(engine, shape, start, Draws.of(engine));
  }

  RbmNetwork(Engine engine, RbmShape shape, WeightStart start, Draws draws) {
    this.engine = engine;
    this.shape = shape;
    this.draws = draws;
    InitialValue<TFloat32> zeros = (tf, size, seed) -> Initializers.zeros().apply(tf, size, seed);
    InitialValue<TFloat32> first =
        start == WeightStart.ZEROS
            ? zeros
            : (tf, size, seed) ->
                Initializers.randomNormal(0, START_DEVIATION).apply(tf, size, seed);
    Shape visible = Shape.of(shape.allVisible());
    weights = engine.weight(WEIGHTS, Shape.of(shape.allVisible(), shape.hidden()), first);
    visibleBias = engine.weight(VISIBLE_BIAS, visible, zeros);
    hiddenBias = engine.weight(HIDDEN_BIAS, Shape.of(shape.hidden()), zeros);
    logVariance =
        shape.isGaussian()
            ? Optional.of(
                engine.variable(
                    LOG_VARIANCE, TFloat32.class, visible, shape.learnsVariance(), zeros))
            : Optional.empty();
  }

  /** A machine of given numbers. */
  static RbmNetwork of(Engine engine, RbmWeights values, int labels) {
    RbmNetwork network = new RbmNetwork(engine, values.shape(labels), WeightStart.ZEROS);
    network.assign(values);
    return network;
  }

  /** Takes over the numbers of a machine of the same shape. */
  void assign(RbmWeights values) {
    weights.assign(values.weights().values());
    visibleBias.assign(values.visibleBias().values());
    hiddenBias.assign(values.hiddenBias().values());
    values.logVariance().ifPresent(rows -> logVariance.orElseThrow().assign(rows.values()));
  }

  /** A copy of the numbers. */
  RbmWeights values() {
    return new RbmWeights(
        array(weights), array(visibleBias), array(hiddenBias), logVariance.map(RbmNetwork::array));
  }

  private static FloatArray array(ModelVariable<TFloat32> variable) {
    return new FloatArray(variable.toFloats(), variable.shape());
  }

  Engine engine() {
    return engine;
  }

  RbmShape shape() {
    return shape;
  }

  ModelVariable<TFloat32> weights() {
    return weights;
  }

  ModelVariable<TFloat32> visibleBias() {
    return visibleBias;
  }

  ModelVariable<TFloat32> hiddenBias() {
    return hiddenBias;
  }

  /** That of Gaussian units. */
  Optional<ModelVariable<TFloat32>> logVariance() {
    return logVariance;
  }

  // ------------------------------------------------------------ conditionals

  /** Visible values as they go into products with weights: divided by the variances. */
  Operand<TFloat32> scaled(Ops tf, Operand<TFloat32> v) {
    return logVariance.isPresent() ? tf.math.mul(v, precision(tf)) : v;
  }

  /** One divided by the variance of each Gaussian unit. */
  Operand<TFloat32> precision(Ops tf) {
    return tf.math.exp(tf.math.neg(logVariance.orElseThrow().read(tf)));
  }

  /** What goes into the sigmoid of hidden units: (n, hidden). */
  Operand<TFloat32> hiddenInput(Ops tf, Operand<TFloat32> v) {
    return tf.math.add(tf.linalg.matMul(scaled(tf, v), weights.read(tf)), hiddenBias.read(tf));
  }

  /** Probabilities of hidden units given visible ones: (n, hidden). */
  Operand<TFloat32> hidden(Ops tf, Operand<TFloat32> v) {
    return tf.math.sigmoid(hiddenInput(tf, v));
  }

  /** What visible units get from hidden ones: (n, visible). */
  Operand<TFloat32> visibleInput(Ops tf, Operand<TFloat32> h) {
    return tf.math.add(
        tf.linalg.matMul(h, weights.read(tf), MatMul.transposeB(true)), visibleBias.read(tf));
  }

  /** Means of visible units given hidden ones: (n, visible). */
  Operand<TFloat32> visible(Ops tf, Operand<TFloat32> h) {
    return visibleMean(tf, visibleInput(tf, h));
  }

  /** Means of visible units given what they get. */
  Operand<TFloat32> visibleMean(Ops tf, Operand<TFloat32> input) {
    if (shape.isGaussian()) {
      return input;
    }
    if (shape.labels() == 0) {
      return tf.math.sigmoid(input);
    }
    return tf.concat(
        List.of(tf.math.sigmoid(features(tf, input)), tf.nn.softmax(labels(tf, input))),
        tf.constant(1));
  }

  /** The columns that are no labels. */
  Operand<TFloat32> features(Ops tf, Operand<TFloat32> rows) {
    return shape.labels() == 0
        ? rows
        : tf.slice(
            rows, tf.constant(new int[] {0, 0}), tf.constant(new int[] {-1, shape.features()}));
  }

  /** The columns of labels. */
  Operand<TFloat32> labels(Ops tf, Operand<TFloat32> rows) {
    return tf.slice(
        rows,
        tf.constant(new int[] {0, shape.features()}),
        tf.constant(new int[] {-1, shape.labels()}));
  }

  // ------------------------------------------------------------------ draws

  /** Bits that are on with the given probabilities. */
  Operand<TFloat32> draw(Ops tf, Operand<TFloat32> probabilities) {
    return tf.dtypes.cast(
        tf.math.less(draws.uniform(tf, probabilities), probabilities), TFloat32.class);
  }

  /** Visible units drawn given what they get from hidden ones. */
  Operand<TFloat32> drawVisible(Ops tf, Operand<TFloat32> input) {
    if (shape.isGaussian()) {
      Operand<TFloat32> noise = draws.normal(tf, input);
      Operand<TFloat32> deviation =
          tf.math.exp(tf.math.mul(logVariance.orElseThrow().read(tf), tf.constant(0.5f)));
      return tf.math.add(input, tf.math.mul(noise, deviation));
    }
    Operand<TFloat32> bits = draw(tf, tf.math.sigmoid(features(tf, input)));
    return shape.labels() == 0
        ? bits
        : tf.concat(List.of(bits, drawLabels(tf, labels(tf, input))), tf.constant(1));
  }

  /** One unit on a row, by the Gumbel numbers that are added to the logits. */
  private Operand<TFloat32> drawLabels(Ops tf, Operand<TFloat32> logits) {
    Operand<TFloat32> tiny = tf.constant(Float.MIN_NORMAL);
    Operand<TFloat32> gumbel =
        tf.math.neg(
            tf.math.log(
                tf.math.neg(tf.math.log(tf.math.maximum(draws.uniform(tf, logits), tiny)))));
    return tf.oneHot(
        tf.math.argMax(tf.math.add(logits, gumbel), tf.constant(1)),
        tf.constant(shape.labels()),
        tf.constant(1f),
        tf.constant(0f));
  }

  // --------------------------------------------------------------- energies

  /** The part of the energy that visible units have by themselves: (n). */
  Operand<TFloat32> visibleEnergy(Ops tf, Operand<TFloat32> v) {
    if (shape.isGaussian()) {
      Operand<TFloat32> squares =
          tf.math.mul(tf.math.squaredDifference(v, visibleBias.read(tf)), precision(tf));
      return tf.math.mul(tf.reduceSum(squares, tf.constant(1)), tf.constant(0.5f));
    }
    return tf.math.neg(tf.reduceSum(tf.math.mul(v, visibleBias.read(tf)), tf.constant(1)));
  }

  /** {@code -log sum over h of exp(-E(v, h))}: (n). */
  Operand<TFloat32> freeEnergy(Ops tf, Operand<TFloat32> v) {
    return tf.math.sub(
        visibleEnergy(tf, v), tf.reduceSum(tf.math.softplus(hiddenInput(tf, v)), tf.constant(1)));
  }

  /** The energy of visible and hidden units together: (n). */
  Operand<TFloat32> energy(Ops tf, Operand<TFloat32> v, Operand<TFloat32> h) {
    return tf.math.sub(
        visibleEnergy(tf, v), tf.reduceSum(tf.math.mul(hiddenInput(tf, v), h), tf.constant(1)));
  }

  // -------------------------------------------------------------- functions

  /** What the machine offers to other programs. */
  List<ModelFunction> functions() {
    long n = Shape.UNKNOWN_SIZE;
    InputSpec x = InputSpec.floats("x", n, shape.allVisible());
    InputSpec h = InputSpec.floats("hidden", n, shape.hidden());
    return List.of(
        ModelFunction.of(
            "encode", List.of(x), (tf, in) -> Map.of("hidden", hidden(tf, in.floats("x")))),
        ModelFunction.of(
            "decode",
            List.of(h),
            (tf, in) -> Map.of("reconstruction", visible(tf, in.floats("hidden")))),
        ModelFunction.of(
            "reconstruct",
            List.of(x),
            (tf, in) -> Map.of("reconstruction", visible(tf, hidden(tf, in.floats("x"))))),
        ModelFunction.of(
            "free_energy",
            List.of(x),
            (tf, in) -> Map.of("energy", freeEnergy(tf, in.floats("x")))));
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put(WEIGHTS, weights);
    children.put(VISIBLE_BIAS, visibleBias);
    children.put(HIDDEN_BIAS, hiddenBias);
    logVariance.ifPresent(variance -> children.put(LOG_VARIANCE, variance));
    return children;
  }
}
