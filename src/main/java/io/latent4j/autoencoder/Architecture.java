package io.latent4j.autoencoder;

import io.latent4j.model.Options;
import io.latent4j.nn.Layer;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * What an autoencoder is made of, as a value: the layers of its encoder and of its decoder, not yet
 * built. The last layer of the encoder gives the code; what the last one of the decoder gives goes
 * through the output activation, which is the autoencoder's own.
 *
 * <pre>{@code
 * Architecture architecture = DenseArchitecture.of(500, 500, 2000, 10);
 * Autoencoder autoencoder = Autoencoder.of(architecture);
 * }</pre>
 */
public interface Architecture extends Options {

  /**
   * Makes the layers of an encoder.
   *
   * @param sample the shape of a sample, without the axis of the samples
   * @return new layers, at least one
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  List<Layer> encoder(Shape sample);

  /**
   * Makes the layers of the decoder that belongs to {@link #encoder}.
   *
   * @param sample the shape of a sample, which is what the last layer gives
   * @return new layers, at least one
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  List<Layer> decoder(Shape sample);

  /**
   * Makes the layers of the decoder that belongs to an encoder, whose weights it may share.
   *
   * @param sample the shape of a sample, which is what the last layer gives
   * @param encoder the layers that {@link #encoder} made for this network
   * @return new layers, at least one; by default those of {@link #decoder(Shape)}
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  default List<Layer> decoder(Shape sample, List<Layer> encoder) {
    return decoder(sample);
  }

  /**
   * In which shape samples go into the encoder.
   *
   * @param sample the shape of a sample as the data have it
   * @return a shape of as many elements
   */
  Shape input(Shape sample);

  /**
   * What whoever trains on samples of a shape should know, though it is no error.
   *
   * @param sample the shape of a sample as {@link #input} gives it
   * @return sentences without a full stop; none by default
   */
  default List<String> notes(Shape sample) {
    return List.of();
  }
}
