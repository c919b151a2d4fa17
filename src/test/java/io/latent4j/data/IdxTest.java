package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class IdxTest {

  @TempDir Path folder;

  private Samples read(String name, byte[] content) {
    return Idx.read(Fixtures.write(folder.resolve(name), content));
  }

  private void assertFloats(int type, byte[] elements, float... expected) {
    int[] axes = {expected.length / 2, 2};
    try (Samples samples = read("a.idx", Fixtures.idx(type, axes, elements))) {
      assertThat(samples.toFloats()).containsExactly(expected);
      assertThat(samples.type()).isEqualTo(TFloat32.class);
    }
  }

  @Test
  void everyTypeIsRead() {
    assertFloats(9, new byte[] {-1, 127}, -1, 127);
    assertFloats(0x0b, new byte[] {1, 2, -1, -2}, 258, -2);
    ByteBuffer eight = ByteBuffer.allocate(8);
    assertFloats(0x0c, eight.putInt(-70_000).putInt(5).array(), -70_000, 5);
    assertFloats(0x0d, eight.clear().putFloat(0.1f).putFloat(-2).array(), 0.1f, -2);
    assertFloats(0x0e, ByteBuffer.allocate(16).putDouble(0.1).putDouble(-2).array(), 0.1f, -2);
  }

  @Test
  void imagesAreBytes() {
    byte[] pixels = new byte[2 * 3 * 4];
    Arrays.fill(pixels, (byte) 200);
    for (boolean packed : new boolean[] {false, true}) {
      byte[] content = Fixtures.idx(8, new int[] {2, 3, 4}, pixels);
      try (Samples samples =
          packed ? read("a.idx.gz", Fixtures.gzip(content)) : read("a.idx", content)) {
        assertThat(samples.type()).isEqualTo(TUint8.class);
        assertThat(samples.imageShape()).contains(new ImageShape(3, 4, 1));
        assertThat(samples.intensities()).isTrue();
        assertThat(samples.row(1)).containsOnly(200).hasSize(12);
      }
    }
  }

  @Test
  void packedFilesOfSeveralBlocksAreRead() {
    byte[] pixels = new byte[3_000_000];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 7 + i / 1000);
    }
    byte[] packed = Fixtures.gzip(Fixtures.idx(8, new int[] {3000, 1000}, pixels));
    try (Samples samples = read("a.idx.gz", packed)) {
      float[] expected = new float[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        expected[i] = pixels[i] & 0xff;
      }
      assertThat(Arrays.equals(samples.toFloats(), expected)).isTrue();
    }
  }

  private void assertRefused(String name, byte[] content, String message) {
    assertThatThrownBy(() -> read(name, content))
        .isInstanceOf(DataFileException.class)
        .hasMessage(folder.resolve(name) + ": " + message);
  }

  @Test
  void otherFilesAreRefused() {
    String magic = "an IDX magic number (00 00, a type from 08 to 0e, the number of axes)";
    assertRefused(
        "a.idx",
        new byte[] {'P', 'K', 3, 4},
        "byte 0: expected " + magic + ", found bytes 50 4b 03 04");
    assertRefused(
        "a.idx",
        new byte[] {0, 0, 10, 1},
        "byte 0: expected " + magic + ", found bytes 00 00 0a 01");
    assertRefused(
        "a.idx",
        new byte[] {0, 0, 8, 0},
        "byte 0: expected " + magic + ", found bytes 00 00 08 00");
    assertRefused(
        "a.idx",
        new byte[] {0, 0},
        "byte 0: expected a magic number of 4 bytes, found end of file after 2");
    assertRefused(
        "a.idx",
        new byte[] {0, 0, 8, 2, 0, 0},
        "byte 4: expected the sizes of the axes of 8 bytes, found end of file after 2");
    assertRefused(
        "a.idx.gz",
        new byte[] {0, 0, 8, 2},
        "byte 2 (packed): expected gzip data (1f 8b), found 00 00");
  }

  @Test
  void wrongSizesAreRefusedPackedOrNot() {
    byte[] content = Fixtures.idx(8, new int[] {2, 3}, new byte[5]);
    String message = "byte 12: expected 6 bytes of elements as the header says, found 5";
    assertRefused("a.idx", content, message);
    assertRefused("a.idx.gz", Fixtures.gzip(content), message);
    byte[] longer = Fixtures.idx(8, new int[] {2, 3}, new byte[7]);
    assertRefused(
        "a.idx", longer, "byte 12: expected 6 bytes of elements as the header says, found 7");
    assertRefused(
        "a.idx.gz", Fixtures.gzip(longer), "byte 18: expected end of file, found more data");
  }

  @Test
  void emptySetsAreRefused() {
    assertRefused(
        "a.idx",
        Fixtures.idx(8, new int[] {0, 3}, new byte[0]),
        "byte 12: expected at least one element, found an array of shape [0, 3]");
  }

  @Test
  void headersThatLieCostNoMemory() {
    for (int[] axes : new int[][] {{-1, -1}, {-1, -1, -1, -1}, {1 << 30, 1 << 30}, {1 << 30}}) {
      byte[] content = Fixtures.idx(0x0e, axes, new byte[100]);
      assertThatThrownBy(() -> read("a.idx", content)).isInstanceOf(DataFileException.class);
      assertThatThrownBy(() -> read("a.idx.gz", Fixtures.gzip(content)))
          .isInstanceOf(DataFileException.class);
    }
  }

  @Test
  void nanIsRefused() {
    assertRefused(
        "a.idx",
        Fixtures.idx(0x0d, new int[] {1, 1}, new byte[] {0x7f, (byte) 0x80, 0, 0}),
        "row 0, column 0 (from 0): expected a finite number that float32 can hold, found Infinity");
  }
}
