package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latent4j.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class NpyTest {

  private static final String HEADER =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }\n";

  @TempDir Path folder;

  static Stream<String> types() {
    return Stream.of("b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8")
        .flatMap(
            type ->
                type.endsWith("1")
                    ? Stream.of(type + "_little")
                    : Stream.of(type + "_little", type + "_big"))
        .flatMap(type -> Stream.of(type + "_C", type + "_F"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyTypeOrderAndLayoutBecomesWhatNumpyMakesOfIt(String name) {
    Path file = Fixtures.resource("types.npz");
    try (Samples samples = Npz.read(file, name);
        Samples expected = Npz.read(file, "expected_" + name)) {
      assertThat(samples.shape()).isEqualTo(Shape.of(2, 3, 2));
      assertThat(samples.toFloats()).isEqualTo(expected.toFloats());
      assertThat(samples.type()).isEqualTo(name.startsWith("u1") ? TUint8.class : TFloat32.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void everyVersionIsRead(int version) {
    try (Samples samples = Npy.read(Fixtures.resource("version" + version + ".npy"))) {
      assertThat(samples.toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(samples.name()).isEqualTo("version" + version + ".npy");
    }
  }

  @Test
  void writesTheBytesThatNumpyWrites() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, new float[] {0, 1, 2, 3, 4, 5}, 2, 3);
    assertThat(file).hasSameBinaryContentAs(Fixtures.resource("version1.npy"));
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path file = folder.resolve("a.npy");
    float[] floats = new float[40_000];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = i * 0.37f - 1000;
    }
    Npy.write(file, floats, 100, 20, 20);
    try (Samples samples = Npy.read(file)) {
      assertThat(samples.shape()).isEqualTo(Shape.of(100, 20, 20));
      assertThat(samples.toFloats()).isEqualTo(floats);
    }
    int[] integers = new int[40_000];
    Arrays.setAll(integers, i -> i * 17 - 5);
    Npy.write(file, integers, integers.length);
    assertThat(Labels.read(file).values()).isEqualTo(integers);
  }

  @Test
  void headersFillWholeBlocksWhateverTheShape() throws IOException {
    Path file = folder.resolve("a.npy");
    long[] shape = {};
    for (int axes = 0; axes < 30; axes++) {
      Npy.write(file, new float[] {5}, shape);
      assertThat((Files.size(file) - 4) % 64).isZero();
      shape = Arrays.copyOf(shape, axes + 1);
      shape[axes] = 1;
    }
    Npy.write(file, new int[0], 0, 3);
    assertThat(new String(Fixtures.bytes(file), StandardCharsets.ISO_8859_1))
        .contains("'shape': (0, 3), }");
  }

  @Test
  void shapesThatDoNotFitAreRefusedBeforeAnythingIsWritten() {
    Path file = folder.resolve("a.npy");
    for (long[] shape : new long[][] {{5}, {-2, -3}, {1L << 32, 1L << 32}, {}}) {
      assertThatThrownBy(() -> Npy.write(file, new float[6], shape))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("but is " + Arrays.toString(shape));
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void writingReplacesTheFileAndLeavesNothingBeside() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, new float[] {1}, 1);
    Npy.write(file, new float[] {2}, 1);
    try (Stream<Path> files = Files.list(folder);
        Samples samples = Npy.read(file)) {
      assertThat(files).containsExactly(file);
      assertThat(samples.toFloats()).containsExactly(2);
    }
  }

  @Test
  void failedWritingKeepsWhatWasThere() throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.write(file, new float[] {1}, 1);
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("disk full");
                    }))
        .hasMessage("cannot write " + file + ": disk full");
    try (Stream<Path> files = Files.list(folder);
        Samples samples = Npy.read(file)) {
      assertThat(files).containsExactly(file);
      assertThat(samples.toFloats()).containsExactly(1);
    }
    assertThatThrownBy(() -> Npy.write(folder.resolve("no/a.npy"), new int[1], 1))
        .isInstanceOf(IOException.class);
  }

  private DataFileException refused(byte[] content) {
    Path file = Fixtures.write(folder.resolve("bad.npy"), content);
    return org.junit.jupiter.api.Assertions.assertThrows(
        DataFileException.class, () -> Npy.read(file).close());
  }

  @Test
  void otherFilesAreRefused() {
    DataFileException e = refused("not an array".getBytes(StandardCharsets.UTF_8));
    assertThat(e.file()).endsWith("bad.npy");
    assertThat(e.position()).contains("byte 0");
    assertThat(e.expected()).isEqualTo("the start of an NPY file");
    assertThat(e.found()).isEqualTo("bytes 6e 6f 74 20 61 6e");
    assertThat(refused(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 9, 0}))
        .hasMessageContaining("expected NPY version 1, 2 or 3, found version 9.0");
    assertThatThrownBy(() -> Npy.read(folder.resolve("none.npy")))
        .isInstanceOf(DataFileException.class)
        .hasMessage(folder.resolve("none.npy") + ": expected a readable file, found no such file");
    assertThatThrownBy(() -> Npy.read(folder))
        .isInstanceOf(DataFileException.class)
        .hasMessage(folder + ": expected a file, found a folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "structured.npy | expected an array of numbers, found a structured type",
        "text.npy | expected a type of booleans, integers or floats up to 64 bits, found '<U1'",
        "complex.npy | expected a type of booleans, integers or floats up to 64 bits, found '<c8'"
      })
  void typesThatAreNoNumbersAreRefused(String name, String message) {
    assertThatThrownBy(() -> Npy.read(Fixtures.resource(name)))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("byte 10: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "nonsense | expected a header in braces",
        "{} | expected the keys descr, fortran_order and shape",
        "{'descr': '<f4', 'shape': (2,), } | expected the keys descr, fortran_order and shape",
        "{'descr': '<f4', 'fortran_order': 1, 'shape': (2,), } | expected 'key': value",
        "{'descr': '<f4', 'fortran_order': '', 'shape': (2,), } | expected fortran_order True or",
        "{'descr': (2,), 'fortran_order': True, 'shape': (2,), } | expected a type of booleans",
        "{'descr': '<f4', 'fortran_order': False, 'shape': True} | expected a shape such as",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2 3)} | expected a shape such as",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (,)} | expected a shape such as",
        "{'descr': '<f4', 'fortran_order': False, 'shape': ()} | expected an array with at least",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3)} | expected at least one element",
        "{'descr': '<f4', 'fortran_order': False, 'shape': (2,)} x | expected a header in braces"
      })
  void headersThatAreWrongAreRefused(String header, String message) {
    assertThat(refused(Fixtures.npy(header, new byte[8]))).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(2000000000, 500000000)",
        "(999999999999999999, 999999999999999999, 16)",
        "(100000, 100000)",
        "(4294967296, 4294967296, 4294967296)"
      })
  void headersThatLieCostNoMemory(String shape) {
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    assertThat(refused(Fixtures.npy(header, new byte[8]))).hasMessageContaining("expected");
  }

  @Test
  void lengthOfTheHeaderIsLimited() {
    byte[] lie = Fixtures.npy("", new byte[0]);
    lie[6] = 2;
    assertThat(refused(Fixtures.concat(lie, (byte) 0xff, (byte) 0xff)))
        .hasMessageContaining("expected a header of at most 1048576 bytes, found -65536 bytes");
  }

  @Test
  void tooFewAndTooManyBytesAreRefused() {
    int end = 10 + HEADER.length();
    assertThat(refused(Fixtures.npy(HEADER, new byte[7])))
        .hasMessageContaining(
            "byte " + end + ": expected 8 bytes of elements as the header says, found 7");
    assertThat(refused(Fixtures.npy(HEADER, new byte[9])))
        .hasMessageContaining("expected 8 bytes of elements as the header says, found 9");
  }

  @Test
  void nanIsRefusedWithItsPlaceAlsoInFortranOrder() {
    byte[] elements = new byte[6 * 4];
    elements[4 * 4 + 2] = (byte) 0xc0;
    elements[4 * 4 + 3] = 0x7f;
    String header = "{'descr': '<f4', 'fortran_order': ORDER, 'shape': (2, 3), }";
    assertThat(refused(Fixtures.npy(header.replace("ORDER", "False"), elements)))
        .hasMessageEndingWith(
            "row 1, column 1 (from 0): expected a finite number that float32 can hold, found NaN");
    assertThat(refused(Fixtures.npy(header.replace("ORDER", "True"), elements)))
        .hasMessageContaining("row 0, column 2 (from 0)");
  }

  @Test
  void doublesBeyondFloatAreRefused() {
    byte[] elements = new byte[8];
    elements[7] = 0x7f;
    elements[6] = (byte) 0xe0;
    assertThat(
            refused(
                Fixtures.npy(
                    "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", elements)))
        .hasMessageContaining("row 0, column 0 (from 0): expected a finite number")
        .hasMessageEndingWith("found Infinity");
  }

  @Test
  void headersOfPythonTwoAreRead() {
    Path file =
        Fixtures.write(
            folder.resolve("old.npy"),
            Fixtures.npy("{'shape': (2L,), 'fortran_order': False, 'descr': '<i2'}", new byte[4]));
    try (Samples samples = Npy.read(file)) {
      assertThat(samples.shape()).isEqualTo(Shape.of(2, 1));
    }
  }
}
