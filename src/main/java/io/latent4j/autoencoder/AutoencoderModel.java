package io.latent4j.autoencoder;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Mode;
import io.latent4j.training.History;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * A trained autoencoder. Its functions take samples as they are and scale them as it was trained
 * on.
 */
public final class AutoencoderModel implements Trackable, AutoCloseable {
  private static final int ROWS_AT_ONCE = 2048;

  private final Engine engine = GraphEngine.create();
  private final AutoencoderShape shape;
  private final int features;
  private final Scaling scaling;
  private final History history;
  private final Map<String, Double> figures;
  private final String settings;
  private final AutoencoderNetwork network;
  private final CompiledFunction encode;
  private final CompiledFunction decode;
  private final CompiledFunction reconstruct;

  AutoencoderModel(
      AutoencoderShape shape,
      int features,
      Scaling scaling,
      History history,
      Map<String, Double> figures,
      String settings) {
    this.shape = shape;
    this.features = features;
    this.scaling = scaling;
    this.history = history;
    this.figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    this.settings = settings;
    network = new AutoencoderNetwork(engine, shape, features);
    encode =
        engine.function(
            "encode",
            List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, features)),
            (tf, in) -> Map.of("code", network.encode(tf, in.floats("x"), Mode.INFERENCE)));
    decode =
        engine.function(
            "decode",
            List.of(InputSpec.floats("code", Shape.UNKNOWN_SIZE, shape.codeSize())),
            (tf, in) ->
                Map.of("reconstruction", network.decode(tf, in.floats("code"), Mode.INFERENCE)));
    reconstruct =
        engine.function(
            "reconstruct",
            List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, features)),
            (tf, in) ->
                Map.of(
                    "reconstruction",
                    network.decode(
                        tf, network.encode(tf, in.floats("x"), Mode.INFERENCE), Mode.INFERENCE)));
  }

  /**
   * The number of features of a sample.
   *
   * @return at least 1
   */
  public int features() {
    return features;
  }

  /**
   * The number of units of the code.
   *
   * @return at least 1
   */
  public int codeSize() {
    return shape.codeSize();
  }

  /**
   * Computes the codes of samples.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the codes, of shape (samples, code)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] encode(Samples samples) {
    return inBatches(encode, "x", "code", scaled(samples), features, codeSize());
  }

  /**
   * Reconstructs samples from codes.
   *
   * @param codes the codes, of shape (samples, code)
   * @return the reconstructions, scaled as the training samples were, of shape (samples, features)
   * @throws IllegalArgumentException if the codes are not as long as the model's
   */
  public float[][] decode(float[][] codes) {
    float[] flat = new float[codes.length * codeSize()];
    for (int i = 0; i < codes.length; i++) {
      if (codes[i].length != codeSize()) {
        throw new IllegalArgumentException(
            "codes must be of length %d, but code %d is of length %d"
                .formatted(codeSize(), i, codes[i].length));
      }
      System.arraycopy(codes[i], 0, flat, i * codeSize(), codeSize());
    }
    return inBatches(decode, "code", "reconstruction", flat, codeSize(), features);
  }

  /**
   * Encodes and decodes samples.
   *
   * @param samples samples with as many features as the model was trained on
   * @return the reconstructions, scaled as the training samples were, of shape (samples, features)
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[][] reconstruct(Samples samples) {
    return inBatches(reconstruct, "x", "reconstruction", scaled(samples), features, features);
  }

  private float[] scaled(Samples samples) {
    if (samples.features() != features) {
      throw new IllegalArgumentException(
          "samples must have %d features, but have %d".formatted(features, samples.features()));
    }
    return scaling.apply(samples.toFloats(), features);
  }

  private static float[][] inBatches(
      CompiledFunction function,
      String input,
      String output,
      float[] rows,
      int inputSize,
      int outputSize) {
    int count = rows.length / inputSize;
    float[][] results = new float[count][];
    for (int from = 0; from < count; from += ROWS_AT_ONCE) {
      int size = Math.min(ROWS_AT_ONCE, count - from);
      try (TFloat32 batch =
              TFloat32.tensorOf(
                  Shape.of(size, inputSize),
                  DataBuffers.of(rows, true, false)
                      .slice((long) from * inputSize, (long) size * inputSize));
          Outputs outputs = function.call(Map.of(input, batch))) {
        float[] values = outputs.floats(output);
        for (int i = 0; i < size; i++) {
          results[from + i] =
              java.util.Arrays.copyOfRange(values, i * outputSize, (i + 1) * outputSize);
        }
      }
    }
    return results;
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
    return figures;
  }

  /**
   * The layers of encoder and decoder with their numbers of parameters, as Keras prints them.
   *
   * @return two tables
   */
  public String summary() {
    return network.encoder().summary() + System.lineSeparator() + network.decoder().summary();
  }

  @Override
  public Map<String, Trackable> children() {
    return network.children();
  }

  /** Frees the native memory; the model can't be used afterwards. */
  @Override
  public void close() {
    engine.close();
  }

  @Override
  public String toString() {
    return "AutoencoderModel[features=%d, code=%d, epochs=%d, %s] of %s"
        .formatted(features, codeSize(), history.epochs().size(), figures, settings);
  }
}
