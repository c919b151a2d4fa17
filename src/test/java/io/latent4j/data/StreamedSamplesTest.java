package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TUint8;

class StreamedSamplesTest {

  private static final int ROWS = 7;
  private static final int FEATURES = 3;

  @TempDir Path folder;

  /** Rows of 0, 1, 2, then 3, 4, 5 and so on. */
  private Path ascending() throws IOException {
    Path file = folder.resolve("ascending.npy");
    float[] values = new float[ROWS * FEATURES];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Npy.write(file, values, ROWS, FEATURES);
    return file;
  }

  @Test
  void rowsComeInTheOrderAskedForWithTheirLabels() throws IOException {
    try (StreamedSamples stream =
            StreamedSamples.open(ascending()).withLabels(0, 1, 2, 0, 1, 2, 0);
        Samples rows = stream.read(6, 1, 2, 3, 1)) {
      assertThat(stream.shape()).isEqualTo(Shape.of(ROWS, FEATURES));
      assertThat(rows.toFloats()).containsExactly(18, 19, 20, 3, 4, 5, 6, 7, 8, 9, 10, 11, 3, 4, 5);
      assertThat(rows.labels().orElseThrow()).containsExactly(0, 1, 2, 0, 1);
    }
  }

  @Test
  void aPartCountsFromItsOwnStart() throws IOException {
    try (StreamedSamples stream = StreamedSamples.open(ascending())) {
      StreamedSamples part = stream.rows(2, 7).rows(1, 3);
      assertThat(part.count()).isEqualTo(2);
      try (Samples rows = part.read(1, 0)) {
        assertThat(rows.toFloats()).containsExactly(12, 13, 14, 9, 10, 11);
      }
      assertThatThrownBy(() -> part.read(0, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rows must be from 0 to 1, but one is 2");
      assertThatThrownBy(() -> stream.rows(3, 8))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rows must be at least one between 0 and 7, but are 3 to 8");
      assertThatThrownBy(() -> stream.withLabels(1))
          .hasMessage("labels must be one for each of 7 samples, but are 1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "b1_little_C", "i1_little_C", "u1_little_C", "i2_little_C", "u2_big_C", "i4_little_C",
        "u4_big_C", "i8_big_C", "u8_little_C", "f2_big_C", "f4_big_C", "f8_little_C"
      })
  void everyTypeIsReadAsInMemory(String array) throws IOException {
    Path file = folder.resolve(array + ".npy");
    try (var types = new ZipFile(Fixtures.resource("types.npz").toFile())) {
      var entry = types.getEntry(array + ".npy");
      assertThat(entry).isNotNull();
      Files.write(file, types.getInputStream(entry).readAllBytes());
    }
    try (Samples memory = Npy.read(file);
        StreamedSamples stream = StreamedSamples.open(file);
        Samples rows = stream.read(IntStream.range(0, stream.count()).toArray())) {
      assertThat(rows.type()).isEqualTo(memory.type());
      assertThat(rows.shape()).isEqualTo(memory.shape());
      assertThat(rows.toFloats()).isEqualTo(memory.toFloats());
    }
  }

  @Test
  void fortranOrderIsRefused() throws IOException {
    Path file = folder.resolve("f.npy");
    Files.write(
        file,
        Fixtures.npy("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 2), }", new byte[16]));
    assertThatThrownBy(() -> StreamedSamples.open(file))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("expected rows that stand together (C order, as numpy.")
        .hasMessageEndingWith("found Fortran order");
  }

  @Test
  void imagesOfBytesStayBytes() throws IOException {
    Path file = folder.resolve("images.npy");
    Files.write(
        file,
        Fixtures.npy(
            "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2, 1, 1), }",
            new byte[] {1, 2, 3, (byte) 255}));
    try (StreamedSamples stream = StreamedSamples.open(file);
        Samples rows = stream.read(1)) {
      assertThat(rows.type()).isEqualTo(TUint8.class);
      assertThat(rows.shape()).isEqualTo(Shape.of(1, 2, 1, 1));
      assertThat(rows.toFloats()).containsExactly(3, 255);
    }
  }

  @Test
  void whatCantBeStreamedIsRefusedWhenOpened() throws IOException {
    Path shorter = ascending();
    try (RandomAccessFile file = new RandomAccessFile(shorter.toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }
    assertThatThrownBy(() -> StreamedSamples.open(shorter))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("expected 84 bytes of elements as the header says, found 83");
    assertThatThrownBy(() -> StreamedSamples.open(folder.resolve("none.npy")))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("found no such file");
    assertThatThrownBy(() -> StreamedSamples.open(folder.resolve("a.npy.gz")))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("expected an .npy file that is not packed, found .gz");
  }

  @Test
  void whatGoesWrongLaterNamesTheRow() throws IOException {
    Path file = ascending();
    try (StreamedSamples stream = StreamedSamples.open(file)) {
      try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
        bytes.seek(bytes.length() - 4 * FEATURES * 5 + 4);
        bytes.write(new byte[] {0, 0, (byte) 0xc0, 0x7f});
        bytes.setLength(bytes.length() - 1);
      }
      assertThatThrownBy(() -> stream.read(0, 1, 2))
          .isInstanceOf(DataFileException.class)
          .hasMessageContaining("row 2")
          .hasMessageEndingWith("expected a finite number that float32 can hold, found NaN");
      assertThatThrownBy(() -> stream.read(6))
          .isInstanceOf(DataFileException.class)
          .hasMessageContaining("row 6")
          .hasMessageEndingWith("found end of file");
    }
  }

  @Test
  void aClosedStreamSaysSo() throws IOException {
    StreamedSamples stream = StreamedSamples.open(ascending());
    StreamedSamples part = stream.rows(0, 1);
    stream.close();
    assertThatThrownBy(() -> part.read(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith("ascending.npy is closed");
  }
}
