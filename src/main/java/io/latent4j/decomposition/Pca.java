package io.latent4j.decomposition;

import io.latent4j.data.Provenance;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.Precision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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
 * try (PcaModel model = Pca.ofVariance(0.95).withWhitening().fit(samples)) {
 *   System.out.println(model.summary());
 * }
 * }</pre>
 *
 * @param components how many components to keep
 * @param solver how to find them
 * @param center what to subtract from the samples
 * @param whitening whether the embedding is divided by the standard deviation along each component
 * @param scaling how to scale the samples before all else
 */
public record Pca(
    ComponentChoice components,
    PcaSolver solver,
    Center center,
    boolean whitening,
    Scaling.Kind scaling) {

  /**
   * Checks the options.
   *
   * @param components how many components to keep
   * @param solver how to find them
   * @param center what to subtract from the samples
   * @param whitening whether the embedding is divided by the standard deviation along each
   *     component
   * @param scaling how to scale the samples before all else
   * @throws IllegalArgumentException if the solver is {@link PcaSolver#RANDOMIZED} and the
   *     components are a share of the variance
   */
  public Pca {
    Objects.requireNonNull(components, "components");
    Objects.requireNonNull(solver, "solver");
    Objects.requireNonNull(center, "center");
    Objects.requireNonNull(scaling, "scaling");
    if (solver == PcaSolver.RANDOMIZED && components instanceof ComponentChoice.Share) {
      throw new IllegalArgumentException(
          "solver must be auto, svd or gram for a share of variance, but is " + solver);
    }
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
    return new Pca(components, PcaSolver.AUTO, Center.FEATURE, false, Scaling.Kind.AUTO);
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
    return new Pca(components, solver, center, whitening, scaling);
  }

  /**
   * Chooses what is subtracted from the samples.
   *
   * @param center the center; {@link Center#FEATURE} by default
   * @return the changed options
   */
  public Pca withCenter(Center center) {
    return new Pca(components, solver, center, whitening, scaling);
  }

  /**
   * Has the embedding divided by the standard deviation along each component, so that each has
   * variance 1.
   *
   * @return the changed options
   */
  public Pca withWhitening() {
    return new Pca(components, solver, center, true, scaling);
  }

  /**
   * Chooses how the samples are scaled.
   *
   * @param scaling the scaling; {@link Scaling.Kind#AUTO} by default
   * @return the changed options
   */
  public Pca withScaling(Scaling.Kind scaling) {
    return new Pca(components, solver, center, whitening, scaling);
  }

  /**
   * Finds the components with the default engine options.
   *
   * @param samples two or more
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException see {@link #fit(Samples, EngineOptions)}
   * @throws IllegalStateException if the samples are closed
   */
  public PcaModel fit(Samples samples) {
    return fit(samples, EngineOptions.defaults());
  }

  /**
   * Finds the components. Samples of more than two axes are flattened, row-major.
   *
   * @param samples two or more; they are not needed any more afterwards
   * @param options how to compute; the seed matters to {@link PcaSolver#RANDOMIZED}
   * @return the model, to be closed by the caller
   * @throws IllegalArgumentException if there is only one sample, there are fewer samples or
   *     features than components, the samples can't be scaled as asked for, they do not vary at
   *     all, or their variance is too large for float32
   * @throws IllegalStateException if the samples are closed
   */
  public PcaModel fit(Samples samples, EngineOptions options) {
    Objects.requireNonNull(options, "options");
    int wanted = wanted(samples.count(), samples.features());
    PcaSolver chosen = solver.resolve(samples.count(), samples.features(), components);
    EngineOptions exact = options.withPrecision(Precision.FLOAT32);
    Scaling scale = Scaling.fit(samples, scaling);
    Provenance provenance = provenance(chosen, exact, samples.name(), List.of(samples.hash()));
    if (chosen == PcaSolver.GRAM && samples.features() <= samples.count()) {
      try (IncrementalPca fit = new IncrementalPca(this, scale, exact)) {
        return fit.add(samples).model(provenance);
      }
    }
    try (GraphEngine engine = GraphEngine.create(exact)) {
      CenteredSamples centered = CenteredSamples.of(engine, samples, scale, center);
      Decomposition decomposition = strategy(chosen).decompose(centered, wanted);
      FittedPca fitted =
          new FittedPca(this, chosen, samples.count(), samples.features(), provenance);
      return new PcaModel(fitted, scale, centered.mean(), kept(decomposition), exact);
    }
  }

  /**
   * Begins a fit by batches, for more samples than fit into memory, with the default engine
   * options.
   *
   * @return the fit, to be closed by the caller
   * @throws IllegalStateException see {@link #incremental(EngineOptions)}
   */
  public IncrementalPca incremental() {
    return incremental(EngineOptions.defaults());
  }

  /**
   * Begins a fit by batches, for more samples than fit into memory. The solver is {@link
   * PcaSolver#GRAM} over features.
   *
   * @param options how to compute
   * @return the fit, to be closed by the caller
   * @throws IllegalStateException if another solver was chosen, or a scaling that needs to see all
   *     samples first
   */
  public IncrementalPca incremental(EngineOptions options) {
    if (solver != PcaSolver.AUTO && solver != PcaSolver.GRAM) {
      throw new IllegalStateException("solver must be auto or gram by batches, but is " + solver);
    }
    if (scaling == Scaling.Kind.MINMAX || scaling == Scaling.Kind.STANDARD) {
      throw new IllegalStateException(
          "scaling must be auto, none or unit by batches, but is " + scaling);
    }
    return new IncrementalPca(this, options);
  }

  /** Returns how many components there can be, at most as many as were chosen. */
  int wanted(int count, int features) {
    if (count < 2) {
      throw new IllegalArgumentException("samples must be at least 2, but are " + count);
    }
    int all = Math.min(count, features);
    if (!(components instanceof ComponentChoice.Count chosen)) {
      return all;
    }
    if (chosen.components() > all) {
      throw new IllegalArgumentException(
          "components must be between 1 and %d, the smaller of samples, %d, and features, %d, but"
                  .formatted(all, count, features)
              + " is "
              + chosen.components());
    }
    return chosen.components();
  }

  /** Returns as many of the components as the chosen share of the variance takes. */
  Decomposition kept(Decomposition found) {
    return components instanceof ComponentChoice.Share share
        ? found.first(found.componentsFor(share.share()))
        : found;
  }

  Provenance provenance(PcaSolver used, EngineOptions engine, String data, List<String> hashes) {
    Map<String, Object> named = new TreeMap<>();
    named.put("components", components);
    named.put("solver", used);
    named.put("center", center);
    named.put("whiten", whitening);
    named.put("scale", scaling);
    return Provenance.of("pca", named, engine, data, hashes);
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
