package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

class ScalingTest {

  private final DataCatalog catalog = new DataCatalog(Path.of("nowhere"));

  private static Samples random(Shape shape) {
    Random random = new Random(3);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * (i % 7) + i % 5;
    }
    return Samples.of(values, shape);
  }

  @Test
  void autoDividesImagesDigitsAndColorsByTheirMaximum() {
    try (Samples images = Samples.ofTensor("images", TUint8.tensorOf(Shape.of(1, 2, 2)));
        Samples flat = Samples.ofTensor("flat", TUint8.tensorOf(Shape.of(1, 4)));
        Samples digits = catalog.samples("digits");
        Samples colors = catalog.samples("colors");
        Samples iris = catalog.samples("iris")) {
      assertThat(Scaling.fit(images, Scaling.Kind.AUTO).factor()).containsExactly(1 / 255f);
      assertThat(Scaling.fit(digits, Scaling.Kind.AUTO).factor()).containsExactly(1 / 16f);
      assertThat(Scaling.fit(colors, Scaling.Kind.AUTO).factor()).containsExactly(1 / 255f);
      assertThat(Scaling.fit(iris, Scaling.Kind.AUTO).isIdentity()).isTrue();
      assertThat(Scaling.fit(flat, Scaling.Kind.AUTO).isIdentity()).isTrue();
      assertThat(Scaling.fit(flat, Scaling.Kind.UNIT).factor()).containsExactly(1 / 255f);
      assertThat(Scaling.fit(digits, Scaling.Kind.NONE).isIdentity()).isTrue();
      assertThatThrownBy(() -> Scaling.fit(iris, Scaling.Kind.UNIT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("scale unit needs samples with a largest value")
          .hasMessageContaining("but iris has none");
    }
  }

  @Test
  void minmaxMapsEachFeatureToZeroAndOne() {
    float[][] rows = {{1, 5, -3}, {3, 5, 7}, {2, 5, 2}};
    try (Samples samples = Samples.of(rows)) {
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.MINMAX);
      assertThat(scaling.apply(samples.toFloats(), 3))
          .containsExactly(0, 0, 0, 1, 0, 1, 0.5f, 0, 0.5f);
    }
  }

  @Test
  void minmaxNeverLeavesItsRange() {
    Random random = new Random(1);
    float[] values = new float[3000];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (random.nextGaussian() * Math.exp(20 * random.nextDouble() - 10));
    }
    try (Samples samples = Samples.of(values, Shape.of(3, 1000))) {
      float[] scaled = Scaling.fit(samples, Scaling.Kind.MINMAX).apply(values, 1000);
      for (float value : scaled) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
  }

  @Test
  void standardGivesMeanZeroAndVarianceOneWithDivisorN() {
    try (Samples samples = Samples.of(new float[][] {{1, 4.2f}, {3, 4.2f}})) {
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.STANDARD);
      assertThat(scaling.apply(samples.toFloats(), 2)).containsExactly(-1, 0, 1, 0);
    }
    try (Samples samples = random(Shape.of(5000, 3))) {
      float[] scaled = Scaling.fit(samples, Scaling.Kind.STANDARD).apply(samples.toFloats(), 3);
      for (int feature = 0; feature < 3; feature++) {
        double sum = 0;
        double squares = 0;
        for (int i = feature; i < scaled.length; i += 3) {
          sum += scaled[i];
          squares += (double) scaled[i] * scaled[i];
        }
        assertThat(sum / 5000).isCloseTo(0, within(1e-6));
        assertThat(squares / 5000).isCloseTo(1, within(1e-5));
      }
    }
  }

  @Test
  void constantsComeBackFromZero() {
    try (Samples samples = Samples.of(new float[][] {{0.1f, 1}, {0.1f, 2}, {0.1f, 3}})) {
      for (Scaling.Kind kind : new Scaling.Kind[] {Scaling.Kind.MINMAX, Scaling.Kind.STANDARD}) {
        Scaling scaling = Scaling.fit(samples, kind);
        float[] scaled = scaling.apply(samples.toFloats(), 2);
        assertThat(scaled[0]).isZero();
        assertThat(scaling.invert(scaled, 2)[0]).isEqualTo(0.1f);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void javaAndTensorFlowAgreeToTheLastBit(Scaling.Kind kind) {
    try (EagerSession session = EagerSession.create();
        Samples samples = random(Shape.of(40, 3, 2, 1)).withIntensityMaximum(7);
        TFloat32 tensor = TFloat32.tensorOf(Shape.of(40, 6), DataBuffers.of(samples.toFloats()))) {
      Ops tf = Ops.create(session);
      Scaling scaling = Scaling.fit(samples, kind);
      float[] expected = scaling.apply(samples.toFloats(), 6);
      Operand<TFloat32> flat = scaling.apply(tf, tf.constantOf(tensor));
      Operand<TFloat32> shaped = scaling.apply(tf, tf.constantOf((TFloat32) samples.tensor()));
      assertThat(values(flat)).isEqualTo(expected);
      assertThat(values(shaped)).isEqualTo(expected);
      assertThat(shaped.shape()).isEqualTo(samples.shape());
      assertThat(values(scaling.invert(tf, shaped))).isEqualTo(scaling.invert(expected, 6));
      float[] back = scaling.invert(expected, 6);
      float[] original = samples.toFloats();
      for (int i = 0; i < back.length; i++) {
        assertThat(back[i]).isCloseTo(original[i], within(1e-5f));
      }
    }
  }

  private static float[] values(Operand<TFloat32> operand) {
    TFloat32 tensor = operand.asTensor();
    float[] values = new float[(int) tensor.size()];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  @Test
  void otherNumbersOfFeaturesAreRefused() {
    try (EagerSession session = EagerSession.create();
        Samples samples = random(Shape.of(10, 6))) {
      Ops tf = Ops.create(session);
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.STANDARD);
      assertThatThrownBy(() -> scaling.apply(new float[10], 5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("features must be 6, as the scaling has, but are 5");
      assertThatThrownBy(() -> scaling.invert(new float[7], 6))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("values must be whole rows of 6 features, but are 7");
      assertThatThrownBy(() -> scaling.apply(tf, tf.constant(new float[2][5])))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("x must have 6 features");
    }
  }

  @Test
  void rangesThatFloat32CannotHoldAreRefused() {
    try (Samples wide = Samples.of(new float[][] {{-3e38f}, {3e38f}});
        Samples narrow = Samples.of(new float[][] {{0}, {Float.MIN_VALUE}})) {
      for (Samples samples : new Samples[] {wide, narrow}) {
        for (Scaling.Kind kind : new Scaling.Kind[] {Scaling.Kind.MINMAX, Scaling.Kind.STANDARD}) {
          assertThatThrownBy(() -> Scaling.fit(samples, kind))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("feature 0 (from 0) can't be scaled in float32: it goes from");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void jsonKeepsEveryBit(Scaling.Kind kind) {
    try (Samples samples = random(Shape.of(40, 6)).withIntensityMaximum(7)) {
      Scaling scaling = Scaling.fit(samples, kind);
      assertThat(Scaling.fromJson(scaling.toJson())).isEqualTo(scaling);
    }
  }

  @Test
  void jsonIsPlain() {
    assertThat(Scaling.none().toJson())
        .isEqualTo("{\"scale\":\"none\",\"offset\":[0.0],\"factor\":[1.0]}");
  }

  @Test
  void otherJsonIsRefused() {
    assertRefused("{", "no valid JSON");
    assertRefused("", "must have scale, offset and factor");
    assertRefused("[1]", "no valid JSON");
    assertRefused("{\"scale\":\"none\",\"offset\":[0]}", "must have scale, offset and factor");
    assertRefused("{\"scale\":\"none\",\"offset\":[0],\"factor\":[1,2]}", "as many factors as");
    assertRefused("{\"scale\":\"none\",\"offset\":[],\"factor\":[]}", "at least one");
    assertRefused("{\"scale\":\"x\",\"offset\":[0],\"factor\":[1]}", "scale must be one of [auto,");
    assertRefused("{\"scale\":\"none\",\"offset\":[1e99],\"factor\":[1]}", "");
  }

  private static void assertRefused(String json, String message) {
    assertThatThrownBy(() -> Scaling.fromJson(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
