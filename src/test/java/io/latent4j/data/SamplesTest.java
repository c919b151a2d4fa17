package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

class SamplesTest {

  private static Samples counting(int count, int features) {
    float[] values = new float[count * features];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return Samples.of(values, Shape.of(count, features));
  }

  private static TUint8 images() {
    byte[] pixels = new byte[3 * 2 * 2];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 23);
    }
    return TUint8.tensorOf(Shape.of(3, 2, 2), DataBuffers.of(pixels));
  }

  @Test
  void rowsComeBackAsTheyWere() {
    try (Samples samples = Samples.of(new float[][] {{1, 2, 3}, {4, 5, 6}})) {
      assertThat(samples.count()).isEqualTo(2);
      assertThat(samples.features()).isEqualTo(3);
      assertThat(samples.shape()).isEqualTo(Shape.of(2, 3));
      assertThat(samples.sampleShape()).isEqualTo(Shape.of(3));
      assertThat(samples.type()).isEqualTo(TFloat32.class);
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(samples.row(1)).containsExactly(4, 5, 6);
      assertThat(samples.labels()).isEmpty();
      assertThat(samples.imageShape()).isEmpty();
      assertThat(samples.maximum()).isEmpty();
      assertThat(samples.intensities()).isFalse();
    }
  }

  @Test
  void oneAxisIsOneFeature() {
    try (Samples samples = Samples.of(new float[] {1, 2, 3}, Shape.of(3))) {
      assertThat(samples.shape()).isEqualTo(Shape.of(3, 1));
    }
  }

  @Test
  void bytesStayBytesAndAreUnsigned() {
    try (Samples samples = Samples.ofTensor("pictures", images())) {
      assertThat(samples.type()).isEqualTo(TUint8.class);
      assertThat(samples.row(2)).containsExactly(184, 207, 230, 253);
      assertThat(samples.imageShape()).contains(new ImageShape(2, 2, 1));
      assertThat(samples.maximum()).hasValue(255);
      assertThat(samples.intensities()).isTrue();
      assertThat(samples).hasToString("pictures: 3x2x2 uint8");
    }
  }

  @Test
  void bytesOfTwoAxesAreNoImages() {
    try (Samples samples = Samples.ofTensor("flat", TUint8.tensorOf(Shape.of(2, 4)))) {
      assertThat(samples.intensities()).isFalse();
      assertThat(samples.maximum()).hasValue(255);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void fourAxesAreImagesByTheirChannels(int channels) {
    try (Samples samples =
        Samples.of(new float[2 * 4 * 5 * channels], Shape.of(2, 4, 5, channels))) {
      assertThat(samples.imageShape()).contains(new ImageShape(4, 5, channels));
      assertThat(samples.features()).isEqualTo(20 * channels);
    }
  }

  @Test
  void twoChannelsAreNoImage() {
    try (Samples samples = Samples.of(new float[16], Shape.of(2, 2, 2, 2))) {
      assertThat(samples.imageShape()).isEmpty();
    }
  }

  @Test
  void manyValuesAreReadInChunksWithoutLoss() {
    byte[] pixels = new byte[700 * 300];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 31 + i / 256);
    }
    TUint8 tensor = TUint8.tensorOf(Shape.of(700, 300), DataBuffers.of(pixels));
    try (Samples samples = Samples.ofTensor("many", tensor)) {
      float[] expected = new float[pixels.length];
      for (int i = 0; i < pixels.length; i++) {
        expected[i] = pixels[i] & 0xff;
      }
      assertThat(Arrays.equals(samples.toFloats(), expected)).isTrue();
    }
  }

  @Test
  void nanAndInfinityAreRefusedWithTheFirstPlace() {
    float[] values = new float[200_000];
    values[150_007] = Float.NaN;
    values[160_000] = Float.POSITIVE_INFINITY;
    assertThatThrownBy(() -> Samples.of(values, Shape.of(2000, 100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("samples must be finite, but row 1500, column 7 (from 0) is NaN");
    assertThatThrownBy(() -> Samples.of(new float[][] {{0, Float.NEGATIVE_INFINITY}}))
        .hasMessage("samples must be finite, but row 0, column 1 (from 0) is -Infinity");
  }

  @Test
  void arraysThatAreNoSamplesAreRefused() {
    assertThatThrownBy(() -> Samples.of(new float[0][]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one row");
    assertThatThrownBy(() -> Samples.of(new float[][] {{1, 2}, {3}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows must be of one length, but row 0 has 2 values and row 1 has 1");
    assertThatThrownBy(() -> Samples.of(new float[5], Shape.of(2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("values must be as many as shape 2x3 needs, 6, but are 5");
    assertThatThrownBy(() -> Samples.of(new float[0], Shape.of(0, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no empty or unknown one, but is 0x3");
    assertThatThrownBy(() -> Samples.of(new float[1], Shape.unknown()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("but is unknown");
  }

  @Test
  void refusedTensorsStayWithTheCaller() {
    try (TInt32 integers = TInt32.tensorOf(Shape.of(2, 2));
        TFloat32 vector = TFloat32.vectorOf(1, 2);
        TFloat32 nan = TFloat32.tensorOf(Shape.of(1, 2), DataBuffers.of(1f, Float.NaN))) {
      assertThatThrownBy(() -> Samples.ofTensor("x", integers))
          .hasMessage(
              "tensor must be a dense TUint8, TFloat32 or TFloat64, but is of type DT_INT32");
      assertThatThrownBy(() -> Samples.ofTensor("x", vector))
          .hasMessage("tensor must have two axes or more, but has shape 2");
      assertThatThrownBy(() -> Samples.ofTensor("x", nan)).hasMessageContaining("column 1");
      assertThat(nan.getFloat(0, 0)).isEqualTo(1);
    }
  }

  @Test
  void labelsAreKeptAndCounted() {
    try (Samples samples = counting(3, 2).withLabels(7, -1, 7)) {
      assertThat(samples.labels()).hasValueSatisfying(l -> assertThat(l).containsExactly(7, -1, 7));
      assertThat(samples.namedLabels().orElseThrow().name(7)).isEqualTo("7");
      assertThat(samples).hasToString("samples: 3x2 float32, 2 classes");
    }
    try (Samples samples = counting(3, 2)) {
      assertThatThrownBy(() -> samples.withLabels(1, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("labels must be as many as samples, 3, but are 2");
    }
  }

  @Test
  void selectionsTakeLabelsCoordinatesAndDescriptionAlong() {
    Labels names = Labels.ofTexts(List.of("b", "a", "c", "a"));
    try (Samples samples =
            counting(4, 2)
                .withLabels(names)
                .withName("four")
                .withIntensityMaximum(9)
                .withCoordinate(new float[] {0, 10, 20, 30});
        Samples picked = samples.select(new int[] {3, 0, 3});
        Samples middle = samples.rows(1, 3);
        Samples first = samples.take(2)) {
      assertThat(picked.toFloats()).containsExactly(6, 7, 0, 1, 6, 7);
      assertThat(picked.labels().orElseThrow()).containsExactly(0, 1, 0);
      assertThat(picked.namedLabels().orElseThrow().names()).contains(List.of("a", "b", "c"));
      assertThat(picked.coordinate().orElseThrow()).containsExactly(30, 0, 30);
      assertThat(picked.name()).isEqualTo("four");
      assertThat(picked.maximum()).hasValue(9);
      assertThat(middle.toFloats()).containsExactly(2, 3, 4, 5);
      assertThat(middle.labels().orElseThrow()).containsExactly(0, 2);
      assertThat(middle.coordinate().orElseThrow()).containsExactly(10, 20);
      assertThat(first.toFloats()).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void selectionsOfImagesStayImages() {
    try (Samples samples = Samples.ofTensor("pictures", images());
        Samples picked = samples.select(new int[] {2, 1})) {
      assertThat(picked.shape()).isEqualTo(Shape.of(2, 2, 2));
      assertThat(picked.intensities()).isTrue();
      assertThat(picked.toFloats()).containsExactly(184, 207, 230, 253, 92, 115, 138, 161);
    }
  }

  @Test
  void selectionsOutliveWhatTheyWereTakenFrom() {
    Samples samples = counting(4, 2);
    try (Samples first = samples.take(1)) {
      samples.close();
      assertThat(first.toFloats()).containsExactly(0, 1);
    }
  }

  @Test
  void takeTakesAllWhereThereAreNoMore() {
    try (Samples samples = counting(3, 1);
        Samples all = samples.take(10)) {
      assertThat(all.toFloats()).containsExactly(0, 1, 2);
    }
  }

  @Test
  void rowsThatAreNotThereAreRefused() {
    try (Samples samples = counting(3, 1)) {
      assertThatThrownBy(() -> samples.row(3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("row must be from 0 to 2, but is 3");
      assertThatThrownBy(() -> samples.select(new int[] {0, -1}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rows[1] must be from 0 to 2, but is -1");
      assertThatThrownBy(() -> samples.select(new int[0]))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> samples.rows(2, 2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rows must be a range within 0 to 3 that is not empty, but are 2 to 2");
      assertThatThrownBy(() -> samples.take(0)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void splitPartsTheSamplesInOrder() {
    try (Samples samples = counting(1000, 1);
        Split split = samples.split(0.1, 7);
        Split again = samples.split(0.1, 7);
        Split other = samples.split(0.1, 8)) {
      float[] training = split.training().toFloats();
      float[] validation = split.validation().toFloats();
      assertThat(validation).hasSize(100).isSorted();
      assertThat(training).hasSize(900).isSorted();
      float[] all = Arrays.copyOf(training, 1000);
      System.arraycopy(validation, 0, all, 900, 100);
      Arrays.sort(all);
      assertThat(all).isEqualTo(samples.toFloats());
      assertThat(again.validation().toFloats()).isEqualTo(validation);
      assertThat(other.validation().toFloats()).isNotEqualTo(validation);
      // Drawn from everywhere: the mean of 100 of 0..999 lies within 4 standard errors of 499.5.
      assertThat(IntStream.range(0, 100).mapToDouble(i -> validation[i]).average().orElseThrow())
          .isBetween(390.0, 610.0);
    }
  }

  @Test
  void splitsThatLeaveAPartEmptyAreRefused() {
    try (Samples samples = counting(4, 1)) {
      assertThatThrownBy(() -> samples.split(0.1, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("validation share 0.1 of 4 samples leaves none for validation");
      assertThatThrownBy(() -> samples.split(0.9, 1))
          .hasMessage("validation share 0.9 of 4 samples leaves none for training");
      for (double share : new double[] {0, 1, -0.1, Double.NaN}) {
        assertThatThrownBy(() -> samples.split(share, 1))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("validation share must be above 0 and below 1, but is " + share);
      }
    }
  }

  @Test
  void hashIsThatOfTheBytes() throws Exception {
    ByteBuffer bytes =
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putFloat(1).putFloat(2);
    byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    try (Samples samples = Samples.of(new float[][] {{1, 2}});
        Samples other = Samples.of(new float[][] {{1, 3}})) {
      assertThat(samples.hash()).isEqualTo(HexFormat.of().formatHex(expected));
      assertThat(other.hash()).isNotEqualTo(samples.hash());
    }
  }

  @Test
  void joinedSamplesFollowEachOther() {
    try (Samples first = counting(2, 2).withLabels(1, 2).withName("first");
        Samples second = counting(1, 2).withLabels(3);
        Samples joined = Samples.concat(first, second);
        Samples narrow = counting(1, 1)) {
      assertThat(joined.toFloats()).containsExactly(0, 1, 2, 3, 0, 1);
      assertThat(joined.labels().orElseThrow()).containsExactly(1, 2, 3);
      assertThat(joined.name()).isEqualTo("first");
      assertThatThrownBy(() -> Samples.concat(first, narrow))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void closedSamplesAreRefusedInAllTheirForms() {
    Samples samples = counting(2, 2);
    Samples renamed = samples.withName("renamed");
    samples.close();
    samples.close();
    for (Samples closed : List.of(samples, renamed)) {
      assertThatThrownBy(closed::toFloats).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> closed.row(0)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(closed::tensor).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(closed::hash).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> closed.take(1)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> closed.select(new int[] {0}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the samples are closed");
      assertThatThrownBy(() -> closed.split(0.5, 1)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> Scaling.fit(closed, Scaling.Kind.MINMAX))
          .isInstanceOf(IllegalStateException.class);
      assertThat(closed.toString()).endsWith("closed");
    }
  }

  @Test
  void namesAndIdsAndRowsGoAlong() {
    float[][] rows = {{1, 2}, {3, 4}, {5, 6}, {7, 8}};
    try (Samples samples =
            Samples.of(rows)
                .withFeatureNames(List.of("x", "y"))
                .withIds(List.of("a", "b", "c", "d"))
                .withLabels(4, 5, 6, 7)
                .withName("n");
        Samples first = samples.take(3);
        Samples range = samples.rows(1, 4);
        Samples some = range.select(new int[] {2, 0, 0});
        Split split = samples.split(0.5, 1);
        Samples all = Samples.concat(first, some)) {
      assertThat(samples.rowNumbers()).containsExactly(0, 1, 2, 3);
      assertThat(first.ids()).contains(List.of("a", "b", "c"));
      assertThat(first.rowNumbers()).containsExactly(0, 1, 2);
      assertThat(range.ids()).contains(List.of("b", "c", "d"));
      assertThat(some.ids()).contains(List.of("d", "b", "b"));
      assertThat(some.rowNumbers()).containsExactly(3, 1, 1);
      assertThat(some.featureNames()).contains(List.of("x", "y"));
      int[] drawn = split.validation().rowNumbers();
      assertThat(split.validation().ids().orElseThrow())
          .containsExactly(samples.ids().orElseThrow().get(drawn[0]), idOf(samples, drawn[1]));
      assertThat(split.training().featureNames()).contains(List.of("x", "y"));
      assertThat(all.ids()).contains(List.of("a", "b", "c", "d", "b", "b"));
      assertThat(all.rowNumbers()).containsExactly(0, 1, 2, 3, 4, 5);
      assertThat(all.featureNames()).contains(List.of("x", "y"));
    }
  }

  private static String idOf(Samples samples, int row) {
    return samples.ids().orElseThrow().get(row);
  }

  @Test
  void namesAndIdsMustBeAsManyAsFeaturesAndSamples() {
    try (Samples samples = Samples.of(new float[][] {{1, 2}, {3, 4}, {5, 6}})) {
      assertThat(samples.featureNames()).isEmpty();
      assertThat(samples.ids()).isEmpty();
      assertThat(samples.table()).isEmpty();
      assertThatThrownBy(() -> samples.withFeatureNames(List.of("x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("names must be as many as features, 2, but are 1");
      assertThatThrownBy(() -> samples.withIds(List.of("x")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("ids must be as many as samples, 3, but are 1");
    }
  }

  @Test
  void doublesThatFloat32WouldConfuseStayDoubles() {
    FarFromZero set = FarFromZero.times();
    try (Samples samples = set.samples();
        Samples some = samples.rows(10, 20);
        Samples chosen = samples.select(new int[] {7, 3});
        Split split = samples.split(0.5, 1)) {
      for (Samples each : List.of(samples, some, chosen, split.training(), split.validation())) {
        assertThat(each.type()).isEqualTo(TFloat64.class);
      }
      assertThat(samples).hasToString("times: 200x3 float64");
      assertThat(samples.doubles(0, samples.count())).containsExactly(set.values());
      assertThat(chosen.doubles(1, 1)).containsExactly(FarFromZero.row(set.values(), 3, 3));
      assertThat(samples.row(0)[0]).isEqualTo((float) set.values()[0]);
      assertThat(samples.hash()).isNotEqualTo(some.hash());
    }
  }

  @Test
  void otherDoublesBecomeFloats() {
    double[][] whole = {{12_000_001, 1}, {12_000_002, 2}};
    double[][] near = {{0.1, -40.7}, {0.2, -40.3}, {5.9, -39.9}};
    double[][] constant = {{0.1}, {0.1}};
    for (double[][] rows : List.of(whole, near, constant)) {
      try (Samples samples = Samples.of(rows)) {
        assertThat(samples.type()).isEqualTo(TFloat32.class);
        assertThat(samples.row(1)[0]).isEqualTo((float) rows[1][0]);
      }
    }
    try (Samples samples = Samples.of(new double[] {1, 2, 3.1}, Shape.of(3))) {
      assertThat(samples.shape()).isEqualTo(Shape.of(3, 1));
      assertThat(samples.toFloats()).containsExactly(1, 2, 3.1f);
    }
  }

  /** What a feature of new samples loses can't be told from them if they are all alike. */
  @Test
  void oneFarSampleStaysDouble() {
    try (Samples samples = Samples.of(new double[][] {{1.7e9 + 50.25, 1}})) {
      assertThat(samples.type()).isEqualTo(TFloat64.class);
    }
  }

  @Test
  void firstInexactDoubleMayComeLate() {
    double[] values = new double[200_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1.6e9 + 128 * (i % 1000);
    }
    values[values.length - 1] += 0.25;
    values[values.length / 2] += 17;
    try (Samples samples = Samples.of(values, Shape.of(values.length, 1))) {
      // float32 holds all but two: what these lose is nothing beside the deviation.
      assertThat(samples.type()).isEqualTo(TFloat32.class);
    }
    for (int i = 100_000; i < values.length; i++) {
      values[i] = 1.6e9 + i * 1e-3;
    }
    try (Samples samples = Samples.of(values, Shape.of(values.length, 1))) {
      assertThat(samples.type()).isEqualTo(TFloat64.class);
      assertThat(samples.doubles(0, values.length)).containsExactly(values);
    }
  }

  @Test
  void doublesMustBeFiniteAsFloats() {
    assertThatThrownBy(() -> Samples.of(new double[][] {{1, 2}, {3, 1e39}}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("samples must be finite, but row 1, column 1 (from 0) is Infinity");
    assertThatThrownBy(() -> Samples.of(new double[] {Double.NaN}, Shape.of(1, 1)))
        .hasMessageContaining("row 0, column 0 (from 0) is NaN");
    assertThatThrownBy(() -> Samples.of(new double[][] {{1, 2}, {3}}))
        .hasMessage("rows must be of one length, but row 0 has 2 values and row 1 has 1");
    assertThatThrownBy(() -> Samples.of(new double[5], Shape.of(2, 3)))
        .hasMessage("values must be as many as shape 2x3 needs, 6, but are 5");
  }

  @Test
  void tensorsOfDoublesAreTakenAsTheyAre() {
    TFloat64 tensor = TFloat64.tensorOf(Shape.of(2, 2), DataBuffers.of(1.0, 2.0, 3.0, 0.1));
    try (Samples samples = Samples.ofTensor("doubles", tensor)) {
      assertThat(samples.type()).isEqualTo(TFloat64.class);
      assertThat(samples.tensor()).isSameAs(tensor);
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 0.1f);
      assertThat(samples.maximum()).isEmpty();
    }
  }
}
