package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Optimizer;
import io.latent4j.nn.Optimizers;
import io.latent4j.training.EarlyStopping;
import io.latent4j.training.History;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  private final Settings settings;

  /** All settings; null where a default depends on the others. */
  private record Settings(
      List<Integer> units,
      ActivationFunction activation,
      ActivationFunction codeActivation,
      ActivationFunction outputActivation,
      ReconstructionLoss loss,
      String optimizer,
      Float learningRate,
      int epochs,
      Integer batchSize,
      int patience,
      Scaling.Kind scaling) {}

  private Autoencoder(Settings settings) {
    this.settings = settings;
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
    List<Integer> layers = Arrays.stream(units).boxed().toList();
    Autoencoder autoencoder =
        new Autoencoder(
            new Settings(
                layers,
                ActivationFunction.RELU,
                ActivationFunction.LINEAR,
                null,
                ReconstructionLoss.MSE,
                "adam",
                null,
                DEFAULT_EPOCHS,
                null,
                DEFAULT_PATIENCE,
                Scaling.Kind.AUTO));
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
    Objects.requireNonNull(activation, "activation");
    return new Autoencoder(
        new Settings(
            settings.units(),
            activation,
            settings.codeActivation(),
            settings.outputActivation(),
            settings.loss(),
            settings.optimizer(),
            settings.learningRate(),
            settings.epochs(),
            settings.batchSize(),
            settings.patience(),
            settings.scaling()));
  }

  /**
   * These settings with another activation of the code.
   *
   * @param codeActivation the activation
   * @return the new settings
   */
  public Autoencoder withCodeActivation(ActivationFunction codeActivation) {
    Objects.requireNonNull(codeActivation, "codeActivation");
    return new Autoencoder(
        new Settings(
            settings.units(),
            settings.activation(),
            codeActivation,
            settings.outputActivation(),
            settings.loss(),
            settings.optimizer(),
            settings.learningRate(),
            settings.epochs(),
            settings.batchSize(),
            settings.patience(),
            settings.scaling()));
  }

  /**
   * These settings with another activation of the reconstruction; by default sigmoid with binary
   * cross-entropy, else linear.
   *
   * @param outputActivation the activation
   * @return the new settings
   */
  public Autoencoder withOutputActivation(ActivationFunction outputActivation) {
    Objects.requireNonNull(outputActivation, "outputActivation");
    return new Autoencoder(
        new Settings(
            settings.units(),
            settings.activation(),
            settings.codeActivation(),
            outputActivation,
            settings.loss(),
            settings.optimizer(),
            settings.learningRate(),
            settings.epochs(),
            settings.batchSize(),
            settings.patience(),
            settings.scaling()));
  }

  /**
   * These settings with another loss.
   *
   * @param loss the loss
   * @return the new settings
   */
  public Autoencoder withLoss(ReconstructionLoss loss) {
    Objects.requireNonNull(loss, "loss");
    return new Autoencoder(
        new Settings(
            settings.units(),
            settings.activation(),
            settings.codeActivation(),
            settings.outputActivation(),
            loss,
            settings.optimizer(),
            settings.learningRate(),
            settings.epochs(),
            settings.batchSize(),
            settings.patience(),
            settings.scaling()));
  }

  /**
   * These settings with another optimizer.
   *
   * @param optimizer its name as in Keras, such as {@code adam}
   * @return the new settings
   * @throws IllegalArgumentException if there is no optimizer of that name
   */
  public Autoencoder withOptimizer(String optimizer) {
    Optimizers.of(optimizer, null); // checks the name
    return new Autoencoder(
        new Settings(
            settings.units(),
            settings.activation(),
            settings.codeActivation(),
            settings.outputActivation(),
            settings.loss(),
            optimizer,
            settings.learningRate(),
            settings.epochs(),
            settings.batchSize(),
            settings.patience(),
            settings.scaling()));
  }

  /**
   * These settings with another learning rate than Keras's default of the optimizer.
   *
   * @param learningRate more than 0
   * @return the new settings
   * @throws IllegalArgumentException if it is not positive
   */
  public Autoencoder withLearningRate(float learningRate) {
    if (!(learningRate > 0) || Float.isInfinite(learningRate)) {
      throw new IllegalArgumentException(
          "learning rate must be more than 0, but is " + learningRate);
    }
    return new Autoencoder(
        new Settings(
            settings.units(),
            settings.activation(),
            settings.codeActivation(),
            settings.outputActivation(),
            settings.loss(),
            settings.optimizer(),
            learningRate,
            settings.epochs(),
            settings.batchSize(),
            settings.patience(),
            settings.scaling()));
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
    return new Autoencoder(
        new Settings(
            settings.units(),
            settings.activation(),
            settings.codeActivation(),
            settings.outputActivation(),
            settings.loss(),
            settings.optimizer(),
            settings.learningRate(),
            epochs,
            settings.batchSize(),
            settings.patience(),
            settings.scaling()));
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
    return new Autoencoder(
        new Settings(
            settings.units(),
            settings.activation(),
            settings.codeActivation(),
            settings.outputActivation(),
            settings.loss(),
            settings.optimizer(),
            settings.learningRate(),
            settings.epochs(),
            batchSize,
            settings.patience(),
            settings.scaling()));
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
    return new Autoencoder(
        new Settings(
            settings.units(),
            settings.activation(),
            settings.codeActivation(),
            settings.outputActivation(),
            settings.loss(),
            settings.optimizer(),
            settings.learningRate(),
            settings.epochs(),
            settings.batchSize(),
            patience,
            settings.scaling()));
  }

  /**
   * These settings with another scaling of the samples.
   *
   * @param scaling how samples are scaled before they are encoded
   * @return the new settings
   */
  public Autoencoder withScaling(Scaling.Kind scaling) {
    Objects.requireNonNull(scaling, "scaling");
    return new Autoencoder(
        new Settings(
            settings.units(),
            settings.activation(),
            settings.codeActivation(),
            settings.outputActivation(),
            settings.loss(),
            settings.optimizer(),
            settings.learningRate(),
            settings.epochs(),
            settings.batchSize(),
            settings.patience(),
            scaling));
  }

  private static void requireAtLeast(int minimum, String what, int value) {
    if (value < minimum) {
      throw new IllegalArgumentException(
          "%s must be at least %d, but is %d".formatted(what, minimum, value));
    }
  }

  private AutoencoderShape shape() {
    return new AutoencoderShape(
        settings.units(),
        settings.activation(),
        settings.codeActivation(),
        settings.outputActivation() == null
            ? settings.loss().usualActivation()
            : settings.outputActivation());
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
   * @throws IllegalArgumentException if the numbers of features differ, or a batch is larger than
   *     the set
   * @throws io.latent4j.training.TrainingDivergedException if the loss becomes NaN or infinite
   */
  public AutoencoderModel fit(
      Samples samples,
      Samples validation,
      EngineOptions engineOptions,
      TrainingListener... listeners) {
    int features = samples.features();
    if (validation != null && validation.features() != features) {
      throw new IllegalArgumentException(
          "validation samples must have %d features like the training samples, but have %d"
              .formatted(features, validation.features()));
    }
    Scaling scaling = Scaling.fit(samples, settings.scaling());
    TrainingOptions options = TrainingOptions.of(settings.epochs(), batchSize(samples));
    try (GraphEngine engine = GraphEngine.create(engineOptions);
        TrainingSet training = TrainingSet.of(samples, scaling);
        TrainingSet held = validation == null ? null : TrainingSet.of(validation, scaling)) {
      AutoencoderNetwork network = new AutoencoderNetwork(engine, shape(), features);
      Optimizer optimizer = Optimizers.of(settings.optimizer(), settings.learningRate());
      Trainer trainer =
          Trainer.minimizing(
              engine,
              network,
              optimizer,
              (tf, batch, mode) ->
                  network.loss(
                      tf,
                      tf.reshape(batch.samples(), tf.constant(new int[] {-1, features})),
                      settings.loss(),
                      mode));
      History history = trainer.fit(training, held, options, allListeners(listeners, held != null));
      Map<String, Double> figures =
          new LinkedHashMap<>(trainer.evaluate(training, options.batchSize()));
      if (held != null) {
        trainer
            .evaluate(held, options.batchSize())
            .forEach((name, value) -> figures.put("val_" + name, value));
      }
      AutoencoderModel model =
          new AutoencoderModel(shape(), features, scaling, history, figures, toString());
      try {
        network.copyValuesTo(model);
      } catch (RuntimeException | Error e) {
        model.close();
        throw e;
      }
      return model;
    }
  }

  private int batchSize(Samples samples) {
    return settings.batchSize() == null
        ? Math.min(DEFAULT_BATCH_SIZE, samples.count())
        : settings.batchSize();
  }

  /** Early stopping first: a checkpoint then holds what it decided on this epoch. */
  private TrainingListener[] allListeners(TrainingListener[] listeners, boolean validates) {
    List<TrainingListener> all = new ArrayList<>();
    if (settings.patience() > 0) {
      EarlyStopping stopping = EarlyStopping.withPatience(settings.patience());
      all.add(validates ? stopping : stopping.monitoring("loss"));
    }
    all.addAll(List.of(listeners));
    return all.toArray(new TrainingListener[0]);
  }

  @Override
  public String toString() {
    return "Autoencoder" + settings.toString().substring("Settings".length());
  }
}
