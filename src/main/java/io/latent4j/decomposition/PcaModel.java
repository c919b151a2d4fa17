package io.latent4j.decomposition;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.PairedVariable;
import io.latent4j.engine.SavableModel;
import io.latent4j.engine.Trackable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Principal components that were found, and the maps to and from them.
 *
 * <p>Mean, components, variances and what {@link #inverseTransform(float[][])} returns are on the
 * scale that the samples have after {@link #scaling()}.
 *
 * <p>The variables are {@code mean}, {@code components} and {@code explained_variance}; where the
 * samples are so far from zero that float32 has too few digits for the mean, {@code mean_remainder}
 * has what is missing. A model may be used by several threads; its calculations take turns. After
 * closing, the figures are still there, but nothing can be calculated.
 */
public final class PcaModel implements SavableModel, AutoCloseable {
  private static final int ROWS_OF_SUMMARY = 20;

  private final FittedPca fitted;
  private final Scaling scaling;
  private final double[] mean;
  private final Decomposition decomposition;
  private final GraphEngine engine;
  private final SavedValues saved;
  private final PcaProjection<TFloat32> projection;

  /** For samples so far from zero that float32 has too few digits. */
  private final Optional<PcaProjection<TFloat64>> exact;

  private final CompiledFunction inverse;
  private final Map<SampleRows, CompiledFunction> transforms = new HashMap<>();
  private final Map<SampleRows, CompiledFunction> errors = new HashMap<>();
  private boolean closed;

  PcaModel(
      FittedPca fitted,
      Scaling scaling,
      double[] mean,
      Decomposition decomposition,
      EngineOptions options) {
    this.fitted = fitted;
    this.scaling = scaling;
    this.mean = mean;
    this.decomposition = decomposition;
    this.engine = GraphEngine.create(options);
    boolean inDouble = Digits.areTooFew(fitted.options().center(), mean, decomposition);
    boolean exactMean = inDouble && fitted.options().center() == Center.FEATURE;
    this.saved = new SavedValues(engine, mean, exactMean, decomposition);
    this.projection = PcaProjection.of(fitted.options(), saved);
    this.exact =
        inDouble
            ? Optional.of(
                PcaProjection.of(fitted.options(), new ExactValues(engine, mean, decomposition)))
            : Optional.empty();
    this.inverse =
        engine.function(exact.map(this::inverseFunction).orElseGet(this::inverseFunction));
  }

  private Operand<TFloat32> embedding(Ops tf, Operands in, SampleRows rows) {
    return exact.isPresent()
        ? Cast.to(
            TFloat32.class, tf, exact.get().transform(tf, rows.scaled(tf, in, TFloat64.class)))
        : projection.transform(tf, rows.scaled(tf, in, TFloat32.class));
  }

  private Operand<TFloat32> squaredErrors(Ops tf, Operands in, SampleRows rows) {
    return exact.isPresent()
        ? Cast.to(
            TFloat32.class, tf, exact.get().squaredErrors(tf, rows.scaled(tf, in, TFloat64.class)))
        : projection.squaredErrors(tf, rows.scaled(tf, in, TFloat32.class));
  }

  private ModelFunction inverseFunction(PcaProjection<TFloat64> inDouble) {
    return ModelFunction.of(
        "inverse_transform",
        List.of(InputSpec.floats("embedding", Shape.UNKNOWN_SIZE, componentCount())),
        (tf, in) ->
            Map.of(
                "x",
                Cast.to(
                    TFloat32.class,
                    tf,
                    inDouble.inverseTransform(
                        tf, Cast.to(TFloat64.class, tf, in.floats("embedding"))))));
  }

  private ModelFunction inverseFunction() {
    return ModelFunction.of(
        "inverse_transform",
        List.of(InputSpec.floats("embedding", Shape.UNKNOWN_SIZE, componentCount())),
        (tf, in) -> Map.of("x", projection.inverseTransform(tf, in.floats("embedding"))));
  }

  /**
   * Returns how many components there are.
   *
   * @return the number, K below
   */
  public int componentCount() {
    return decomposition.components().length;
  }

  /**
   * Returns how many features a sample has.
   *
   * @return the number, d below
   */
  public int features() {
    return decomposition.components()[0].length;
  }

  /**
   * Returns the components, the one of the largest variance first.
   *
   * @return a copy, (K, d); the rows are orthonormal
   */
  public float[][] components() {
    return Arrays.stream(decomposition.components())
        .map(PairedVariable::nearest)
        .toArray(float[][]::new);
  }

  /**
   * Returns what was subtracted from the samples.
   *
   * @return a copy: the mean of each feature (d), for {@link Center#SAMPLE} the mean of each sample
   *     of the fit, for {@link Center#NONE} zeros (d)
   */
  public float[] mean() {
    return PairedVariable.nearest(mean);
  }

  /**
   * Returns the variance along each component, with divisor samples - 1.
   *
   * @return a new array (K)
   */
  public float[] explainedVariance() {
    return decomposition.explainedVariance();
  }

  /**
   * Returns which share of the variance of all features lies along each component.
   *
   * @return a new array (K); with all components it adds up to 1
   */
  public float[] explainedVarianceRatio() {
    return decomposition.explainedVarianceRatio();
  }

  /**
   * Returns the singular values of the centred matrix.
   *
   * @return a new array (K)
   */
  public float[] singularValues() {
    return decomposition.singularValues();
  }

  /**
   * Returns how samples are scaled before all else.
   *
   * @return the scaling, found on the samples of the fit
   */
  public Scaling scaling() {
    return scaling;
  }

  /**
   * Returns where the model comes from.
   *
   * @return the options, the seed and the data
   */
  public Provenance provenance() {
    return fitted.provenance();
  }

  /**
   * The solver that was used.
   *
   * @return the solver, never {@link PcaSolver#AUTO}
   */
  public PcaSolver solver() {
    return fitted.solver();
  }

  /**
   * Maps samples to their places along the components.
   *
   * @param samples of as many features as those of the fit, of any type and shape, not yet scaled
   * @return the embedding, (samples, K)
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the model or the samples are closed
   */
  public synchronized float[][] transform(Samples samples) {
    requireUsable(samples);
    CompiledFunction function =
        transforms.computeIfAbsent(
            SampleRows.of(samples, scaling),
            rows ->
                engine.function(
                    "transform",
                    List.of(rows.input()),
                    (tf, in) -> Map.of("embedding", embedding(tf, in, rows))));
    float[][] embedding = new float[samples.count()][];
    SampleRows.callByChunks(
        function,
        samples,
        (first, end, outputs) -> {
          float[][] chunk = OutputArrays.rows(outputs, "embedding");
          System.arraycopy(chunk, 0, embedding, first, chunk.length);
        });
    return embedding;
  }

  /**
   * Maps places along the components back to features.
   *
   * @param embedding (samples, K)
   * @return (samples, d), on the scale after {@link #scaling()}; for {@link Center#SAMPLE} without
   *     the samples' own means, which the embedding does not have
   * @throws IllegalArgumentException if there are no rows, or one is not of K numbers
   * @throws IllegalStateException if the model is closed
   */
  public synchronized float[][] inverseTransform(float[][] embedding) {
    requireOpen();
    float[] flat = flatten(embedding);
    try (TFloat32 tensor =
            TFloat32.tensorOf(
                Shape.of(embedding.length, componentCount()), DataBuffers.of(flat, true, false));
        Outputs outputs = inverse.call(Map.of("embedding", tensor))) {
      return OutputArrays.rows(outputs, "x");
    }
  }

  private float[] flatten(float[][] embedding) {
    if (embedding.length == 0) {
      throw new IllegalArgumentException("embedding must have at least one row");
    }
    int length = componentCount();
    float[] flat = new float[Math.multiplyExact(embedding.length, length)];
    for (int i = 0; i < embedding.length; i++) {
      if (embedding[i].length != length) {
        throw new IllegalArgumentException(
            "rows of the embedding must have %d values, one for each component, but row %d has %d"
                .formatted(length, i, embedding[i].length));
      }
      System.arraycopy(embedding[i], 0, flat, i * length, length);
    }
    return flat;
  }

  /**
   * Returns what is lost when samples are mapped to the components and back.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the mean squared error of one scaled value; for {@link Center#SAMPLE} each sample gets
   *     its own mean back
   * @throws IllegalArgumentException if the number of features differs
   * @throws IllegalStateException if the model or the samples are closed
   */
  public synchronized double reconstructionError(Samples samples) {
    requireUsable(samples);
    CompiledFunction function =
        errors.computeIfAbsent(
            SampleRows.of(samples, scaling),
            rows ->
                engine.function(
                    "squared_errors",
                    List.of(rows.input()),
                    (tf, in) -> Map.of("errors", squaredErrors(tf, in, rows))));
    double[] sum = new double[1];
    SampleRows.callByChunks(
        function,
        samples,
        (first, end, outputs) -> {
          for (float error : outputs.floats("errors")) {
            sum[0] += error;
          }
        });
    return sum[0] / samples.count() / features();
  }

  /**
   * What the model offers when it is saved: {@code transform}, {@code x} to {@code embedding}, and
   * {@code inverse_transform}, {@code embedding} to {@code x}. Here {@code x} is scaled.
   *
   * @return both functions
   */
  @Override
  public List<ModelFunction> functions() {
    return List.of(
        ModelFunction.of(
            "transform",
            List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, features())),
            (tf, in) -> Map.of("embedding", projection.transform(tf, in.floats("x")))),
        inverseFunction());
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
   * @throws IllegalStateException if the model is closed
   */
  @Override
  public Engine engine() {
    requireOpen();
    return engine;
  }

  /**
   * The map to the components as operations, for functions of one's own and for export.
   *
   * @param tf the operations of the model's engine
   * @param x scaled samples, (samples, d)
   * @return the embedding, (samples, K)
   */
  public Operand<TFloat32> transform(Ops tf, Operand<TFloat32> x) {
    return projection.transform(tf, x);
  }

  /**
   * The map back from the components as operations, for functions of one's own and for export.
   *
   * @param tf the operations of the model's engine
   * @param embedding (samples, K)
   * @return scaled samples, (samples, d)
   */
  public Operand<TFloat32> inverseTransform(Ops tf, Operand<TFloat32> embedding) {
    return projection.inverseTransform(tf, embedding);
  }

  private void requireUsable(Samples samples) {
    requireOpen();
    if (samples.features() != features()) {
      throw new IllegalArgumentException(
          "samples must have %d features, as those of the fit, but have %d"
              .formatted(features(), samples.features()));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
  }

  @Override
  public Map<String, Trackable> children() {
    return saved.byName();
  }

  /**
   * Describes the model as a table.
   *
   * @return a line for each of the first components: variance, its share, and the shares added up
   */
  public String summary() {
    StringBuilder text = new StringBuilder(this + "\n");
    text.append("%-9s  %12s  %7s  %9s%n".formatted("component", "variance", "share", "cumulated"));
    float[] variance = explainedVariance();
    float[] ratio = explainedVarianceRatio();
    double cumulated = 0;
    for (int i = 0; i < Math.min(ROWS_OF_SUMMARY, ratio.length); i++) {
      cumulated += ratio[i];
      text.append(
          String.format(
              Locale.ROOT,
              "%-9d  %12.6g  %5.2f %%  %7.2f %%%n",
              i + 1,
              variance[i],
              100 * ratio[i],
              100 * cumulated));
    }
    if (ratio.length > ROWS_OF_SUMMARY) {
      text.append("and %d more%n".formatted(ratio.length - ROWS_OF_SUMMARY));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    double explained = 0;
    for (float ratio : explainedVarianceRatio()) {
      explained += ratio;
    }
    Pca options = fitted.options();
    return String.format(
        Locale.ROOT,
        "PCA of %s (%d x %d): %d component%s, %.1f %% of the variance; solver %s, center %s%s",
        fitted.provenance().data(),
        fitted.samples(),
        fitted.features(),
        componentCount(),
        componentCount() == 1 ? "" : "s",
        100 * explained,
        fitted.solver(),
        options.center(),
        options.whitening() ? ", whitened" : "");
  }

  /** Frees the native memory; closing again does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    engine.close();
  }
}
