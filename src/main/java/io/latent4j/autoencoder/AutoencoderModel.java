package io.latent4j.autoencoder;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.SavableModel;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Mode;
import io.latent4j.training.History;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A trained autoencoder. Its functions take samples as they are and scale them as it was trained
 * on.
 */
public final class AutoencoderModel implements SavableModel, AutoCloseable {
  private final GraphEngine engine;
  private final AutoencoderNetwork network;
  private final Scaling scaling;
  private final History history;
  private final Provenance provenance;
  private final RowFunction encode;
  private final RowFunction decode;
  private final RowFunction reconstruct;

  private AutoencoderModel(
      GraphEngine engine,
      AutoencoderNetwork network,
      Scaling scaling,
      History history,
      Provenance provenance) {
    this.engine = engine;
    this.network = network;
    this.scaling = scaling;
    this.history = history;
    this.provenance = provenance;
    encode = rowFunction(encodeFunction(), "code", codeSize());
    decode = rowFunction(decodeFunction(), "reconstruction", features());
    reconstruct = rowFunction(reconstructFunction(), "reconstruction", features());
  }

  private RowFunction rowFunction(ModelFunction function, String output, int outputSize) {
    long inputSize = function.inputs().get(0).shape().get(1);
    return new RowFunction(engine.function(function), (int) inputSize, output, outputSize);
  }

  private ModelFunction encodeFunction() {
    return modelFunction("encode", "x", features(), "code", network::encode);
  }

  private ModelFunction decodeFunction() {
    return modelFunction("decode", "code", codeSize(), "reconstruction", network::decode);
  }

  private ModelFunction reconstructFunction() {
    return modelFunction("reconstruct", "x", features(), "reconstruction", network::reconstruct);
  }

  /** Copies a trained network to an engine that holds nothing else. */
  static AutoencoderModel of(
      AutoencoderNetwork trained,
      EngineOptions options,
      Scaling scaling,
      History history,
      Provenance provenance) {
    GraphEngine engine = GraphEngine.create(options);
    try {
      AutoencoderNetwork network =
          new AutoencoderNetwork(engine, trained.shape(), trained.features());
      trained.copyValuesTo(network);
      return new AutoencoderModel(engine, network, scaling, history, provenance);
    } catch (RuntimeException | Error e) {
      engine.close();
      throw e;
    }
  }

  /** One of the network's functions. */
  @FunctionalInterface
  private interface Body {
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> rows, Mode mode);
  }

  private static ModelFunction modelFunction(
      String name, String input, int inputSize, String output, Body body) {
    return ModelFunction.of(
        name,
        List.of(InputSpec.floats(input, Shape.UNKNOWN_SIZE, inputSize)),
        (tf, in) -> Map.of(output, body.apply(tf, in.floats(input), Mode.INFERENCE)));
  }

  /**
   * The number of features of a sample.
   *
   * @return at least 1
   */
  public int features() {
    return network.features();
  }

  /**
   * The number of units of the code.
   *
   * @return at least 1
   */
  public int codeSize() {
    return network.shape().codeSize();
  }

  /**
   * Computes the codes of samples.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the codes, of shape (samples, code)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] encode(Samples samples) {
    return apply(encode, samples);
  }

  /**
   * Reconstructs samples from codes.
   *
   * @param codes the codes, of shape (samples, code)
   * @return the reconstructions, scaled as the training samples were, of shape (samples, features)
   * @throws IllegalArgumentException if the codes are not as long as the model's
   */
  public float[][] decode(float[][] codes) {
    for (int i = 0; i < codes.length; i++) {
      if (codes[i].length != codeSize()) {
        throw new IllegalArgumentException(
            "codes must be of length %d, but code %d is of length %d"
                .formatted(codeSize(), i, codes[i].length));
      }
    }
    return decode.apply(codes.length, (from, to) -> flat(codes, from, to));
  }

  private static float[] flat(float[][] rows, int from, int to) {
    int size = rows[from].length;
    float[] flat = new float[(to - from) * size];
    for (int i = from; i < to; i++) {
      System.arraycopy(rows[i], 0, flat, (i - from) * size, size);
    }
    return flat;
  }

  /**
   * Encodes and decodes samples.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the reconstructions, scaled as the training samples were, of shape (samples, features)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] reconstruct(Samples samples) {
    return apply(reconstruct, samples);
  }

  private float[][] apply(RowFunction function, Samples samples) {
    if (samples.features() != features()) {
      throw new IllegalArgumentException(
          "samples must have %d features, but have %d".formatted(features(), samples.features()));
    }
    ScaledSamples rows = ScaledSamples.of(samples, scaling);
    return function.apply(samples.count(), (from, to) -> rows.rows(from, to - from));
  }

  /**
   * How samples are scaled before they are encoded.
   *
   * @return the scaling
   */
  public Scaling scaling() {
    return scaling;
  }

  /**
   * How training went.
   *
   * @return the epochs
   */
  public History history() {
    return history;
  }

  /**
   * What the weights that were kept give: {@code loss} on the training samples and, if there was
   * validation, {@code val_loss}.
   *
   * @return the figures by name
   */
  public Map<String, Double> figures() {
    return provenance.figures();
  }

  /**
   * Where the model comes from.
   *
   * @return settings, seed, data, versions and figures
   */
  public Provenance provenance() {
    return provenance;
  }

  /**
   * The layers of encoder and decoder with their numbers of parameters, as Keras prints them, the
   * figures, and where the model comes from.
   *
   * @return two tables and some lines
   */
  public String summary() {
    return String.join(
        "\n",
        network.encoder().summary(),
        network.decoder().summary(),
        "%d epochs, %s: %s".formatted(history.epochs().size(), history.end(), figures()),
        provenance.describe());
  }

  @Override
  public Map<String, Trackable> children() {
    return network.children();
  }

  /**
   * What the model offers when it is saved: {@code reconstruct}, {@code x} to {@code
   * reconstruction}, {@code encode}, {@code x} to {@code code}, and {@code decode}, {@code code} to
   * {@code reconstruction}. Here {@code x} is scaled.
   *
   * @return the three functions
   */
  @Override
  public List<ModelFunction> functions() {
    return List.of(reconstructFunction(), encodeFunction(), decodeFunction());
  }

  /**
   * How samples are scaled before they get to the functions.
   *
   * @return {@code preprocessing.json}, which {@link Scaling#fromJson} reads
   */
  @Override
  public Map<String, byte[]> assets() {
    return Map.of("preprocessing.json", scaling.toJson().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The engine of the model, for functions of one's own.
   *
   * @return the engine, which is closed with the model
   */
  @Override
  public Engine engine() {
    return engine;
  }

  /** Frees the native memory; the model can't be used afterwards. */
  @Override
  public void close() {
    engine.close();
  }

  @Override
  public String toString() {
    return "AutoencoderModel[features=%d, layers=%s, data=%s, epochs=%d, %s]"
        .formatted(
            features(),
            network.shape().units(),
            provenance.data(),
            history.epochs().size(),
            figures());
  }
}
