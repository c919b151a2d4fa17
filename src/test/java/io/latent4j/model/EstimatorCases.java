package io.latent4j.model;

import io.latent4j.adversarial.DenseGan;
import io.latent4j.adversarial.Gan;
import io.latent4j.adversarial.GanLoss;
import io.latent4j.adversarial.GanModel;
import io.latent4j.autoencoder.Architecture;
import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.AutoencoderModel;
import io.latent4j.autoencoder.ClassifierModel;
import io.latent4j.autoencoder.ConvolutionalArchitecture;
import io.latent4j.autoencoder.DenseArchitecture;
import io.latent4j.autoencoder.EncoderClassifier;
import io.latent4j.autoencoder.Noise;
import io.latent4j.autoencoder.Sparsity;
import io.latent4j.autoencoder.Vae;
import io.latent4j.autoencoder.VaeModel;
import io.latent4j.autoencoder.VaeOutput;
import io.latent4j.boltzmann.ContrastiveDivergence;
import io.latent4j.boltzmann.Dbn;
import io.latent4j.boltzmann.DbnModel;
import io.latent4j.boltzmann.FineTuning;
import io.latent4j.boltzmann.Rbm;
import io.latent4j.boltzmann.RbmModel;
import io.latent4j.boltzmann.VisibleUnits;
import io.latent4j.boltzmann.WeightStart;
import io.latent4j.cluster.CovarianceType;
import io.latent4j.cluster.Elbow;
import io.latent4j.cluster.FuzzyCMeans;
import io.latent4j.cluster.FuzzyCMeansModel;
import io.latent4j.cluster.GaussianMixture;
import io.latent4j.cluster.GaussianMixtureModel;
import io.latent4j.cluster.Hdbscan;
import io.latent4j.cluster.Hierarchical;
import io.latent4j.cluster.HierarchicalModel;
import io.latent4j.cluster.KMeans;
import io.latent4j.cluster.KMeansAlgorithm;
import io.latent4j.cluster.KMeansModel;
import io.latent4j.cluster.Linkage;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.decomposition.PcaSolver;
import io.latent4j.deepcluster.ClusteringMethod;
import io.latent4j.deepcluster.DeepClustering;
import io.latent4j.deepcluster.DeepClusteringModel;
import io.latent4j.manifold.Embedding;
import io.latent4j.manifold.Isomap;
import io.latent4j.manifold.LocallyLinearEmbedding;
import io.latent4j.manifold.Tsne;
import io.latent4j.manifold.TsneModel;
import io.latent4j.manifold.Umap;
import io.latent4j.manifold.UmapModel;
import io.latent4j.manifold.UmapNetwork;
import io.latent4j.nn.Layer;
import io.latent4j.score.FeatureClassifier;
import io.latent4j.score.FeatureClassifierModel;
import io.latent4j.som.SelfOrganizingMap;
import io.latent4j.som.SomMode;
import io.latent4j.som.SomModel;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/** Every estimator, each a line or some if it works in several ways. */
final class EstimatorCases {
  private EstimatorCases() {}

  static List<EstimatorCase<?>> all() {
    return List.of(
        EstimatorCase.of(KMeans.of(3).withRestarts(2), KMeansModel::centers)
            .applied(KMeansModel::transform)
            .loaded(KMeansModel::load)
            .random(),
        EstimatorCase.of(
                KMeans.of(3).withAlgorithm(KMeansAlgorithm.MINIBATCH).withBatch(16),
                KMeansModel::centers)
            .applied(KMeansModel::predictSoft)
            .loaded(KMeansModel::load)
            .random(),
        EstimatorCase.of(FuzzyCMeans.of(3), FuzzyCMeansModel::centers)
            .applied(FuzzyCMeansModel::memberships)
            .loaded(FuzzyCMeansModel::load)
            .random(),
        EstimatorCase.of(
                GaussianMixture.of(2).withCovariance(CovarianceType.DIAGONAL),
                GaussianMixtureModel::means)
            .applied(GaussianMixtureModel::probabilities)
            .loaded(GaussianMixtureModel::load)
            .narrow()
            .random(),
        EstimatorCase.of(
                GaussianMixture.automatic().withCovariance(CovarianceType.DIAGONAL),
                GaussianMixtureModel::means)
            .applied(GaussianMixtureModel::probabilities)
            .loaded(GaussianMixtureModel::load)
            .narrow(),
        EstimatorCase.of(Hdbscan.of(4), model -> numbers(model.labels()))
            .applied((model, samples) -> numbers(model.predict(samples))),
        EstimatorCase.of(Hierarchical.automatic(), EstimatorCases::heights),
        EstimatorCase.of(
            Hierarchical.of(3).withLinkage(Linkage.AVERAGE), model -> numbers(model.labels())),
        EstimatorCase.of(Elbow.upTo(3), curve -> floats(curve.sse())),
        EstimatorCase.of(
                SelfOrganizingMap.of(4, 5).withIterations(6).withScale(Scaling.Kind.STANDARD),
                map -> map.componentPlane(0))
            .applied(SomModel::quantize)
            .loaded(SomModel::load)
            .random(),
        EstimatorCase.of(
                SelfOrganizingMap.of(4, 5)
                    .withIterations(8)
                    .withMode(SomMode.BATCH)
                    .withToroid(true),
                SomModel::uMatrix)
            .applied(SomModel::quantize)
            .loaded(SomModel::load)
            .random(),
        EstimatorCase.of(Tsne.of(2).withPerplexity(5).withIterations(120), TsneModel::embedding)
            .applied(TsneModel::transform),
        EstimatorCase.of(Umap.of(2).withNeighbors(8), UmapModel::embedding)
            .applied(UmapModel::transform)
            .random(),
        EstimatorCase.of(
                Umap.of(2)
                    .withNeighbors(8)
                    .withEpochs(60)
                    .withParametric(true)
                    .withNetwork(UmapNetwork.of(16, 16).withTrainingEpochs(20).withBatch(32)),
                model -> ofFew(model.features(), model::transform))
            .applied(UmapModel::transform)
            .loaded(UmapModel::load)
            .random(),
        EstimatorCase.of(Isomap.of(2).withNeighbors(6), Embedding::embedding),
        EstimatorCase.of(LocallyLinearEmbedding.of(2).withNeighbors(6), Embedding::embedding),
        EstimatorCase.of(Pca.of(2), PcaModel::components)
            .applied(PcaModel::transform)
            .loaded(PcaModel::load),
        EstimatorCase.of(
                Pca.of(2).withSolver(PcaSolver.RANDOMIZED).withWhiten(true), PcaModel::components)
            .applied(PcaModel::transform)
            .loaded(PcaModel::load),
        EstimatorCase.of(
                Autoencoder.of(6, 2).withEpochs(4).withBatch(32),
                model -> model.decode(new float[][] {{1, -1}}))
            .applied(AutoencoderModel::reconstruct)
            .loaded(AutoencoderModel::load)
            .random(),
        EstimatorCase.of(
                Rbm.of(4).withEpochs(4).withBatch(32).withScale(Scaling.Kind.MINMAX),
                model -> model.decode(new float[][] {{1, 0, 1, 0}}))
            .applied(RbmModel::encode)
            .loaded(RbmModel::load)
            .random(),
        EstimatorCase.of(
                Rbm.of(4)
                    .withLearning(
                        ContrastiveDivergence.of(2)
                            .withPersistent(true)
                            .withInit(WeightStart.NORMAL)
                            .withBiasFromMeans(true)
                            .withMomentum(0.5)
                            .withFinalMomentum(0.7)
                            .withWeightDecay(1e-3)
                            .withSparsityTarget(0.2))
                    .withVisible(VisibleUnits.GAUSSIAN)
                    .withLearnVariance(true)
                    .withOptimizer("adam")
                    .withEpochs(3)
                    .withBatch(20)
                    .withScale(Scaling.Kind.STANDARD),
                model -> new float[][] {model.visibleBias(), model.variance()})
            .applied(RbmModel::reconstruct)
            .loaded(RbmModel::load)
            .random(),
        EstimatorCase.of(
                Dbn.of(4, 3).withEpochs(3).withBatch(32).withScale(Scaling.Kind.MINMAX),
                model ->
                    model.decode(
                        new float[][] {new float[model.layers().get(model.layers().size() - 1)]}))
            .applied(DbnModel::encode)
            .loaded(DbnModel::load)
            .random(),
        EstimatorCase.of(
                Dbn.of(4, 3)
                    .withLearning(
                        ContrastiveDivergence.of(1)
                            .withMomentum(0.5)
                            .withFinalMomentum(0.7)
                            .withWeightDecay(1e-3)
                            .withSparsityTarget(0.2))
                    .withVisible(VisibleUnits.GAUSSIAN)
                    .withLearnVariance(true)
                    .withOptimizer("adam")
                    .withTuning(
                        FineTuning.of(FineTuning.Target.AUTOENCODER)
                            .withFineTuneEpochs(2)
                            .withDropout(0.1))
                    .withEpochs(2)
                    .withBatch(20)
                    .withScale(Scaling.Kind.STANDARD),
                model -> model.weights(0).rows())
            .applied(DbnModel::reconstruct)
            .loaded(DbnModel::load)
            .random(),
        EstimatorCase.of(vae().withOutput(VaeOutput.GAUSSIAN), model -> model.sample(2, 1))
            .applied(VaeModel::reconstruct)
            .loaded(VaeModel::load)
            .random(),
        EstimatorCase.of(
                vae().withFreeBits(0).withImportanceSamples(3).withScale(Scaling.Kind.MINMAX),
                model -> model.sample(2, 1))
            .applied(VaeModel::encode)
            .loaded(VaeModel::load)
            .random(),
        deep(ClusteringMethod.DEC, 3).applied(DeepClusteringModel::probabilities),
        deep(ClusteringMethod.IDEC, 3).applied(DeepClusteringModel::encode),
        deep(ClusteringMethod.N2D, 2).applied(DeepClusteringModel::probabilities),
        EstimatorCase.of(
                DeepClustering.automatic()
                    .withMethod(ClusteringMethod.KMEANS)
                    .withLayers(List.of(6, 2))
                    .withPretrainEpochs(2)
                    .withBatch(32)
                    .withLayerWise(true),
                DeepClusteringModel::centers)
            .applied(DeepClusteringModel::probabilities)
            .loaded(DeepClusteringModel::load)
            .random(),
        EstimatorCase.of(
                Gan.of(DenseGan.of(6, 5))
                    .withLatent(3)
                    .withSteps(7)
                    .withBatch(16)
                    .withCheckEvery(3)
                    .withAveraging(0.5),
                model -> model.generate(4, 1))
            .applied(GanModel::discriminate)
            .loaded(GanModel::load)
            .random(),
        EstimatorCase.of(
                Gan.of(DenseGan.of(6)).withLatent(3).withSteps(4).withBatch(8).withLabelNoise(0.1),
                model -> model.generate(4, 1))
            .applied(GanModel::discriminate)
            .loaded(GanModel::load)
            .random(),
        EstimatorCase.of(
                Gan.of(DenseGan.of(6))
                    .withLoss(GanLoss.WASSERSTEIN)
                    .withLatent(2)
                    .withSteps(4)
                    .withBatch(8),
                model -> model.generate(4, 1))
            .applied(GanModel::discriminate)
            .loaded(GanModel::load)
            .random(),
        EstimatorCase.of(
                new FeatureClassifier(
                    5, TrainingPlan.of(3, 32).withPatience(0), Scaling.Kind.STANDARD),
                model -> ofFew(model.features(), model::encode))
            .applied(FeatureClassifierModel::probabilities)
            .loaded(FeatureClassifierModel::load)
            .random()
            .labelled(),
        EstimatorCase.of(
                EncoderClassifier.of(DenseArchitecture.of(6, 2)).withEpochs(3).withBatch(32),
                model -> ofFew(model.features(), model::probabilities))
            .applied(ClassifierModel::probabilities)
            .loaded(ClassifierModel::load)
            .random()
            .labelled(),
        autoencoder(DenseArchitecture.of(6, 2).withTied(true), Noise.NONE, Sparsity.l1(1e-3), 0),
        autoencoder(
            DenseArchitecture.of(6, 4, 2).withBatchNormalization(true).withDropout(0.2),
            Noise.gaussian(0.1),
            Sparsity.NONE,
            0),
        autoencoder(DenseArchitecture.of(6, 2), Noise.masking(0.3), Sparsity.NONE, 1e-2),
        autoencoder(
            new Strip(ConvolutionalArchitecture.of(3, 2).withLayers(List.of(2))),
            Noise.saltAndPepper(0.1),
            Sparsity.NONE,
            0));
  }

  /** Estimators of images, which are not fitted here, but whose options are checked. */
  static List<Options> ofImages() {
    return List.of(EncoderClassifier.of(ConvolutionalArchitecture.of(3, 2)));
  }

  private static EstimatorCase<AutoencoderModel> autoencoder(
      Architecture architecture, Noise noise, Sparsity sparsity, double contraction) {
    Autoencoder autoencoder =
        Autoencoder.of(architecture)
            .withNoise(noise)
            .withSparsity(sparsity)
            .withContraction(contraction)
            .withEpochs(4)
            .withBatch(32);
    return EstimatorCase.of(autoencoder, model -> model.decode(new float[][] {{1, -1}}))
        .applied(AutoencoderModel::reconstruct)
        .loaded(AutoencoderModel::load)
        .random();
  }

  /**
   * An architecture of a user's own: features in a row as an image of one pixel's width.
   *
   * @param images what such images go through
   */
  public record Strip(ConvolutionalArchitecture images) implements Architecture {

    public Strip withImages(ConvolutionalArchitecture images) {
      return new Strip(images);
    }

    @Override
    public List<Layer> encoder(Shape sample) {
      return images.encoder(sample);
    }

    @Override
    public List<Layer> decoder(Shape sample) {
      return images.decoder(sample);
    }

    @Override
    public Shape input(Shape sample) {
      return Shape.of(sample.size(), 1, 1);
    }
  }

  private static Vae vae() {
    return Vae.of(6)
        .withLatent(2)
        .withFreeBits(0.1)
        .withClipNorm(5)
        .withWarmUp(1)
        .withEpochs(4)
        .withBatch(32);
  }

  private static EstimatorCase<DeepClusteringModel> deep(ClusteringMethod method, int clusters) {
    return EstimatorCase.of(
            DeepClustering.of(clusters)
                .withMethod(method)
                .withLayers(List.of(6, 2))
                .withPretrainEpochs(3)
                .withNeighbors(8)
                .withManifoldComponents(2)
                .withUpdateInterval(2)
                .withEpochs(3)
                .withBatch(32),
            DeepClusteringModel::centers)
        .loaded(DeepClusteringModel::load)
        .random();
  }

  private static float[][] floats(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> new float[] {(float) value})
        .toArray(float[][]::new);
  }

  private static float[][] ofFew(int features, Function<Samples, float[][]> model) {
    float[][] few = new float[3][features];
    few[1][0] = 1;
    few[2][1] = -2;
    try (Samples samples = Samples.of(few)) {
      return model.apply(samples);
    }
  }

  private static float[][] heights(HierarchicalModel model) {
    return floats(Arrays.stream(model.merges()).mapToDouble(merge -> merge[2]).toArray());
  }

  private static float[][] numbers(int... values) {
    return floats(Arrays.stream(values).asDoubleStream().toArray());
  }
}
