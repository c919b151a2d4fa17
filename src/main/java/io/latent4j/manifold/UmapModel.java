package io.latent4j.manifold;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.SavableModel;
import io.latent4j.model.Fit;
import io.latent4j.model.Model;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedParts;
import io.latent4j.parallel.Workers;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * An embedding by UMAP, among which other samples can be placed: by the samples it shows, which the
 * model keeps then, or, if it is parametric, by a network.
 *
 * <p>A parametric model is saved and loaded, and used by one thread at a time; another holds no
 * native memory and may be used by several.
 */
public final class UmapModel implements Model {
  private static final String SYSTEM = "umap";

  private final Optional<Fitted> fitted;
  private final Optional<ModelFunctions> functions;
  private final Optional<float[][]> embedding;
  private final Scaling scaling;
  private final Provenance provenance;

  /** What places others without a network. */
  record Fitted(Umap options, Rows rows, EngineOptions engine, UmapEmbedding embedding) {}

  UmapModel(Fitted fitted, Scaling scaling, Provenance provenance) {
    this.fitted = Optional.of(fitted);
    this.functions = Optional.empty();
    this.embedding = Optional.of(places(fitted.embedding.positions(), fitted.options.components()));
    this.scaling = scaling;
    this.provenance = provenance;
  }

  private UmapModel(
      ModelFunctions functions, Optional<float[][]> embedding, Provenance provenance) {
    this.fitted = Optional.empty();
    this.functions = Optional.of(functions);
    this.embedding = embedding;
    this.scaling = functions.scaling();
    this.provenance = provenance;
  }

  /** A model whose network has learned from these samples. */
  static UmapModel parametric(ModelFunctions functions, Samples samples, Provenance provenance) {
    try {
      float[][] places = functions.apply(ParametricMap.TRANSFORM, ParametricMap.EMBEDDING, samples);
      return new UmapModel(functions, Optional.of(places), provenance);
    } catch (RuntimeException | Error e) {
      functions.close();
      throw e;
    }
  }

  /**
   * Loads a parametric model that was saved: what it needs is the function {@code transform}.
   *
   * @param folder the SavedModel
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static UmapModel load(Path folder) {
    return load(folder, EngineOptions.defaults(), Scaling.none());
  }

  /**
   * Loads a parametric model that was saved.
   *
   * @param folder the SavedModel
   * @param engine how to compute
   * @param otherwise how samples are scaled if the file does not say
   * @return the model, to be closed by the caller
   * @throws io.latent4j.checkpoint.ModelFormatException if a file is missing or damaged, or the
   *     model is another
   */
  public static UmapModel load(Path folder, EngineOptions engine, Scaling otherwise) {
    return new UmapModel(
        SavedParts.functions(folder, SYSTEM, engine, otherwise),
        Optional.empty(),
        SavedParts.provenance(folder, SYSTEM));
  }

  /**
   * Returns where the samples of the fit are; of a parametric model, where the network puts them.
   *
   * @return a copy, (samples, components)
   * @throws IllegalStateException if the model was loaded: a file does not have them
   */
  public float[][] embedding() {
    float[][] places = Fit.known(embedding, "the embedding is that");
    return Arrays.stream(places).map(float[]::clone).toArray(float[][]::new);
  }

  /**
   * Tells whether a network places samples.
   *
   * @return true if so
   */
  public boolean isParametric() {
    return functions.isPresent();
  }

  /**
   * Returns how many times the connections were gone through.
   *
   * @return fewer than asked for if the fit was ended; 0 if the model is of another program
   */
  public int epochs() {
    return figures().getOrDefault("epochs", 0.0).intValue();
  }

  /**
   * The number of features of a sample.
   *
   * @return at least 1, or -1 if a model of another program takes any number
   */
  @Override
  public int features() {
    return functions
        .map(network -> network.inputSize(ParametricMap.TRANSFORM))
        .orElseGet(() -> fitted.orElseThrow().rows.features());
  }

  @Override
  public Scaling scaling() {
    return scaling;
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /** Has a function {@code transform} if it is parametric. */
  @Override
  public Optional<SavableModel> savable() {
    return functions.flatMap(ModelFunctions::savable);
  }

  @Override
  public void save(Path folder) {
    if (functions.isPresent() && savable().isEmpty()) {
      functions.get().save(folder);
    } else {
      Model.super.save(folder);
    }
  }

  @Override
  public void close() {
    functions.ifPresent(ModelFunctions::close);
  }

  /**
   * Places other samples among those of the fit. By a network, if the model is parametric. Else
   * those of the fit stay where they are, and each sample is placed by itself, from the middle of
   * its neighbours on, by as many epochs as UMAP's authors take: a third of those asked for, or
   * 100; a sample equal to one of the fit is placed where that is.
   *
   * @param samples of as many features as those of the fit, not yet scaled
   * @return the places, (samples, components)
   * @throws IllegalArgumentException if the number of features differs, or a sample is 0 in all
   *     features, the metric is {@link io.latent4j.metrics.DistanceMetric#COSINE} and the model is
   *     not parametric
   * @throws IllegalStateException if the samples are closed
   */
  public float[][] transform(Samples samples) {
    if (functions.isPresent()) {
      return functions.get().apply(ParametricMap.TRANSFORM, ParametricMap.EMBEDDING, samples);
    }
    Fit.requireFeatures(features(), samples);
    Fitted known = fitted.orElseThrow();
    Umap options = known.options;
    Rows others = options.rowMetric().prepare(known.rows.others(samples, scaling));
    try (Workers workers = new Workers(known.engine.threads())) {
      Neighbors neighbors =
          new NeighborFinder(
                  known.rows,
                  options.rowMetric(),
                  options.neighbors(),
                  NeighborFinder.FEW_ROWS,
                  known.engine,
                  workers)
              .of(others);
      float[] positions =
          new UmapTransform(options, known.embedding, known.engine.seed(), workers)
              .place(others, neighbors);
      return places(positions, options.components());
    }
  }

  private static float[][] places(float[] positions, int components) {
    float[][] places = new float[positions.length / components][components];
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(positions, i * components, places[i], 0, components);
    }
    return places;
  }

  @Override
  public String summary() {
    return this
        + "\n"
        + embedding.map(Extents::of).map(Object::toString).orElseGet(provenance::describe);
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%sUMAP of %s (%d x %d) to %s: %s neighbours, %s distances, smallest distance %s, %d epochs",
        isParametric() ? "parametric " : "",
        provenance.data(),
        provenance.samples(),
        features(),
        provenance.options().getOrDefault("components", "places"),
        provenance.options().getOrDefault("neighbors", "unknown"),
        provenance.options().getOrDefault("metric", "unknown"),
        provenance.options().getOrDefault("min_dist", "unknown"),
        epochs());
  }
}
