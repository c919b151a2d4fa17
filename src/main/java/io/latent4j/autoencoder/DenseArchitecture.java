package io.latent4j.autoencoder;

import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.layers.Dense;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/**
 * Dense layers, and their mirror image as decoder. Samples of more than one axis are flattened.
 *
 * @param layers the number of units of each layer of the encoder; the last layer is the code
 * @param activation that of the hidden layers
 * @param codeActivation that of the code
 */
public record DenseArchitecture(
    List<Integer> layers, ActivationFunction activation, ActivationFunction codeActivation)
    implements Architecture {

  /**
   * Checks the layers.
   *
   * @param layers at least one, of at least 1 unit each
   * @param activation that of the hidden layers
   * @param codeActivation that of the code
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public DenseArchitecture {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(codeActivation, "codeActivation");
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new InvalidOptionException("layers", "must be at least one, but there are none");
    }
    for (int units : layers) {
      if (units < 1) {
        throw new InvalidOptionException(
            "layers", "must have at least 1 unit each, but are " + layers);
      }
    }
  }

  /**
   * ReLU, and a linear code.
   *
   * @param layers the number of units of each layer of the encoder; the last layer is the code
   * @return the architecture
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public static DenseArchitecture of(int... layers) {
    return new DenseArchitecture(
        Arrays.stream(layers).boxed().toList(), ActivationFunction.RELU, ActivationFunction.LINEAR);
  }

  /**
   * Chooses the layers.
   *
   * @param layers the number of units of each layer of the encoder
   * @return the changed architecture
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public DenseArchitecture withLayers(List<Integer> layers) {
    return Options.with(this, "layers", layers);
  }

  /**
   * Chooses the activation of the hidden layers.
   *
   * @param activation the activation; {@link ActivationFunction#RELU} by default
   * @return the changed architecture
   */
  public DenseArchitecture withActivation(ActivationFunction activation) {
    return Options.with(this, "activation", activation);
  }

  /**
   * Chooses the activation of the code.
   *
   * @param codeActivation the activation; {@link ActivationFunction#LINEAR} by default
   * @return the changed architecture
   */
  public DenseArchitecture withCodeActivation(ActivationFunction codeActivation) {
    return Options.with(this, "codeActivation", codeActivation);
  }

  @Override
  public List<Layer> encoder(Shape sample) {
    List<Layer> encoder = new ArrayList<>();
    int last = layers.size() - 1;
    for (int i = 0; i <= last; i++) {
      encoder.add(Dense.of(layers.get(i)).withActivation(i < last ? activation : codeActivation));
    }
    return encoder;
  }

  @Override
  public List<Layer> decoder(Shape sample) {
    List<Layer> decoder = new ArrayList<>();
    for (int i = layers.size() - 2; i >= 0; i--) {
      decoder.add(Dense.of(layers.get(i)).withActivation(activation));
    }
    decoder.add(Dense.of((int) sample.size()));
    return decoder;
  }

  @Override
  public Shape input(Shape sample) {
    return Shape.of(sample.size());
  }
}
