package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageGridTest {

  private static final int MARGIN = 12;

  @Test
  void eachPixelBecomesASquareOfItsValue() {
    float[] images = {0f, 0.2f, 0.4f, 0.6f, 0.8f, 1f, 0.1f, 0.3f, 0.5f, 0.7f, 0.9f, 0.05f};
    BufferedImage grid = ImageGrid.of(2, 3).row(images).upscale(5).gap(4).image();

    assertThat(grid.getWidth()).isEqualTo(2 * MARGIN + 2 * 15 + 4);
    assertThat(grid.getHeight()).isEqualTo(2 * MARGIN + 10);
    for (int image = 0; image < 2; image++) {
      for (int y = 0; y < 10; y++) {
        for (int x = 0; x < 15; x++) {
          int grey = (int) Math.round(255.0 * images[image * 6 + y / 5 * 3 + x / 5]);
          assertThat(new Color(grid.getRGB(MARGIN + image * 19 + x, MARGIN + y)))
              .isEqualTo(new Color(grey, grey, grey));
        }
      }
    }
  }

  @Test
  void coloursKeepTheirChannels() {
    float[] image = {1f, 0f, 0f, 0f, 1f, 0.2f};
    BufferedImage grid = ImageGrid.of(1, 2, 3).row(image).upscale(1).gap(0).image();

    assertThat(new Color(grid.getRGB(MARGIN, MARGIN))).isEqualTo(Color.RED);
    assertThat(new Color(grid.getRGB(MARGIN + 1, MARGIN))).isEqualTo(new Color(0, 255, 51));
  }

  @Test
  void valuesOutsideTheRangeAreClipped() {
    BufferedImage grid =
        ImageGrid.of(1, 3).row(new float[] {-9f, 8f, 99f}).range(0, 16).upscale(1).image();

    assertThat(new Color(grid.getRGB(MARGIN, MARGIN))).isEqualTo(Color.BLACK);
    assertThat(new Color(grid.getRGB(MARGIN + 1, MARGIN))).isEqualTo(new Color(128, 128, 128));
    assertThat(new Color(grid.getRGB(MARGIN + 2, MARGIN))).isEqualTo(Color.WHITE);
  }

  @Test
  void stretchedImagesUseTheWholeRangeEach() {
    float[] filters = {-0.01f, 0.01f, 5f, 7f, 3f, 3f};
    BufferedImage grid = ImageGrid.of(1, 2).row(filters).stretched().upscale(1).gap(0).image();

    int[] expected = {0, 255, 0, 255, 0, 0};
    for (int i = 0; i < expected.length; i++) {
      assertThat(new Color(grid.getRGB(MARGIN + i, MARGIN)).getRed()).isEqualTo(expected[i]);
    }
  }

  @Test
  void smallImagesAreEnlargedAndLargeOnesAreNot() {
    assertThat(ImageGrid.of(8, 8).row(new float[64]).image().getWidth()).isEqualTo(2 * MARGIN + 56);
    assertThat(ImageGrid.of(28, 28).row(new float[784]).image().getWidth())
        .isEqualTo(2 * MARGIN + 56);
    assertThat(ImageGrid.of(60, 90).row(new float[5400]).image().getWidth())
        .isEqualTo(2 * MARGIN + 90);
  }

  @Test
  void imagesWrapIntoRows() {
    BufferedImage grid =
        ImageGrid.of(1, 1).rows(3, new float[] {0f, 0f, 0f, 0f, 1f}).upscale(10).gap(0).image();

    assertThat(grid.getWidth()).isEqualTo(2 * MARGIN + 30);
    assertThat(grid.getHeight()).isEqualTo(2 * MARGIN + 20);
    assertThat(new Color(grid.getRGB(MARGIN + 5, MARGIN + 15))).isEqualTo(Color.BLACK);
    assertThat(new Color(grid.getRGB(MARGIN + 15, MARGIN + 15))).isEqualTo(Color.WHITE);
  }

  @Test
  void captionsTakeRoomBesideAndBelowTheImages() {
    BufferedImage bare = ImageGrid.of(4, 4).row(new float[32]).image();
    BufferedImage beside = ImageGrid.of(4, 4).row("original", new float[32]).image();
    BufferedImage below = ImageGrid.of(4, 4).row(new float[32]).captions("a", "b").image();

    assertThat(beside.getWidth()).isGreaterThan(bare.getWidth() + 30);
    assertThat(beside.getHeight()).isEqualTo(bare.getHeight());
    assertThat(below.getWidth()).isEqualTo(bare.getWidth());
    assertThat(below.getHeight()).isEqualTo(bare.getHeight() + 18);
    assertThat(new Color(beside.getRGB(beside.getWidth() - MARGIN - 1, MARGIN)))
        .isEqualTo(Color.BLACK);
  }

  @Test
  void laterChangesOfTheArrayDoNotShow() {
    float[] image = {1f};
    ImageGrid grid = ImageGrid.of(1, 1).row(image);
    image[0] = 0f;

    assertThat(new Color(grid.image().getRGB(MARGIN, MARGIN))).isEqualTo(Color.WHITE);
  }

  @Test
  void badInputIsRefusedWithTheRule() {
    assertThatThrownBy(() -> ImageGrid.of(2, 2).row(new float[7]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images must have a multiple of 2 x 2 x 1 values, but has 7");
    assertThatThrownBy(() -> ImageGrid.of(1, 1).row(new float[] {0f, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("images must be finite, but [1] is NaN");
    assertThatThrownBy(() -> ImageGrid.of(1, 1).row(new float[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is empty");
    assertThatThrownBy(() -> ImageGrid.of(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("height must be at least 1, but is 0");
    assertThatThrownBy(() -> ImageGrid.of(1, 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("channels must be 1 or 3, but is 2");
    assertThatThrownBy(() -> ImageGrid.of(1, 1).range(1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("white must be greater than black");
    assertThatThrownBy(() -> ImageGrid.of(1, 1).row(new float[2]).captions("one"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("captions must have as many values");
    assertThatThrownBy(() -> ImageGrid.of(1, 1).captions("one"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ImageGrid.of(1, 1).image()).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ImageGrid.of(1, 1).row(new float[1]).upscale(1_000_000).image())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 200000000 pixels");
  }

  @Test
  void aFolderThatIsAFileIsAClearError(@TempDir Path folder) throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "x");
    Path target = notAFolder.resolve("a.png");
    ImageGrid grid = ImageGrid.of(1, 1).row(new float[1]);

    assertThatThrownBy(() -> grid.writeTo(target))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot write " + target)
        .hasMessageContaining("folder cannot be made");
    assertThat(notAFolder).hasContent("x");
  }
}
