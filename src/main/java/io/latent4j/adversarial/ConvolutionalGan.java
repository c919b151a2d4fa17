package io.latent4j.adversarial;

import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.BatchNormalization;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Conv2DTranspose;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Flatten;
import io.latent4j.nn.layers.Padding;
import io.latent4j.nn.layers.Reshape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * Convolutions of 4x4 pixels for images, after Radford et al., <i>Unsupervised Representation
 * Learning with Deep Convolutional Generative Adversarial Networks</i>, 2016. The generator begins
 * with a dense layer of small images with many channels, and each transposed convolution doubles
 * their sides; batch normalization, leaky ReLU. The discriminator mirrors it, without
 * normalization.
 *
 * <p>With two numbers of filters, the sides of the images must be multiples of 4; each further
 * number doubles that.
 *
 * @param filters the number of channels of each layer of the generator but the last, the first of
 *     them for the smallest images
 */
public record ConvolutionalGan(List<Integer> filters) implements GanArchitecture {
  private static final int KERNEL = 4;
  private static final int MIDDLE_KERNEL = 3;
  private static final float MOMENTUM = 0.9f;

  /**
   * Checks the filters.
   *
   * @param filters at least one, of at least 1 each
   * @throws IllegalArgumentException if there is none, or one below 1
   */
  public ConvolutionalGan {
    filters = LayerSizes.checked("filters", filters);
  }

  /**
   * An architecture of these filters.
   *
   * @param filters the number of channels of each layer of the generator but the last
   * @return the architecture
   * @throws IllegalArgumentException if there is none, or one below 1
   */
  public static ConvolutionalGan of(int... filters) {
    return new ConvolutionalGan(Arrays.stream(filters).boxed().toList());
  }

  /**
   * Chooses the filters.
   *
   * @param filters the number of channels of each layer of the generator but the last
   * @return the changed architecture
   * @throws IllegalArgumentException if there is none, or one below 1
   */
  public ConvolutionalGan withFilters(List<Integer> filters) {
    return Options.with(this, "filters", filters);
  }

  @Override
  public List<Layer> generator(Shape sample) {
    long height = sample.get(0) / factor();
    long width = sample.get(1) / factor();
    int first = filters.get(0);
    List<Layer> layers = new ArrayList<>();
    layers.add(Dense.of(Math.toIntExact(height * width * first)).withBias(false));
    layers.add(BatchNormalization.of().withMomentum(MOMENTUM));
    layers.add(Activation.of(ActivationFunction.LEAKY_RELU));
    layers.add(Reshape.of(height, width, first));
    for (int channels : filters.subList(1, filters.size())) {
      layers.add(doubling(channels).withBias(false));
      layers.add(BatchNormalization.of().withMomentum(MOMENTUM));
      layers.add(Activation.of(ActivationFunction.LEAKY_RELU));
    }
    layers.add(doubling((int) sample.get(2)));
    return layers;
  }

  private static Conv2DTranspose doubling(int channels) {
    return Conv2DTranspose.of(channels, KERNEL).withStrides(2).withPadding(Padding.SAME);
  }

  /**
   * One convolution that halves the sides, two of 3x3 pixels, and one that doubles the sides again:
   * what is where in an image is not lost on the way.
   */
  @Override
  public List<Layer> translator(Shape sample) {
    int channels = filters.get(filters.size() - 1);
    List<Layer> layers = new ArrayList<>();
    layers.add(halving(channels));
    for (int i = 0; i < 2; i++) {
      layers.add(
          Conv2D.of(channels, MIDDLE_KERNEL)
              .withPadding(Padding.SAME)
              .withActivation(ActivationFunction.LEAKY_RELU));
    }
    layers.add(doubling((int) sample.get(2)));
    return layers;
  }

  private static Conv2D halving(int channels) {
    return Conv2D.of(channels, KERNEL)
        .withStrides(2)
        .withPadding(Padding.SAME)
        .withActivation(ActivationFunction.LEAKY_RELU);
  }

  @Override
  public List<Layer> discriminator(Shape sample, int outputs) {
    List<Layer> layers = new ArrayList<>();
    for (int i = filters.size() - 1; i >= 0; i--) {
      layers.add(halving(filters.get(i)));
    }
    layers.add(Flatten.of());
    layers.add(Dense.of(outputs));
    return layers;
  }

  @Override
  public Shape input(Shape sample) {
    if (sample.numDimensions() != 3) {
      throw new InvalidOptionException(
          "samples",
          "must be images for a convolutional GAN, but have the shape " + sample.toString());
    }
    if (sample.get(0) % factor() != 0 || sample.get(1) % factor() != 0) {
      throw new InvalidOptionException(
          "samples",
          "must be images whose sides are multiples of %d for %d numbers of filters, but are %d x %d"
              .formatted(factor(), filters.size(), sample.get(0), sample.get(1)));
    }
    return sample;
  }

  private long factor() {
    return 1L << filters.size();
  }
}
