package io.latent4j.boltzmann;

import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Trackable;
import io.latent4j.engine.TrackableList;
import io.latent4j.model.FloatArray;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A stack of machines in an engine and, if it was unrolled, the network that it became. */
final class DbnNetwork implements Trackable {
  private final Engine engine;
  private final List<RbmNetwork> rbms = new ArrayList<>();
  private final Optional<Sequential> classifier;
  private final Optional<Sequential> encoder;
  private final Optional<Sequential> decoder;

  /**
   * Puts machines into an engine, and unrolls them.
   *
   * @param engine the engine
   * @param machines the lowest first
   * @param labels how many visible units of the highest are labels; 0 for none
   * @param target what to unroll them to
   * @param classes how many classes a classifier tells apart
   */
  DbnNetwork(
      Engine engine, List<RbmWeights> machines, int labels, FineTuning.Target target, int classes) {
    this.engine = engine;
    for (int i = 0; i < machines.size(); i++) {
      boolean isTop = i == machines.size() - 1;
      rbms.add(RbmNetwork.of(engine, machines.get(i), isTop ? labels : 0));
    }
    boolean isAutoencoder = target == FineTuning.Target.AUTOENCODER;
    classifier =
        target.isClassifier()
            ? Optional.of(unrolledUp("classifier", machines, classes))
            : Optional.empty();
    encoder = isAutoencoder ? Optional.of(unrolledUp("encoder", machines, 0)) : Optional.empty();
    decoder = isAutoencoder ? Optional.of(unrolledDown(machines)) : Optional.empty();
  }

  /** Layers with the weights of the machines and, with classes, one of logits upon them. */
  private Sequential unrolledUp(String name, List<RbmWeights> machines, int classes) {
    List<Layer> layers = new ArrayList<>();
    machines.forEach(machine -> layers.add(dense(machine.weights().columns())));
    if (classes > 0) {
      layers.add(Dense.of(classes));
    }
    Sequential network = Sequential.of(layers).withName(name);
    network.build(engine, Shape.of(Shape.UNKNOWN_SIZE, features()));
    for (int i = 0; i < machines.size(); i++) {
      Dense layer = (Dense) layers.get(i);
      RbmShape shape = rbms.get(i).shape();
      float[] weights = machines.get(i).weights().values();
      layer.kernel().assign(scaledRows(weights, shape, machines.get(i)));
      layer.bias().assign(machines.get(i).hiddenBias().values());
    }
    return network;
  }

  /** The weights of features; of Gaussian units divided by their variances. */
  private static float[] scaledRows(float[] weights, RbmShape shape, RbmWeights machine) {
    float[] rows = new float[shape.features() * shape.hidden()];
    for (int i = 0; i < rows.length; i++) {
      Optional<FloatArray> variance = machine.logVariance();
      double precision =
          variance.isPresent() ? Math.exp(-variance.get().values()[i / shape.hidden()]) : 1;
      rows[i] = (float) (weights[i] * precision);
    }
    return rows;
  }

  private Sequential unrolledDown(List<RbmWeights> machines) {
    List<Layer> layers = new ArrayList<>();
    for (int i = machines.size() - 1; i >= 0; i--) {
      RbmShape shape = rbms.get(i).shape();
      layers.add(shape.isGaussian() ? Dense.of(shape.features()) : dense(shape.features()));
    }
    Sequential network = Sequential.of(layers).withName("decoder");
    network.build(engine, Shape.of(Shape.UNKNOWN_SIZE, hidden()));
    for (int i = 0; i < layers.size(); i++) {
      RbmWeights machine = machines.get(machines.size() - 1 - i);
      RbmShape shape = rbms.get(machines.size() - 1 - i).shape();
      float[] turned = new float[shape.features() * shape.hidden()];
      for (int row = 0; row < shape.features(); row++) {
        for (int column = 0; column < shape.hidden(); column++) {
          turned[column * shape.features() + row] =
              machine.weights().values()[row * shape.hidden() + column];
        }
      }
      Dense layer = (Dense) layers.get(i);
      layer.kernel().assign(turned);
      layer.bias().assign(Arrays.copyOf(machine.visibleBias().values(), shape.features()));
    }
    return network;
  }

  private static Dense dense(int units) {
    return Dense.of(units).withActivation(ActivationFunction.SIGMOID);
  }

  Engine engine() {
    return engine;
  }

  List<RbmNetwork> rbms() {
    return rbms;
  }

  RbmNetwork top() {
    return rbms.get(rbms.size() - 1);
  }

  int features() {
    return rbms.get(0).shape().features();
  }

  int hidden() {
    return top().shape().hidden();
  }

  boolean isClassifier() {
    return classifier.isPresent() || top().shape().labels() > 0;
  }

  Optional<Sequential> classifier() {
    return classifier;
  }

  Optional<Sequential> encoder() {
    return encoder;
  }

  Optional<Sequential> decoder() {
    return decoder;
  }

  // -------------------------------------------------------------- functions

  /** Probabilities of the units that the highest machine sees, but for labels. */
  Operand<TFloat32> belowTop(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> value = x;
    for (RbmNetwork rbm : rbms.subList(0, rbms.size() - 1)) {
      value = rbm.hidden(tf, value);
    }
    return value;
  }

  /** Means of the lowest units given the units that the highest machine sees. */
  Operand<TFloat32> downFromTop(Ops tf, Operand<TFloat32> seen) {
    Operand<TFloat32> value = top().features(tf, seen);
    for (int i = rbms.size() - 2; i >= 0; i--) {
      value = rbms.get(i).visible(tf, value);
    }
    return value;
  }

  /** The hidden units of a machine given the lowest units, by probabilities. */
  Operand<TFloat32> upTo(Ops tf, int layer, Operand<TFloat32> x) {
    Operand<TFloat32> value = x;
    for (int i = 0; i <= layer; i++) {
      RbmNetwork rbm = rbms.get(i);
      value = rbm.hidden(tf, rbm == top() ? withLabels(tf, value, 0) : value);
    }
    return value;
  }

  /** The lowest units given the hidden ones of a machine, by probabilities. */
  Operand<TFloat32> downFrom(Ops tf, int layer, Operand<TFloat32> hidden) {
    Operand<TFloat32> value = hidden;
    for (int i = layer; i >= 0; i--) {
      RbmNetwork rbm = rbms.get(i);
      value = rbm.features(tf, rbm.visible(tf, value));
    }
    return value;
  }

  private Operand<TFloat32> encode(Ops tf, Operand<TFloat32> x) {
    if (encoder.isPresent()) {
      return encoder.get().call(tf, x, Mode.INFERENCE);
    }
    Operand<TFloat32> seen = belowTop(tf, x);
    return top().hidden(tf, withLabels(tf, seen, 0));
  }

  /** Units of labels, all of the same value, beside others. */
  private Operand<TFloat32> withLabels(Ops tf, Operand<TFloat32> seen, float value) {
    int labels = top().shape().labels();
    if (labels == 0) {
      return seen;
    }
    Operand<TFloat32> one =
        tf.math.mul(tf.reduceSum(seen, tf.constant(new int[] {1})), tf.constant(0f));
    Operand<TFloat32> column = tf.expandDims(tf.math.add(one, tf.constant(value)), tf.constant(1));
    return tf.concat(
        List.of(seen, tf.tile(column, tf.constant(new int[] {1, labels}))), tf.constant(1));
  }

  private Operand<TFloat32> decode(Ops tf, Operand<TFloat32> hidden) {
    return decoder.isPresent()
        ? decoder.get().call(tf, hidden, Mode.INFERENCE)
        : downFromTop(tf, top().visible(tf, hidden));
  }

  /**
   * The logits of classes: those of the classifier or, with labels in the highest machine, less the
   * free energies of the units together with each label.
   */
  Operand<TFloat32> logits(Ops tf, Operand<TFloat32> x) {
    if (classifier.isPresent()) {
      return classifier.get().call(tf, x, Mode.INFERENCE);
    }
    RbmNetwork top = top();
    RbmShape shape = top.shape();
    Operand<TFloat32> input = top.hiddenInput(tf, withLabels(tf, belowTop(tf, x), 0));
    Operand<TFloat32> weights =
        tf.slice(
            top.weights().read(tf),
            tf.constant(new int[] {shape.features(), 0}),
            tf.constant(new int[] {shape.labels(), -1}));
    Operand<TFloat32> each =
        tf.math.softplus(
            tf.math.add(
                tf.expandDims(input, tf.constant(1)), tf.expandDims(weights, tf.constant(0))));
    Operand<TFloat32> biases =
        tf.slice(
            top.visibleBias().read(tf),
            tf.constant(new int[] {shape.features()}),
            tf.constant(new int[] {shape.labels()}));
    return tf.math.add(tf.reduceSum(each, tf.constant(2)), biases);
  }

  /** What the stack offers to other programs. */
  List<ModelFunction> functions() {
    long n = Shape.UNKNOWN_SIZE;
    InputSpec x = InputSpec.floats("x", n, features());
    InputSpec h = InputSpec.floats("hidden", n, hidden());
    List<ModelFunction> functions = new ArrayList<>();
    functions.add(
        ModelFunction.of(
            "encode", List.of(x), (tf, in) -> Map.of("hidden", encode(tf, in.floats("x")))));
    functions.add(
        ModelFunction.of(
            "decode",
            List.of(h),
            (tf, in) -> Map.of("reconstruction", decode(tf, in.floats("hidden")))));
    functions.add(
        ModelFunction.of(
            "reconstruct",
            List.of(x),
            (tf, in) -> Map.of("reconstruction", decode(tf, encode(tf, in.floats("x"))))));
    if (isClassifier()) {
      functions.add(
          ModelFunction.of(
              "predict",
              List.of(x),
              (tf, in) -> Map.of("probabilities", tf.nn.softmax(logits(tf, in.floats("x"))))));
    }
    return functions;
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("rbms", TrackableList.of(rbms));
    classifier.ifPresent(network -> children.put("classifier", network));
    encoder.ifPresent(network -> children.put("encoder", network));
    decoder.ifPresent(network -> children.put("decoder", network));
    return children;
  }
}
