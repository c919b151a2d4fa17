package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

class ImageFolderTest {

  private static final ImageOptions STANDARD = ImageOptions.standard();

  @TempDir Path folder;

  private void write(String name, BufferedImage image) {
    write(name, name.substring(name.lastIndexOf('.') + 1), image);
  }

  private void write(String name, String format, BufferedImage image) {
    Fixtures.write(folder.resolve(name), encoded(format, image));
  }

  private static byte[] encoded(String format, BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      assertThat(ImageIO.write(image, format, out)).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private void csv(String content) {
    Fixtures.write(folder.resolve("labels of mine.CSV"), content);
  }

  private static BufferedImage image(int type, int width, int height, int... samples) {
    BufferedImage image = new BufferedImage(width, height, type);
    image.getRaster().setPixels(0, 0, width, height, samples);
    return image;
  }

  private static BufferedImage grey(int width, int height, int... samples) {
    return image(BufferedImage.TYPE_BYTE_GRAY, width, height, samples);
  }

  private static BufferedImage dot(int value) {
    return grey(1, 1, value);
  }

  private static BufferedImage colours(int width, int height, int... samples) {
    return image(BufferedImage.TYPE_INT_RGB, width, height, samples);
  }

  private static BufferedImage noise(int width, int height, long seed) {
    int[] samples = new Random(seed).ints((long) width * height * 3, 0, 256).toArray();
    return colours(width, height, samples);
  }

  private Samples open(ImageOptions options) {
    return open(DataOptions.none().withImages(options));
  }

  private Samples open(DataOptions options) {
    return new DataCatalog(folder, DownloadOptions.never())
        .open(folder.toString(), options)
        .samples();
  }

  private float[] values(ImageOptions options) {
    try (Samples samples = open(options)) {
      return samples.toFloats();
    }
  }

  private int[] labels() {
    try (Samples samples = open(STANDARD)) {
      return samples.labels().orElseThrow();
    }
  }

  private void refused(ImageOptions options, String message) {
    assertThatThrownBy(() -> open(options))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(message)
        .hasMessageNotContaining("\n");
  }

  @Test
  void imagesComeInTheOrderOfTheirNamesWithTheValuesOfTheFile() throws IOException {
    write("b.png", grey(2, 1, 10, 128));
    write("a10.png", grey(2, 1, 0, 1));
    write("a9.PNG", grey(2, 1, 254, 255));
    Fixtures.write(folder.resolve("notes.txt"), "no image");
    Fixtures.write(folder.resolve("._a.png"), "no image either");
    Files.createDirectory(folder.resolve("sub.png"));
    try (Samples samples = open(STANDARD)) {
      assertThat(samples.shape()).isEqualTo(Shape.of(3, 1, 2, 1));
      assertThat(samples.type()).isEqualTo(TUint8.class);
      assertThat(samples.toFloats()).containsExactly(0, 1, 254, 255, 10, 128);
      assertThat(samples.name()).isEqualTo(folder.getFileName().toString());
      assertThat(samples.imageShape()).contains(new ImageShape(1, 2, 1));
      assertThat(samples.maximum()).hasValue(255);
      assertThat(samples.labels()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "filename,label\nz.png,cat\na.png,dog\nz.png,cat\n",
        "z.png,cat\na.png,dog\nz.png,cat",
        "\ufeffFilename,Label\r\nz.png, cat\r\n./a.png,dog\r\nz.png,cat\r\n",
        "label,width,filename\ncat,1,z.png\ndog,1,a.png\ncat,1,z.png\n",
        "id,species\nz.png,cat\nsub/../a.png,dog\nz.png,cat\n"
      })
  void aTableGivesOrderAndLabels(String table) {
    write("a.png", dot(1));
    write("b.png", dot(2));
    write("z.png", dot(3));
    csv(table);
    try (Samples samples = open(STANDARD)) {
      assertThat(samples.toFloats()).containsExactly(3, 1, 3);
      Labels labels = samples.namedLabels().orElseThrow();
      assertThat(labels.values()).containsExactly(0, 1, 0);
      assertThat(labels.names()).contains(List.of("cat", "dog"));
    }
  }

  @Test
  void numbersAreLabelsAsTheyAre() {
    write("a.png", dot(1));
    write("b.png", dot(2));
    csv("filename,label\nb.png,7\na.png,-1\n");
    assertThat(labels()).containsExactly(7, -1);
  }

  @Test
  void aTableMayBeInSubfoldersAndWithoutLabels() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    write("sub/a.png", dot(1));
    write("b.png", dot(2));
    csv("filename\nsub/a.png\nb.png\n");
    try (Samples samples = open(STANDARD)) {
      assertThat(samples.toFloats()).containsExactly(1, 2);
      assertThat(samples.labels()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.png,x;gone.png,y | line 2: expected the name of an image in the folder, found"
            + " 'gone.png', which is not there",
        "../a.png,x | line 1: expected the name of an image in the folder, found '../a.png', which"
            + " is not in the folder",
        "a.png,x;sub/../../a.png,y | found 'sub/../../a.png', which is not in the folder",
        "/a.png,x | found '/a.png', which is not in the folder",
        "filename,label;.,x | found '.', which is not in the folder",
        "filename,label;a.png,x;,y | line 3: expected the name of an image in the folder, found"
            + " '', which is no name",
        "filename,label;a.png,x;a.png, | line 3: expected a label, found none",
        "a.png,x;a.png | line 2: expected 2 cells, as in line 1, found 1",
        "a.png,x,y | expected filename,label, or a header with a column filename, found 3 columns",
        "filename,label | expected at least one image (JPEG, PNG, GIF, BMP, WebP, TIFF), found none",
      })
  void badTablesAreRefused(String table, String message) {
    write("a.png", dot(1));
    csv(table.replace(';', '\n'));
    refused(STANDARD, message);
  }

  @Test
  void twoTablesAreOneTooMany() {
    write("a.png", dot(1));
    csv("a.png,x\n");
    Fixtures.write(folder.resolve("a.csv"), "a.png,y\n");
    refused(
        STANDARD,
        "expected at most one .csv that names the images, found a.csv and labels of mine.CSV");
  }

  @Test
  void anEmptyFolderIsRefused() {
    refused(
        STANDARD, ": expected at least one image (JPEG, PNG, GIF, BMP, WebP, TIFF), found none");
  }

  @Test
  void formatsAreToldByTheirContent() {
    int[] pattern = {255, 0, 0, 0, 128, 255, 12, 34, 56, 255, 255, 255, 0, 0, 0, 9, 8, 7};
    int[] samples = new int[9 * 5 * 3];
    Arrays.setAll(samples, i -> pattern[i % pattern.length]);
    BufferedImage image = colours(9, 5, samples);
    write("a.png", image);
    write("b.bmp", image);
    write("c.gif", image);
    write("d.jpg", "png", image);
    try (Samples read = open(STANDARD)) {
      assertThat(read.shape()).isEqualTo(Shape.of(4, 5, 9, 3));
      for (int i = 0; i < 4; i++) {
        float[] row = read.row(i);
        for (int j = 0; j < row.length; j++) {
          assertThat(row[j]).isEqualTo(samples[j]);
        }
      }
    }
  }

  @Test
  void jpegIsCloseToWhatItShows() {
    int[] one = {200, 120, 40};
    int[] samples = new int[16 * 16 * 3];
    Arrays.setAll(samples, i -> one[i % 3]);
    write("a.jpeg", colours(16, 16, samples));
    float[] values = values(STANDARD);
    assertThat(values).hasSize(samples.length);
    for (int i = 0; i < values.length; i++) {
      assertThat(values[i]).isCloseTo(one[i % 3], within(3f));
    }
    write("a.jpeg", grey(8, 8, Arrays.copyOf(samples, 64)));
    try (Samples grey = open(STANDARD)) {
      assertThat(grey.shape()).isEqualTo(Shape.of(1, 8, 8, 1));
    }
  }

  @Test
  void whatIsTransparentShowsWhite() {
    write(
        "a.png",
        image(BufferedImage.TYPE_INT_ARGB, 3, 1, 10, 20, 30, 0, 10, 20, 30, 255, 0, 100, 200, 51));
    assertThat(values(STANDARD)).containsExactly(255, 255, 255, 10, 20, 30, 204, 224, 244);
    byte[] red = {0, (byte) 200};
    byte[] green = {0, 100};
    byte[] blue = {0, 50};
    byte[] alpha = {0, (byte) 255};
    IndexColorModel palette = new IndexColorModel(8, 2, red, green, blue, alpha);
    BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {0, 1});
    write("a.png", image);
    assertThat(values(STANDARD)).containsExactly(255, 255, 255, 200, 100, 50);
  }

  private static BufferedImage sixteenBit(int colourSpace, int width, int... samples) {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(colourSpace),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(width, 1);
    raster.setPixels(0, 0, width, 1, samples);
    return new BufferedImage(model, raster, false, null);
  }

  @Test
  void sixteenBitsAreRoundedToEight() {
    int[] samples = {0, 128, 129, 65535, 257 * 77, 32768};
    write("a.png", sixteenBit(ColorSpace.CS_GRAY, 6, samples));
    try (Samples grey = open(STANDARD)) {
      assertThat(grey.shape()).isEqualTo(Shape.of(1, 1, 6, 1));
      assertThat(grey.toFloats()).containsExactly(0, 0, 1, 255, 77, 128);
    }
    write("a.png", sixteenBit(ColorSpace.CS_sRGB, 2, samples));
    assertThat(values(STANDARD)).containsExactly(0, 0, 1, 255, 77, 128);
  }

  @Test
  void oneBitIsBlackAndWhite() {
    write("a.png", image(BufferedImage.TYPE_BYTE_BINARY, 3, 1, 0, 1, 1));
    write("b.bmp", image(BufferedImage.TYPE_BYTE_BINARY, 3, 1, 1, 0, 1));
    try (Samples grey = open(STANDARD)) {
      assertThat(grey.shape()).isEqualTo(Shape.of(2, 1, 3, 1));
      assertThat(grey.toFloats()).containsExactly(0, 255, 255, 255, 0, 255);
    }
  }

  @Test
  void oneColourImageGivesAllThreeChannels() {
    write("a.png", dot(7));
    write("b.png", colours(1, 1, 1, 2, 3));
    try (Samples samples = open(STANDARD)) {
      assertThat(samples.shape()).isEqualTo(Shape.of(2, 1, 1, 3));
      assertThat(samples.toFloats()).containsExactly(7, 7, 7, 1, 2, 3);
    }
  }

  @Test
  void grayscaleIsTheLumaOfRec601() {
    int[] samples = {255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 10, 200, 90, 77, 77, 77};
    write("a.png", colours(6, 1, samples));
    write("b.png", grey(6, 1, 0, 1, 2, 253, 254, 255));
    try (Samples grey = open(STANDARD.withGrayscale(true))) {
      assertThat(grey.shape()).isEqualTo(Shape.of(2, 1, 6, 1));
      // 0.299 * 255 = 76.2, 0.587 * 255 = 149.7, 0.114 * 255 = 29.1; 2.99 + 117.4 + 10.26 = 130.7
      assertThat(grey.row(0)).containsExactly(76, 150, 29, 255, 131, 77);
      assertThat(grey.row(1)).containsExactly(0, 1, 2, 253, 254, 255);
    }
  }

  @Test
  void imagesOfSeveralSizesNeedTheOption() {
    write("a.png", grey(2, 1, 1, 2));
    write("b.png", grey(2, 1, 1, 2));
    write("c.png", grey(1, 2, 1, 2));
    write("d.png", grey(3, 3, new int[9]));
    assertThatThrownBy(() -> open(STANDARD))
        .isInstanceOf(DataFileException.class)
        .hasMessage(
            folder.resolve("c.png")
                + ": expected an image of 2x1 like a.png, or a size for all (--image-size WxH),"
                + " found 1x2");
    try (Samples samples = open(STANDARD.withSize(new ImageSize(5, 4)))) {
      assertThat(samples.shape()).isEqualTo(Shape.of(4, 4, 5, 1));
    }
  }

  @Test
  void badFilesAreRefusedTheFirstBeingNamed() {
    for (int i = 0; i < 40; i++) {
      write(String.format("%02d.png", i), noise(8, 8, i));
    }
    Fixtures.write(folder.resolve("17.png"), "no image");
    Fixtures.write(folder.resolve("31.png"), "");
    assertThatThrownBy(() -> open(STANDARD))
        .isInstanceOf(DataFileException.class)
        .hasMessage(
            folder.resolve("17.png")
                + ": expected an image (JPEG, PNG, GIF, BMP, WebP, TIFF), found other data"
                + " (--skip-unreadable leaves it out)");
    try (Samples first = open(DataOptions.none().withLimit(17))) {
      assertThat(first.count()).isEqualTo(17);
    }
  }

  @Test
  void badFilesAreSkippedAndReportedIfAskedFor() {
    for (int i = 0; i < 6; i++) {
      write(i + ".png", dot(i));
    }
    byte[] whole = Fixtures.bytes(folder.resolve("5.png"));
    Fixtures.write(folder.resolve("1.png"), Arrays.copyOf(whole, whole.length - 24));
    Fixtures.write(folder.resolve("3.png"), "no image");
    csv("0.png,a\n1.png,b\n2.png,c\n3.png,d\n4.png,a\n5.png,c\nmissing.png,d\n");
    List<DataFileException> skipped = new ArrayList<>();
    ImageOptions options = STANDARD.skippingUnreadable(skipped::add);
    try (Samples samples = open(options)) {
      assertThat(samples.toFloats()).containsExactly(0, 2, 4, 5);
      assertThat(samples.labels().orElseThrow()).containsExactly(0, 1, 0, 1);
      assertThat(samples.namedLabels().orElseThrow().names()).contains(List.of("a", "c"));
    }
    assertThat(skipped)
        .extracting(DataFileException::file)
        .containsExactly(
            folder.resolve("1.png").toString(),
            folder.resolve("3.png").toString(),
            folder.resolve("labels of mine.CSV").toString());
    try (Samples three = open(DataOptions.none().withImages(options).withLimit(3))) {
      assertThat(three.toFloats()).containsExactly(0, 2, 4);
    }
  }

  @Test
  void aFolderOfNothingReadableIsRefusedEvenThen() {
    Fixtures.write(folder.resolve("a.png"), "no image");
    Fixtures.write(folder.resolve("b.png"), "no image");
    refused(
        STANDARD.skippingUnreadable(skipped -> fail("nothing is left out of nothing")),
        "expected at least one image that can be read, found none among 2 files, the first being ");
    byte[] whole = encoded("png", noise(8, 8, 1));
    Fixtures.write(folder.resolve("a.png"), Arrays.copyOf(whole, 100));
    Fixtures.write(folder.resolve("b.png"), Arrays.copyOf(whole, 90));
    refused(
        STANDARD.skippingUnreadable(skipped -> fail("nothing is left out of nothing")),
        "found none among 2 files, the first being ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void imagesThatAreCutOffAreRefused(String format) {
    byte[] whole = encoded(format, noise(20, 20, 1));
    for (int tenths = 3; tenths < 10; tenths++) {
      Fixtures.write(folder.resolve("a.png"), Arrays.copyOf(whole, whole.length * tenths / 10));
      refused(STANDARD, "a.png: expected ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp"})
  void damagedImagesAreReadOrRefused(String format) {
    byte[] whole = encoded(format, noise(9, 7, 1));
    Path file = folder.resolve("a." + format);
    Random random = new Random(format.hashCode());
    int refused = 0;
    for (int i = 0; i < 200; i++) {
      byte[] damaged = whole.clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        // Most of the flips go where the headers are.
        int bound = random.nextBoolean() ? Math.min(64, damaged.length) : damaged.length;
        damaged[random.nextInt(bound)] ^= (byte) (1 << random.nextInt(8));
      }
      Fixtures.write(file, damaged);
      try (Samples samples = open(STANDARD.withSize(new ImageSize(3, 3)))) {
        assertThat(samples.features()).isIn(9, 27);
      } catch (DataFileException e) {
        assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
        refused++;
      } catch (RuntimeException | Error e) {
        fail("case " + i, e);
      }
    }
    assertThat(refused).isPositive();
  }

  private static byte[] pngOfSize(int width, int height) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(chunk);
    data.writeBytes("IHDR");
    data.writeInt(width);
    data.writeInt(height);
    data.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 checksum = new CRC32();
    checksum.update(chunk.toByteArray());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(file);
    out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    out.writeInt(13);
    out.write(chunk.toByteArray());
    out.writeInt((int) checksum.getValue());
    out.writeInt(0);
    out.write("IDAT".getBytes(StandardCharsets.US_ASCII));
    out.writeInt(0x35af061e);
    return file.toByteArray();
  }

  @Test
  void imagesThatWouldFillTheMemoryAreNotDecoded() throws IOException {
    Fixtures.write(folder.resolve("a.png"), pngOfSize(60_000, 50_000));
    refused(
        STANDARD.withSize(new ImageSize(2, 2)),
        "a.png: expected an image of 1 to 100000000 pixels, found 60000x50000");
  }

  @Test
  void foldersThatWouldFillTheMemoryAreNotDecoded() {
    write("a.png", noise(10, 10, 1));
    write("b.png", noise(10, 10, 2));
    assertThat(values(STANDARD.withByteLimit(600))).hasSize(600);
    refused(
        STANDARD.withByteLimit(599),
        "expected images that take at most 599 bytes (--image-size, --grayscale and --limit make"
            + " them less), found 2 of 10x10 with 3 channels, 600 bytes");
    assertThat(values(STANDARD.withByteLimit(599).withGrayscale(true))).hasSize(200);
  }

  @Test
  void theResultIsTheSameForAnyNumberOfThreads() throws Exception {
    for (int i = 0; i < 30; i++) {
      write(i + ".png", noise(5 + i % 7, 4 + i % 5, i));
    }
    ImageOptions options = STANDARD.withSize(new ImageSize(6, 6));
    List<float[]> results = new ArrayList<>();
    for (int threads : new int[] {1, 3, 8}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        results.add(pool.submit(() -> values(options)).get());
      } finally {
        pool.shutdown();
      }
    }
    assertThat(results).allSatisfy(values -> assertThat(values).isEqualTo(results.get(0)));
  }

  @Test
  void labelsFromAFileAreForAllImages() throws IOException {
    for (int i = 0; i < 4; i++) {
      write(i + ".png", dot(i));
    }
    Path labels = Files.createTempFile("labels", ".csv");
    try {
      Fixtures.write(labels, "5\n6\n7\n8\n");
      try (Samples two = open(DataOptions.none().withLabels(labels).withLimit(2))) {
        assertThat(two.labels().orElseThrow()).containsExactly(5, 6);
        assertThat(two.toFloats()).containsExactly(0, 1);
      }
    } finally {
      Files.delete(labels);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "64", "x", "64x", "64*48", "-1x5", "6.4x3", "64x48x3", "64x99999999999"})
  void sizesMustBeWidthAndHeight(String text) {
    assertThatThrownBy(() -> ImageSize.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image size must be WIDTHxHEIGHT, such as 64x48, but is '" + text + "'");
  }

  @Test
  void sizesHaveBounds() {
    assertThat(ImageSize.parse("64x48")).isEqualTo(new ImageSize(64, 48)).hasToString("64x48");
    assertThat(ImageSize.parse("1X2".toUpperCase(Locale.ROOT))).isEqualTo(new ImageSize(1, 2));
    assertThatThrownBy(() -> ImageSize.parse("0x5"))
        .hasMessage("image size must be at least 1x1 and at most 100000000 pixels, but is 0x5");
    assertThatThrownBy(() -> ImageSize.parse("10001x10000"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> STANDARD.withByteLimit(0))
        .hasMessage("byte limit must be at least 1, but is 0");
  }
}
