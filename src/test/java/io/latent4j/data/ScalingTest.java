package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

  /** Exact in float32, where its mean is not. */
  private static Samples aroundAMillion() {
    Random random = new Random(5);
    float[] values = new float[4000];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1e6f + random.nextInt(17) / 16f - 0.5f;
    }
    return Samples.of(values, Shape.of(2000, 2));
  }

  @Test
  void farFromZeroStandardStillGivesMeanZeroAndVarianceOne() {
    try (Samples samples = aroundAMillion()) {
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.STANDARD);
      assertThat(scaling.needsDouble()).isTrue();
      float[] scaled = scaling.apply(samples.toFloats(), 2);
      for (int feature = 0; feature < 2; feature++) {
        double sum = 0;
        double squares = 0;
        for (int i = feature; i < scaled.length; i += 2) {
          sum += scaled[i];
          squares += (double) scaled[i] * scaled[i];
        }
        assertThat(sum / 2000).isCloseTo(0, within(1e-7));
        assertThat(squares / 2000).isCloseTo(1, within(1e-6));
      }
      float[] back = scaling.invert(scaled, 2);
      assertThat(back).containsExactly(samples.toFloats());
    }
  }

  @Test
  void farFromZeroMinmaxUsesItsWholeRange() {
    FarFromZero set = FarFromZero.times();
    try (Samples samples = set.samples()) {
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.MINMAX);
      float[] scaled = ScaledSamples.of(samples, scaling).all();
      FeatureSpread spread = FeatureSpread.of(samples);
      for (int i = 0; i < scaled.length; i++) {
        int feature = i % 3;
        double low = spread.minimum()[feature];
        double share = (set.values()[i] - low) / (spread.maximum()[feature] - low);
        assertThat((double) scaled[i]).isBetween(0.0, 1.0).isCloseTo(share, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STANDARD", "MINMAX"})
  void farFromZeroJavaAndGraphAgreeToTheLastBit(Scaling.Kind kind) {
    for (FarFromZero set : FarFromZero.sets()) {
      try (Samples samples = set.samples();
          GraphEngine engine = GraphEngine.create()) {
        Scaling scaling = Scaling.fit(samples, kind);
        float[] expected = ScaledSamples.of(samples, scaling).all();
        CompiledFunction function =
            engine.function(
                "scaled",
                List.of(new InputSpec("x", samples.type(), samples.shape())),
                (tf, in) -> {
                  Operand<TFloat32> scaled = scaling.apply(tf, in.get("x", samples.type()));
                  return Map.of("scaled", scaled, "back", scaling.invert(tf, scaled));
                });
        try (Outputs outputs = function.call(Map.of("x", samples.tensor()))) {
          assertThat(outputs.floats("scaled")).containsExactly(expected);
          assertThat(outputs.floats("back"))
              .containsExactly(scaling.invert(expected, samples.features()));
        }
      }
    }
  }

  /** In a graph, two constants that are subtracted one after the other become one. */
  @Test
  void anotherConstantInTheGraphTakesNothingFromTheOffset() {
    try (Samples samples = aroundAMillion();
        GraphEngine engine = GraphEngine.create()) {
      Scaling standard = Scaling.fit(samples, Scaling.Kind.STANDARD);
      float[] ones = {1, 1};
      Scaling shift = new Scaling(Scaling.Kind.STANDARD, standard.offset(), ones);
      float[] more = {0.001f, 0.002f};
      CompiledFunction function =
          engine.function(
              "less",
              List.of(InputSpec.floats("x", 2000, 2)),
              (tf, in) ->
                  Map.of("less", tf.math.sub(shift.apply(tf, in.floats("x")), tf.constant(more))));
      try (Outputs outputs = function.call(Map.of("x", samples.tensor()))) {
        float[] less = outputs.floats("less");
        float[] values = samples.toFloats();
        for (int i = 0; i < less.length; i++) {
          double expected = values[i] - standard.offset()[i % 2] - more[i % 2];
          assertThat((double) less[i]).isCloseTo(expected, within(1e-7));
        }
      }
    }
  }

  @Test
  void ordinaryOffsetsAreSubtractedInFloat32() {
    try (Samples iris = catalog.samples("iris")) {
      assertThat(Scaling.fit(iris, Scaling.Kind.STANDARD).needsDouble()).isFalse();
      assertThat(Scaling.none().needsDouble()).isFalse();
    }
  }

  @Test
  void jsonKeepsTheOffsetInDoublePrecision() {
    FarFromZero set = FarFromZero.times();
    try (Samples samples = set.samples()) {
      Scaling scaling = Scaling.fit(samples, Scaling.Kind.STANDARD);
      Scaling read = Scaling.fromJson(scaling.toJson());
      assertThat(read).isEqualTo(scaling);
      assertThat(read.offset()).containsExactly(set.mean(), within(1e-6));
    }
  }

  @Test
  void jsonOfFloatsIsReadAsTheseFloats() {
    Scaling read =
        Scaling.fromJson("{\"scale\":\"minmax\",\"offset\":[4.3,0.1],\"factor\":[0.2777778,1.0]}");
    assertThat(read.apply(new float[] {5.1f, 0.3f}, 2))
        .containsExactly((5.1f - 4.3f) * 0.2777778f, 0.3f - 0.1f);
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
