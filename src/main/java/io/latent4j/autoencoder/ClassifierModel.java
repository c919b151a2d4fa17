package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.model.SavedParts;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * A classifier that was trained: {@code predict}, x to probabilities, and with activation maps
 * {@code activation_maps}, x to maps. It takes samples as they are and scales them as it was
 * trained on.
 */
public final class ClassifierModel extends NetworkModel {
  private final Optional<History> history;

  private ClassifierModel(
      ModelFunctions functions, Optional<History> history, Provenance provenance) {
    super(functions, provenance);
    this.history = history;
  }

  /** Copies a trained network to an engine that holds nothing else. */
  static ClassifierModel of(
      EncoderClassifier options,
      ClassifierNetwork trained,
      Shape sample,
      Scaling scaling,
      History history,
      Provenance provenance,
      EngineOptions engineOptions) {
    return GraphEngine.createFor(
        engineOptions,
        engine -> {
          ModelVariable<?> bias = trained.variablesByPath().get("head.bias");
          int classes = (int) bias.shape().get(0);
          ClassifierNetwork network = new ClassifierNetwork(engine, options, sample, classes);
          trained.copyValuesTo(network);
          SavedNetwork saved =
              new SavedNetwork(engine, network, network.functions(), scaling, provenance);
          return new ClassifierModel(ModelFunctions.of(saved), Optional.of(history), provenance);
        });
  }

  /**
   * Loads a classifier that was saved.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static ClassifierModel load(Path folder) {
    return new ClassifierModel(
        SavedParts.functions(
            folder, EncoderClassifier.SYSTEM, EngineOptions.defaults(), Scaling.none()),
        Optional.empty(),
        SavedParts.provenance(folder, EncoderClassifier.SYSTEM));
  }

  @Override
  public int features() {
    return functions().inputSize(ClassifierNetwork.PREDICT);
  }

  /**
   * Tells how likely each class is for each sample.
   *
   * @param samples of as many features as those of the fit
   * @return (samples, classes); each row adds up to 1
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] probabilities(Samples samples) {
    ImageCheck.check(functions(), ClassifierNetwork.PREDICT, samples);
    return apply(ClassifierNetwork.PREDICT, "probabilities", samples);
  }

  /**
   * Finds the most likely class of each sample.
   *
   * @param samples of as many features as those of the fit
   * @return the labels, from 0 on
   * @throws IllegalArgumentException if the number of features differs
   */
  public int[] predict(Samples samples) {
    float[][] probabilities = probabilities(samples);
    int[] labels = new int[probabilities.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = mostLikely(probabilities[row]);
    }
    return labels;
  }

  static int mostLikely(float... probabilities) {
    int best = 0;
    for (int label = 1; label < probabilities.length; label++) {
      best = probabilities[label] > probabilities[best] ? label : best;
    }
    return best;
  }

  /**
   * Measures which share of samples is classified as their labels say.
   *
   * @param samples of as many features as those of the fit, with labels
   * @return from 0 to 1
   * @throws IllegalArgumentException if the number of features differs, or there are no labels
   */
  public double accuracy(Samples samples) {
    int[] truth =
        samples
            .labels()
            .orElseThrow(
                () -> new InvalidOptionException("samples", "must have labels, but have none"));
    int[] found = predict(samples);
    int right = 0;
    for (int row = 0; row < truth.length; row++) {
      right += found[row] == truth[row] ? 1 : 0;
    }
    return right / (double) truth.length;
  }

  /**
   * Tells where in images the classes are to be seen: what each place adds to the scores. Places
   * are those of the last convolution, {@code 2^(convolutions - 1)} pixels wide and high.
   *
   * @param samples images as those of the fit
   * @param labels the class of each image that is looked for, such as what {@link #predict} gives
   * @return (samples, rows, columns)
   * @throws IllegalArgumentException if the number of features differs, there are not as many
   *     labels, a label is no class, or the classifier has no activation maps
   */
  public FloatArray activationMaps(Samples samples, int... labels) {
    if (labels.length != samples.count()) {
      throw new IllegalArgumentException(
          "labels must be as many as samples, %d, but are %d"
              .formatted(samples.count(), labels.length));
    }
    ImageCheck.check(functions(), ClassifierNetwork.MAPS, samples);
    ModelVariable<?> bias = functions().variables().get("head.bias");
    int classes = (int) bias.shape().get(0);
    float[][] all = apply(ClassifierNetwork.MAPS, "maps", samples);
    int places = all[0].length / classes;
    float[] chosen = new float[places * all.length];
    for (int row = 0; row < all.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "labels must be from 0 to %d, but one is %d".formatted(classes - 1, labels[row]));
      }
      for (int place = 0; place < places; place++) {
        chosen[row * places + place] = all[row][place * classes + labels[row]];
      }
    }
    long[] size = mapSize(places);
    return new FloatArray(chosen, Shape.of(all.length, size[0], size[1]));
  }

  /** Each convolution but the last is followed by a pooling that halves sides, rounding up. */
  private long[] mapSize(int places) {
    Shape image = functions().inputShape(ClassifierNetwork.MAPS);
    long height = image.get(0);
    long width = image.get(1);
    while (height * width > places) {
      height = (height + 1) / 2;
      width = (width + 1) / 2;
    }
    return new long[] {height, width};
  }

  /**
   * How training went.
   *
   * @return the epochs
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public History history() {
    return Fit.known(history, "history is that");
  }

  @Override
  public String summary() {
    return this + "\n" + provenance().describe();
  }

  @Override
  public String toString() {
    return "classifier of %s (%d x %d): %s"
        .formatted(provenance().data(), provenance().samples(), features(), figures());
  }
}
