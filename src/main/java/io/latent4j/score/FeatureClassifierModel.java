package io.latent4j.score;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.model.SavedParts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A trained classifier. Its functions take samples as they are and scale them as it was trained.
 */
public final class FeatureClassifierModel extends NetworkModel {
  private static final String SYSTEM = "classifier";
  private static final String PREDICT = "predict";
  private static final String PROBABILITIES = "probabilities";
  private static final String ENCODE = "encode";
  private static final String CODE = "code";

  private FeatureClassifierModel(ModelFunctions functions, Provenance provenance) {
    super(functions, provenance);
  }

  /** Copies a trained network to an engine that holds nothing else. */
  static FeatureClassifierModel of(
      FeatureClassifierNetwork trained,
      Samples samples,
      Scaling scaling,
      Provenance provenance,
      EngineOptions engineOptions) {
    return GraphEngine.createFor(
        engineOptions,
        engine -> {
          int units = ((Number) provenance.options().get("units")).intValue();
          List<?> classes = (List<?>) provenance.options().get("classes");
          FeatureClassifierNetwork network =
              new FeatureClassifierNetwork(engine, samples, units, classes.size());
          trained.copyValuesTo(network);
          SavedNetwork saved =
              new SavedNetwork(engine, network, network.functions(), scaling, provenance);
          return new FeatureClassifierModel(ModelFunctions.of(saved), provenance);
        });
  }

  /**
   * Loads a model that was saved, here or by Python.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   * @throws IllegalArgumentException see {@link #load(Path, EngineOptions, Scaling)}
   */
  public static FeatureClassifierModel load(Path folder) {
    return load(folder, EngineOptions.defaults(), Scaling.none());
  }

  /**
   * Loads a model that was saved, here or by Python: what it needs are the functions {@code
   * predict}, which gives the probabilities of the classes, and {@code encode}, which gives the
   * features.
   *
   * @param folder the SavedModel
   * @param engine how to compute
   * @param otherwise how samples are scaled if the file does not say
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   * @throws IllegalArgumentException if it has not both functions
   */
  public static FeatureClassifierModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    ModelFunctions functions = SavedParts.functions(folder, SYSTEM, engine, otherwise);
    try {
      functions.inputSize(PREDICT);
      functions.inputSize(ENCODE);
      return new FeatureClassifierModel(functions, SavedParts.provenance(folder, SYSTEM));
    } catch (RuntimeException | Error e) {
      functions.close();
      throw e;
    }
  }

  /**
   * The number of features of a sample.
   *
   * @return at least 1, or -1 if a model of another program takes any number
   */
  @Override
  public int features() {
    return functions().inputSize(ENCODE);
  }

  /**
   * The labels of the classes, in the order of the probabilities.
   *
   * @return ascending; empty if a model of another program does not say
   */
  public int[] classes() {
    return provenance().options().get("classes") instanceof List<?> labels
        ? labels.stream().mapToInt(label -> ((Number) label).intValue()).toArray()
        : new int[0];
  }

  /**
   * What the classifier takes samples for.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the probabilities of the classes, of shape (samples, classes)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] probabilities(Samples samples) {
    return apply(PREDICT, PROBABILITIES, samples);
  }

  /**
   * What the last hidden layer gives.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the features, of shape (samples, units)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] encode(Samples samples) {
    return apply(ENCODE, CODE, samples);
  }

  /**
   * How many samples are of the class that the classifier takes them for.
   *
   * @param samples samples with labels
   * @return the share, from 0 to 1
   * @throws IllegalArgumentException if the number of features differs, or the samples have no
   *     labels
   */
  public double accuracy(Samples samples) {
    int[] classes = classes();
    int[] labels =
        samples
            .labels()
            .orElseThrow(() -> new IllegalArgumentException("samples must have labels"));
    float[][] probabilities = probabilities(samples);
    long right =
        IntStream.range(0, labels.length)
            .filter(
                i -> {
                  int number = ClassFigures.largest(probabilities[i]);
                  return labels[i] == (classes.length == 0 ? number : classes[number]);
                })
            .count();
    return (double) right / labels.length;
  }

  /**
   * The features as a scorer wants them: of rows that are scaled already.
   *
   * @return the features, of use as long as this model is open
   */
  public Features asFeatures() {
    return new Features() {
      @Override
      public String name() {
        return SYSTEM;
      }

      @Override
      public float[][] of(float[][] rows) {
        return functions().apply(ENCODE, CODE, rows);
      }

      @Override
      public Optional<float[][]> classProbabilities(float[][] rows) {
        return Optional.of(functions().apply(PREDICT, PROBABILITIES, rows));
      }
    };
  }

  @Override
  public String summary() {
    return this + "\n" + provenance().describe();
  }

  @Override
  public String toString() {
    return "classifier of %s (%d x %d): %d classes, %s"
        .formatted(
            provenance().data(), provenance().samples(), features(), classes().length, figures());
  }
}
