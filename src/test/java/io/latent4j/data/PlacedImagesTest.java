package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

class PlacedImagesTest {

  /** All of an image is in its box, nothing is elsewhere, and no row or column of it is empty. */
  @Test
  void imagesLieInTheirBoxes(@TempDir Path empty) {
    try (Samples digits = new DataCatalog(empty).samples("digits").take(300);
        PlacedImages placed = PlacedImages.of(digits, 20, 24, 7)) {
      Samples pictures = placed.pictures();
      assertThat(pictures.sampleShape()).isEqualTo(Shape.of(20, 24));
      assertThat(pictures.type()).isEqualTo(TUint8.class);
      assertThat(pictures.maximum()).hasValue(16);
      assertThat(pictures.labels()).contains(digits.labels().orElseThrow());
      assertThat(placed.boxes()).hasSize(300);
      int[] tops = new int[20];
      for (int i = 0; i < 300; i++) {
        BoundingBox box = placed.boxes().get(i);
        float[] picture = pictures.row(i);
        assertThat(sum(picture)).isEqualTo(sum(digits.row(i)));
        boolean[] rows = new boolean[20];
        boolean[] columns = new boolean[24];
        for (int pixel = 0; pixel < picture.length; pixel++) {
          if (picture[pixel] > 0) {
            assertThat(box.contains(pixel / 24, pixel % 24)).isTrue();
            rows[pixel / 24] = true;
            columns[pixel % 24] = true;
          }
        }
        assertThat(rows[box.top()]).isTrue();
        assertThat(rows[box.top() + box.height() - 1]).isTrue();
        assertThat(columns[box.left()]).isTrue();
        assertThat(columns[box.left() + box.width() - 1]).isTrue();
        tops[box.top()]++;
      }
      for (int top = 1; top <= 11; top++) { // everywhere, and as often
        assertThat(tops[top]).isGreaterThan(5);
      }
      try (PlacedImages again = PlacedImages.of(digits, 20, 24, 7);
          PlacedImages other = PlacedImages.of(digits, 20, 24, 8)) {
        assertThat(again.pictures().hash()).isEqualTo(pictures.hash());
        assertThat(other.pictures().hash()).isNotEqualTo(pictures.hash());
      }
    }
  }

  private static double sum(float... values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  @Test
  void coloursAreKeptAndEmptyImagesHaveABoxToo() {
    float[] values = new float[2 * 2 * 3 * 2];
    values[7] = 0.5f; // the first image, row 1, column 0, second channel
    try (Samples images = Samples.of(values, Shape.of(2, 2, 3, 2));
        PlacedImages placed = PlacedImages.of(images, 5, 5, 1)) {
      BoundingBox box = placed.boxes().get(0);
      assertThat(box.height() * box.width()).isEqualTo(1);
      assertThat(placed.pictures().sampleShape()).isEqualTo(Shape.of(5, 5, 2));
      assertThat(placed.pictures().row(0)[(box.top() * 5 + box.left()) * 2 + 1]).isEqualTo(0.5f);
      assertThat(placed.boxes().get(1).height()).isEqualTo(2);
      assertThat(placed.boxes().get(1).width()).isEqualTo(3);
    }
  }

  @Test
  void whatCantBePlacedIsRefused() {
    try (Samples rows = Samples.of(new float[2][6]);
        Samples images = Samples.of(new float[12], Shape.of(2, 2, 3))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PlacedImages.of(rows, 9, 9, 1))
          .withMessageStartingWith("samples must be images to be placed, but are ");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PlacedImages.of(images, 9, 2, 1))
          .withMessage("pictures must be at least as large as the images, 2 x 3, but are 9 x 2");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new PlacedImages(images, List.of()))
          .withMessage("boxes must be as many as pictures, 2, but are 0");
    }
  }

  @Test
  void boxesOverlap() {
    BoundingBox box = new BoundingBox(2, 3, 4, 5);
    assertThat(box.intersectionOverUnion(box)).isEqualTo(1);
    assertThat(box.intersectionOverUnion(new BoundingBox(6, 3, 4, 5))).isZero();
    assertThat(box.intersectionOverUnion(new BoundingBox(4, 6, 4, 5)))
        .isCloseTo(4 / 36.0, within(1e-12));
    assertThat(box.contains(5, 7)).isTrue();
    assertThat(box.contains(6, 7)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BoundingBox(-1, 0, 1, 1))
        .withMessage("top and left of a box must be at least 0, but are -1 and 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BoundingBox(0, 0, 1, 0))
        .withMessage("height and width of a box must be at least 1, but are 1 and 0");
  }
}
