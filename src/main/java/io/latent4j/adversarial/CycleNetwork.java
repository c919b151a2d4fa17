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

/** Two generators that translate to and fro, and a discriminator at each end. */
final class CycleNetwork implements Trackable {
  private final Shape sample;
  private final GanLoss loss;
  private final ActivationFunction toActivation;
  private final ActivationFunction fromActivation;
  private final Sequential generator;
  private final Sequential inverseGenerator;
  private final Sequential discriminator;
  private final Sequential inverseDiscriminator;

  CycleNetwork(
      Engine engine,
      CycleGan options,
      Shape sample,
      ActivationFunction toActivation,
      ActivationFunction fromActivation) {
    this.sample = sample;
    this.loss = options.loss();
    this.toActivation = toActivation;
    this.fromActivation = fromActivation;
    GanArchitecture architecture = options.architecture();
    generator = translator(engine, architecture, fromActivation, toActivation, "generator");
    inverseGenerator =
        translator(engine, architecture, toActivation, fromActivation, "inverse_generator");
    discriminator = discriminator(engine, architecture, toActivation, "discriminator");
    inverseDiscriminator =
        discriminator(engine, architecture, fromActivation, "inverse_discriminator");
  }

  private Sequential translator(
      Engine engine,
      GanArchitecture architecture,
      ActivationFunction from,
      ActivationFunction to,
      String name) {
    List<Layer> layers = centered(from);
    layers.addAll(architecture.translator(sample));
    layers.add(Activation.of(to));
    return built(engine, layers, name);
  }

  private Sequential discriminator(
      Engine engine, GanArchitecture architecture, ActivationFunction of, String name) {
    List<Layer> layers = centered(of);
    layers.addAll(architecture.discriminator(sample, 1));
    return built(engine, layers, name);
  }

  /** Takes values from [0, 1] to where layers work best. */
  private static List<Layer> centered(ActivationFunction activation) {
    List<Layer> layers = new ArrayList<>();
    if (activation == ActivationFunction.SIGMOID) {
      layers.add(Rescaling.of(2, -1));
    }
    return layers;
  }

  private Sequential built(Engine engine, List<Layer> layers, String name) {
    Sequential network = Sequential.of(layers).withName(name);
    network.build(engine, sample.prepend(Shape.UNKNOWN_SIZE));
    return network;
  }

  /** Another network of a way, whose variables can hold the averages of its generator's. */
  Sequential averageOf(Engine engine, GanArchitecture architecture, Sequential of) {
    return of == generator
        ? translator(engine, architecture, fromActivation, toActivation, "average")
        : translator(engine, architecture, toActivation, fromActivation, "inverse_average");
  }

  /** The same, not trained, in another engine. */
  CycleNetwork copyIn(Engine engine, CycleGan options) {
    CycleNetwork copy = new CycleNetwork(engine, options, sample, toActivation, fromActivation);
    copyValuesTo(copy);
    return copy;
  }

  Shape sample() {
    return sample;
  }

  Sequential generator() {
    return generator;
  }

  Sequential inverseGenerator() {
    return inverseGenerator;
  }

  Sequential discriminator() {
    return discriminator;
  }

  Sequential inverseDiscriminator() {
    return inverseDiscriminator;
  }

  /** What a discriminator says, a number for each sample. */
  static Operand<TFloat32> judge(Ops tf, Sequential discriminator, Operand<TFloat32> x) {
    return tf.reshape(discriminator.call(tf, x, Mode.TRAINING), tf.constant(new int[] {-1}));
  }

  /** What the model offers: {@code translate}, {@code translate_back}, {@code discriminate}. */
  List<ModelFunction> functions() {
    return List.of(
        function("translate", "translated", generator),
        function("translate_back", "translated", inverseGenerator),
        function("discriminate", "probability", discriminator));
  }

  private ModelFunction function(String name, String output, Sequential network) {
    InputSpec x = new InputSpec("x", TFloat32.class, sample.prepend(Shape.UNKNOWN_SIZE));
    return ModelFunction.of(name, List.of(x), body(output, network, Mode.INFERENCE))
        .withTraining(body(output, network, Mode.TRAINING));
  }

  private FunctionBody body(String output, Sequential network, Mode mode) {
    return (tf, in) -> {
      Operand<TFloat32> y = network.call(tf, in.floats("x"), mode);
      return Map.of(output, network == discriminator ? loss.probability(tf, y) : y);
    };
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("generator", generator);
    children.put("inverse_generator", inverseGenerator);
    children.put("discriminator", discriminator);
    children.put("inverse_discriminator", inverseDiscriminator);
    return children;
  }
}
