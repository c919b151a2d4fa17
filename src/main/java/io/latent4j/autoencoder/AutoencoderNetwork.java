package io.latent4j.autoencoder;

import io.latent4j.engine.Engine;
import io.latent4j.engine.FunctionBody;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.BatchNormalization;
import io.latent4j.nn.layers.Dropout;
import io.latent4j.nn.losses.Losses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** An encoder and its decoder, built in one engine. */
final class AutoencoderNetwork implements Trackable {
  private final Engine engine;
  private final Shape input;
  private final ActivationFunction outputActivation;
  private final Sequential encoder;
  private final Sequential decoder;

  AutoencoderNetwork(Engine engine, Autoencoder options, Shape sample) {
    this(engine, options.architecture(), options.resolvedOutputActivation(), sample);
  }

  AutoencoderNetwork(
      Engine engine, Architecture architecture, ActivationFunction output, Shape sample) {
    this.engine = engine;
    input = architecture.input(sample);
    outputActivation = output;
    encoder = Sequential.of(architecture.encoder(input)).withName("encoder");
    encoder.build(engine, input.prepend(Shape.UNKNOWN_SIZE));
    List<Layer> layers = new ArrayList<>(architecture.decoder(input, encoder.layers()));
    // On its own, so that cross-entropy can be computed from what goes into it.
    layers.add(Activation.of(outputActivation));
    decoder = Sequential.of(layers).withName("decoder");
    decoder.build(engine, encoder.outputShape());
  }

  Sequential encoder() {
    return encoder;
  }

  Sequential decoder() {
    return decoder;
  }

  Operand<TFloat32> encode(Ops tf, Operand<TFloat32> x, Mode mode) {
    return encoder.call(tf, x, mode);
  }

  Operand<TFloat32> decode(Ops tf, Operand<TFloat32> code, Mode mode) {
    return decoder.call(tf, code, mode);
  }

  Operand<TFloat32> reconstruct(Ops tf, Operand<TFloat32> x, Mode mode) {
    return decode(tf, encode(tf, x, mode), mode);
  }

  /** The shape in which samples go in, without the axis of the samples. */
  Shape input() {
    return input;
  }

  Engine engine() {
    return engine;
  }

  /** Samples in the shape in which they go in. */
  Operand<TFloat32> shaped(Ops tf, Operand<TFloat32> samples) {
    return tf.reshape(samples, tf.constant(input.prepend(-1).asArray()));
  }

  /**
   * How far samples are from the reconstructions of codes.
   *
   * @param tf the operations of the engine
   * @param x the samples, shaped
   * @param code the codes
   * @param loss how to measure it
   * @param mode whether layers behave as in training or as in use
   * @return a scalar
   */
  Operand<TFloat32> loss(
      Ops tf, Operand<TFloat32> x, Operand<TFloat32> code, ReconstructionLoss loss, Mode mode) {
    if (loss == ReconstructionLoss.BCE && outputActivation == ActivationFunction.SIGMOID) {
      return Losses.binaryCrossentropyFromLogits().apply(tf, x, logits(tf, code, mode));
    }
    Operand<TFloat32> reconstruction = decode(tf, code, mode);
    return switch (loss) {
      case MSE -> Losses.meanSquaredError().apply(tf, x, reconstruction);
      case BCE -> Losses.binaryCrossentropy().apply(tf, x, reconstruction);
    };
  }

  /** What goes into the activation of the output. */
  private Operand<TFloat32> logits(Ops tf, Operand<TFloat32> code, Mode mode) {
    List<Layer> layers = decoder.layers();
    Operand<TFloat32> value = code;
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      value = layer.call(tf, value, mode);
    }
    return value;
  }

  /** What the model offers: {@code reconstruct}, {@code encode}, {@code decode}. */
  List<ModelFunction> functions() {
    Shape x = input.prepend(Shape.UNKNOWN_SIZE);
    Shape code = encoder.outputShape();
    ModelFunction reconstruct =
        function("reconstruct", "x", x, "reconstruction", this::reconstruct);
    return List.of(
        dependsOnMode()
            ? reconstruct.withTraining(
                body("x", "reconstruction", this::reconstruct, Mode.TRAINING))
            : reconstruct,
        function("encode", "x", x, "code", this::encode),
        function("decode", "code", code, "reconstruction", this::decode));
  }

  /** One of the network's functions. */
  @FunctionalInterface
  private interface Body {
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> rows, Mode mode);
  }

  private static ModelFunction function(
      String name, String input, Shape shape, String output, Body body) {
    return ModelFunction.of(
        name,
        List.of(new InputSpec(input, TFloat32.class, shape)),
        body(input, output, body, Mode.INFERENCE));
  }

  private static FunctionBody body(String input, String output, Body body, Mode mode) {
    return (tf, in) -> Map.of(output, body.apply(tf, in.floats(input), mode));
  }

  /** Whether layers of the library do something else in training than in use. */
  private boolean dependsOnMode() {
    return Stream.of(encoder, decoder)
        .flatMap(part -> part.layers().stream())
        .anyMatch(layer -> layer instanceof Dropout || layer instanceof BatchNormalization);
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("encoder", encoder);
    children.put("decoder", decoder);
    return children;
  }
}
