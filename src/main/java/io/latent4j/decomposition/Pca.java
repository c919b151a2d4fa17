package io.latent4j.decomposition;

import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Precision;
import io.latent4j.model.Estimator;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.InvalidOptionException;
import io.latent4j.model.Options;
import io.latent4j.model.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Principal component analysis: the few directions along which samples vary most.
 *
 * <p>Samples are scaled first (images to 0 to 1, all else as it is, unless said otherwise), then
 * centred. Of the two directions that each component could have, the one is taken in which the
 * loading largest in absolute value is positive, as in scikit-learn.
 *
 * <p>Whatever the {@link Precision} of the engine, a decomposition is computed in float32 or
 * better.
 *
 * <pre>{@code
 * try (PcaModel model = Pca.ofVariance(0.95).withWhiten(true).fit(samples)) {
 *   System.out.println(model.summary());
 * }
 * }</pre>
 *
 * @param components how many components to keep
 * @param solver how to find them
 * @param center what to subtract from the samples
 * @param whiten whether the embedding is divided by the standard deviation along each component
 * @param scale how to scale the samples before all else
 */
public record Pca(
    ComponentChoice components,
    PcaSolver solver,
    Centering center,
    boolean whiten,
    Scaling.Kind scale)
    implements Estimator<PcaModel> {
  static final String SYSTEM = "pca";

  /**
   * Checks the options.
   *
   * @param components how many components to keep
   * @param solver how to find them
   * @param center what to subtract from the samples
   * @param whiten whether the embedding is divided by the standard deviation along each component
   * @param scale how to scale the samples before all else
   * @throws IllegalArgumentException if the solver is {@link PcaSolver#RANDOMIZED} and the
   *     components are a share of the variance
   */
  public Pca {
    Objects.requireNonNull(components, "components");
    Objects.requireNonNull(solver, "solver");
    Objects.requireNonNull(center, "center");
    Objects.requireNonNull(scale, "scale");
    Options.require(
        solver != PcaSolver.RANDOMIZED || components instanceof ComponentChoice.Count,
        "solver",
        "auto, svd or gram for a share of variance",
        solver);
  }

  /**
   * Keeps a number of components.
   *
   * @param components how many, at least 1
   * @return options with all else by default
   * @throws IllegalArgumentException if the number is below 1
   */
  public static Pca of(int components) {
    return of(new ComponentChoice.Count(components));
  }

  /**
   * Keeps as few components as together explain more than a share of the variance.
   *
   * @param share above 0 and below 1
   * @return options with all else by default
   * @throws IllegalArgumentException if the share is not between 0 and 1
   */
  public static Pca ofVariance(double share) {
    return of(new ComponentChoice.Share(share));
  }

  private static Pca of(ComponentChoice components) {
    return new Pca(components, PcaSolver.AUTO, Centering.FEATURE, false, Scaling.Kind.AUTO);
  }

  /**
   * Chooses how many components to keep.
   *
   * @param components a number, or a share of the variance
   * @return the changed options
   * @throws IllegalArgumentException if they are a share, and the solver is {@link
   *     PcaSolver#RANDOMIZED}
   */
  public Pca withComponents(ComponentChoice components) {
    return Options.with(this, "components", components);
  }

  /**
   * Chooses how the components are found.
   *
   * @param solver the solver; {@link PcaSolver#AUTO} by default
   * @return the changed options
   * @throws IllegalArgumentException if the solver is {@link PcaSolver#RANDOMIZED} and the
   *     components are a share of the variance
   */
  public Pca withSolver(PcaSolver solver) {
    return Options.with(this, "solver", solver);
  }

  /**
   * Chooses what is subtracted from the samples.
   *
   * @param center the centering; {@link Centering#FEATURE} by default
   * @return the changed options
   */
  public Pca withCenter(Centering center) {
    return Options.with(this, "center", center);
  }

  /**
   * Chooses whether the embedding is divided by the standard deviation along each component, so
   * that each has variance 1.
   *
   * @param whiten true to divide; false by default
   * @return the changed options
   */
  public Pca withWhiten(boolean whiten) {
    return Options.with(this, "whiten", whiten);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scale the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Pca withScale(Scaling.Kind scale) {
    return Options.with(this, "scale", scale);
  }

  @Override
  public String name() {
    return SYSTEM;
  }

  /** Components are a whole number, or a fraction below 1 if they are a share of the variance. */
  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>(Estimator.super.options());
    options.put("components", components.value());
    return options;
  }

  @Override
  public void check(Samples samples) {
    wanted(samples.count(), samples.features());
    if (sumsOverFeatures(samples)) {
      PcaSolver.requireProductsFit(samples.features());
    }
  }

  private boolean sumsOverFeatures(Samples samples) {
    PcaSolver chosen = solver.resolve(samples.count(), samples.features(), components);
    return chosen == PcaSolver.GRAM && samples.features() <= samples.count();
  }

  /**
   * {@inheritDoc}
   *
   * <p>The seed matters to {@link PcaSolver#RANDOMIZED}. An interrupt ends the sums of {@link
   * PcaSolver#GRAM} over features early, and the components are those of the samples seen by then;
   * all else is done in one step.
   *
   * @throws IllegalArgumentException if there is only one sample, there are fewer samples or
   *     features than components, the samples can't be scaled as asked for, they do not vary at
   *     all, or their variance is too large for float32
   */
  @Override
  public PcaModel fit(Samples samples, FitOptions how) {
    EngineOptions engine = how.engine().withPrecision(Precision.FLOAT32);
    Fit fit = Fit.begin(this, samples, how.withEngine(engine));
    PcaSolver chosen = solver.resolve(samples.count(), samples.features(), components);
    fit.resolve("solver", chosen.toString());
    Scaling scaling = Scaling.fit(samples, scale);
    Stage stage = fit.stage("decomposition", "sample", samples.count());
    return sumsOverFeatures(samples)
        ? fitBySums(samples, scaling, fit, stage)
        : fitAtOnce(samples, scaling, fit, stage, chosen);
  }

  private PcaModel fitBySums(Samples samples, Scaling scaling, Fit fit, Stage stage) {
    int least = Math.max(2, wanted(samples.count(), samples.features()));
    try (IncrementalPca sums = new IncrementalPca(this, scaling, fit.how().engine())) {
      sums.add(
          samples,
          done -> {
            stage.done(done, Map.of());
            return fit.goesOn() || done < least;
          });
      return sums.model(
          found -> {
            stage.end();
            return fit.provenance(Components.figures(found, samples.count()));
          });
    }
  }

  private PcaModel fitAtOnce(
      Samples samples, Scaling scaling, Fit fit, Stage stage, PcaSolver chosen) {
    try (GraphEngine engine = GraphEngine.create(fit.how().engine())) {
      CenteredSamples centered = CenteredSamples.of(engine, samples, scaling, center);
      int wanted = wanted(samples.count(), samples.features());
      Decomposition kept = kept(strategy(chosen).decompose(centered, wanted));
      stage.done(samples.count(), Map.of());
      stage.end();
      return new PcaModel(
          fit.provenance(Components.figures(kept, samples.count())),
          scaling,
          centered.mean(),
          Components.of(kept),
          fit.how().engine());
    }
  }

  /**
   * Begins a fit by batches, for more samples than fit into memory, with the default engine
   * options.
   *
   * @return the fit, to be closed by the caller
   * @throws IllegalArgumentException see {@link #incremental(EngineOptions)}
   */
  public IncrementalPca incremental() {
    return incremental(EngineOptions.defaults());
  }

  /**
   * Begins a fit by batches, for more samples than fit into memory. The solver is {@link
   * PcaSolver#GRAM} over features.
   *
   * @param engine how to compute
   * @return the fit, to be closed by the caller
   * @throws IllegalArgumentException if another solver was chosen, or a scaling that needs to see
   *     all samples first
   */
  public IncrementalPca incremental(EngineOptions engine) {
    Options.require(
        solver == PcaSolver.AUTO || solver == PcaSolver.GRAM,
        "solver",
        "auto or gram by batches",
        solver);
    Options.require(
        scale != Scaling.Kind.MINMAX && scale != Scaling.Kind.STANDARD,
        "scale",
        "auto, none or unit by batches",
        scale);
    return new IncrementalPca(this, engine);
  }

  /** Returns how many components there can be, at most as many as were chosen. */
  int wanted(int count, int features) {
    if (count < 2) {
      throw new InvalidOptionException("samples", "must be at least 2, but are " + count);
    }
    int all = Math.min(count, features);
    if (!(components instanceof ComponentChoice.Count chosen)) {
      return all;
    }
    Options.require(
        chosen.components() <= all,
        "components",
        "between 1 and %d, the smaller of samples, %d, and features, %d"
            .formatted(all, count, features),
        chosen.components());
    return chosen.components();
  }

  /** Returns as many of the components as the chosen share of the variance takes. */
  Decomposition kept(Decomposition found) {
    return components instanceof ComponentChoice.Share share
        ? found.first(found.componentsFor(share.share()))
        : found;
  }

  private static SolverStrategy strategy(PcaSolver solver) {
    return switch (solver) {
      case AUTO -> throw new IllegalArgumentException("solver must be resolved, but is auto");
      case SVD -> new SvdStrategy();
      case GRAM -> new GramStrategy();
      case RANDOMIZED -> new RandomizedStrategy();
    };
  }
}
