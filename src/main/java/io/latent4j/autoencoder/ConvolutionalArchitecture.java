package io.latent4j.autoencoder;

import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Conv2DTranspose;
import io.latent4j.nn.layers.Cropping2D;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Flatten;
import io.latent4j.nn.layers.MaxPooling2D;
import io.latent4j.nn.layers.Padding;
import io.latent4j.nn.layers.Reshape;
import io.latent4j.nn.layers.UpSampling2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.ndarray.Shape;

/**
 * Convolutions over images: the encoder has 3x3 convolutions, each followed by a max-pooling that
 * halves height and width; the decoder has 3x3 convolutions, each followed by an up-sampling that
 * doubles them, or transposed ones that double them by themselves, and one more that makes the
 * channels. What the last pooling gives, flattened, is the code, or goes through dense layers of
 * which the last is the code.
 *
 * <pre>{@code
 * Architecture images = ConvolutionalArchitecture.of(16, 8, 4).withDecoderFilters(List.of(8, 8, 16));
 * Architecture shortCode = ConvolutionalArchitecture.of(32, 16).withLayers(List.of(64, 10));
 * }</pre>
 *
 * <p>Samples are images of any size with 1 to 4 channels: (height, width) or (height, width,
 * channels). An odd side is rounded up when it is halved. Where doubling gives more than there was,
 * the last hidden convolution of the decoder goes without padding if that makes up for it, as it
 * does for images of 28 x 28 and three poolings; else the reconstruction is cropped at the bottom
 * and on the right, and {@link #notes} says so. Transposed convolutions all have padding, and what
 * they give is cropped at once where the encoder had rounded up. A side of one pixel is neither
 * halved nor doubled.
 *
 * @param filters the number of filters of each convolution of the encoder
 * @param decoderFilters as many numbers for the decoder; if empty, those of the encoder in reverse
 * @param upSampling how the decoder doubles height and width
 * @param layers the units of dense layers that make the code; if empty, there are none
 * @param activation that of the convolutions and of dense layers but the last
 * @param codeActivation that of the code, after the last pooling or dense layer
 * @param batchNormalization whether what goes into the activation of a hidden layer is normalized
 * @param dropout the share of the activities of hidden layers that is dropped in training
 */
public record ConvolutionalArchitecture(
    List<Integer> filters,
    List<Integer> decoderFilters,
    UpSampling upSampling,
    List<Integer> layers,
    ActivationFunction activation,
    ActivationFunction codeActivation,
    boolean batchNormalization,
    double dropout)
    implements Architecture {

  /** Images have at most so many channels: colours and transparency. */
  public static final int MOST_CHANNELS = 4;

  private static final int KERNEL = 3;

  /**
   * Checks the options.
   *
   * @param filters at least one, of at least 1 each
   * @param decoderFilters none, or as many as {@code filters}
   * @param upSampling how the decoder doubles height and width
   * @param layers of at least 1 unit each
   * @param activation that of the convolutions
   * @param codeActivation that of the code
   * @param batchNormalization whether hidden layers are normalized
   * @param dropout at least 0 and below 1
   * @throws IllegalArgumentException if a number is out of its range
   */
  public ConvolutionalArchitecture {
    Objects.requireNonNull(upSampling, "upSampling");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(codeActivation, "codeActivation");
    filters = List.copyOf(filters);
    decoderFilters = List.copyOf(decoderFilters);
    layers = List.copyOf(layers);
    if (filters.isEmpty()) {
      throw new InvalidOptionException("filters", "must be at least one, but there are none");
    }
    HiddenLayers.requireUnits("filters", filters);
    HiddenLayers.requireUnits("decoderFilters", decoderFilters);
    HiddenLayers.requireUnits("layers", layers);
    HiddenLayers.requireDropout(dropout);
    Options.require(
        decoderFilters.isEmpty() || decoderFilters.size() == filters.size(),
        "decoderFilters",
        "as many as filters, " + filters.size(),
        decoderFilters.size());
  }

  /**
   * A decoder that mirrors the encoder and repeats pixels, no dense layers, ReLU, and a linear
   * code.
   *
   * @param filters the number of filters of each convolution of the encoder
   * @return the architecture
   * @throws IllegalArgumentException if there are none, or one number is below 1
   */
  public static ConvolutionalArchitecture of(int... filters) {
    return new ConvolutionalArchitecture(
        Arrays.stream(filters).boxed().toList(),
        List.of(),
        UpSampling.NEAREST,
        List.of(),
        ActivationFunction.RELU,
        ActivationFunction.LINEAR,
        false,
        0);
  }

  /**
   * Chooses the filters of the encoder.
   *
   * @param filters their number for each convolution
   * @return the changed architecture
   * @throws IllegalArgumentException if there are none, one number is below 1, or the decoder has
   *     been given another number of convolutions
   */
  public ConvolutionalArchitecture withFilters(List<Integer> filters) {
    return Options.with(this, "filters", filters);
  }

  /**
   * Chooses the filters of the decoder.
   *
   * @param decoderFilters their number for each convolution; those of the encoder in reverse by
   *     default
   * @return the changed architecture
   * @throws IllegalArgumentException if there are not as many as in the encoder
   */
  public ConvolutionalArchitecture withDecoderFilters(List<Integer> decoderFilters) {
    return Options.with(this, "decoderFilters", decoderFilters);
  }

  /**
   * Chooses how the decoder doubles height and width.
   *
   * @param upSampling {@link UpSampling#NEAREST} by default
   * @return the changed architecture
   */
  public ConvolutionalArchitecture withUpSampling(UpSampling upSampling) {
    return Options.with(this, "upSampling", upSampling);
  }

  /**
   * Puts dense layers between the convolutions and the code; the decoder mirrors them.
   *
   * @param layers the number of units of each; the last layer is the code; none by default
   * @return the changed architecture
   * @throws IllegalArgumentException if there is one without units
   */
  public ConvolutionalArchitecture withLayers(List<Integer> layers) {
    return Options.with(this, "layers", layers);
  }

  /**
   * Chooses the activation of the hidden layers.
   *
   * @param activation the activation; {@link ActivationFunction#RELU} by default
   * @return the changed architecture
   */
  public ConvolutionalArchitecture withActivation(ActivationFunction activation) {
    return Options.with(this, "activation", activation);
  }

  /**
   * Chooses the activation of the code.
   *
   * @param codeActivation the activation; {@link ActivationFunction#LINEAR} by default
   * @return the changed architecture
   */
  public ConvolutionalArchitecture withCodeActivation(ActivationFunction codeActivation) {
    return Options.with(this, "codeActivation", codeActivation);
  }

  /**
   * Chooses whether hidden layers, of encoder and decoder, are normalized before their activation.
   *
   * @param batchNormalization false by default
   * @return the changed architecture
   */
  public ConvolutionalArchitecture withBatchNormalization(boolean batchNormalization) {
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
  public ConvolutionalArchitecture withDropout(double dropout) {
    return Options.with(this, "dropout", dropout);
  }

  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>(Architecture.super.options());
    options.put("decoder_filters", resolvedDecoderFilters());
    return options;
  }

  private List<Integer> resolvedDecoderFilters() {
    return decoderFilters.isEmpty() ? reversed(filters) : decoderFilters;
  }

  private static List<Integer> reversed(List<Integer> numbers) {
    List<Integer> reversed = new ArrayList<>(numbers);
    Collections.reverse(reversed);
    return reversed;
  }

  private HiddenLayers hidden() {
    return new HiddenLayers(activation, batchNormalization, dropout);
  }

  private ImageSizes sizes(Shape sample) {
    return ImageSizes.of(sample, filters.size());
  }

  @Override
  public List<Layer> encoder(Shape sample) {
    ImageSizes sizes = sizes(sample);
    List<Layer> encoder = new ArrayList<>();
    for (int count : filters) {
      hidden().add(convolution(count), encoder);
      encoder.add(
          MaxPooling2D.of(sizes.verticalFactor(), sizes.horizontalFactor())
              .withPadding(Padding.SAME));
    }
    encoder.add(Flatten.of());
    if (!layers.isEmpty()) {
      for (int units : layers.subList(0, layers.size() - 1)) {
        hidden().add(units, encoder);
      }
      encoder.add(Dense.of(layers.get(layers.size() - 1)).withActivation(codeActivation));
    } else if (codeActivation != ActivationFunction.LINEAR) {
      encoder.add(Activation.of(codeActivation));
    }
    return encoder;
  }

  private static Conv2D convolution(int filters) {
    return Conv2D.of(filters, KERNEL).withPadding(Padding.SAME);
  }

  @Override
  public List<Layer> decoder(Shape sample) {
    ImageSizes sizes = sizes(sample);
    int last = filters.size() - 1;
    int[] smallest = sizes.after(filters.size());
    List<Layer> decoder = new ArrayList<>();
    if (!layers.isEmpty()) {
      for (int units : reversed(layers.subList(0, layers.size() - 1))) {
        hidden().add(units, decoder);
      }
      hidden().add(smallest[0] * smallest[1] * filters.get(last), decoder);
    }
    decoder.add(Reshape.of(smallest[0], smallest[1], filters.get(last)));
    if (upSampling == UpSampling.TRANSPOSED) {
      addTransposed(sizes, decoder);
    } else {
      addRepeated(sizes, decoder);
    }
    return decoder;
  }

  private void addTransposed(ImageSizes sizes, List<Layer> decoder) {
    for (int i = 0; i < filters.size(); i++) {
      hidden()
          .add(
              Conv2DTranspose.of(resolvedDecoderFilters().get(i), KERNEL)
                  .withStrides(sizes.verticalFactor(), sizes.horizontalFactor())
                  .withPadding(Padding.SAME),
              decoder);
      addCropping(decoder, sizes.surplusOf(filters.size() - 1 - i));
    }
    decoder.add(convolution(sizes.channels()));
  }

  private void addRepeated(ImageSizes sizes, List<Layer> decoder) {
    int last = filters.size() - 1;
    for (int i = 0; i <= last; i++) {
      Conv2D convolution = convolution(resolvedDecoderFilters().get(i));
      hidden()
          .add(
              i == last && sizes.fitsUnpadded()
                  ? convolution.withPadding(Padding.VALID)
                  : convolution,
              decoder);
      decoder.add(UpSampling2D.of(sizes.verticalFactor(), sizes.horizontalFactor()));
    }
    decoder.add(convolution(sizes.channels()));
    addCropping(decoder, sizes.surplus());
  }

  /** Takes away the rows and columns that are there because pooling rounded up. */
  private static void addCropping(List<Layer> decoder, int... surplus) {
    if (surplus[0] > 0 || surplus[1] > 0) {
      decoder.add(Cropping2D.of(0, surplus[0], 0, surplus[1]));
    }
  }

  @Override
  public Shape input(Shape sample) {
    int axes = sample.numDimensions();
    if (axes == 2) {
      return sample.append(1);
    }
    if (axes == 3 && sample.get(2) <= MOST_CHANNELS) {
      return sample;
    }
    throw new InvalidOptionException(
        "samples",
        ("must be images for convolutions, (height, width) or (height, width, 1 to %d channels),"
                + " but are of shape %s")
            .formatted(MOST_CHANNELS, Arrays.toString(sample.asArray())));
  }

  @Override
  public List<String> notes(Shape sample) {
    ImageSizes sizes = sizes(sample);
    int[] surplus = upSampling == UpSampling.TRANSPOSED ? sizes.surplusOf(0) : sizes.surplus();
    return surplus[0] > 0 || surplus[1] > 0
        ? List.of(
            "images of %d x %d come back as %d x %d, and are cropped at the bottom and on the right"
                .formatted(
                    sizes.height(),
                    sizes.width(),
                    sizes.height() + surplus[0],
                    sizes.width() + surplus[1]))
        : List.of();
  }
}
