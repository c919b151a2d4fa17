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
 * @param tied whether the decoder uses the encoder's kernels, transposed, with biases of its own
 * @param batchNormalization whether what goes into the activation of a hidden layer is normalized
 * @param dropout the share of the activities of hidden layers that is dropped in training
 */
public record DenseArchitecture(
    List<Integer> layers,
    ActivationFunction activation,
    ActivationFunction codeActivation,
    boolean tied,
    boolean batchNormalization,
    double dropout)
    implements Architecture {

  /**
   * Checks the layers.
   *
   * @param layers at least one, of at least 1 unit each
   * @param activation that of the hidden layers
   * @param codeActivation that of the code
   * @param tied whether the decoder uses the encoder's kernels
   * @param batchNormalization whether hidden layers are normalized
   * @param dropout at least 0 and below 1
   * @throws IllegalArgumentException if there is no layer, or one without units, or the dropout is
   *     out of its range
   */
  public DenseArchitecture {
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(codeActivation, "codeActivation");
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new InvalidOptionException("layers", "must be at least one, but there are none");
    }
    HiddenLayers.requireUnits("layers", layers);
    HiddenLayers.requireDropout(dropout);
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
        Arrays.stream(layers).boxed().toList(),
        ActivationFunction.RELU,
        ActivationFunction.LINEAR,
        false,
        false,
        0);
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

  /**
   * Chooses whether the decoder uses the encoder's kernels, transposed: half the weights, which are
   * not at liberty to grow in one half and shrink in the other.
   *
   * @param tied false by default
   * @return the changed architecture
   */
  public DenseArchitecture withTied(boolean tied) {
    return Options.with(this, "tied", tied);
  }

  /**
   * Chooses whether hidden layers, of encoder and decoder, are normalized before their activation.
   *
   * @param batchNormalization false by default
   * @return the changed architecture
   */
  public DenseArchitecture withBatchNormalization(boolean batchNormalization) {
    return Options.with(this, "batchNormalization", batchNormalization);
  }

  /**
   * Chooses which share of the activities of hidden layers, of encoder and decoder, is dropped in
   * training.
   *
   * @param dropout at least 0 and below 1; 0 by default
   * @return the changed architecture
   * @throws IllegalArgumentException if it is out of its range
   */
  public DenseArchitecture withDropout(double dropout) {
    return Options.with(this, "dropout", dropout);
  }

  private HiddenLayers hidden() {
    return new HiddenLayers(activation, batchNormalization, dropout);
  }

  @Override
  public List<Layer> encoder(Shape sample) {
    List<Layer> encoder = new ArrayList<>();
    int last = layers.size() - 1;
    for (int units : layers.subList(0, last)) {
      hidden().add(units, encoder);
    }
    encoder.add(Dense.of(layers.get(last)).withActivation(codeActivation));
    return encoder;
  }

  @Override
  public List<Layer> decoder(Shape sample) {
    if (tied) {
      throw new IllegalStateException("a tied decoder is made for an encoder");
    }
    List<Layer> decoder = new ArrayList<>();
    for (int i = layers.size() - 2; i >= 0; i--) {
      hidden().add(layers.get(i), decoder);
    }
    decoder.add(Dense.of((int) sample.size()));
    return decoder;
  }

  @Override
  public List<Layer> decoder(Shape sample, List<Layer> encoder) {
    if (!tied) {
      return decoder(sample);
    }
    List<Dense> back = new ArrayList<>();
    for (Layer layer : encoder) {
      if (layer instanceof Dense dense) {
        back.add(0, dense);
      }
    }
    List<Layer> decoder = new ArrayList<>();
    int last = back.size() - 1;
    for (int i = 0; i < last; i++) {
      hidden().add(TiedDense.to(back.get(i), layers.get(last - 1 - i)), decoder);
    }
    decoder.add(TiedDense.to(back.get(last), (int) sample.size()));
    return decoder;
  }

  @Override
  public Shape input(Shape sample) {
    return Shape.of(sample.size());
  }
}
