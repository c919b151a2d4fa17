package io.latent4j.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.BoundingBox;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.PlacedImages;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.Split;
import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import io.latent4j.model.FloatArray;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class LocalizationTest {
  private static final FitOptions HOW = FitOptions.of(EngineOptions.defaults().withThreads(2));

  private static FloatArray map(int rows, int columns, float... values) {
    return new FloatArray(values, Shape.of(1, rows, columns));
  }

  @Test
  void theLargestRegionAboveTheThresholdIsFound() {
    FloatArray map =
        map(
            4, 5, //
            9, 0, 0, 0, 0, //
            0, 0, 0, 3, 3, //
            0, 0, 0, 3, 0, //
            1, 0, 0, 0, -4);
    assertThat(Localization.boxes(map, 4, 5, 0.2)).containsExactly(new BoundingBox(1, 3, 2, 2));
    assertThat(Localization.boxes(map, 4, 5, 0.5)).containsExactly(new BoundingBox(0, 0, 1, 1));
    assertThat(Localization.boxes(map(2, 2, 0, -1, -2, 0), 6, 4, 0.2))
        .containsExactly(new BoundingBox(0, 0, 6, 4));
  }

  /** A place of 3 x 3 pixels: linear from center to center, so half as much on its edge. */
  @Test
  void mapsAreEnlargedLinearly() {
    FloatArray map = map(3, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0);
    assertThat(Localization.boxes(map, 9, 9, 0.9)).containsExactly(new BoundingBox(4, 4, 1, 1));
    assertThat(Localization.boxes(map, 9, 9, 0.6)).containsExactly(new BoundingBox(3, 3, 3, 3));
    assertThat(Localization.boxes(map, 9, 9, 0)).containsExactly(new BoundingBox(2, 2, 5, 5));
  }

  @Test
  void figuresAreMeansOverMaps() {
    FloatArray maps = new FloatArray(new float[] {5, 0, 0, 0, 0, 0, 5, 5}, Shape.of(2, 2, 2));
    Localization figures =
        Localization.of(
            maps, 2, 2, List.of(new BoundingBox(0, 0, 1, 1), new BoundingBox(0, 0, 2, 2)));
    assertThat(figures.pointingAccuracy()).isEqualTo(1);
    assertThat(figures.meanOverlap()).isCloseTo((1 + 0.5) / 2, within(1e-12));
    assertThat(figures.accuracy()).isEqualTo(1);
    Localization other =
        Localization.of(
            maps, 2, 2, List.of(new BoundingBox(1, 1, 1, 1), new BoundingBox(0, 0, 1, 2)));
    assertThat(other).isEqualTo(new Localization(0, 0, 0));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    FloatArray map = map(2, 2, 1, 0, 0, 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Localization.of(map, 4, 4, List.of()))
        .withMessage("truth must be at least one box, and as many as maps, 1, but is of 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Localization.boxes(map, 1, 4, 0.2))
        .withMessage("pictures must be at least as large as the maps, 2 x 2, but are 1 x 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Localization.boxes(map, 4, 4, 1))
        .withMessage("threshold must be at least 0 and below 1, but is 1.0");
  }

  /** From labels only, on an autoencoder of images that are smaller than the pictures. */
  @Test
  void digitsAreFoundInLargerPictures(@TempDir Path empty) {
    ConvolutionalArchitecture architecture = ConvolutionalArchitecture.of(16, 32);
    EncoderClassifier classifier =
        EncoderClassifier.of(architecture)
            .withActivationMaps(true)
            .withEpochs(20)
            .withBatch(32)
            .withLearningRate(0.005);
    try (Samples digits = new DataCatalog(empty).samples("digits");
        Split split = digits.split(0.2, 1);
        AutoencoderModel autoencoder =
            Autoencoder.of(architecture).withEpochs(2).fit(split.training(), HOW);
        PlacedImages training = PlacedImages.of(split.training(), 24, 24, 1);
        PlacedImages test = PlacedImages.of(split.validation(), 24, 24, 2);
        ClassifierModel model = classifier.fit(training.pictures(), HOW, autoencoder)) {
      Samples pictures = test.pictures();
      assertThat(model.accuracy(pictures)).isGreaterThan(0.6);
      FloatArray maps = model.activationMaps(pictures, model.predict(pictures));
      assertThat(maps.shape()).isEqualTo(Shape.of(pictures.count(), 12, 12));
      Localization found = Localization.of(maps, 24, 24, test.boxes());
      assertThat(found.pointingAccuracy()).isGreaterThan(0.6); // by chance: 0.08
      assertThat(found.meanOverlap()).isGreaterThan(0.35);
    }
  }

  @Test
  void otherSizesNeedMapsAndOneScaleForAll(@TempDir Path empty) {
    ConvolutionalArchitecture architecture = ConvolutionalArchitecture.of(4, 4);
    EncoderClassifier plain = EncoderClassifier.of(architecture).withEpochs(1);
    try (Samples digits = new DataCatalog(empty).samples("digits").take(60);
        PlacedImages placed = PlacedImages.of(digits, 16, 16, 1);
        AutoencoderModel unit = Autoencoder.of(architecture).withEpochs(1).fit(digits, HOW);
        AutoencoderModel standard =
            Autoencoder.of(architecture)
                .withEpochs(1)
                .withScale(Scaling.Kind.STANDARD)
                .fit(digits, HOW)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> plain.fit(placed.pictures(), HOW, unit))
          .withMessage("samples must have 64 features, as those of the fit, but have 256");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> plain.withActivationMaps(true).fit(placed.pictures(), HOW, standard))
          .withMessage("samples must have 64 features, as those of the fit, but have 256");
    }
  }
}
