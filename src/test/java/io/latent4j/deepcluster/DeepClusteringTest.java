package io.latent4j.deepcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.metrics.Contingency;
import io.latent4j.model.CheckpointUse;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FitProgress;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.savedmodel.VariableDescription;
import io.latent4j.training.History;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

class DeepClusteringTest {
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(5));
  private static final DeepClustering SMALL =
      DeepClustering.of(4).withLayers(List.of(16, 3)).withPretrainEpochs(15).withBatch(32);

  private static Samples blobs;

  @BeforeAll
  static void open() {
    blobs = new DataCatalog(Path.of("unused")).samples("blobs:n=240,centers=4,features=8,std=0.6");
  }

  @AfterAll
  static void close() {
    blobs.close();
  }

  private static double accuracy(int[] labels) {
    return Contingency.of(blobs.labels().orElseThrow(), labels).accuracy();
  }

  @ParameterizedTest
  @EnumSource(ClusteringMethod.class)
  void everyMethodFindsClustersThatAreThereAndPlacesOthers(
      ClusteringMethod method, @TempDir Path folder) {
    DeepClustering clustering = SMALL.withMethod(method).withUpdateInterval(8).withEpochs(4);
    try (Samples known = blobs.rows(0, 200).withLabels(firstLabels(200));
        Samples others = blobs.rows(200, 240);
        DeepClusteringModel model = clustering.fit(known, HOW)) {
      int[] found = model.labels();
      assertThat(Contingency.of(firstLabels(200), found).accuracy()).isGreaterThan(0.97);
      assertThat(Contingency.of(found, model.predict(known)).accuracy()).isGreaterThan(0.97);
      assertThat(model.usedClusters()).isEqualTo(4);
      assertThat(model.note()).isEmpty();
      int[] theirs = Arrays.copyOfRange(blobs.labels().orElseThrow(), 200, 240);
      assertThat(Contingency.of(theirs, model.predict(others)).accuracy()).isGreaterThan(0.97);
      float[][] probabilities = model.probabilities(others);
      for (float[] row : probabilities) {
        float sum = 0;
        for (float probability : row) {
          sum += probability;
        }
        assertThat(sum).isBetween(0.9999f, 1.0001f);
      }

      model.save(folder.resolve("model"));
      try (DeepClusteringModel loaded = DeepClusteringModel.load(folder.resolve("model"));
          LoadedModel file = SavedModels.load(folder.resolve("model"))) {
        assertThat(loaded.probabilities(others)).isDeepEqualTo(probabilities);
        assertThat(loaded.centers()).isDeepEqualTo(model.centers());
        assertThatIllegalStateException()
            .isThrownBy(loaded::labels)
            .withMessage("labels is that of a fit, but this model was loaded");
        assertThat(file.description().variables())
            .extracting(VariableDescription::path)
            .contains("encoder.layers[0].kernel", "encoder.layers[1].bias", "centers")
            .noneMatch(path -> path.startsWith("decoder"));
      }
    }
  }

  private static int[] firstLabels(int count) {
    return Arrays.copyOf(blobs.labels().orElseThrow(), count);
  }

  @Test
  void trainingEndsWhenFewSamplesChange() {
    DeepClustering dec =
        SMALL.withMethod(ClusteringMethod.DEC).withUpdateInterval(5).withEpochs(50);
    try (DeepClusteringModel settled = dec.withTolerance(0.01).fit(blobs, HOW);
        DeepClusteringModel all = dec.withTolerance(0).withEpochs(3).fit(blobs, HOW)) {
      List<ClusterUpdate> updates = settled.updates();
      ClusterUpdate last = updates.get(updates.size() - 1);
      assertThat(last.change()).isLessThan(0.01);
      assertThat(updates.subList(1, updates.size() - 1))
          .allMatch(update -> update.change() >= 0.01);
      assertThat(last.step()).isLessThan(50 * 8);
      assertThat(all.updates()).extracting(ClusterUpdate::step).containsExactly(0, 5, 10, 15, 20);
      assertThat(all.updates().get(4).accuracy().orElseThrow())
          .isCloseTo(accuracy(all.labels()), within(0.02));
    }
  }

  /** In DEC all of the code may be lost that tells nothing of clusters; IDEC keeps it. */
  @Test
  void idecTrainsTheDecoderTooAndDecDoesNot() {
    DeepClustering dec = SMALL.withMethod(ClusteringMethod.DEC).withEpochs(2).withTolerance(0);
    try (DeepClusteringModel one = dec.fit(blobs, HOW);
        DeepClusteringModel two = dec.withMethod(ClusteringMethod.IDEC).fit(blobs, HOW)) {
      assertThat(one.encode(blobs)).isNotEqualTo(two.encode(blobs));
      assertThat(one.startLabels()).isEqualTo(two.startLabels());
    }
  }

  @Test
  void aResumedRunGivesWhatAnUninterruptedOneDoes(@TempDir Path folder) {
    DeepClustering dec =
        SMALL
            .withMethod(ClusteringMethod.DEC)
            .withPretrainEpochs(4)
            .withUpdateInterval(3)
            .withEpochs(5)
            .withTolerance(0);
    FitOptions begin = HOW.withCheckpoint(folder, CheckpointUse.BEGIN);
    try (DeepClusteringModel whole = dec.fit(blobs, HOW);
        DeepClusteringModel part =
            dec.fit(blobs, begin.withListener(DeepClusteringTest::untilTheThirdEpoch));
        DeepClusteringModel resumed =
            dec.fit(blobs, HOW.withCheckpoint(folder, CheckpointUse.RESUME))) {
      assertThat(part.interrupted()).isTrue();
      assertThat(part.updates().size()).isLessThan(whole.updates().size());
      assertThat(resumed.centers()).isDeepEqualTo(whole.centers());
      assertThat(resumed.encode(blobs)).isDeepEqualTo(whole.encode(blobs));
      assertThat(resumed.updates()).hasSameSizeAs(whole.updates());
    }
  }

  private static boolean untilTheThirdEpoch(FitProgress progress) {
    return !(progress.stage().equals("clustering")
        && progress.unit().equals("epoch")
        && progress.done() >= 3);
  }

  @Test
  void layersAreTrainedOneByOneAndImagesMoved() {
    List<String> stages = new ArrayList<>();
    DeepClustering clustering =
        SMALL
            .withMethod(ClusteringMethod.KMEANS)
            .withPretrainEpochs(2)
            .withLayerWise(true)
            .withAugment(true);
    float[] pixels = new float[60 * 36];
    for (int i = 0; i < 60; i++) {
      pixels[i * 36 + (i % 4) * 8] = 1;
    }
    try (Samples images = Samples.of(pixels, Shape.of(60, 6, 6));
        DeepClusteringModel model =
            clustering.fit(images, HOW.withListener(told -> stages.add(told.stage())));
        DeepClusteringModel plain = clustering.withAugment(false).fit(images, HOW)) {
      assertThat(stages.stream().distinct())
          .containsExactly("layer 1", "layer 2", "pretraining", "clustering");
      assertThat(model.history().end()).isEqualTo(History.End.COMPLETED);
      assertThat(model.encode(images)).isNotEqualTo(plain.encode(images));
      assertThat(model.encode(images)).isDeepEqualTo(model.encode(images));
    }
  }

  /** Of the root of 1 / inputs instead of that of 6 / (inputs + outputs). */
  @Test
  void weightsBeginAsAskedFor() {
    DeepClustering wide = SMALL.withLayers(List.of(64, 3));
    try (GraphEngine engine = GraphEngine.create()) {
      assertThat(largest(engine, wide)).isCloseTo(Math.sqrt(6.0 / (8 + 64)), within(0.01));
      assertThat(largest(engine, wide.withInit(KernelInit.VARIANCE_SCALING)))
          .isCloseTo(Math.sqrt(1.0 / 8), within(0.01));
    }
  }

  private static double largest(GraphEngine engine, DeepClustering options) {
    CodeNetwork network = new CodeNetwork(engine, options, 8, Optional.empty());
    double largest = 0;
    for (float weight : network.encoder().trainableVariables().get(0).toFloats()) {
      largest = Math.max(largest, Math.abs(weight));
    }
    return largest;
  }

  @Test
  void theNumberOfClustersIsFoundOrThatThereAreNone() {
    DeepClustering automatic =
        DeepClustering.automatic()
            .withMethod(ClusteringMethod.KMEANS)
            .withLayers(List.of(8, 2))
            .withPretrainEpochs(10)
            .withBatch(32);
    try (Samples even = new DataCatalog(Path.of("unused")).samples("uniform:n=200,features=4");
        Samples three = blobs.take(3);
        DeepClusteringModel none = automatic.fit(even, HOW);
        DeepClusteringModel few = automatic.fit(three, HOW)) {
      assertThat(none.clusters()).isEqualTo(1);
      assertThat(none.provenance().options()).containsEntry("clusters", 1);
      assertThat(few.clusters()).isEqualTo(1);
    }
  }

  @Test
  void thousandsOfDuplicatesAreOneClusterEach() {
    int distinct = 3;
    float[][] rows = new float[4000][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {i % distinct, i % distinct == 1 ? 1 : 0, 0.5f};
    }
    try (Samples repeated = Samples.of(rows);
        DeepClusteringModel model = SMALL.withMethod(ClusteringMethod.N2D).fit(repeated, HOW)) {
      int[] labels = model.labels();
      for (int i = distinct; i < labels.length; i++) {
        assertThat(labels[i]).isEqualTo(labels[i % distinct]);
      }
      assertThat(model.clusters()).isEqualTo(4);
      assertThat(model.usedClusters()).isEqualTo(distinct);
      assertThat(model.note())
          .hasValueSatisfying(note -> assertThat(note).startsWith("3 of 4 clusters have samples"));
    }
  }

  @Test
  void fewerDistinctSamplesThanClustersAreToldOf() {
    float[][] rows = new float[300][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new float[] {i % 3, i % 3 == 1 ? 1 : 0, 0.5f};
    }
    try (Samples repeated = Samples.of(rows);
        DeepClusteringModel model =
            SMALL.withMethod(ClusteringMethod.DEC).withEpochs(1).fit(repeated, HOW)) {
      assertThat(model.clusters()).isEqualTo(4);
      assertThat(model.usedClusters()).isEqualTo(3);
      assertThat(model.note())
          .hasValueSatisfying(note -> assertThat(note).startsWith("3 of 4 clusters have samples"));
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DeepClustering.of(0))
        .withMessage("clusters must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SMALL.withLayers(List.of()))
        .withMessage("layers must be at least one, of at least 1 unit each, but are []");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SMALL.withTolerance(1))
        .withMessage("tolerance must be at least 0, below 1, but is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SMALL.withAugment(true).fit(blobs))
        .withMessage("augment must be off for samples that are no images, but is on");
    try (Samples few = blobs.take(3);
        Samples one = blobs.take(1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> SMALL.fit(few))
          .withMessage("clusters must be between 1 and the number of samples, 3, but is 4");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> DeepClustering.of(2).fit(few))
          .withMessage("neighbors must be below the number of samples, 3, but is 20");
      assertThatIllegalArgumentException().isThrownBy(() -> DeepClustering.automatic().fit(one));
    }
  }
}
