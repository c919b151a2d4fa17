package io.latent4j.decomposition;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Precision;
import io.latent4j.model.Provenance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.IntPredicate;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/**
 * Principal components of samples that come batch by batch, for more than fit into memory. What is
 * kept are the products between features, (d, d) in float64, so the result is that of all samples
 * at once, whatever the batches; nothing is forgotten or approximated. With {@link
 * Centering#SAMPLE} the mean of each sample is kept as well.
 *
 * <pre>{@code
 * try (StreamedSamples table = StreamedSamples.open(file);
 *     IncrementalPca fit = Pca.of(3).incremental()) {
 *   for (int from = 0; from < table.count(); from += 4096) {
 *     int[] rows = IntStream.range(from, Math.min(from + 4096, table.count())).toArray();
 *     try (Samples batch = table.read(rows)) {
 *       fit.add(batch);
 *     }
 *   }
 *   try (PcaModel model = fit.model()) {
 *     System.out.println(model.summary());
 *   }
 * }
 * }</pre>
 *
 * <p>It is used by one thread at a time.
 */
public final class IncrementalPca implements AutoCloseable {
  private static final double PRODUCTS_IN_FLOAT64 = 1L << 31;

  /** From there on, the products of the means would take digits from those around them. */
  private static final double OUTWEIGHING = 1e4;

  private final Pca options;
  private final EngineOptions engineOptions;
  private final GraphEngine engine;
  private final Map<Kind, BatchProducts<?>> products = new HashMap<>();
  private final List<float[]> sampleMeans = new ArrayList<>();
  private final List<String> hashes = new ArrayList<>();
  private final long start = System.nanoTime();
  private Scaling scaling;
  private Scatter scatter;
  private Shape sampleShape;
  private String name;
  private boolean closed;

  /** Of one kind there is one function. */
  private record Kind(SampleRows rows, boolean inFloat64) {}

  /** Begins with a scaling that is found on the first batch, for which its type must suffice. */
  IncrementalPca(Pca options, EngineOptions engineOptions) {
    this.options = options;
    this.engineOptions = engineOptions.withPrecision(Precision.FLOAT32);
    engine = GraphEngine.create(this.engineOptions);
  }

  IncrementalPca(Pca options, Scaling scaling, EngineOptions engineOptions) {
    this(options, engineOptions);
    this.scaling = scaling;
  }

  /**
   * Learns from a batch.
   *
   * @param batch one or more samples, of the same shape and kind of numbers as those before; they
   *     are not needed any more afterwards
   * @return this
   * @throws IllegalArgumentException if the samples have another shape than those before, can't be
   *     scaled as asked for, or have more than 46,340 features
   * @throws IllegalStateException if this or the samples are closed
   */
  public IncrementalPca add(Samples batch) {
    return add(batch, done -> true);
  }

  /** Learns from a batch as long as, told how many of its samples are done, it goes on. */
  IncrementalPca add(Samples batch, IntPredicate goesOn) {
    requireOpen();
    requireSameShape(batch);
    if (scaling == null) {
      scaling = Scaling.fit(batch, options.scale());
    }
    if (scatter == null) {
      scatter = new Scatter(batch.features());
      sampleShape = batch.sampleShape();
      name = batch.name();
    }
    SampleRows rows = SampleRows.of(batch, scaling);
    Kind kind = new Kind(rows, affordsFloat64(batch));
    products.computeIfAbsent(kind, this::function).addTo(scatter, sampleMeans, batch, goesOn);
    hashes.add(batch.hash());
    return this;
  }

  private void requireSameShape(Samples batch) {
    Objects.requireNonNull(batch, "batch");
    if (sampleShape != null && !sampleShape.equals(batch.sampleShape())) {
      throw new IllegalArgumentException(
          "samples must be of shape %s like those before, but %s has %s"
              .formatted(sampleShape, batch.name(), batch.sampleShape()));
    }
    PcaSolver.requireProductsFit(batch.features());
  }

  private static boolean affordsFloat64(Samples batch) {
    return (double) batch.count() * batch.features() * batch.features() <= PRODUCTS_IN_FLOAT64;
  }

  private BatchProducts<?> function(Kind kind) {
    return kind.inFloat64()
        ? new BatchProducts<>(engine, kind.rows(), options.center(), TFloat64.class)
        : new BatchProducts<>(engine, kind.rows(), options.center(), TFloat32.class);
  }

  /**
   * How many samples came so far.
   *
   * @return the number, 0 before the first batch
   */
  public long count() {
    return scatter == null ? 0 : scatter.count();
  }

  /**
   * The components of all samples so far. More batches may follow, and another model then.
   *
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException if there are fewer samples or features than components, or the
   *     samples do not vary at all, or too much for float32
   * @throws IllegalStateException if there are fewer than 2 samples, or this is closed
   */
  public PcaModel model() {
    requireOpen();
    if (count() < 2) {
      throw new IllegalStateException("samples must be at least 2, but are " + count());
    }
    if (count() > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "samples must be at most %d, but are %d".formatted(Integer.MAX_VALUE, count()));
    }
    return model(this::provenance);
  }

  private Provenance provenance(Decomposition found) {
    Map<String, Object> named = new LinkedHashMap<>(options.options());
    named.put("solver", PcaSolver.GRAM.toString());
    return Provenance.of(options.name(), named, engineOptions, name, count(), hashes)
        .withFigures(Components.figures(found, count()))
        .withEnd((System.nanoTime() - start) * 1e-9, false);
  }

  PcaModel model(Function<Decomposition, Provenance> provenance) {
    int count = (int) count();
    int features = (int) sampleShape.size();
    int wanted = options.wanted(count, features);
    Decomposition decomposition =
        options.center() == Centering.FEATURE ? aboutMean(wanted, count) : aboutZero(wanted, count);
    Decomposition kept = options.kept(decomposition);
    return new PcaModel(
        provenance.apply(kept), scaling, mean(count), Components.of(kept), engineOptions);
  }

  private Decomposition aboutMean(int wanted, int count) {
    double total = Variation.require(scatter.trace());
    return Eigenvectors.of(engine, scatter.matrix(), scatter.features(), wanted, total, count);
  }

  private Decomposition aboutZero(int wanted, int count) {
    double meanSquares = scatter.meanSquares();
    double total = Variation.require(scatter.trace() + meanSquares);
    if (meanSquares > OUTWEIGHING * scatter.trace()) {
      double[] mean = scatter.mean();
      Arrays.setAll(mean, j -> Math.sqrt(count) * mean[j]);
      return MeanAndScatter.decompose(engine, scatter.matrix(), mean, wanted, total, count);
    }
    return Eigenvectors.of(
        engine, scatter.matrixAboutZero(), scatter.features(), wanted, total, count);
  }

  private double[] mean(int count) {
    if (options.center() == Centering.FEATURE) {
      return scatter.mean();
    }
    if (options.center() == Centering.NONE) {
      return new double[scatter.features()];
    }
    double[] means = new double[count];
    int at = 0;
    for (float[] some : sampleMeans) {
      for (float mean : some) {
        means[at++] = mean;
      }
    }
    return means;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("incremental PCA is closed");
    }
  }

  @Override
  public String toString() {
    return "incremental PCA: %d samples in %d batches".formatted(count(), hashes.size());
  }

  /** Frees native memory; models that were made stay. Closing twice is harmless. */
  @Override
  public void close() {
    closed = true;
    engine.close();
  }
}
