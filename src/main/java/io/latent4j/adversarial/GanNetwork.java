package io.latent4j.adversarial;

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
import io.latent4j.nn.layers.Rescaling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A generator and its discriminator, built in one engine. */
final class GanNetwork implements Trackable {
  private final GanDescription description;
  private final GanLoss loss;
  private final Sequential generator;
  private final Sequential discriminator;

  GanNetwork(Engine engine, Gan options, GanDescription description) {
    this.description = description;
    loss = options.loss();
    generator = generator(engine, options, description, "generator");
    List<Layer> layers =
        new ArrayList<>(
            options.architecture().discriminator(description.sample(), description.outputs()));
    if (description.activation() == ActivationFunction.SIGMOID) {
      layers.add(0, Rescaling.of(2, -1)); // from [0, 1] to where layers work best
    }
    discriminator = Sequential.of(layers).withName("discriminator");
    discriminator.build(engine, description.sample().prepend(Shape.UNKNOWN_SIZE));
  }

  /** A generator alone. */
  static Sequential generator(Engine engine, Gan options, GanDescription description, String name) {
    List<Layer> layers = new ArrayList<>(options.architecture().generator(description.sample()));
    layers.add(Activation.of(description.activation()));
    Sequential generator = Sequential.of(layers).withName(name);
    generator.build(engine, Shape.of(Shape.UNKNOWN_SIZE, description.code()));
    return generator;
  }

  GanDescription description() {
    return description;
  }

  Sequential generator() {
    return generator;
  }

  Sequential discriminator() {
    return discriminator;
  }

  /**
   * What the discriminator says of samples, before any activation.
   *
   * @param labels of a conditional GAN, the labels as ones among zeros, (samples, labels)
   * @return a number for each sample
   */
  Operand<TFloat32> judge(Ops tf, Operand<TFloat32> x, Operand<TFloat32> labels) {
    Operand<TFloat32> outputs = discriminator.call(tf, x, Mode.TRAINING);
    return description.isConditional()
        ? tf.reduceSum(tf.math.mul(outputs, labels), tf.constant(1))
        : tf.reshape(outputs, tf.constant(new int[] {-1}));
  }

  /** What the model offers: {@code generate}, {@code discriminate}. */
  List<ModelFunction> functions() {
    InputSpec latent = InputSpec.floats("latent", Shape.UNKNOWN_SIZE, description.code());
    InputSpec x =
        new InputSpec("x", TFloat32.class, description.sample().prepend(Shape.UNKNOWN_SIZE));
    return List.of(
        ModelFunction.of("generate", List.of(latent), generating(Mode.INFERENCE))
            .withTraining(generating(Mode.TRAINING)),
        ModelFunction.of("discriminate", List.of(x), discriminating(Mode.INFERENCE))
            .withTraining(discriminating(Mode.TRAINING)));
  }

  private FunctionBody generating(Mode mode) {
    return (tf, in) -> Map.of("generated", generator.call(tf, in.floats("latent"), mode));
  }

  private FunctionBody discriminating(Mode mode) {
    return (tf, in) ->
        Map.of("probability", loss.probability(tf, discriminator.call(tf, in.floats("x"), mode)));
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("generator", generator);
    children.put("discriminator", discriminator);
    return children;
  }
}
