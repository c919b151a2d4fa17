package io.latent4j.autoencoder;

import io.latent4j.engine.Engine;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.losses.Losses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** An encoder and the decoder that mirrors it, built in one engine. */
final class AutoencoderNetwork implements Trackable {
  private final AutoencoderShape shape;
  private final int features;
  private final Sequential encoder;
  private final Sequential decoder;

  AutoencoderNetwork(Engine engine, AutoencoderShape shape, int features) {
    this.shape = shape;
    this.features = features;
    encoder = Sequential.of(encoderLayers(shape)).withName("encoder");
    decoder = Sequential.of(decoderLayers(shape, features)).withName("decoder");
    encoder.build(engine, Shape.of(Shape.UNKNOWN_SIZE, features));
    decoder.build(engine, Shape.of(Shape.UNKNOWN_SIZE, shape.codeSize()));
  }

  private static List<Layer> encoderLayers(AutoencoderShape shape) {
    List<Layer> layers = new ArrayList<>();
    int last = shape.units().size() - 1;
    for (int i = 0; i <= last; i++) {
      layers.add(
          Dense.of(shape.units().get(i))
              .withActivation(i < last ? shape.activation() : shape.codeActivation()));
    }
    return layers;
  }

  private static List<Layer> decoderLayers(AutoencoderShape shape, int features) {
    List<Layer> layers = new ArrayList<>();
    for (int i = shape.units().size() - 2; i >= 0; i--) {
      layers.add(Dense.of(shape.units().get(i)).withActivation(shape.activation()));
    }
    layers.add(Dense.of(features));
    // On its own, so that cross-entropy can be computed from what goes into it.
    layers.add(Activation.of(shape.outputActivation()));
    return layers;
  }

  AutoencoderShape shape() {
    return shape;
  }

  int features() {
    return features;
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

  /**
   * How far samples are from their reconstructions.
   *
   * @param tf the operations of the engine
   * @param samples the samples, of any shape; all but the first axis is flattened
   * @param loss how to measure it
   * @param mode whether layers behave as in training or as in use
   * @return a scalar
   */
  Operand<TFloat32> loss(Ops tf, Operand<TFloat32> samples, ReconstructionLoss loss, Mode mode) {
    Operand<TFloat32> x = tf.reshape(samples, tf.constant(new int[] {-1, features}));
    Operand<TFloat32> code = encode(tf, x, mode);
    if (loss == ReconstructionLoss.BCE && shape.outputActivation() == ActivationFunction.SIGMOID) {
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

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("encoder", encoder);
    children.put("decoder", decoder);
    return children;
  }
}
