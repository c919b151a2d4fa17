package io.latent4j.deepcluster;

import io.latent4j.autoencoder.DenseArchitecture;
import io.latent4j.data.ImageShape;
import io.latent4j.engine.Engine;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Initializer;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.FillMode;
import io.latent4j.nn.layers.RandomRotation;
import io.latent4j.nn.layers.RandomTranslation;
import io.latent4j.nn.losses.Losses;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The autoencoder whose codes are clustered, built in one engine. */
final class CodeNetwork implements Trackable {
  private static final float MOST_PIXELS = 2;
  private static final int USUAL_SIDE = 28;
  private static final float MOST_TURN = 10f / 360;

  private final int features;
  private final Sequential encoder;
  private final Sequential decoder;
  private final Optional<Sequential> augmentation;

  /**
   * Builds the network.
   *
   * @param options its layers, and where their weights begin
   * @param augmented the shape of samples that are shifted and turned by chance in training
   */
  CodeNetwork(Engine engine, DeepClustering options, int features, Optional<ImageShape> augmented) {
    this.features = features;
    Shape sample = Shape.of(features);
    DenseArchitecture architecture = DenseArchitecture.of(1).withLayers(options.layers());
    Initializer init = options.init().initializer();
    encoder = Sequential.of(begun(architecture.encoder(sample), init)).withName("encoder");
    encoder.build(engine, sample.prepend(Shape.UNKNOWN_SIZE));
    decoder = Sequential.of(begun(architecture.decoder(sample), init)).withName("decoder");
    decoder.build(engine, encoder.outputShape());
    augmentation = augmented.map(shape -> augmentation(engine, shape));
  }

  private static List<Layer> begun(List<Layer> layers, Initializer init) {
    return layers.stream()
        .map(layer -> layer instanceof Dense dense ? dense.withKernelInitializer(init) : layer)
        .toList();
  }

  private static Sequential augmentation(Engine engine, ImageShape shape) {
    Sequential layers =
        Sequential.of(
            RandomRotation.of(MOST_TURN).withFill(FillMode.NEAREST, 0),
            RandomTranslation.of(share(shape.height()), share(shape.width()))
                .withFill(FillMode.NEAREST, 0));
    layers.build(
        engine, Shape.of(Shape.UNKNOWN_SIZE, shape.height(), shape.width(), shape.channels()));
    return layers;
  }

  /** Two pixels of an image as large as MNIST's or larger, as much of a smaller one. */
  private static float share(int side) {
    return MOST_PIXELS / Math.max(side, USUAL_SIDE);
  }

  Sequential encoder() {
    return encoder;
  }

  int codeSize() {
    return (int) encoder.outputShape().get(1);
  }

  /** Samples of any shape as rows, shifted and turned by chance if that is asked for. */
  Operand<TFloat32> rows(Ops tf, Operand<TFloat32> samples, Mode mode) {
    Operand<TFloat32> x = samples;
    if (augmentation.isPresent() && mode == Mode.TRAINING) {
      Shape images = augmentation.get().inputShape();
      int[] shape = {-1, (int) images.get(1), (int) images.get(2), (int) images.get(3)};
      x = augmentation.get().call(tf, tf.reshape(x, tf.constant(shape)), mode);
    }
    return tf.reshape(x, tf.array(-1, features));
  }

  Operand<TFloat32> encode(Ops tf, Operand<TFloat32> rows, Mode mode) {
    return encoder.call(tf, rows, mode);
  }

  /** The mean squared difference of rows from what is made of their codes, a scalar. */
  Operand<TFloat32> loss(Ops tf, Operand<TFloat32> rows, Operand<TFloat32> codes, Mode mode) {
    return Losses.meanSquaredError().apply(tf, rows, decoder.call(tf, codes, mode));
  }

  /** A layer of the encoder, and the one of the decoder that undoes it. */
  Trackable pair(int layer) {
    Map<String, Trackable> pair = new LinkedHashMap<>();
    pair.put("there", encoder.layers().get(layer));
    pair.put("back", mirror(layer));
    return () -> pair;
  }

  private Layer mirror(int layer) {
    return decoder.layers().get(decoder.layers().size() - 1 - layer);
  }

  /** How well a layer's input is made from its output alone, a scalar. */
  Operand<TFloat32> pairLoss(Ops tf, int layer, Operand<TFloat32> rows, Mode mode) {
    Operand<TFloat32> input = rows;
    for (Layer before : encoder.layers().subList(0, layer)) {
      input = before.call(tf, input, mode);
    }
    Operand<TFloat32> output = encoder.layers().get(layer).call(tf, input, mode);
    return Losses.meanSquaredError().apply(tf, input, mirror(layer).call(tf, output, mode));
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("encoder", encoder);
    children.put("decoder", decoder);
    return children;
  }
}
