package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How samples become rows: scaled and, of many features, reduced to their first principal
 * components, or prepared for a metric.
 */
final class ReducedRows implements AutoCloseable {
  private final Scaling scaling;
  private final Optional<PcaModel> pca;
  private final RowMetric metric;

  private ReducedRows(Scaling scaling, Optional<PcaModel> pca, RowMetric metric) {
    this.scaling = scaling;
    this.pca = pca;
    this.metric = metric;
  }

  /** Learns from samples how to reduce them to at most so many features. */
  static ReducedRows of(
      Samples samples,
      Scaling.Kind scale,
      OptionalInt most,
      RowMetric metric,
      EngineOptions engine) {
    Scaling scaling = Scaling.fit(samples, scale);
    if (most.isEmpty() || samples.features() <= most.getAsInt()) {
      return new ReducedRows(scaling, Optional.empty(), metric);
    }
    int kept = Math.min(most.getAsInt(), samples.count());
    PcaModel pca = Pca.of(kept).withScale(scale).fit(samples, FitOptions.of(engine));
    return new ReducedRows(scaling, Optional.of(pca), metric);
  }

  Rows apply(Samples samples) {
    return pca.isPresent() ? reduced(pca.get(), samples) : metric.read(samples, scaling);
  }

  /** Other samples as rows about the same point as those of the fit. */
  Rows others(Samples samples, Rows known) {
    return pca.isPresent()
        ? reduced(pca.get(), samples)
        : metric.prepare(known.others(samples, scaling));
  }

  private static Rows reduced(PcaModel pca, Samples samples) {
    FloatArray reduced = FloatArray.of(samples, pca::transform);
    int columns = reduced.columns();
    return new Rows(reduced.values(), reduced.rowCount(), columns);
  }

  Scaling scaling() {
    return scaling;
  }

  @Override
  public void close() {
    pca.ifPresent(PcaModel::close);
  }
}
