package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Files whose numbers are too far from zero for float32. */
class FarFilesTest {
  private static final FarFromZero TIMES = FarFromZero.times();
  private static final int ROWS = TIMES.shape()[0];
  private static final int FEATURES = TIMES.shape()[1];

  @TempDir Path folder;

  private Path npy(ByteOrder order, boolean fortran) {
    ByteBuffer elements = ByteBuffer.allocate(ROWS * FEATURES * Double.BYTES).order(order);
    for (int i = 0; i < ROWS * FEATURES; i++) {
      int source = fortran ? i % ROWS * FEATURES + i / ROWS : i;
      elements.putDouble(TIMES.values()[source]);
    }
    String header =
        "{'descr': '%sf8', 'fortran_order': %s, 'shape': (%d, %d), }"
            .formatted(
                order == ByteOrder.LITTLE_ENDIAN ? "<" : ">",
                fortran ? "True" : "False",
                ROWS,
                FEATURES);
    return Fixtures.write(folder.resolve("far.npy"), Fixtures.npy(header, elements.array()));
  }

  private static void check(Samples samples) {
    assertThat(samples.type()).isEqualTo(TFloat64.class);
    assertThat(samples.doubles(0, ROWS)).containsExactly(TIMES.values());
  }

  @ParameterizedTest
  @CsvSource({"little,false", "little,true", "big,false", "big,true"})
  void arraysOfDoublesKeepTheirDigits(String order, boolean fortran) {
    ByteOrder bytes = order.equals("little") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    try (Samples samples = Npy.read(npy(bytes, fortran))) {
      check(samples);
    }
  }

  @Test
  void tablesKeepTheirDigits() {
    String text =
        IntStream.range(0, ROWS)
            .mapToObj(
                i ->
                    Arrays.stream(FarFromZero.row(TIMES.values(), i, FEATURES))
                        .mapToObj(value -> String.format(Locale.ROOT, "%.4f", value))
                        .collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n", "start,end,price\n", "\n"));
    try (Samples samples = Csv.read(Fixtures.write(folder.resolve("far.csv"), text))) {
      check(samples);
    }
  }

  @Test
  void streamsKeepTheirDigits() {
    int[] all = IntStream.range(0, ROWS).toArray();
    try (StreamedSamples stream = StreamedSamples.open(npy(ByteOrder.LITTLE_ENDIAN, false));
        Samples samples = stream.read(all);
        Samples some = stream.read(40, 41, 3)) {
      check(samples);
      assertThat(some.doubles(2, 1)).containsExactly(FarFromZero.row(TIMES.values(), 3, FEATURES));
      assertThat(some.doubles(0, 1)).containsExactly(FarFromZero.row(TIMES.values(), 40, FEATURES));
    }
  }

  /** Identifiers above 2^24, one by one. */
  @ParameterizedTest
  @CsvSource({"i8,40000000,true", "i4,40000000,true", "u8,40000000,true", "i8,10000000,false"})
  void integersStayApart(String type, long first, boolean beyondFloat32) {
    int width = type.charAt(1) - '0';
    ByteBuffer elements = ByteBuffer.allocate(100 * width).order(ByteOrder.LITTLE_ENDIAN);
    double[] expected = new double[100];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = first + i;
      if (width == 8) {
        elements.putLong(first + i);
      } else {
        elements.putInt((int) (first + i));
      }
    }
    String header = "{'descr': '<" + type + "', 'fortran_order': False, 'shape': (100, 1), }";
    Path file = Fixtures.write(folder.resolve("ids.npy"), Fixtures.npy(header, elements.array()));
    try (Samples samples = Npy.read(file)) {
      assertThat(samples.type()).isEqualTo(beyondFloat32 ? TFloat64.class : TFloat32.class);
      assertThat(samples.doubles(0, 100)).containsExactly(expected);
    }
  }
}
