package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Arrays whose elements are wanted as they are: numbers of all types, bytes and texts. */
class ExactArraysTest {
  private static final String GRID = "a|bc||größer|\u2028|😀\0x";

  @TempDir Path folder;

  private static TType member(String file, String name, DataType type) {
    return ArrayFile.parse(Fixtures.resource(file) + "#" + name).orElseThrow().read(type);
  }

  private static List<String> latin1(TString tensor) {
    List<String> strings = new ArrayList<>();
    for (NdArray<byte[]> one : tensor.asBytes().scalars()) {
      strings.add(new String(one.getObject(), StandardCharsets.ISO_8859_1));
    }
    return strings;
  }

  private static String bytesOf(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unicode_little", "unicode_big", "unicode_fortran", "object", "object_fortran"})
  void textsBecomeUtf8(String name) {
    try (TType tensor = member("texts.npz", name, DataType.DT_STRING)) {
      assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
      assertThat(latin1((TString) tensor))
          .containsExactly(
              Stream.of(GRID.split("\\|", -1))
                  .map(ExactArraysTest::bytesOf)
                  .toArray(String[]::new));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes", "bytes_fortran"})
  void bytesStayWhatTheyAreButForTheNulsAtTheirEnds(String name) {
    try (TType tensor = member("texts.npz", name, DataType.DT_STRING)) {
      assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
      assertThat(latin1((TString) tensor))
          .containsExactly("a\0b", "\u00ff\u00fe", "", "x\n", "plain", "nul");
    }
  }

  @Test
  void objectsThatAreBytesKeepTheirNuls() {
    try (TType tensor = member("texts.npz", "object_bytes", DataType.DT_STRING)) {
      assertThat(latin1((TString) tensor)).containsExactly("nul\0", "\u00ff", "text");
    }
  }

  @Test
  void scalarsEmptyAndLargeArraysAreRead() {
    try (TType scalar = member("texts.npz", "scalar", DataType.DT_STRING);
        TType object = member("texts.npz", "object_scalar", DataType.DT_STRING);
        TType empty = member("texts.npz", "empty", DataType.DT_STRING);
        TType none = member("texts.npz", "object_empty", DataType.DT_STRING);
        TType many = member("texts.npz", "object_many", DataType.DT_STRING)) {
      assertThat(scalar.shape()).isEqualTo(Shape.scalar());
      assertThat(latin1((TString) scalar)).containsExactly("one\u00ff");
      assertThat(latin1((TString) object)).containsExactly("one");
      assertThat(empty.shape()).isEqualTo(Shape.of(0));
      assertThat(none.shape()).isEqualTo(Shape.of(0));
      assertThat(latin1((TString) many))
          .startsWith("text 0", "text 1")
          .endsWith("text 399", "x".repeat(70_000))
          .hasSize(2501);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"protocol2", "protocol3", "protocol4", "protocol5", "numpy1"})
  void objectArraysOfEveryVersionAreRead(String name) {
    try (TType tensor =
        Npy.readTensor(Fixtures.resource("objects/" + name + ".npy"), DataType.DT_STRING)) {
      assertThat(latin1((TString) tensor)).containsExactly("a", "\u00ff\0", bytesOf("größer"), "");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "objects/protocol0.npy | the operation 0x",
        "objects/call.npy | found an object made by 'builtins.print'",
        "objects/nested.npy | element 1: expected a text or bytes, found another object",
        "objects/dictionary.npy | the operation 0x7d of Python's pickle",
        "texts.npz#object_none | element 1: expected a text or bytes, found None",
        "texts.npz#object_number | element 1: expected a text or bytes, found NaN",
        "texts.npz#object_half | element 1: expected a text that UTF-8 can hold",
        "texts.npz#half | element 1: expected a text that UTF-8 can hold",
        "types.npz#f4_little_C | expected texts or bytes (NumPy's U, S, or O of these), found '<f4'"
      })
  void whatIsNoArrayOfTextsIsRefusedAndNothingOfItExecuted(String name, String message) {
    String[] parts = name.split("#");
    String spec = Fixtures.resource(parts[0]) + (parts.length > 1 ? "#" + parts[1] : "");
    ArrayFile file = ArrayFile.parse(spec).orElseThrow();
    assertThatThrownBy(() -> file.read(DataType.DT_STRING))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining(message);
  }

  @Test
  void damagedPicklesAreRefusedWhereverTheyEnd() {
    byte[] whole = Fixtures.bytes(Fixtures.resource("objects/protocol4.npy"));
    Path file = folder.resolve("cut.npy");
    for (int length = 128; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      Fixtures.write(file, cut);
      assertThatThrownBy(() -> Npy.readTensor(file, DataType.DT_STRING))
          .isInstanceOf(DataFileException.class);
      for (int other : new int[] {'(', 'e', 'R', 'b', 0x87, 0x93, 'h', '.', 0x8e, 0xff}) {
        byte[] damaged = whole.clone();
        damaged[length] = (byte) other;
        Fixtures.write(file, damaged);
        try (TType tensor = Npy.readTensor(file, DataType.DT_STRING)) {
          assertThat(tensor.shape()).isEqualTo(Shape.of(4)); // a letter was replaced
        } catch (DataFileException e) {
          assertThat(e.file()).isEqualTo(file.toString());
        }
      }
    }
  }

  @Test
  void stringsAreWrittenAsNumpysBytes() throws IOException {
    byte[][] strings = {{'a', 0, 'b'}, {}, {(byte) 0xff}, {'n', 0}};
    Path file = folder.resolve("strings.npy");
    try (TString tensor = TString.tensorOfBytes(Shape.of(2, 2), DataBuffers.ofObjects(strings))) {
      Npy.write(file, tensor, DataType.DT_STRING);
    }
    String content = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(content)
        .contains("{'descr': '|S3', 'fortran_order': False, 'shape': (2, 2), }")
        .endsWith("\na\0b\0\0\0\u00ff\0\0n\0\0");
    try (TType tensor = Npy.readTensor(file, DataType.DT_STRING)) {
      assertThat(tensor.shape()).isEqualTo(Shape.of(2, 2));
      assertThat(latin1((TString) tensor)).containsExactly("a\0b", "", "\u00ff", "n");
    }
  }

  @Test
  void complexNumbersAreWrittenAsNumpysOwn() throws IOException {
    for (DataType type : List.of(DataType.DT_COMPLEX64, DataType.DT_COMPLEX128)) {
      Path file = folder.resolve("complex.npy");
      try (TType tensor = member("exact.npz", "complex128", type)) {
        Npy.write(file, tensor, type);
      }
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
          .contains(type == DataType.DT_COMPLEX64 ? "'<c8'" : "'<c16'")
          .contains("'shape': (2, 2), }");
      try (TFloat64 read = (TFloat64) Npy.readTensor(file, DataType.DT_COMPLEX128)) {
        assertThat(read.shape()).isEqualTo(Shape.of(2, 2, 2));
        assertThat(read.getDouble(1, 1, 1)).isEqualTo(4);
      }
    }
  }

  @Test
  void headersMayHaveEitherQuotes() {
    String header = "{\"descr\": \"<i2\", 'fortran_order': False, \"shape\": (2,)}";
    Path file =
        Fixtures.write(folder.resolve("q.npy"), Fixtures.npy(header, new byte[] {1, 0, 2, 0}));
    try (Samples samples = Npy.read(file)) {
      assertThat(samples.toFloats()).containsExactly(1, 2);
    }
    header = "{\"descr\": \"|S2\", \"fortran_order\": False, \"shape\": (2,)}";
    Fixtures.write(file, Fixtures.npy(header, new byte[] {'a', 'b', 'c', 0}));
    try (TType tensor = Npy.readTensor(file, DataType.DT_STRING)) {
      assertThat(latin1((TString) tensor)).containsExactly("ab", "c");
    }
    Fixtures.write(
        file, Fixtures.npy("{\"descr\": [(\"a\", \"<f4\")], \"shape\": ()}", new byte[0]));
    assertThatThrownBy(() -> Npy.read(file)).hasMessageContaining("a structured type");
  }

  static Stream<String> types() {
    return Stream.of("b1", "i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8");
  }

  /** Every type widened to one that holds all of its numbers, in both orders and layouts. */
  @ParameterizedTest
  @MethodSource("types")
  void numbersBecomeAnyTypeThatHoldsThem(String code) {
    boolean wide = code.equals("i8") || code.equals("u8");
    boolean unsigned = code.equals("u8");
    DataType type = wide ? unsigned ? DataType.DT_UINT64 : DataType.DT_INT64 : DataType.DT_DOUBLE;
    List<Object> first = null;
    for (String order : code.endsWith("1") ? List.of("little") : List.of("little", "big")) {
      for (String layout : List.of("C", "F")) {
        try (TType tensor = member("types.npz", code + "_" + order + "_" + layout, type)) {
          List<Object> values = new ArrayList<>();
          if (tensor instanceof TFloat64 doubles) {
            doubles.scalars().forEach(x -> values.add(x.getDouble()));
          } else {
            ((TInt64) tensor).scalars().forEach(x -> values.add(x.getLong()));
          }
          first = first == null ? values : first;
          assertThat(values).hasSize(12).isEqualTo(first);
        }
      }
    }
    Object second = first.get(1);
    switch (code) {
      case "i8" -> assertThat(second).isEqualTo(Long.MAX_VALUE);
      case "u8" -> assertThat(second).isEqualTo(-1L);
      case "u4" -> assertThat(second).isEqualTo(4294967295.0);
      case "f8" -> assertThat(first).contains(0.1, 1.0 / 3);
      case "f4" -> assertThat(first).contains((double) 0.1f, (double) (1 / 3f));
      case "f2" -> assertThat(first).contains(65504.0, 0x1p-24);
      default -> assertThat(first).contains(code.equals("b1") ? 1.0 : 100.0);
    }
  }

  @Test
  void bfloat16IsReadFromItsOwnBytesAndFromNumbersThatItHolds() throws IOException {
    try (TType own = member("exact.npz", "bfloat16", DataType.DT_BFLOAT16)) {
      List<Float> values = new ArrayList<>();
      ((TBfloat16) own).scalars().forEach(x -> values.add(x.getFloat()));
      assertThat(values)
          .containsExactly(
              1.5f, -0.0078125f, Float.intBitsToFloat(0x7f620000), Float.POSITIVE_INFINITY);
    }
    Path file = folder.resolve("x.npy");
    Npy.write(file, new float[] {1.5f, -0.0078125f, 256, 0}, 4);
    try (TBfloat16 exact = (TBfloat16) Npy.readTensor(file, DataType.DT_BFLOAT16)) {
      assertThat(exact.getFloat(0)).isEqualTo(1.5f);
      assertThat(exact.getFloat(1)).isEqualTo(-0.0078125f);
      assertThat(exact.getFloat(2)).isEqualTo(256);
    }
    Npy.write(file, new float[] {1, 257}, 2);
    assertThatThrownBy(() -> Npy.readTensor(file, DataType.DT_BFLOAT16))
        .hasMessageContaining("element 1: expected a value that bfloat16 can hold, found 257.0");
    assertThatThrownBy(() -> member("exact.npz", "bfloat16", DataType.DT_FLOAT))
        .hasMessageContaining("found '<V2'");
  }

  @Test
  void float16TakesExactlyItsOwnNumbers() {
    try (TFloat16 half = (TFloat16) member("exact.npz", "float64", DataType.DT_HALF)) {
      float[] expected = {65504, 0x1p-24f, -1.5f, Float.NaN, Float.NEGATIVE_INFINITY, -0f};
      for (int i = 0; i < expected.length; i++) {
        assertThat(Float.compare(half.getFloat(i), expected[i])).isZero();
      }
    }
    // Every finite number of 16 bits goes to the file and comes back; what lies between doesn't.
    for (int bits = 0; bits < 0x7c00; bits++) {
      ByteBuffer out = ByteBuffer.allocate(2);
      float value = ElementType.halfToFloat((short) bits);
      assertThat(WantedType.FLOAT16.put(out, 0, (double) value)).isTrue();
      assertThat(out.getShort(0)).isEqualTo((short) bits);
      float next = ElementType.halfToFloat((short) (bits + 1));
      if (bits + 1 < 0x7c00) {
        // The middle goes to the even one.
        assertThat(WantedType.FLOAT16.put(out, 0, ((double) value + next) / 2)).isFalse();
        assertThat(out.getShort(0)).isEqualTo((short) (bits + (bits & 1)));
      }
    }
  }

  @Test
  void complexNumbersAreTheBitsOfTheirParts() {
    try (TInt64 tensor = (TInt64) member("exact.npz", "complex64", DataType.DT_COMPLEX64)) {
      assertThat(tensor.shape()).isEqualTo(Shape.of(1, 2));
      long bits = tensor.getLong(0, 0);
      assertThat(Float.intBitsToFloat((int) bits)).isEqualTo(1);
      assertThat(Float.intBitsToFloat((int) (bits >>> 32))).isEqualTo(2);
    }
    try (TFloat64 pairs = (TFloat64) member("exact.npz", "complex128", DataType.DT_COMPLEX128)) {
      assertThat(pairs.shape()).isEqualTo(Shape.of(2, 2, 2));
      assertThat(pairs.getDouble(0, 1, 1)).isEqualTo(-0.5);
      assertThat(pairs.getDouble(1, 0, 0)).isEqualTo(3);
      assertThat(pairs.getDouble(1, 1, 1)).isEqualTo(4);
    }
    assertThatThrownBy(() -> member("exact.npz", "complex64", DataType.DT_FLOAT))
        .hasMessageContaining(
            "element 0: expected a value that float32 can hold, found 1.0 + 2.0i");
    try (TFloat64 real = (TFloat64) member("types.npz", "i4_big_F", DataType.DT_COMPLEX128)) {
      assertThat(real.getDouble(0, 0, 0, 0)).isEqualTo(Integer.MIN_VALUE);
      assertThat(real.getDouble(0, 0, 0, 1)).isZero();
    }
  }

  @Test
  void unsignedNumbersOfSixtyFourBitsAreNotTakenForNegativeOnes() {
    try (TType own = member("exact.npz", "uint64", DataType.DT_UINT64)) {
      assertThat(((TInt64) own).getLong(3)).isEqualTo(-1);
    }
    for (DataType type : List.of(DataType.DT_INT64, DataType.DT_INT32)) {
      assertThatThrownBy(() -> member("exact.npz", "uint64", type))
          .hasMessageContaining("element 1:")
          .hasMessageEndingWith("found 9223372036854775808");
    }
    // 2^64 - 2048 has a double, 2^64 - 1 has none.
    assertThatThrownBy(() -> member("exact.npz", "uint64", DataType.DT_DOUBLE))
        .hasMessageContaining("element 3:")
        .hasMessageEndingWith("found 18446744073709551615");
  }

  @Test
  void whatATypeCannotHoldIsRefusedWithItsPlace() throws IOException {
    Path file = folder.resolve("x.npy");
    Npy.write(file, new float[] {0, 1, 2.5f}, 3);
    assertThatThrownBy(() -> Npy.readTensor(file, DataType.DT_INT32))
        .hasMessage(file + ": element 2: expected a value that int32 can hold, found 2.5");
    Npy.write(file, new int[] {0, 1, 256}, 3);
    assertThatThrownBy(() -> Npy.readTensor(file, DataType.DT_UINT8))
        .hasMessageEndingWith("found 256");
    assertThatThrownBy(() -> Npy.readTensor(file, DataType.DT_BOOL))
        .hasMessageEndingWith("element 2: expected a value that bool can hold, found 256");
    assertThatThrownBy(() -> Npy.readTensor(file, DataType.DT_STRING))
        .hasMessageEndingWith("found '<i4'");
    Npy.write(file, new int[] {1, 0}, 2);
    try (TBool truth = (TBool) Npy.readTensor(file, DataType.DT_BOOL)) {
      assertThat(truth.getBoolean(0)).isTrue();
      assertThat(truth.getBoolean(1)).isFalse();
    }
    Npy.write(file, new int[0], 0, 3);
    try (TType empty = Npy.readTensor(file, DataType.DT_FLOAT)) {
      assertThat(empty.shape()).isEqualTo(Shape.of(0, 3));
    }
  }

  @Test
  void samplesBecomeTensorsOfAnyTypeThatHoldsThem() {
    float[] ramp = new float[40_000];
    IntStream.range(0, ramp.length).forEach(i -> ramp[i] = i % 251);
    try (Samples samples = Samples.of(ramp, Shape.of(400, 100));
        TUint8 bytes =
            (TUint8)
                ExactTensor.of(samples, Scaling.none(), Shape.of(400, 10, 10), DataType.DT_UINT8)) {
      assertThat(bytes.getByte(399, 9, 9)).isEqualTo((byte) (39_999 % 251));
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.MINMAX);
      try (TFloat32 scaled =
              (TFloat32) ExactTensor.of(samples, scaling, samples.shape(), DataType.DT_FLOAT);
          TFloat16 rounded =
              (TFloat16) ExactTensor.of(samples, scaling, samples.shape(), DataType.DT_HALF)) {
        assertThat(scaled.getFloat(2, 50)).isEqualTo(scaling.apply(samples.row(2), 100)[50]);
        assertThat(rounded.getFloat(2, 50)).isBetween(0.99f, 1.01f);
      }
      assertThatThrownBy(() -> ExactTensor.of(samples, scaling, samples.shape(), DataType.DT_INT32))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "samples must have values that int32 can hold, but row 0, column 1");
      assertThatThrownBy(
              () -> ExactTensor.of(samples, Scaling.none(), Shape.of(5), DataType.DT_INT32))
          .hasMessageContaining("shape must have as many elements as the samples, 40000");
    }
  }

  @Test
  void filesOfArraysAreToldByNameOrContent() {
    assertThat(ArrayFile.parse("none.npy")).isPresent();
    assertThat(ArrayFile.parse("none.NPZ#x").map(ArrayFile::toString)).contains("none.NPZ#x");
    assertThat(ArrayFile.parse("table.csv")).isEmpty();
    assertThat(ArrayFile.parse(folder.toString())).isEmpty();
    Path nameless = folder.resolve("array");
    Fixtures.write(nameless, Fixtures.bytes(Fixtures.resource("version1.npy")));
    try (TType tensor =
        ArrayFile.parse(nameless.toString()).orElseThrow().read(DataType.DT_INT64)) {
      assertThat(tensor.shape()).isEqualTo(Shape.of(2, 3));
    }
    Path packed = folder.resolve("array.npy.gz");
    Fixtures.write(packed, Fixtures.gzip(Fixtures.bytes(Fixtures.resource("version1.npy"))));
    try (TType tensor = ArrayFile.parse(packed.toString()).orElseThrow().read(DataType.DT_INT64)) {
      assertThat(((TInt64) tensor).getLong(1, 2)).isEqualTo(5);
    }
  }
}
