package io.latent4j.autoencoder;

import io.latent4j.model.InvalidOptionException;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Activation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/**
 * The shapes of an autoencoder for samples of a shape, found without building it.
 *
 * @param architecture its layers
 * @param input the shape in which samples go in
 * @param encoder the layers of the encoder, not built
 * @param code the shape of the code
 * @param output the shape of the reconstruction
 */
record Layout(
    Architecture architecture, Shape input, List<Layer> encoder, Shape code, Shape output) {

  static Layout of(Architecture architecture, Shape sample) {
    Shape input = architecture.input(sample);
    List<Layer> encoder = architecture.encoder(input);
    Shape code = after(encoder, input.prepend(Shape.UNKNOWN_SIZE));
    Shape output = after(architecture.decoder(input, encoder), code);
    return new Layout(architecture, input, encoder, code.tail(), output.tail());
  }

  private static Shape after(List<Layer> layers, Shape shape) {
    return Sequential.of(layers).computeOutputShape(shape);
  }

  /** Refuses a decoder that doesn't fit, and sparsity that makes no sense of activities. */
  void check(Autoencoder options) {
    if (!output.equals(input)) {
      throw new InvalidOptionException(
          "architecture",
          "must have a decoder that gives the shape of a sample, %s, but it gives %s"
              .formatted(text(input), text(output)));
    }
    if (options.sparsity().kind() == Sparsity.Kind.KL) {
      activations()
          .forEach(
              name -> {
                if (!ActivationFunction.SIGMOID.toString().equals(name)
                    && !ActivationFunction.HARD_SIGMOID.toString().equals(name)
                    && !ActivationFunction.SOFTMAX.toString().equals(name)) {
                  throw new InvalidOptionException(
                      "sparsity",
                      "must be l1, or the activities that kl counts be from 0 to 1, as those of"
                          + " sigmoid, but their activation is "
                          + name);
                }
              });
    }
  }

  /** The activations of the layers that sparsity counts, where layers say them. */
  private List<String> activations() {
    List<String> names = new ArrayList<>();
    for (Layer layer : encoder) {
      Object name = layer.config().get("activation");
      if (name != null && layer instanceof Activation && !names.isEmpty()) {
        names.set(names.size() - 1, name.toString());
      } else if (name != null) {
        names.add(name.toString());
      }
    }
    return names.size() == 1 ? names : names.subList(Math.min(1, names.size()), names.size());
  }

  List<String> notes() {
    List<String> notes = new ArrayList<>(architecture.notes(input));
    if (code.size() > input.size()) {
      notes.add(
          "a code of %d numbers is larger than a sample of %d, which could simply be copied"
              .formatted(code.size(), input.size()));
    }
    return notes;
  }

  private static String text(Shape shape) {
    return Arrays.toString(shape.asArray());
  }
}
