package io.latent4j.training.listeners;

import io.latent4j.engine.Device;
import io.latent4j.engine.EagerEngine;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.Epoch;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Writes what happens in training for TensorBoard, which is then started with the folder: {@code
 * tensorboard --logdir run}.
 *
 * <p>As Keras does, what is of the training set goes below {@code train}, what is of the validation
 * set below {@code validation}, each under one tag, so that both are drawn in one diagram: {@code
 * epoch_loss}, {@code epoch_} and the name of each other metric, and {@code epoch_learning_rate},
 * the rate of the step that comes next. The step of an event is the number of the epoch, from 1.
 * Events are on disk after each epoch.
 *
 * <p>Each run makes files of its own. One that resumes another goes on where that was; one that
 * does not should get a new folder, or TensorBoard draws both on top of each other.
 *
 * <pre>{@code
 * trainer.fit(training, validation, options, TensorBoard.of(Path.of("run")).withHistograms(5));
 * }</pre>
 */
public final class TensorBoard implements TrainingListener {
  private static final String VALIDATION = "val_";

  private final Path folder;
  private final Options options;
  private EagerEngine engine;
  private EventFile train;
  private EventFile validation;
  private boolean graphWritten;

  /** What is written beside the metrics; 0 is never. */
  private record Options(
      boolean graph,
      int histogramsEvery,
      int lossEvery,
      Map<String, Function<TrainingRun, float[][][][]>> images) {}

  private TensorBoard(Path folder, Options options) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.options = options;
  }

  /**
   * Writes the metrics, the learning rate and, where training runs as a graph, that.
   *
   * @param folder where to; made if it is missing
   * @return the listener
   */
  public static TensorBoard of(Path folder) {
    return new TensorBoard(folder, new Options(true, 0, 0, Map.of()));
  }

  /**
   * The same, and histograms of the model's float32 variables under their paths, such as {@code
   * layers[0]/kernel}. Numbers that are not finite are left out.
   *
   * @param everyEpochs after how many epochs; at least 1
   * @return the listener
   * @throws IllegalArgumentException if it is less than 1
   */
  public TensorBoard withHistograms(int everyEpochs) {
    checkPositive("everyEpochs", everyEpochs);
    return new TensorBoard(
        folder, new Options(options.graph, everyEpochs, options.lossEvery, options.images));
  }

  /**
   * The same, and the loss of single steps as {@code batch_loss}, by the number of the step over
   * all epochs, from 1.
   *
   * @param everySteps after how many steps; at least 1
   * @return the listener
   * @throws IllegalArgumentException if it is less than 1
   */
  public TensorBoard withStepLoss(int everySteps) {
    checkPositive("everySteps", everySteps);
    return new TensorBoard(
        folder, new Options(options.graph, options.histogramsEvery, everySteps, options.images));
  }

  /**
   * The same, and images after each epoch, such as reconstructions, in {@code train}.
   *
   * @param tag how TensorBoard calls them
   * @param images gives them after an epoch: of shape (n, height, width, channels), with 1, 3 or 4
   *     channels, and values that are clipped to 0 to 1
   * @return the listener
   * @throws IllegalArgumentException if there are images of that tag already, or it is blank
   */
  public TensorBoard withImages(String tag, Function<TrainingRun, float[][][][]> images) {
    if (tag.isBlank()) {
      throw new IllegalArgumentException("tag must not be blank, but is '" + tag + "'");
    }
    Map<String, Function<TrainingRun, float[][][][]>> all = new LinkedHashMap<>(options.images);
    if (all.put(tag, Objects.requireNonNull(images, "images")) != null) {
      throw new IllegalArgumentException("tag must be new, but there is '" + tag + "' already");
    }
    return new TensorBoard(
        folder, new Options(options.graph, options.histogramsEvery, options.lossEvery, all));
  }

  /**
   * The same without the graph, which is some hundred kilobytes.
   *
   * @return the listener
   */
  public TensorBoard withoutGraph() {
    return new TensorBoard(
        folder, new Options(false, options.histogramsEvery, options.lossEvery, options.images));
  }

  private static void checkPositive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1, but is " + value);
    }
  }

  /** Makes the folder now: that it can't be written is better known before the first epoch. */
  @Override
  public void onStart(TrainingRun run) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "folder for TensorBoard must be a folder, but " + folder + " is a file");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": folder for TensorBoard can't be made: " + e, e);
    }
    graphWritten = false;
    engine = EagerEngine.create(EngineOptions.defaults().withThreads(1).withDevice(Device.CPU));
  }

  @Override
  public void onStep(TrainingRun run, int step, double loss) {
    long number = (long) run.epochs().size() * run.stepsPerEpoch() + step;
    if (options.lossEvery > 0 && number % options.lossEvery == 0) {
      train().scalar("batch_loss", number, loss);
    }
  }

  /** Here and not before, since what other listeners do to the learning rate is then done. */
  @Override
  public void onSave(TrainingRun run, Epoch epoch) {
    writeMetrics(epoch);
    writeLearningRates(run, epoch.number());
    if (options.histogramsEvery > 0 && epoch.number() % options.histogramsEvery == 0) {
      run.model()
          .variablesByPath()
          .forEach((path, variable) -> writeHistogram(path, variable, epoch.number()));
    }
    options.images.forEach(
        (tag, source) -> {
          try (TUint8 images = ImageBytes.of(tag, source.apply(run))) {
            train().images(tag, epoch.number(), images);
          }
        });
    if (options.graph && !graphWritten && run.engine() instanceof GraphEngine graph) {
      train().graph(0, graph.definition());
      graphWritten = true;
    }
    train().flush();
    if (validation != null) {
      validation.flush();
    }
  }

  private void writeMetrics(Epoch epoch) {
    epoch
        .metrics()
        .forEach(
            (name, value) -> {
              boolean ofValidation = name.startsWith(VALIDATION);
              EventFile file = ofValidation ? validation() : train();
              String own = ofValidation ? name.substring(VALIDATION.length()) : name;
              file.scalar("epoch_" + own, epoch.number(), value);
            });
  }

  private void writeLearningRates(TrainingRun run, int epoch) {
    run.state()
        .forEach(
            (name, tree) -> {
              if (tree instanceof Optimizer optimizer) {
                String whose = name.equals(Trainer.OPTIMIZER) ? "" : "_of_" + name;
                train().scalar("epoch_learning_rate" + whose, epoch, optimizer.learningRateNow());
              }
            });
  }

  private void writeHistogram(String path, ModelVariable<?> variable, int epoch) {
    if (variable.type() != TFloat32.class) {
      return;
    }
    float[] values = finite(variable.toFloats());
    if (values.length > 0) {
      train().histogram(path.replace('.', '/'), epoch, values);
    }
  }

  private static float[] finite(float... values) {
    int count = 0;
    for (float value : values) {
      if (Float.isFinite(value)) {
        values[count++] = value;
      }
    }
    return Arrays.copyOf(values, count);
  }

  private EventFile train() {
    if (train == null) {
      train = new EventFile(engine, folder.resolve("train"));
    }
    return train;
  }

  private EventFile validation() {
    if (validation == null) {
      validation = new EventFile(engine, folder.resolve("validation"));
    }
    return validation;
  }

  /** Closes the files and frees the engine, also when one of them can't be closed. */
  @Override
  @SuppressWarnings("try") // they are only there to be closed
  public void onClose(TrainingRun run) {
    try (EagerEngine last = engine;
        EventFile second = validation;
        EventFile first = train) {
      engine = null;
      validation = null;
      train = null;
    }
  }
}
