package io.latent4j.decomposition;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
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
import io.latent4j.engine.Precision;
import io.latent4j.engine.SavableModel;
import io.latent4j.model.Fit;
import io.latent4j.model.Model;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.model.SavedParts;
import java.nio.file.Path;
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
public final class PcaModel implements Model {
  private static final int ROWS_OF_SUMMARY = 20;

  private final Provenance provenance;
  private final Scaling scaling;
  private final double[] mean;
  private final Components found;
  private final Centering center;
  private final boolean whiten;
  private final GraphEngine engine;
  private final SavedValues saved;
  private final PcaProjection<TFloat32> projection;

  /** For samples so far from zero that float32 has too few digits. */
  private final Optional<PcaProjection<TFloat64>> exact;

  private final CompiledFunction inverse;
  private final Map<SampleRows, CompiledFunction> transforms = new HashMap<>();
  private final Map<SampleRows, CompiledFunction> errors = new HashMap<>();
  private boolean closed;

  /** A model whose centering and whitening are the options of its provenance. */
  PcaModel(
      Provenance provenance,
      Scaling scaling,
      double[] mean,
      Components found,
      EngineOptions engineOptions) {
    this.provenance = provenance;
    this.scaling = scaling;
    this.mean = mean;
    this.found = found;
    center = choice("center", Centering.FEATURE);
    whiten = Boolean.TRUE.equals(provenance.options().get("whiten"));
    engine = GraphEngine.create(engineOptions);
    boolean inDouble = Digits.areTooFew(center, mean, found);
    saved = new SavedValues(engine, mean, inDouble && center == Centering.FEATURE, found);
    projection = new PcaProjection<>(center, whiten, saved);
    exact =
        inDouble
            ? Optional.of(new PcaProjection<>(center, whiten, new ExactValues(engine, mean, found)))
            : Optional.empty();
    inverse = engine.function(exact.map(this::inverseFunction).orElseGet(this::inverseFunction));
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

  private <E extends Enum<E>> E choice(String option, E otherwise) {
    Object value = provenance.options().getOrDefault(option, otherwise);
    return Enum.valueOf(otherwise.getDeclaringClass(), value.toString().toUpperCase(Locale.ROOT));
  }

  /**
   * Loads a model that was saved. If it was saved again by Python, which keeps neither options nor
   * scale, it is taken for one that centres by feature and does not whiten, and shares of the
   * variance and singular values are NaN.
   *
   * @param folder the SavedModel, by {@link #save} or saved again by Python
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static PcaModel load(Path folder) {
    return SavedParts.read(folder, Pca.SYSTEM, PcaModel::of);
  }

  private static PcaModel of(SavedParts parts) {
    double[][] vectors = parts.doubles(SavedValues.COMPONENTS, 2).rows();
    double[] mean = parts.doubles(SavedValues.MEAN, 1).values();
    float[] variance = parts.array(SavedValues.EXPLAINED_VARIANCE, 1).values();
    Provenance provenance = parts.provenance();
    boolean bySample = "sample".equals(provenance.options().get("center"));
    if (variance.length != vectors.length || !bySample && mean.length != vectors[0].length) {
      throw parts.broken(
          "a variance for each component and a mean for each feature",
          "%d components of %d features, %d variances, %d means"
              .formatted(vectors.length, vectors[0].length, variance.length, mean.length));
    }
    Components found = Components.of(vectors, variance, provenance.figures(), provenance.samples());
    EngineOptions options = EngineOptions.defaults().withPrecision(Precision.FLOAT32);
    try {
      return new PcaModel(provenance, parts.scaling(), mean, found, options);
    } catch (IllegalArgumentException e) {
      throw parts.broken("options of PCA in assets/provenance.json", e.getMessage());
    }
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
    return found.vectors().length;
  }

  /**
   * Returns how many features a sample has.
   *
   * @return the number, d below
   */
  @Override
  public int features() {
    return found.vectors()[0].length;
  }

  /**
   * Returns the components, the one of the largest variance first.
   *
   * @return a copy, (K, d); the rows are orthonormal
   */
  public float[][] components() {
    return Arrays.stream(found.vectors()).map(PairedVariable::nearest).toArray(float[][]::new);
  }

  /**
   * Returns what was subtracted from the samples.
   *
   * @return a copy: the mean of each feature (d), for {@link Centering#SAMPLE} the mean of each
   *     sample of the fit, for {@link Centering#NONE} zeros (d)
   */
  public float[] mean() {
    return PairedVariable.nearest(mean);
  }

  /**
   * Returns the variance along each component, with divisor samples - 1.
   *
   * @return a copy (K)
   */
  public float[] explainedVariance() {
    return found.explainedVariance().clone();
  }

  /**
   * Returns which share of the variance of all features lies along each component.
   *
   * @return a copy (K); with all components it adds up to 1
   */
  public float[] explainedVarianceRatio() {
    return found.explainedVarianceRatio().clone();
  }

  /**
   * Returns the singular values of the centred matrix.
   *
   * @return a copy (K)
   */
  public float[] singularValues() {
    return found.singularValues().clone();
  }

  @Override
  public Scaling scaling() {
    return scaling;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /**
   * Returns which share of the variance the components explain together.
   *
   * @return from 0 to 1; NaN if the model was saved by another program
   */
  public double explainedVarianceShare() {
    double share = 0;
    for (float ratio : explainedVarianceRatio()) {
      share += ratio;
    }
    return share;
  }

  /**
   * Returns what is subtracted from samples.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return {@link #mean()} or, for {@link Centering#SAMPLE}, the mean of each of these samples
   * @throws IllegalArgumentException if the number of features differs
   */
  public float[] mean(Samples samples) {
    Fit.requireFeatures(features(), samples);
    if (center != Centering.SAMPLE) {
      return mean();
    }
    ScaledSamples rows = ScaledSamples.of(samples, scaling);
    float[] means = new float[samples.count()];
    for (int row = 0; row < means.length; row++) {
      double sum = 0;
      for (float value : rows.row(row)) {
        sum += value;
      }
      means[row] = (float) (sum / samples.features());
    }
    return means;
  }

  /**
   * The solver that was used.
   *
   * @return the solver; {@link PcaSolver#AUTO} only if the model was saved by another program
   */
  public PcaSolver solver() {
    return choice("solver", PcaSolver.AUTO);
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
   * @return (samples, d), on the scale after {@link #scaling()}; for {@link Centering#SAMPLE}
   *     without the samples' own means, which the embedding does not have
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
   * @return the mean squared error of one scaled value; for {@link Centering#SAMPLE} each sample
   *     gets its own mean back
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
   * What is saved offers {@code transform}, {@code x} to {@code embedding}, and {@code
   * inverse_transform}, {@code embedding} to {@code x}. Here {@code x} is scaled.
   */
  @Override
  public synchronized Optional<SavableModel> savable() {
    requireOpen();
    ModelFunction transform =
        ModelFunction.of(
            "transform",
            List.of(InputSpec.floats("x", Shape.UNKNOWN_SIZE, features())),
            (tf, in) -> Map.of("embedding", projection.transform(tf, in.floats("x"))));
    return Optional.of(
        new SavedNetwork(
            engine, saved::byName, List.of(transform, inverseFunction()), scaling, provenance));
  }

  /**
   * The engine of the model, for functions of one's own.
   *
   * @return the engine, which is closed with the model
   * @throws IllegalStateException if the model is closed
   */
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
    Fit.requireFeatures(features(), samples);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the model is closed");
    }
  }

  /** A line for each of the first components: variance, its share, and the shares added up. */
  @Override
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
    return String.format(
        Locale.ROOT,
        "PCA of %s (%d x %d): %d component%s, %.1f %% of the variance; solver %s, center %s%s",
        provenance.data(),
        provenance.samples(),
        features(),
        componentCount(),
        componentCount() == 1 ? "" : "s",
        100 * explained,
        solver(),
        center,
        whiten ? ", whitened" : "");
  }

  /** Frees the native memory; closing again does nothing. */
  @Override
  public synchronized void close() {
    closed = true;
    engine.close();
  }
}
