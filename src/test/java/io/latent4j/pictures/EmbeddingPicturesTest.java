package io.latent4j.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.Samples;
import io.latent4j.model.FloatArray;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class EmbeddingPicturesTest {

  private static Samples line(int count) {
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = new float[] {i};
    }
    return Samples.of(rows);
  }

  @Test
  void anyIntegersWillDoAsLabels() {
    try (Samples samples = line(3)) {
      assertThat(PointColors.of(samples.withLabels(7, -1, 7)))
          .isInstanceOfSatisfying(
              PointColors.ByLabel.class,
              colors -> {
                assertThat(colors.indices()).containsExactly(1, 0, 1);
                assertThat(colors.names()).containsExactly("-1", "7");
              });
    }
  }

  @Test
  void manyLabelsBecomeAScale() {
    try (Samples samples = line(100)) {
      assertThat(PointColors.of(samples.withLabels(IntStream.range(0, 100).toArray())))
          .isInstanceOf(PointColors.ByValue.class);
      assertThat(PointColors.of(samples)).isInstanceOf(PointColors.Alike.class);
    }
  }

  @Test
  void theSwissRollIsColouredAlongItsCurve() {
    try (Samples roll = new DataCatalog(Path.of("unused")).samples("swiss-roll")) {
      EmbeddingPictures pictures = new EmbeddingPictures("Roll", "axis", roll);
      assertThat(pictures.caption("Roll")).isEqualTo("Roll, coloured by position along the curve");
      FloatArray rows = new FloatArray(roll.toFloats(), Shape.of(roll.count(), 3));
      assertThat(pictures.space(rows).image().getWidth()).isGreaterThan(500);
      assertThat(pictures.plane(rows).image().getWidth()).isGreaterThan(500);
    }
  }

  @Test
  void oneColumnIsShownOverTheRows() {
    try (Samples samples = line(5)) {
      EmbeddingPictures pictures = new EmbeddingPictures("Line", "axis", samples);
      assertThat(
              pictures.plane(new FloatArray(samples.toFloats(), Shape.of(5, 1))).image().getWidth())
          .isGreaterThan(500);
    }
  }

  @Test
  void onlyImagesHavePicturesOfThemselves() {
    try (Samples iris = new DataCatalog(Path.of("unused")).samples("iris");
        Samples digits = new DataCatalog(Path.of("unused")).samples("digits")) {
      assertThat(ImagePictures.of(iris)).isEmpty();
      assertThat(ImagePictures.of(digits)).isPresent();
    }
  }

  @Test
  void numberedImagesAreEnlargedInRowsOfTen() {
    try (Samples digits = new DataCatalog(Path.of("unused")).samples("digits")) {
      ImagePictures images = ImagePictures.of(digits).orElseThrow();
      BufferedImage twelve = images.numbered(new float[12 * 64]).image();
      BufferedImage tooMany = images.numbered(new float[120 * 64]).image();

      assertThat(twelve.getWidth()).isBetween(10 * 88, 10 * 88 + 100);
      assertThat(twelve.getHeight()).isBetween(2 * 88, 2 * 88 + 100);
      assertThat(tooMany.getHeight()).isBetween(10 * 88, 10 * 88 + 300);
    }
  }
}
