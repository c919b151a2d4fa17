package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Image files of all kinds, beside Pillow: see tools/fixtures/images.py. */
class ImageFormatsTest {

  /** Files whose values may differ, and by how much. */
  private static final Map<String, Integer> LARGEST_DIFFERENCE =
      Map.of(
          "la_16.png", 1,
          "rgba_16.png", 1,
          "associated.tif", 2,
          "ycbcr.tif", 1,
          "lossy_cut_out.webp", 12,
          "lossy_speckled.webp", 12,
          "lossy.webp", 8,
          "lossy_odd.webp", 8,
          "lossy_alpha.webp", 8,
          "lossy_profile.webp", 8);

  private static final double LARGEST_MEAN_DIFFERENCE = 0.6;

  static Stream<String> files() throws IOException {
    try (Stream<Path> files = Files.list(Fixtures.resource("images"))) {
      return files.map(FolderContent::name).sorted().toList().stream();
    }
  }

  private static ImageFile file(String name) {
    return new ImageFile(Fixtures.resource("images").resolve(name));
  }

  private static Samples expected(String archive, String name) {
    return Npz.read(Fixtures.resource(archive), name);
  }

  private static byte[] bytes(Samples samples) {
    float[] values = samples.toFloats();
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileShowsWhatPillowShows(String name) {
    ImageFile file = file(name);
    ImageFile.Header header = file.header();
    Pixels pixels = file.decode(header, false);

    try (Samples expected = expected("images.npz", name)) {
      assertThat(List.of((long) pixels.height(), (long) pixels.width(), 3L))
          .isEqualTo(
              List.of(expected.shape().get(0), expected.shape().get(1), expected.shape().get(2)));
      assertThat(header.size()).isEqualTo(pixels.width() + "x" + pixels.height());
      requireClose(pixels.values(), bytes(expected), LARGEST_DIFFERENCE.getOrDefault(name, 0));
    }
  }

  private static void requireClose(byte[] found, byte[] expected, int largest) {
    if (largest == 0) {
      assertThat(found).isEqualTo(expected);
      return;
    }
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      int difference = Math.abs((found[i] & 0xff) - (expected[i] & 0xff));
      assertThat(difference).as("value " + i).isLessThanOrEqualTo(largest);
      sum += difference;
    }
    assertThat(sum / found.length).isLessThan(LARGEST_MEAN_DIFFERENCE);
  }

  @ParameterizedTest
  @CsvSource({
    "grey.jpg, true",
    "444.jpg, false",
    "cmyk.jpg, false",
    "grey.png, true",
    "la.png, true",
    "1.png, true",
    "grey_2.png, true",
    "palette.png, false",
    "rgba.png, false",
    "grey.gif, true",
    "on_screen.gif, false",
    "lossless.webp, false",
    "grey.tiff, true",
    "1_group4.tif, true",
    "cmyk.tif, false",
    "grey_16.tif, true"
  })
  void imagesWithoutColoursAreKnownBeforeTheyAreDecoded(String name, boolean grey) {
    assertThat(file(name).header().grey()).isEqualTo(grey);
  }

  @Test
  void greyIsThatOfPillow() throws IOException {
    try (Samples image = expected("resized.npz", "image");
        Samples grey = expected("resized.npz", "grey")) {
      int width = (int) image.shape().get(1);
      int height = (int) image.shape().get(0);
      BufferedImage noise = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      int[] colours = new int[width * height * 3];
      float[] values = image.toFloats();
      Arrays.setAll(colours, i -> (int) values[i]);
      noise.getRaster().setPixels(0, 0, width, height, colours);
      assertThat(Pixels.of(noise, false, true).values()).isEqualTo(bytes(grey));
    }
  }

  /** Pillow rounds once more, between columns and rows. */
  @ParameterizedTest
  @CsvSource({"24,18", "16,12", "12,36", "48,9", "1,1", "64,48", "96,91", "48,60"})
  void sizesAreThoseOfPillowsBoxAndBilinearFilters(int width, int height) {
    try (Samples image = expected("resized.npz", "image");
        Samples resized = expected("resized.npz", width + "x" + height)) {
      Pixels noise =
          new Pixels((int) image.shape().get(1), (int) image.shape().get(0), 3, bytes(image));
      Pixels found = new ImageResizer(new ImageSize(width, height)).resize(noise);
      requireClose(found.values(), bytes(resized), 1);
    }
  }
}
