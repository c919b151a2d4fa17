package io.latent4j.autoencoder;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.Optimizers;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingSet;
import io.latent4j.training.listeners.EarlyStopping;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A dense autoencoder: it learns a short code for each sample from which the sample can be
 * reconstructed (Hinton and Salakhutdinov, <i>Reducing the Dimensionality of Data with Neural
 * Networks</i>, 2006).
 *
 * <p>These are its settings; each {@code with} method returns new ones.
 *
 * <pre>{@code
 * Autoencoder autoencoder =
 *     Autoencoder.of(500, 500, 2000, 10).withCodeActivation(SIGMOID).withEpochs(20).withBatchSize(2048);
 * try (AutoencoderModel model = autoencoder.fit(training, validation)) {
 *   float[][] code = model.encode(validation);
 * }
 * }</pre>
 */
public final class Autoencoder {
  /** Epochs without a better validation loss after which training ends. */
  public static final int DEFAULT_PATIENCE = 10;

  private static final int DEFAULT_EPOCHS = 50;
  private static final int DEFAULT_BATCH_SIZE = 256;

  // Changed by nothing but the "with" methods, in a copy that nobody else has seen.
  private List<Integer> units;
  private ActivationFunction activation = ActivationFunction.RELU;
  private ActivationFunction codeActivation = ActivationFunction.LINEAR;
  private Optional<ActivationFunction> outputActivation = Optional.empty();
  private ReconstructionLoss loss = ReconstructionLoss.MSE;
  private String optimizer = "adam";
  private Float learningRate; // null for the optimizer's own
  private int epochs = DEFAULT_EPOCHS;
  private OptionalInt batchSize = OptionalInt.empty();
  private int patience = DEFAULT_PATIENCE;
  private Scaling.Kind scaling = Scaling.Kind.AUTO;

  private Autoencoder() {}

  private Autoencoder copy() {
    Autoencoder copy = new Autoencoder();
    copy.units = units;
    copy.activation = activation;
    copy.codeActivation = codeActivation;
    copy.outputActivation = outputActivation;
    copy.loss = loss;
    copy.optimizer = optimizer;
    copy.learningRate = learningRate;
    copy.epochs = epochs;
    copy.batchSize = batchSize;
    copy.patience = patience;
    copy.scaling = scaling;
    return copy;
  }

  /**
   * Settings for an encoder of dense layers and a decoder that mirrors them: ReLU, a linear code,
   * mean squared error, Adam, 50 epochs of batches of 256, patience 10, images scaled to [0, 1].
   *
   * @param units the number of units of each layer of the encoder; the last layer is the code
   * @return the settings
   * @throws IllegalArgumentException if there is no layer, or one without units
   */
  public static Autoencoder of(int... units) {
    Autoencoder autoencoder = new Autoencoder();
    autoencoder.units = Arrays.stream(units).boxed().toList();
    autoencoder.shape(); // checks the layers
    return autoencoder;
  }

  /**
   * These settings with another activation of the hidden layers.
   *
   * @param activation the activation
   * @return the new settings
   */
  public Autoencoder withActivation(ActivationFunction activation) {
    Autoencoder copy = copy();
    copy.activation = Objects.requireNonNull(activation, "activation");
    return copy;
  }

  /**
   * These settings with another activation of the code.
   *
   * @param codeActivation the activation
   * @return the new settings
   */
  public Autoencoder withCodeActivation(ActivationFunction codeActivation) {
    Autoencoder copy = copy();
    copy.codeActivation = Objects.requireNonNull(codeActivation, "codeActivation");
    return copy;
  }

  /**
   * These settings with another activation of the reconstruction; by default sigmoid with binary
   * cross-entropy, else linear.
   *
   * @param outputActivation the activation
   * @return the new settings
   */
  public Autoencoder withOutputActivation(ActivationFunction outputActivation) {
    Autoencoder copy = copy();
    copy.outputActivation = Optional.of(outputActivation);
    return copy;
  }

  /**
   * These settings with another loss.
   *
   * @param loss the loss
   * @return the new settings
   */
  public Autoencoder withLoss(ReconstructionLoss loss) {
    Autoencoder copy = copy();
    copy.loss = Objects.requireNonNull(loss, "loss");
    return copy;
  }

  /**
   * These settings with another optimizer.
   *
   * @param optimizer its name as in Keras, such as {@code adam}
   * @return the new settings
   * @throws IllegalArgumentException if there is no optimizer of that name
   */
  public Autoencoder withOptimizer(String optimizer) {
    Optimizers.of(optimizer); // checks the name
    Autoencoder copy = copy();
    copy.optimizer = optimizer;
    return copy;
  }

  /**
   * These settings with another learning rate than Keras's default of the optimizer.
   *
   * @param learningRate positive and finite
   * @return the new settings
   * @throws IllegalArgumentException if it is not
   */
  public Autoencoder withLearningRate(float learningRate) {
    if (!(learningRate > 0) || Float.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "learning rate must be positive and finite, but is " + learningRate);
    }
    Autoencoder copy = copy();
    copy.learningRate = learningRate;
    return copy;
  }

  /**
   * These settings with another number of epochs.
   *
   * @param epochs at least 1
   * @return the new settings
   * @throws IllegalArgumentException if it is not positive
   */
  public Autoencoder withEpochs(int epochs) {
    requireAtLeast(1, "epochs", epochs);
    Autoencoder copy = copy();
    copy.epochs = epochs;
    return copy;
  }

  /**
   * These settings with another batch size.
   *
   * @param batchSize at least 1, at most the number of samples
   * @return the new settings
   * @throws IllegalArgumentException if it is not positive
   */
  public Autoencoder withBatchSize(int batchSize) {
    requireAtLeast(1, "batch size", batchSize);
    Autoencoder copy = copy();
    copy.batchSize = OptionalInt.of(batchSize);
    return copy;
  }

  /**
   * These settings with another patience: training ends after so many epochs without a better loss,
   * and the best weights are kept.
   *
   * @param patience at least 1, or 0 to train all epochs and keep the last weights
   * @return the new settings
   * @throws IllegalArgumentException if it is negative
   */
  public Autoencoder withPatience(int patience) {
    requireAtLeast(0, "patience", patience);
    Autoencoder copy = copy();
    copy.patience = patience;
    return copy;
  }

  /**
   * These settings with another scaling of the samples.
   *
   * @param scaling how samples are scaled before they are encoded
   * @return the new settings
   */
  public Autoencoder withScaling(Scaling.Kind scaling) {
    Autoencoder copy = copy();
    copy.scaling = Objects.requireNonNull(scaling, "scaling");
    return copy;
  }

  private static void requireAtLeast(int minimum, String what, int value) {
    if (value < minimum) {
      throw new IllegalArgumentException(
          "%s must be at least %d, but is %d".formatted(what, minimum, value));
    }
  }

  private AutoencoderShape shape() {
    return new AutoencoderShape(
        units, activation, codeActivation, outputActivation.orElse(loss.usualActivation()));
  }

  private Optimizer newOptimizer() {
    return Optimizers.of(optimizer, learningRate);
  }

  /**
   * Trains on samples, without validation.
   *
   * @param samples the samples; more than one axis is flattened
   * @return the trained model, to be closed by the caller
   */
  public AutoencoderModel fit(Samples samples) {
    return fit(samples, null, EngineOptions.defaults());
  }

  /**
   * Trains on samples.
   *
   * @param samples the samples; more than one axis is flattened
   * @param validation other samples to evaluate after each epoch, or null for none
   * @return the trained model, to be closed by the caller
   */
  public AutoencoderModel fit(Samples samples, Samples validation) {
    return fit(samples, validation, EngineOptions.defaults());
  }

  /**
   * Trains on samples.
   *
   * <p>With patience, training ends early and the best weights are kept: best by validation loss
   * or, without validation, by training loss. An interrupt of the thread ends training after the
   * step under way; the model then has the best weights so far.
   *
   * @param samples the samples; more than one axis is flattened
   * @param validation other samples to evaluate after each epoch, or null for none
   * @param engineOptions how to compute
   * @param listeners who follows the training
   * @return the trained model, to be closed by the caller
   * @throws IllegalArgumentException if the numbers of features differ, a batch is larger than the
   *     set, or samples for binary cross-entropy are not between 0 and 1
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  public AutoencoderModel fit(
      Samples samples,
      Samples validation,
      EngineOptions engineOptions,
      TrainingListener... listeners) {
    Scaling fitted = Scaling.fit(samples, scaling);
    checkSamples(samples, validation, fitted);
    TrainingOptions options = TrainingOptions.of(epochs, batchSize(samples));
    try (GraphEngine engine = GraphEngine.create(engineOptions);
        TrainingSet training = TrainingSet.of(samples, fitted);
        TrainingSet held = validation == null ? null : TrainingSet.of(validation, fitted)) {
      AutoencoderNetwork network = new AutoencoderNetwork(engine, shape(), samples.features());
      Trainer trainer =
          Trainer.minimizing(
              engine,
              network,
              newOptimizer(),
              (tf, batch, mode) -> network.loss(tf, batch.samples(), loss, mode));
      History history = trainer.fit(training, held, options, allListeners(listeners, held != null));
      Map<String, Double> figures = new LinkedHashMap<>();
      figures.putAll(trainer.evaluate(training, options.batchSize()));
      if (held != null) {
        figures.put("val_loss", trainer.evaluate(held, options.batchSize()).get("loss"));
      }
      Provenance provenance =
          Provenance.of("autoencoder", options(options.batchSize()), engineOptions, samples)
              .withFigures(figures);
      return AutoencoderModel.of(network, engineOptions, fitted, history, provenance);
    }
  }

  private void checkSamples(Samples samples, Samples validation, Scaling fitted) {
    if (validation != null && validation.features() != samples.features()) {
      throw new IllegalArgumentException(
          "validation samples must have %d features like the training samples, but have %d"
              .formatted(samples.features(), validation.features()));
    }
    if (loss == ReconstructionLoss.BCE) {
      CrossEntropySamples.check("sample", samples, fitted);
      if (validation != null) {
        CrossEntropySamples.check("validation sample", validation, fitted);
      }
    }
  }

  private int batchSize(Samples samples) {
    return batchSize.orElse(Math.min(DEFAULT_BATCH_SIZE, samples.count()));
  }

  private TrainingListener[] allListeners(TrainingListener[] listeners, boolean validates) {
    List<TrainingListener> all = new ArrayList<>();
    if (patience > 0) {
      EarlyStopping stopping = EarlyStopping.of(patience);
      all.add(validates ? stopping : stopping.monitoring("loss"));
    }
    all.addAll(List.of(listeners));
    return all.toArray(new TrainingListener[0]);
  }

  /** The settings by the names of the program's flags. */
  private Map<String, Object> options(int usedBatchSize) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("layers", units.stream().map(String::valueOf).collect(Collectors.joining(",")));
    options.put("activation", activation);
    options.put("code-activation", codeActivation);
    options.put("output-activation", shape().outputActivation());
    options.put("loss", loss);
    options.put("optimizer", optimizer);
    options.put("learning-rate", newOptimizer().config().get("learning_rate"));
    options.put("epochs", epochs);
    options.put("batch", usedBatchSize);
    options.put("patience", patience);
    options.put("scale", scaling);
    return options;
  }

  @Override
  public String toString() {
    return "Autoencoder" + options(batchSize.orElse(DEFAULT_BATCH_SIZE));
  }
}
