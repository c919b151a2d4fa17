package io.latent4j.autoencoder;

import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Conv2DTranspose;
import io.latent4j.nn.layers.Cropping2D;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Flatten;
import io.latent4j.nn.layers.Padding;
import io.latent4j.nn.layers.Reshape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/**
 * Convolutions for images of any size with any number of channels. Each convolution of the encoder,
 * 3x3 in strides of 2, halves height and width, an odd one being rounded up; dense layers follow.
 * The decoder mirrors them with transposed convolutions, and crops the row or column that an odd
 * size does not have, so that what comes out is as large as what went in.
 *
 * @param filters the number of filters of each convolution of the encoder
 * @param hidden the number of units of each dense layer of the encoder, which follow
 * @param activation that of the hidden layers
 */
public record VaeConvolutionalArchitecture(
    List<Integer> filters, List<Integer> hidden, ActivationFunction activation)
    implements VaeArchitecture {
  private static final int KERNEL = 3;
  private static final int STRIDE = 2;

  /**
   * Checks the layers.
   *
   * @param filters at least one convolution, of at least 1 filter each
   * @param hidden at least one dense layer, of at least 1 unit each
   * @param activation that of the hidden layers
   * @throws IllegalArgumentException if there are no layers, or one without filters or units
   */
  public VaeConvolutionalArchitecture {
    filters = VaeLayers.requireSizes("filters", "filter", filters);
    hidden = VaeLayers.requireSizes("hidden", "unit", hidden);
    Objects.requireNonNull(activation, "activation");
  }

  /**
   * Convolutions and a dense layer of 512 units, with ReLU.
   *
   * @param filters the number of filters of each convolution of the encoder
   * @return the architecture
   * @throws IllegalArgumentException if there is no convolution, or one without filters
   */
  public static VaeConvolutionalArchitecture of(int... filters) {
    return new VaeConvolutionalArchitecture(
        Arrays.stream(filters).boxed().toList(),
        List.of(Vae.DEFAULT_HIDDEN),
        ActivationFunction.RELU);
  }

  /**
   * Chooses the convolutions.
   *
   * @param filters the number of filters of each convolution of the encoder
   * @return the changed architecture
   * @throws IllegalArgumentException if there is no convolution, or one without filters
   */
  public VaeConvolutionalArchitecture withFilters(List<Integer> filters) {
    return Options.with(this, "filters", filters);
  }

  /**
   * Chooses the dense layers.
   *
   * @param hidden the number of units of each dense layer of the encoder; 512 by default
   * @return the changed architecture
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public VaeConvolutionalArchitecture withHidden(List<Integer> hidden) {
    return Options.with(this, "hidden", hidden);
  }

  /**
   * Chooses the activation of the hidden layers.
   *
   * @param activation the activation; {@link ActivationFunction#RELU} by default
   * @return the changed architecture
   */
  public VaeConvolutionalArchitecture withActivation(ActivationFunction activation) {
    return Options.with(this, "activation", activation);
  }

  /** The options, with {@code kind}, which is {@code convolutional}. */
  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("kind", "convolutional");
    options.putAll(VaeArchitecture.super.options());
    return options;
  }

  @Override
  public List<Layer> encoder(Shape input) {
    List<Layer> encoder = new ArrayList<>();
    for (int count : filters) {
      encoder.add(
          Conv2D.of(count, KERNEL)
              .withStrides(STRIDE)
              .withPadding(Padding.SAME)
              .withActivation(activation));
    }
    encoder.add(Flatten.of());
    encoder.addAll(VaeLayers.dense(hidden, activation));
    return encoder;
  }

  @Override
  public List<Layer> decoder(Shape input) {
    List<Layer> decoder = new ArrayList<>(VaeLayers.dense(VaeLayers.reversed(hidden), activation));
    int last = filters.size() - 1;
    long height = halved(input.get(0), filters.size());
    long width = halved(input.get(1), filters.size());
    long[] smallest = {height, width, filters.get(last)};
    decoder.add(Dense.of((int) (height * width * filters.get(last))).withActivation(activation));
    decoder.add(Reshape.of(smallest));
    for (int i = last; i >= 0; i--) {
      int count = i > 0 ? filters.get(i - 1) : (int) input.get(2);
      decoder.add(
          Conv2DTranspose.of(count, KERNEL)
              .withStrides(STRIDE)
              .withPadding(Padding.SAME)
              .withActivation(i > 0 ? activation : ActivationFunction.LINEAR));
      int tooHigh = (int) (halved(input.get(0), i) % STRIDE);
      int tooWide = (int) (halved(input.get(1), i) % STRIDE);
      if (tooHigh + tooWide > 0) {
        decoder.add(Cropping2D.of(0, tooHigh, 0, tooWide));
      }
    }
    return decoder;
  }

  private static long halved(long size, int times) {
    long halved = size;
    for (int i = 0; i < times; i++) {
      halved = (halved + 1) / STRIDE;
    }
    return halved;
  }

  @Override
  public Shape input(Shape sample) {
    if (sample.numDimensions() != 2 && sample.numDimensions() != 3) {
      throw new InvalidOptionException(
          "kind", "must be dense for samples that are no images, but is convolutional");
    }
    long height = sample.get(0);
    long width = sample.get(1);
    long least = 1L << filters.size();
    if (height < least || width < least) {
      throw new InvalidOptionException(
          "filters",
          "must be so few that images can be halved as often, but are %s for images of %dx%d"
              .formatted(filters, width, height));
    }
    return sample.numDimensions() == 3 ? sample : sample.append(1);
  }
}
