package io.latent4j.autoencoder;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Layers that give the parameters of each feature's distribution. */
final class VaeDecoder implements Trackable {
  private final Sequential layers;
  private final VaeOutput output;
  private final Optional<ModelVariable<TFloat32>> logVariance;

  VaeDecoder(Engine engine, List<Layer> layers, int inputs, VaeOutput output) {
    this.layers = Sequential.of(layers).withName("decoder");
    this.layers.build(engine, Shape.of(Shape.UNKNOWN_SIZE, inputs));
    this.output = output;
    logVariance =
        output == VaeOutput.GAUSSIAN
            ? Optional.of(
                engine.weight("log_variance", Shape.scalar(), (tf, shape, seed) -> tf.constant(0f)))
            : Optional.empty();
  }

  /** What goes into the output's function, in the shape of samples. */
  Operand<TFloat32> parameters(Ops tf, Operand<TFloat32> codes, Mode mode) {
    return layers.call(tf, codes, mode);
  }

  /** The mean of the output's distribution, in the shape of samples. */
  Operand<TFloat32> mean(Ops tf, Operand<TFloat32> codes, Mode mode) {
    return output.mean(tf, parameters(tf, codes, mode));
  }

  /** Of shape (..., n) for samples (n, features) and parameters (..., n, features). */
  Operand<TFloat32> logLikelihood(Ops tf, Operand<TFloat32> x, Operand<TFloat32> parameters) {
    return output.logLikelihood(
        tf, x, parameters, logVariance.map(variable -> variable.read(tf)).orElse(null));
  }

  String summary() {
    return layers.summary();
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>(layers.children());
    logVariance.ifPresent(variable -> children.put("log_variance", variable));
    return children;
  }
}
