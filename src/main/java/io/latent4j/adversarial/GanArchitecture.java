package io.latent4j.adversarial;

import io.latent4j.model.Options;
import io.latent4j.nn.Layer;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * What the two networks of a GAN are made of, as a value: layers, not yet built.
 *
 * <pre>{@code
 * Gan gan = Gan.of(ConvolutionalGan.of(128, 64));
 * }</pre>
 */
public interface GanArchitecture extends Options {

  /**
   * Makes the layers of a generator.
   *
   * @param sample the shape of a sample as {@link #input} gives it
   * @return new layers, from latent values to samples; what the last one gives goes through the
   *     output activation, which is the GAN's own
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  List<Layer> generator(Shape sample);

  /**
   * Makes the layers of a discriminator.
   *
   * @param sample the shape of a sample as {@link #input} gives it
   * @param outputs how many numbers it gives for a sample: one or, of a conditional GAN, one for
   *     each label
   * @return new layers, whose last gives these numbers without an activation
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  List<Layer> discriminator(Shape sample, int outputs);

  /**
   * Makes the layers of a generator that takes samples, not latent values: it translates.
   *
   * @param sample the shape of a sample as {@link #input} gives it
   * @return new layers, from samples to samples; what the last one gives goes through the output
   *     activation
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  List<Layer> translator(Shape sample);

  /**
   * In which shape samples go into the discriminator and come from the generator.
   *
   * @param sample the shape of a sample as the data have it; of images height, width, channels
   * @return a shape of as many elements
   * @throws IllegalArgumentException if samples of that shape won't do
   */
  Shape input(Shape sample);
}
