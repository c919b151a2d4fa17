package io.latent4j.adversarial;

import io.latent4j.data.ImageShape;
import io.latent4j.data.Scaling;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Trackable;
import io.latent4j.model.Fit;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.nn.Sequential;
import io.latent4j.training.History;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/** A model whose networks were trained against each other. */
abstract class AdversarialModel extends NetworkModel {
  static final String DISCRIMINATE = "discriminate";
  static final String IMAGE_SHAPE = "image_shape";

  private final Optional<Trained> trained;

  /**
   * What is known of a model that was trained here.
   *
   * @param networks those of one way, for the summary
   * @param history how training went
   */
  record Trained(List<Sequential> networks, History history) {}

  AdversarialModel(ModelFunctions functions, Optional<Trained> trained, Provenance provenance) {
    super(functions, provenance);
    this.trained = trained;
  }

  /** The functions of networks that are in an engine which holds nothing else. */
  static ModelFunctions functions(
      GraphEngine engine,
      Trackable network,
      List<ModelFunction> functions,
      Scaling scaling,
      Provenance provenance) {
    return ModelFunctions.of(new SavedNetwork(engine, network, functions, scaling, provenance));
  }

  /**
   * The size of the images that samples are.
   *
   * @return the size; empty if they are no images, or a model of another program does not say
   */
  public final Optional<ImageShape> imageShape() {
    if (provenance().options().get(IMAGE_SHAPE) instanceof List<?> sides && sides.size() == 3) {
      return Optional.of(new ImageShape(side(sides, 0), side(sides, 1), side(sides, 2)));
    }
    if (!functions().has(DISCRIMINATE)) {
      return Optional.empty();
    }
    Shape shape = functions().inputShape(DISCRIMINATE);
    boolean isImage = shape.numDimensions() == 3 && (shape.get(2) == 1 || shape.get(2) == 3);
    return isImage
        ? Optional.of(new ImageShape((int) shape.get(0), (int) shape.get(1), (int) shape.get(2)))
        : Optional.empty();
  }

  private static int side(List<?> sides, int axis) {
    return ((Number) sides.get(axis)).intValue();
  }

  /**
   * How training went, a row each {@linkplain Gan#checkEvery number of steps}: {@code
   * generator_loss}, {@code discriminator_loss}, {@code real} and {@code generated} (the mean
   * probability that the discriminator gives to real and generated samples or, of a critic, its
   * mean value) and {@code diversity} (of generated samples, as a share of that of real ones). In a
   * cycle each is of both ways: losses together, the others meaned, but for the diversity, of which
   * the worse counts; and there is {@code cycle_loss}.
   *
   * @return the epochs
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public final History history() {
    return Fit.known(trained, "history is that").history();
  }

  /**
   * How the two networks stood to each other in the last tenth of training.
   *
   * @return a sentence that reads the {@link #history}
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public final String balance() {
    boolean isCritic = GanLoss.WASSERSTEIN.toString().equals(provenance().options().get("loss"));
    return Balance.read(history(), isCritic);
  }

  /**
   * The layers of the networks with their numbers of parameters, as Keras prints them, of one way
   * in a cycle, the figures, and where the model comes from.
   *
   * @return tables, if the model was trained here, and some lines
   */
  @Override
  public final String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    trained.ifPresent(known -> known.networks().forEach(network -> text.append(network.summary())));
    return text.append(provenance().describe()).toString();
  }
}
