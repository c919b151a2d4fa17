package io.latent4j.autoencoder;

import io.latent4j.autoencoder.VaeEncoder.Posterior;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.FunctionBody;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Encoder and decoder of a variational autoencoder, built in one engine, and all that is computed
 * with them. Labels are null where it is not conditional.
 */
final class VaeNetwork implements Trackable {
  private final Shape input;
  private final int latent;
  private final int classes;
  private final VaeBinarization binarize;
  private final VaeEncoder encoder;
  private final VaeDecoder decoder;

  /**
   * Builds a network.
   *
   * @param classes how many labels it is conditional on; 0 if it is not
   */
  VaeNetwork(Engine engine, Vae options, Shape sample, int classes) {
    VaeArchitecture architecture = options.architecture();
    this.input = architecture.input(sample);
    this.latent = options.latent();
    this.classes = classes;
    this.binarize = options.binarize();
    encoder = new VaeEncoder(engine, architecture.encoder(input), widened(input), latent);
    decoder =
        new VaeDecoder(engine, architecture.decoder(input), latent + classes, options.output());
  }

  /** With the labels appended along the last axis. */
  private Shape widened(Shape shape) {
    long[] sizes = shape.asArray();
    sizes[sizes.length - 1] += classes;
    return Shape.of(sizes);
  }

  VaeEncoder encoder() {
    return encoder;
  }

  VaeDecoder decoder() {
    return decoder;
  }

  int latent() {
    return latent;
  }

  /** Samples as they are learned: thresholded, if they are, and flattened: (n, features). */
  Operand<TFloat32> rows(Ops tf, Operand<TFloat32> x) {
    return tf.reshape(
        binarize.threshold(tf, x), tf.constant(new int[] {-1, Math.toIntExact(input.size())}));
  }

  Posterior encode(Ops tf, Operand<TFloat32> rows, Operand<TInt32> labels, Mode mode) {
    Operand<TFloat32> x = tf.reshape(rows, tf.constant(input.prepend(-1).asArray()));
    return encoder.call(tf, classes == 0 ? x : withLabels(tf, x, labels), mode);
  }

  private Operand<TFloat32> withLabels(Ops tf, Operand<TFloat32> x, Operand<TInt32> labels) {
    Operand<TFloat32> marks = marks(tf, labels);
    int axes = input.numDimensions();
    if (axes > 1) {
      // The same everywhere in an image: (n, 1, 1, classes) times ones of its height and width.
      long[] sizes = new long[axes + 1];
      Arrays.fill(sizes, 1);
      sizes[0] = -1;
      sizes[axes] = classes;
      long[] plane = input.prepend(1).asArray();
      plane[axes] = 1;
      marks =
          tf.math.mul(
              tf.reshape(marks, tf.constant(sizes)), tf.ones(tf.constant(plane), TFloat32.class));
    }
    return tf.concat(List.of(x, marks), tf.constant(-1));
  }

  private Operand<TFloat32> marks(Ops tf, Operand<TInt32> labels) {
    return tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f));
  }

  /** Of codes (n, latent). */
  Operand<TFloat32> decode(Ops tf, Operand<TFloat32> code, Operand<TInt32> labels, Mode mode) {
    Operand<TFloat32> codes =
        classes == 0 ? code : tf.concat(List.of(code, marks(tf, labels)), tf.constant(-1));
    return decoder.mean(tf, codes, mode);
  }

  /** Standard normal noise of shape (k, n, latent), which gradients don't ask for. */
  Operand<TFloat32> noise(Ops tf, Posterior posterior, Operand<TInt32> k, Operand<TInt64> seed) {
    Operand<TInt32> shape = tf.stack(List.of(k, count(tf, posterior.mean()), tf.constant(latent)));
    return tf.stopGradient(tf.random.statelessRandomNormal(shape, seed));
  }

  private static Operand<TInt32> count(Ops tf, Operand<?> rows) {
    return tf.gather(tf.shape(rows), tf.constant(0), tf.constant(0));
  }

  /**
   * The logarithm of the likelihood of samples (n, features), given codes (k, n, latent): (k, n).
   */
  Operand<TFloat32> logLikelihood(
      Ops tf, Operand<TFloat32> rows, Operand<TFloat32> code, Operand<TInt32> labels, Mode mode) {
    Operand<TInt32> k = count(tf, code);
    Operand<TFloat32> flat = tf.reshape(code, tf.constant(new int[] {-1, latent}));
    if (classes > 0) {
      Operand<TFloat32> marks = tf.tile(marks(tf, labels), tf.stack(List.of(k, tf.constant(1))));
      flat = tf.concat(List.of(flat, marks), tf.constant(-1));
    }
    int features = Math.toIntExact(input.size());
    Operand<TFloat32> parameters =
        tf.reshape(
            decoder.parameters(tf, flat, mode),
            tf.stack(List.of(k, count(tf, rows), tf.constant(features))));
    return decoder.logLikelihood(tf, rows, parameters);
  }

  // ------------------------------------------------------------------ functions

  /** What the model offers, as {@link VaeFunctions} names it. */
  List<ModelFunction> functions() {
    InputSpec x = new InputSpec(VaeFunctions.X, TFloat32.class, input.prepend(-1));
    InputSpec code = InputSpec.floats(VaeFunctions.CODE, -1, latent);
    InputSpec seed = scalar(VaeFunctions.SEED);
    List<ModelFunction> functions = new ArrayList<>();
    functions.add(function(VaeFunctions.ENCODE, this::encoded, x));
    functions.add(function(VaeFunctions.DECODE, this::decoded, code));
    functions.add(
        ModelFunction.of(
            VaeFunctions.SAMPLE, List.of(scalar(VaeFunctions.COUNT), seed), this::sampled));
    functions.add(function(VaeFunctions.RECONSTRUCT, this::reconstructed, x));
    if (classes > 0) {
      functions.add(function(VaeFunctions.SAMPLE_LABELS, this::sampledWithLabels, seed));
    }
    functions.add(function(VaeFunctions.LOSSES, this::losses, x, seed));
    functions.add(
        function(
            VaeFunctions.LOG_WEIGHTS, this::logWeights, x, scalar(VaeFunctions.SAMPLES), seed));
    return functions;
  }

  /** The functions, each compiled when it is first called. */
  VaeFunctions compiled(Engine engine) {
    Map<String, CompiledFunction> compiled = new HashMap<>();
    return (name, inputs) ->
        compiled
            .computeIfAbsent(
                name,
                absent ->
                    engine.function(
                        functions().stream()
                            .filter(function -> function.name().equals(name))
                            .findFirst()
                            .orElseThrow()))
            .call(inputs);
  }

  private static InputSpec scalar(String name) {
    return new InputSpec(name, TInt32.class, Shape.scalar());
  }

  /** A function of inputs and, if the network is conditional, of labels. */
  private ModelFunction function(String name, FunctionBody body, InputSpec... inputs) {
    List<InputSpec> all = new ArrayList<>(List.of(inputs));
    if (classes > 0) {
      all.add(new InputSpec(VaeFunctions.LABELS, TInt32.class, Shape.of(-1)));
    }
    return ModelFunction.of(name, all, body);
  }

  private static Operand<TInt32> ints(Operands in, String name) {
    return in.get(name, TInt32.class);
  }

  private Operand<TInt32> labels(Operands in) {
    return classes == 0 ? null : ints(in, VaeFunctions.LABELS);
  }

  private Posterior posterior(Ops tf, Operands in) {
    return encode(tf, rows(tf, in.floats(VaeFunctions.X)), labels(in), Mode.INFERENCE);
  }

  private static Operand<TInt64> seed(Ops tf, Operands in, long use) {
    return tf.stack(
        List.of(tf.dtypes.cast(ints(in, VaeFunctions.SEED), TInt64.class), tf.constant(use)));
  }

  private Map<String, Operand<TFloat32>> encoded(Ops tf, Operands in) {
    Posterior posterior = posterior(tf, in);
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    outputs.put(VaeFunctions.MEAN, posterior.mean());
    outputs.put(VaeFunctions.LOG_VARIANCE, posterior.logVariance());
    return outputs;
  }

  private Map<String, Operand<TFloat32>> decoded(Ops tf, Operands in) {
    Operand<TFloat32> code = in.floats(VaeFunctions.CODE);
    return Map.of(VaeFunctions.RECONSTRUCTION, decode(tf, code, labels(in), Mode.INFERENCE));
  }

  private Map<String, Operand<TFloat32>> reconstructed(Ops tf, Operands in) {
    Operand<TFloat32> code = posterior(tf, in).mean();
    return Map.of(VaeFunctions.RECONSTRUCTION, decode(tf, code, labels(in), Mode.INFERENCE));
  }

  /** If it is conditional, the labels come in turns. */
  private Map<String, Operand<TFloat32>> sampled(Ops tf, Operands in) {
    Operand<TInt32> count = ints(in, VaeFunctions.COUNT);
    Operand<TInt32> labels =
        classes == 0
            ? null
            : tf.math.floorMod(
                tf.range(tf.constant(0), count, tf.constant(1)), tf.constant(classes));
    return generated(tf, count, labels, in);
  }

  private Map<String, Operand<TFloat32>> sampledWithLabels(Ops tf, Operands in) {
    return generated(tf, count(tf, labels(in)), labels(in), in);
  }

  private Map<String, Operand<TFloat32>> generated(
      Ops tf, Operand<TInt32> count, Operand<TInt32> labels, Operands in) {
    Operand<TInt32> shape = tf.stack(List.of(count, tf.constant(latent)));
    Operand<TFloat32> code = tf.random.statelessRandomNormal(shape, seed(tf, in, 0));
    // The number of units is known, but not to TensorFlow.
    Operand<TFloat32> codes = tf.reshape(code, tf.constant(new int[] {-1, latent}));
    return Map.of(VaeFunctions.GENERATED, decode(tf, codes, labels, Mode.INFERENCE));
  }

  private Map<String, Operand<TFloat32>> losses(Ops tf, Operands in) {
    Posterior posterior = posterior(tf, in);
    Operand<TFloat32> noise = noise(tf, posterior, tf.constant(1), seed(tf, in, 1));
    Operand<TFloat32> likelihood = logLikelihood(tf, in, posterior.draw(tf, noise));
    Map<String, Operand<TFloat32>> outputs = new LinkedHashMap<>();
    outputs.put(
        VaeFunctions.RECONSTRUCTION_LOSS,
        tf.math.neg(tf.reshape(likelihood, tf.constant(new int[] {-1}))));
    outputs.put(VaeFunctions.DIVERGENCE, posterior.divergence(tf));
    return outputs;
  }

  private Operand<TFloat32> logLikelihood(Ops tf, Operands in, Operand<TFloat32> code) {
    Operand<TFloat32> rows = rows(tf, in.floats(VaeFunctions.X));
    return logLikelihood(tf, rows, code, labels(in), Mode.INFERENCE);
  }

  private Map<String, Operand<TFloat32>> logWeights(Ops tf, Operands in) {
    Posterior posterior = posterior(tf, in);
    Operand<TInt32> k = ints(in, VaeFunctions.SAMPLES);
    Operand<TFloat32> noise = noise(tf, posterior, k, seed(tf, in, 2));
    Operand<TFloat32> code = posterior.draw(tf, noise);
    Operand<TFloat32> weights =
        tf.math.add(logLikelihood(tf, in, code), posterior.logRatio(tf, code, noise));
    return Map.of(
        VaeFunctions.WEIGHTS, tf.linalg.transpose(weights, tf.constant(new int[] {1, 0})));
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("encoder", encoder);
    children.put("decoder", decoder);
    return children;
  }
}
