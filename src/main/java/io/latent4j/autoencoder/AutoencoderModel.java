package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.model.Fit;
import io.latent4j.model.FloatArray;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.NetworkModel;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.model.SavedParts;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * A trained autoencoder. Its functions take samples as they are and scale them as it was trained
 * on.
 */
public final class AutoencoderModel extends NetworkModel {
  static final String SYSTEM = "autoencoder";
  private static final int CHUNK_VALUES = 1 << 22;

  private final Optional<AutoencoderNetwork> network;
  private final Optional<History> history;
  private final Optional<Architecture> architecture;
  private final EngineOptions engine;

  private AutoencoderModel(
      ModelFunctions functions,
      Optional<AutoencoderNetwork> network,
      Optional<History> history,
      Optional<Architecture> architecture,
      Provenance provenance,
      EngineOptions engine) {
    super(functions, provenance);
    this.network = network;
    this.history = history;
    this.architecture = architecture;
    this.engine = engine;
  }

  /** Copies a trained network to an engine that holds nothing else. */
  static AutoencoderModel of(
      Autoencoder options,
      AutoencoderNetwork trained,
      Shape sample,
      Scaling scaling,
      History history,
      Provenance provenance,
      EngineOptions engineOptions) {
    return GraphEngine.createFor(
        engineOptions,
        engine -> {
          AutoencoderNetwork network = new AutoencoderNetwork(engine, options, sample);
          trained.copyValuesTo(network);
          SavedNetwork saved =
              new SavedNetwork(engine, network, network.functions(), scaling, provenance);
          return new AutoencoderModel(
              ModelFunctions.of(saved),
              Optional.of(network),
              Optional.of(history),
              Optional.of(options.architecture()),
              provenance,
              engineOptions);
        });
  }

  /**
   * Loads a model that was saved, here or by Python: what it needs are the functions {@code encode}
   * and {@code reconstruct}.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static AutoencoderModel load(Path folder) {
    return load(folder, EngineOptions.defaults(), Scaling.none());
  }

  /**
   * Loads a model that was saved.
   *
   * @param folder the SavedModel
   * @param engine how to compute
   * @param otherwise how samples are scaled if the file does not say
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static AutoencoderModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    Provenance provenance = SavedParts.provenance(folder, SYSTEM);
    return new AutoencoderModel(
        SavedParts.functions(folder, SYSTEM, engine, otherwise),
        Optional.empty(),
        Optional.empty(),
        SavedArchitecture.of(provenance.options()),
        provenance,
        engine);
  }

  /**
   * The number of features of a sample.
   *
   * @return at least 1, or -1 if a model of another program takes any number
   */
  @Override
  public int features() {
    return functions().inputSize("encode");
  }

  /**
   * The number of units of the code.
   *
   * @return at least 1
   * @throws IllegalArgumentException if a model of another program has no function {@code decode}
   */
  public int codeSize() {
    return functions().inputSize("decode");
  }

  /**
   * Computes the codes of samples.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the codes, of shape (samples, code)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] encode(Samples samples) {
    ImageCheck.check(functions(), "encode", samples);
    return apply("encode", "code", samples);
  }

  /**
   * Reconstructs samples from codes.
   *
   * @param codes the codes, of shape (samples, code), at least one
   * @return the reconstructions, scaled as the training samples were, of shape (samples, features)
   * @throws IllegalArgumentException if the codes are not as long as the model's
   */
  public float[][] decode(float[][] codes) {
    return functions().apply("decode", "reconstruction", codes);
  }

  /**
   * Encodes and decodes samples.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the reconstructions, scaled as the training samples were, of shape (samples, features)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] reconstruct(Samples samples) {
    ImageCheck.check(functions(), "reconstruct", samples);
    return apply("reconstruct", "reconstruction", samples);
  }

  /**
   * Measures how far samples are from their reconstructions.
   *
   * @param samples samples with as many features as the model was trained on
   * @param loss how to compare them
   * @return the mean over samples and features
   * @throws IllegalArgumentException if the number of features differs
   */
  public double meanLoss(Samples samples, ReconstructionLoss loss) {
    double sum = 0;
    int at = 0;
    int chunk = Math.max(1, CHUNK_VALUES / samples.features());
    ScaledSamples scaled = ScaledSamples.of(samples, scaling());
    while (at < samples.count()) {
      int end = Math.min(samples.count(), at + chunk);
      try (Samples some = samples.rows(at, end)) {
        float[] truth = scaled.rows(at, end - at);
        sum += loss.sum(truth, reconstruct(some));
      }
      at = end;
    }
    return sum / ((double) samples.count() * samples.features());
  }

  /**
   * The encoder as a model of its own, which holds copies of its weights.
   *
   * @return the model, to be closed by the caller
   * @throws IllegalStateException if the model was loaded and its layers are not known: those of
   *     another program, or an architecture that is not the library's
   */
  public EncoderModel encoder() {
    TrainedWeights weights = weights();
    return new EncoderModel(NetworkPart.encoder(weights, engine), provenance());
  }

  /**
   * The decoder as a model of its own, which holds copies of its weights.
   *
   * @return the model, to be closed by the caller
   * @throws IllegalStateException if the model was loaded and its layers are not known: those of
   *     another program, or an architecture that is not the library's
   */
  public DecoderModel decoder() {
    TrainedWeights weights = weights();
    return new DecoderModel(NetworkPart.decoder(weights, engine), provenance());
  }

  /**
   * The layers of the model.
   *
   * @return the architecture; empty if the model was loaded and its layers are not known: those of
   *     another program, or an architecture that is not the library's
   */
  public Optional<Architecture> architecture() {
    return architecture;
  }

  /**
   * What the units of the first layer look for, one filter after the other: of a dense layer its
   * weights by feature, of a convolution its kernels.
   *
   * @return (units, features), or (filters, height, width, channels)
   * @throws IllegalStateException if the model has no such variable: it comes from another program
   */
  public FloatArray filters() {
    ModelVariable<?> kernel = functions().variables().get("encoder.layers[0].kernel");
    if (kernel == null) {
      throw new IllegalStateException("the model has no variable encoder.layers[0].kernel");
    }
    long[] shape = kernel.shape().asArray();
    int units = (int) shape[shape.length - 1];
    float[] values = kernel.toFloats();
    int size = values.length / units;
    float[] filters = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      filters[i % units * size + i / units] = values[i];
    }
    return new FloatArray(filters, Shape.of(shape).take(shape.length - 1).prepend(units));
  }

  /** What it takes to build the network again. */
  TrainedWeights weights() {
    Architecture layers =
        architecture.orElseThrow(
            () ->
                new IllegalStateException(
                    "the layers of this model must be known, but it was loaded, and its file does"
                        + " not say an architecture of the library"));
    Object output = provenance().options().get("output_activation");
    return new TrainedWeights(
        layers,
        ActivationFunction.of(String.valueOf(output)),
        functions().inputShape("encode"),
        functions().variables(),
        scaling(),
        provenance());
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

  /**
   * The layers of encoder and decoder with their numbers of parameters, as Keras prints them, the
   * figures, and where the model comes from.
   *
   * @return two tables, if the model was trained here, and some lines
   */
  @Override
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    network.ifPresent(
        net ->
            text.append(net.encoder().summary())
                .append('\n')
                .append(net.decoder().summary())
                .append('\n'));
    history.ifPresent(went -> text.append(went.summary(figures())).append('\n'));
    return text.append(provenance().describe()).toString();
  }

  @Override
  public String toString() {
    Map<String, Object> options = provenance().options();
    return "autoencoder of %s (%d x %d): %slayers %s, %s"
        .formatted(
            provenance().data(),
            provenance().samples(),
            features(),
            options.containsKey("filters") ? "filters " + options.get("filters") + ", " : "",
            options.getOrDefault("layers", "of another program"),
            figures());
  }
}
