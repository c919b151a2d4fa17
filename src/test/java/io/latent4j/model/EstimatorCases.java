package io.latent4j.model;

import io.latent4j.adversarial.DenseGan;
import io.latent4j.adversarial.Gan;
import io.latent4j.adversarial.GanLoss;
import io.latent4j.adversarial.GanModel;
import io.latent4j.autoencoder.Autoencoder;
import io.latent4j.autoencoder.AutoencoderModel;
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
import io.latent4j.data.Scaling;
import io.latent4j.decomposition.Pca;
import io.latent4j.decomposition.PcaModel;
import io.latent4j.decomposition.PcaSolver;
import io.latent4j.manifold.Embedding;
import io.latent4j.manifold.Isomap;
import io.latent4j.manifold.LocallyLinearEmbedding;
import io.latent4j.manifold.Tsne;
import io.latent4j.manifold.TsneModel;
import io.latent4j.manifold.Umap;
import io.latent4j.manifold.UmapModel;
import io.latent4j.som.SelfOrganizingMap;
import io.latent4j.som.SomMode;
import io.latent4j.som.SomModel;
import java.util.Arrays;
import java.util.List;

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
            .random());
  }

  private static float[][] floats(double... values) {
    return Arrays.stream(values)
        .mapToObj(value -> new float[] {(float) value})
        .toArray(float[][]::new);
  }

  private static float[][] heights(HierarchicalModel model) {
    return floats(Arrays.stream(model.merges()).mapToDouble(merge -> merge[2]).toArray());
  }

  private static float[][] numbers(int... values) {
    return floats(Arrays.stream(values).asDoubleStream().toArray());
  }
}
