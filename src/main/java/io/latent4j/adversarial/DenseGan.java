package io.latent4j.adversarial;

import io.latent4j.model.Options;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.layers.Dense;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Dense layers with leaky ReLU, and a discriminator that mirrors the generator. Samples of more
 * than one axis are flattened.
 *
 * @param layers the number of units of each hidden layer of the generator
 */
public record DenseGan(List<Integer> layers) implements GanArchitecture {

  /**
   * Checks the layers.
   *
   * @param layers at least one, of at least 1 unit each
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public DenseGan {
    layers = LayerSizes.checked("layers", layers);
  }

  /**
   * An architecture of these layers.
   *
   * @param layers the number of units of each hidden layer of the generator
   * @return the architecture
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public static DenseGan of(int... layers) {
    return new DenseGan(Arrays.stream(layers).boxed().toList());
  }

  /**
   * Chooses the layers.
   *
   * @param layers the number of units of each hidden layer of the generator
   * @return the changed architecture
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public DenseGan withLayers(List<Integer> layers) {
    return Options.with(this, "layers", layers);
  }

  @Override
  public List<Layer> generator(Shape sample) {
    List<Layer> generator = new ArrayList<>();
    for (int units : layers) {
      generator.add(Dense.of(units).withActivation(ActivationFunction.LEAKY_RELU));
    }
    generator.add(Dense.of(Math.toIntExact(sample.size())));
    return generator;
  }

  @Override
  public List<Layer> discriminator(Shape sample, int outputs) {
    List<Layer> discriminator = new ArrayList<>();
    for (int i = layers.size() - 1; i >= 0; i--) {
      discriminator.add(Dense.of(layers.get(i)).withActivation(ActivationFunction.LEAKY_RELU));
    }
    discriminator.add(Dense.of(outputs));
    return discriminator;
  }

  /** As a generator: its first layer takes whatever there is. */
  @Override
  public List<Layer> translator(Shape sample) {
    return generator(sample);
  }

  @Override
  public Shape input(Shape sample) {
    return Shape.of(sample.size());
  }
}
