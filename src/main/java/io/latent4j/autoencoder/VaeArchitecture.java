package io.latent4j.autoencoder;

import io.latent4j.model.Options;
import io.latent4j.nn.Layer;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * What a variational autoencoder is made of, as a value: the layers below the mean and the variance
 * of its encoder, and the layers of its decoder, not yet built. What makes the code of the one and
 * the output of the other is the {@link Vae}'s own.
 *
 * <pre>{@code
 * Vae dense = Vae.of(VaeDenseArchitecture.of(200, 200));
 * Vae convolutional = Vae.of(VaeConvolutionalArchitecture.of(32, 64));
 * }</pre>
 */
public interface VaeArchitecture extends Options {

  /**
   * Makes the layers of an encoder.
   *
   * @param input the shape of what goes in, as {@link #input} gives it
   * @return new layers, at least one, the last of which gives a vector for each sample
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  List<Layer> encoder(Shape input);

  /**
   * Makes the layers of the decoder that belongs to {@link #encoder}.
   *
   * @param input the shape of what goes into the encoder
   * @return new layers, at least one, the last of which gives the parameter of each feature's
   *     distribution, in that shape
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  List<Layer> decoder(Shape input);

  /**
   * In which shape samples go into the encoder.
   *
   * @param sample the shape of a sample as the data have it, without the axis of the samples
   * @return a shape of as many elements
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  Shape input(Shape sample);
}
