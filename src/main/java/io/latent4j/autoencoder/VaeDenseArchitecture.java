package io.latent4j.autoencoder;

import io.latent4j.model.Options;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.layers.Dense;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/**
 * Dense layers, and their mirror image as decoder. Samples of more than one axis are flattened.
 *
 * @param hidden the number of units of each hidden layer of the encoder
 * @param activation that of the hidden layers
 */
public record VaeDenseArchitecture(List<Integer> hidden, ActivationFunction activation)
    implements VaeArchitecture {

  /**
   * Checks the layers.
   *
   * @param hidden at least one, of at least 1 unit each
   * @param activation that of the hidden layers
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public VaeDenseArchitecture {
    hidden = VaeLayers.requireSizes("hidden", "unit", hidden);
    Objects.requireNonNull(activation, "activation");
  }

  /**
   * Hidden layers of ReLU.
   *
   * @param hidden the number of units of each hidden layer of the encoder
   * @return the architecture
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public static VaeDenseArchitecture of(int... hidden) {
    return new VaeDenseArchitecture(
        Arrays.stream(hidden).boxed().toList(), ActivationFunction.RELU);
  }

  /**
   * Chooses the hidden layers.
   *
   * @param hidden the number of units of each hidden layer of the encoder
   * @return the changed architecture
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public VaeDenseArchitecture withHidden(List<Integer> hidden) {
    return Options.with(this, "hidden", hidden);
  }

  /**
   * Chooses the activation of the hidden layers.
   *
   * @param activation the activation; {@link ActivationFunction#RELU} by default
   * @return the changed architecture
   */
  public VaeDenseArchitecture withActivation(ActivationFunction activation) {
    return Options.with(this, "activation", activation);
  }

  /** The options, with {@code kind}, which is {@code dense}. */
  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("kind", "dense");
    options.putAll(VaeArchitecture.super.options());
    return options;
  }

  @Override
  public List<Layer> encoder(Shape input) {
    return VaeLayers.dense(hidden, activation);
  }

  @Override
  public List<Layer> decoder(Shape input) {
    List<Layer> decoder = new ArrayList<>(VaeLayers.dense(VaeLayers.reversed(hidden), activation));
    decoder.add(Dense.of((int) input.size()));
    return decoder;
  }

  @Override
  public Shape input(Shape sample) {
    return Shape.of(sample.size());
  }
}
