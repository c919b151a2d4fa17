package io.latent4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Labels;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.Split;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class AugmentationTest {
  private static final FitOptions HOW = FitOptions.of(EngineOptions.defaults().withThreads(2));

  @Test
  void generatedSamplesStandBehindTheOthersOnTheirScale() {
    float[][] rows = {{0, 4}, {16, 8}, {2, 2}};
    Labels labels = Labels.of(new int[] {2, 0, 2}, List.of("a", "b", "c"));
    try (Samples few =
        Samples.of(rows).withLabels(labels).withIntensityMaximum(16).withName("few")) {
      Augmentation augmentation =
          new Augmentation(
              (wanted, seed) ->
                  Arrays.stream(wanted)
                      .mapToObj(label -> new float[] {label * 0.25f, label == 0 ? seed : -1})
                      .toArray(float[][]::new),
              Scaling.fit(few, Scaling.Kind.AUTO));
      try (Samples more = augmentation.addTo(few, 3, 9)) {
        assertThat(more.toFloats()).containsExactly(0, 4, 16, 8, 2, 2, 0, 16, 8, 0, 0, 16);
        assertThat(more.labels()).contains(new int[] {2, 0, 2, 0, 2, 0});
        assertThat(more.namedLabels().orElseThrow().name(2)).isEqualTo("c");
        assertThat(more.maximum()).hasValue(16);
        assertThat(more.name()).isEqualTo("few");
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Augmentation augmentation =
        new Augmentation((labels, seed) -> new float[labels.length][3], Scaling.none());
    try (Samples none = Samples.of(new float[2][2]);
        Samples few = Samples.of(new float[2][2]).withLabels(0, 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> augmentation.addTo(none, 2, 1))
          .withMessage("labelled must have labels, but have none");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> augmentation.addTo(few, 0, 1))
          .withMessage("count must be at least 1, but is 0");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> augmentation.addTo(few, 2, 1))
          .withMessage("generator must make samples of 2 features, but they have 3");
    }
  }

  /** A classifier that has seen generated digits only knows those that are real. */
  @Test
  void aClassifierLearnsFromTheSamplesOfAConditionalModel(@TempDir Path empty) {
    EncoderClassifier classifier =
        EncoderClassifier.of(DenseArchitecture.of(32)).withEpochs(40).withLearningRate(0.003);
    Vae vae = Vae.of(64).withLatent(4).withConditional(true).withEpochs(40).withBatch(32);
    try (Samples digits = new DataCatalog(empty).samples("digits");
        Split split = digits.split(0.3, 1);
        VaeModel model = vae.withLearningRate(0.003).fit(split.training(), HOW);
        Samples ten = firstOfEach(split.training());
        Samples more = new Augmentation(model::sample, model.scaling()).addTo(ten, 500, 3);
        ClassifierModel few = classifier.fit(ten, HOW);
        ClassifierModel many = classifier.fit(more, HOW)) {
      assertThat(more.sampleShape()).isEqualTo(Shape.of(8, 8));
      double gain = many.accuracy(split.validation()) - few.accuracy(split.validation());
      assertThat(gain).isGreaterThan(0.1);
      assertThat(many.accuracy(split.validation())).isGreaterThan(0.8);
    }
  }

  private static Samples firstOfEach(Samples samples) {
    List<Integer> labels = Arrays.stream(samples.labels().orElseThrow()).boxed().toList();
    int[] rows = new int[10];
    Arrays.setAll(rows, labels::indexOf);
    return samples.select(rows);
  }
}
