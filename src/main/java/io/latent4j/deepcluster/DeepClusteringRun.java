package io.latent4j.deepcluster;

import io.latent4j.cluster.ClusterCount;
import io.latent4j.cluster.GaussianMixture;
import io.latent4j.cluster.GaussianMixtureModel;
import io.latent4j.cluster.KMeans;
import io.latent4j.cluster.KMeansModel;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.manifold.Umap;
import io.latent4j.manifold.UmapModel;
import io.latent4j.model.Fit;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import io.latent4j.model.ModelFunctions;
import io.latent4j.model.Provenance;
import io.latent4j.model.SavedNetwork;
import io.latent4j.training.TrainingSet;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.types.TFloat32;

/** One fit: the autoencoder, k-means on its code, and what the method adds. */
final class DeepClusteringRun {
  private static final int RESTARTS = 20;
  private static final int MIXTURE_RESTARTS = 5;

  private final DeepClustering options;
  private final Samples samples;
  private final Samples encoded;
  private final Fit fit;
  private final EngineOptions engineOptions;
  private final Scaling scaling;
  private final Map<String, Double> figures = new LinkedHashMap<>();

  DeepClusteringRun(DeepClustering options, Samples samples, Samples encoded, Fit fit) {
    this.options = options;
    this.samples = samples;
    this.encoded = encoded;
    this.fit = fit;
    this.engineOptions = fit.how().engine();
    this.scaling = Scaling.fit(samples, options.scale());
  }

  DeepClusteringModel run() {
    try (GraphEngine engine = GraphEngine.create(engineOptions)) {
      CodeNetwork network =
          new CodeNetwork(
              engine,
              options,
              samples.features(),
              options.augment() ? samples.imageShape() : Optional.empty());
      Pretraining.Result pretrained = pretrain(engine, network);
      figures.putAll(pretrained.figures());
      float[][] codes =
          applied(engine, network).apply(ClusterNetwork.ENCODE, ClusterNetwork.CODE, samples);
      return options.method() == ClusteringMethod.N2D
          ? byMixture(engine, network, pretrained, codes)
          : byCenters(engine, network, pretrained, codes);
    }
  }

  private Pretraining.Result pretrain(GraphEngine engine, CodeNetwork network) {
    Optional<Samples> held = fit.how().validation();
    try (TrainingSet set = TrainingSet.of(encoded, scaling);
        TrainingSet validation = held.map(s -> TrainingSet.of(s, scaling)).orElse(null)) {
      return new Pretraining(options, engine, network, fit)
          .run(set, Optional.ofNullable(validation));
    }
  }

  /**
   * The network's functions in the engine where it is trained, which must not be closed by them.
   */
  private ModelFunctions applied(GraphEngine engine, CodeNetwork network) {
    float[] none = new float[network.codeSize()];
    ModelVariable<TFloat32> unused = centers(engine, new float[][] {none});
    return functions(engine, ClusterNetwork.of(network, unused), fit.provenance(Map.of()));
  }

  private ModelFunctions functions(
      GraphEngine engine, ClusterNetwork network, Provenance provenance) {
    return ModelFunctions.of(
        new SavedNetwork(
            engine, network, network.functions(samples.features()), scaling, provenance));
  }

  private static ModelVariable<TFloat32> centers(GraphEngine engine, float[][] values) {
    return ClusterNetwork.trainable(engine, ClusterNetwork.CENTERS, FloatArray.of(values));
  }

  // ------------------------------------------------------------ by centers of codes

  private DeepClusteringModel byCenters(
      GraphEngine engine, CodeNetwork network, Pretraining.Result pretrained, float[][] codes) {
    try (Samples points = Samples.of(codes);
        KMeansModel start = start(count(points), points)) {
      ModelVariable<TFloat32> centers = centers(engine, start.centers());
      ModelFunctions trained =
          functions(engine, ClusterNetwork.of(network, centers), fit.provenance(Map.of()));
      List<ClusterUpdate> updates = List.of();
      if (options.method().refines()) {
        updates =
            new Refinement(options, engine, network, centers)
                .run(samples, scaling, fit, assessment(trained));
      }
      float[][] probabilities = assignments(trained);
      int[] labels = SoftAssignment.labels(probabilities);
      FloatArray moved = new FloatArray(centers.toFloats(), centers.shape());
      return model(
          new DeepClusteringModel.Fitted(
              labels, probabilities, start.labels(), updates, pretrained.history()),
          (copy, own) -> ClusterNetwork.copy(own, network, copy, moved));
    }
  }

  private float[][] assignments(ModelFunctions functions) {
    return functions.apply(ClusterNetwork.PREDICT, ClusterNetwork.PROBABILITIES, samples);
  }

  private TargetUpdates.Assessment assessment(ModelFunctions functions) {
    return new TargetUpdates.Assessment() {
      @Override
      public float[][] assignments() {
        return DeepClusteringRun.this.assignments(functions);
      }

      @Override
      public float[][] codes() {
        return functions.apply(ClusterNetwork.ENCODE, ClusterNetwork.CODE, samples);
      }
    };
  }

  private KMeansModel start(int clusters, Samples points) {
    fit.resolve("clusters", clusters);
    return KMeans.of(clusters)
        .withRestarts(RESTARTS)
        .withScale(Scaling.Kind.NONE)
        .fit(points, part());
  }

  private FitOptions part() {
    return FitOptions.of(engineOptions).withListener(fit.part());
  }

  /** How many clusters points have; 1 if there are none to tell apart. */
  private int count(Samples points) {
    return options.clusters().orElseGet(() -> automaticCount(points));
  }

  private int automaticCount(Samples points) {
    return ClusterCount.upTo(DeepClustering.MOST_AUTOMATIC)
        .of(points, Scaling.none(), engineOptions)
        .clusters()
        .orElse(1);
  }

  // ----------------------------------------------------- by a mixture on a manifold

  private DeepClusteringModel byMixture(
      GraphEngine engine, CodeNetwork network, Pretraining.Result pretrained, float[][] codes) {
    Umap umap =
        Umap.of(options.manifoldComponents())
            .withNeighbors(options.neighbors())
            .withMinDist(0)
            .withScale(Scaling.Kind.NONE);
    try (Samples points = Samples.of(codes);
        UmapModel embedded = umap.fit(points, part());
        Samples places = Samples.of(joined(codes, embedded.embedding()))) {
      int clusters = options.clusters().orElseGet(() -> countOnManifold(points, places));
      try (KMeansModel start = start(clusters, points);
          GaussianMixtureModel mixture = mixture(clusters, places)) {
        float[][] probabilities = mixture.probabilities(places);
        AssignmentNetwork.Result learned =
            AssignmentNetwork.learn(
                engine, FloatArray.of(codes), FloatArray.of(probabilities), fit);
        figures.put("assignment_loss", learned.loss());
        FloatArray centers = FloatArray.of(mixture.means());
        return model(
            new DeepClusteringModel.Fitted(
                mixture.predict(places),
                probabilities,
                start.labels(),
                List.of(),
                pretrained.history()),
            (copy, own) -> ClusterNetwork.copy(own, network, copy, learned.network(), centers));
      }
    }
  }

  /**
   * Places at which samples of one code are together: UMAP spreads them, and a mixture would take
   * them apart.
   *
   * @param codes of the samples
   * @param places where UMAP put them, which are changed
   */
  private static float[][] joined(float[][] codes, float[][] places) {
    Map<FloatBuffer, List<float[]>> alike = new LinkedHashMap<>();
    for (int i = 0; i < codes.length; i++) {
      alike.computeIfAbsent(FloatBuffer.wrap(codes[i]), code -> new ArrayList<>()).add(places[i]);
    }
    for (List<float[]> group : alike.values()) {
      for (int c = 0; group.size() > 1 && c < places[0].length; c++) {
        int component = c;
        float middle =
            (float) group.stream().mapToDouble(place -> place[component]).average().orElseThrow();
        group.forEach(place -> place[component] = middle);
      }
    }
    return places;
  }

  /** The code says whether there are any: UMAP makes clumps of what is spread evenly. */
  private int countOnManifold(Samples codes, Samples places) {
    return automaticCount(codes) == 1 ? 1 : automaticCount(places);
  }

  private GaussianMixtureModel mixture(int clusters, Samples places) {
    return GaussianMixture.of(clusters)
        .withRestarts(MIXTURE_RESTARTS)
        .withScale(Scaling.Kind.NONE)
        .fit(places, part());
  }

  // ------------------------------------------------------------------- the model

  /** Copies what was trained to another engine. */
  private interface Copy {
    ClusterNetwork into(CodeNetwork untrained, GraphEngine engine);
  }

  private DeepClusteringModel model(DeepClusteringModel.Fitted fitted, Copy copy) {
    figures.put("clusters", (double) Arrays.stream(fitted.labels()).distinct().count());
    if (options.method().refines()) {
      figures.put(
          "reseeded", (double) fitted.updates().stream().mapToInt(ClusterUpdate::reseeded).sum());
      if (!fitted.updates().isEmpty()) {
        ClusterUpdate last = fitted.updates().get(fitted.updates().size() - 1);
        figures.put("label_change", last.change());
        figures.put("steps", (double) last.step());
      }
    }
    // Parts of the fit have told of theirs.
    fit.resolve("batch", options.training().batchOf(encoded.count()));
    Provenance provenance = fit.provenance(figures);
    return GraphEngine.createFor(
        engineOptions,
        engine -> {
          CodeNetwork untrained =
              new CodeNetwork(engine, options, samples.features(), Optional.empty());
          return new DeepClusteringModel(
              functions(engine, copy.into(untrained, engine), provenance), fitted, provenance);
        });
  }
}
