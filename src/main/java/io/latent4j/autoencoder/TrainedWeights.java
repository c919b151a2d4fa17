package io.latent4j.autoencoder;

import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.model.Provenance;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Sequential;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/**
 * The weights of a trained autoencoder, and what layers they belong to: enough to build the network
 * or a part of it again.
 *
 * @param architecture the layers
 * @param output the activation of the reconstruction
 * @param input the shape in which samples go in
 * @param variables where the weights are, by path
 * @param scaling how samples are scaled
 * @param provenance where the model comes from
 */
record TrainedWeights(
    Architecture architecture,
    ActivationFunction output,
    Shape input,
    Map<String, ModelVariable<?>> variables,
    Scaling scaling,
    Provenance provenance) {

  Sequential buildEncoder(Engine engine) {
    Sequential encoder = Sequential.of(architecture.encoder(input)).withName("encoder");
    encoder.build(engine, input.prepend(Shape.UNKNOWN_SIZE));
    return encoder;
  }

  AutoencoderNetwork buildNetwork(Engine engine) {
    return new AutoencoderNetwork(engine, architecture, output, input);
  }

  /**
   * Copies the weights to a tree of which each path that is here has the same shape.
   *
   * @throws IllegalArgumentException if a weight has another shape
   */
  void copyTo(Trackable tree) {
    Map<ModelVariable<?>, TType> values = new LinkedHashMap<>();
    try {
      tree.variablesByPath()
          .forEach(
              (path, target) -> {
                ModelVariable<?> source = variables.get(path);
                if (source != null) {
                  values.put(target, source.value());
                }
              });
      Engine.assignAll(values);
    } finally {
      values.values().forEach(TType::close);
    }
  }
}
