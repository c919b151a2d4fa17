package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipInputTest {

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(5).nextBytes(bytes);
    return bytes;
  }

  private static byte[] unpack(byte[] packed) throws IOException {
    try (GzipInput in = new GzipInput(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 65_518, 65_535, 65_536, 300_000})
  void unpacksWhatWasPacked(int size) throws IOException {
    byte[] content = noise(size);
    assertThat(unpack(Fixtures.gzip(content))).isEqualTo(content);
  }

  @Test
  void bytesComeOneByOneToo() throws IOException {
    try (GzipInput in =
        new GzipInput(new ByteArrayInputStream(Fixtures.gzip(new byte[] {-1, 7})))) {
      assertThat(in.read()).isEqualTo(255);
      assertThat(in.read()).isEqualTo(7);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void membersInARowAreOneStream() throws IOException {
    byte[] first = noise(100_000);
    byte[] second = "second".getBytes(StandardCharsets.UTF_8);
    assertThat(unpack(Fixtures.concat(Fixtures.gzip(first), Fixtures.gzip(second))))
        .isEqualTo(Fixtures.concat(first, second));
  }

  @Test
  void everyOptionalFieldOfTheHeaderIsSkipped() throws IOException {
    byte[] content = "content".getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3});
    packed.writeBytes(new byte[] {2, 0, 'e', 'x'});
    packed.writeBytes("name\0comment\0".getBytes(StandardCharsets.US_ASCII));
    packed.writeBytes(new byte[] {0, 0});
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] deflated = new byte[100];
    packed.write(deflated, 0, deflater.deflate(deflated));
    deflater.end();
    CRC32 checksum = new CRC32();
    checksum.update(content);
    for (long value : new long[] {checksum.getValue(), content.length}) {
      for (int shift = 0; shift < 32; shift += 8) {
        packed.write((int) (value >> shift));
      }
    }
    assertThat(unpack(packed.toByteArray())).isEqualTo(content);
  }

  @Test
  void everyCutIsFound() {
    byte[] packed = Fixtures.gzip("a few words, a few words".getBytes(StandardCharsets.UTF_8));
    for (int length = 0; length < packed.length; length++) {
      byte[] cut = Arrays.copyOf(packed, length);
      assertThatThrownBy(() -> unpack(cut))
          .isInstanceOf(CorruptInputException.class)
          .hasMessageEndingWith("found end of file");
    }
  }

  @Test
  void damageIsNamed() {
    byte[] packed = Fixtures.gzip(noise(1000));
    byte[] checksum = packed.clone();
    checksum[packed.length - 8] ^= 1;
    assertThatThrownBy(() -> unpack(checksum)).hasMessageContaining("expected data with checksum");
    byte[] size = packed.clone();
    size[packed.length - 4] ^= 1;
    assertThatThrownBy(() -> unpack(size))
        .hasMessageContaining("expected 1001 unpacked bytes, found 1000 bytes");
    byte[] method = packed.clone();
    method[2] = 7;
    assertThatThrownBy(() -> unpack(method)).hasMessageContaining("found method 7");
    byte[] block = packed.clone();
    block[10] = 7;
    assertThatThrownBy(() -> unpack(block))
        .hasMessageContaining("found damage: invalid block type");
  }

  @Test
  void whatFollowsIsRefused() {
    byte[] packed = Fixtures.gzip(noise(1000));
    for (int extra : new int[] {1, 8, 100}) {
      assertThatThrownBy(() -> unpack(Arrays.copyOf(packed, packed.length + extra)))
          .isInstanceOf(CorruptInputException.class)
          .hasMessage(
              "byte "
                  + (packed.length + 1)
                  + " (packed): expected end of file, found other data behind the gzip data");
    }
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> unpack(new byte[] {'P', 'K', 3, 4}))
        .isInstanceOf(CorruptInputException.class)
        .hasMessageContaining("expected gzip data (1f 8b), found 50 4b");
  }
}
