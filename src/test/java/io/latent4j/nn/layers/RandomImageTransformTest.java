package io.latent4j.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.NnFixture;
import io.latent4j.nn.Numbers;
import io.latent4j.nn.Sequential;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Images moved by chance: where the chance is none, by closed forms. */
@ParameterizedClass
@EnumSource
class RandomImageTransformTest {
  private static final int H = 4;
  private static final int W = 6;
  private static final int SIZE = H * W;
  private static final FactorRange NONE = new FactorRange(0, 0);

  @Parameter EngineKind kind;
  private Engine engine;

  @BeforeEach
  void open() {
    engine = kind.open();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private static FactorRange exactly(float factor) {
    return new FactorRange(factor, factor);
  }

  /** Images of different numbers. */
  private static float[] images(int count) {
    Random random = new Random(5);
    float[] values = new float[count * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1 + random.nextFloat();
    }
    return values;
  }

  /** Each pixel, from the index of another in the same image; -1 is zero. */
  private static float[] mapped(float[] images, IntBinaryOperator source) {
    float[] result = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      int at = source.applyAsInt(i % SIZE / W, i % W);
      result[i] = at < 0 ? 0 : images[i / SIZE * SIZE + at];
    }
    return result;
  }

  /** What a layer makes of images, and the gradient of the sum of that times weights. */
  private record Result(float[] images, float[] gradient) {}

  private Result train(Layer layer, float[] images, float[] weights, Mode mode) {
    Shape shape = Shape.of(images.length / SIZE, H, W, 1);
    layer.build(engine, Shape.of(Shape.UNKNOWN_SIZE, H, W, 1));
    CompiledFunction function =
        engine.function(
            "train",
            List.of(InputSpec.floats("x", -1, H, W, 1), InputSpec.floats("w", -1, H, W, 1)),
            (tf, in) -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                tape.watch(in.floats("x"));
                Operand<TFloat32> y = layer.call(tf, in.floats("x"), mode);
                Operand<TFloat32> sum =
                    tf.reduceSum(
                        tf.math.mul(y, in.floats("w")), tf.constant(new int[] {0, 1, 2, 3}));
                return Map.of("y", y, "g", tape.gradient(sum, in.floats("x")));
              }
            });
    try (TFloat32 x = NnFixture.tensor(shape, images);
        TFloat32 w = NnFixture.tensor(shape, weights);
        Outputs out = function.call(Map.of("x", x, "w", w))) {
      return new Result(out.floats("y"), out.floats("g"));
    }
  }

  private Result train(Layer layer, float[] images) {
    return train(layer, images, images, Mode.TRAINING);
  }

  private static float[] image(float[] images, int index) {
    return Arrays.copyOfRange(images, index * SIZE, (index + 1) * SIZE);
  }

  @Test
  void flipsMirrorAboutHalfOfTheImages() {
    float[] images = images(64);
    Map<RandomFlip.Direction, List<IntBinaryOperator>> ways =
        Map.of(
            RandomFlip.Direction.HORIZONTAL,
            List.of((y, x) -> y * W + x, (y, x) -> y * W + W - 1 - x),
            RandomFlip.Direction.VERTICAL,
            List.of((y, x) -> y * W + x, (y, x) -> (H - 1 - y) * W + x),
            RandomFlip.Direction.HORIZONTAL_AND_VERTICAL,
            List.of(
                (y, x) -> y * W + x,
                (y, x) -> y * W + W - 1 - x,
                (y, x) -> (H - 1 - y) * W + x,
                (y, x) -> (H - 1 - y) * W + W - 1 - x));
    ways.forEach(
        (direction, maps) -> {
          Result flipped = train(RandomFlip.of(direction), images);
          int[] found = new int[maps.size()];
          for (int i = 0; i < 64; i++) {
            float[] image = image(flipped.images, i);
            int way = -1;
            for (int j = 0; j < found.length; j++) {
              if (Arrays.equals(image, image(mapped(images, maps.get(j)), i))) {
                way = j;
              }
            }
            assertThat(way).as("image " + i + " " + direction).isNotNegative();
            found[way]++;
            // Flipped twice is as before: the gradient brings the weights back by the same flip.
            assertThat(image(flipped.gradient, i))
                .isEqualTo(image(mapped(images, maps.get(way)), i));
          }
          // Five standard deviations of a share of 64.
          double expected = 64.0 / found.length;
          assertThat(Arrays.stream(found).boxed())
              .allMatch(n -> Math.abs(n - expected) < 5 * Math.sqrt(expected * 0.75));
        });
  }

  @Test
  void shiftsByWholePixelsAreExactThereAndBack() {
    float[] images = images(3);
    RandomTranslation layer =
        RandomTranslation.of(exactly(0.25f), exactly(-1f / 3)).withFill(FillMode.CONSTANT, 0);
    Result shifted = train(layer, images);

    // One down, two left.
    assertThat(shifted.images)
        .isEqualTo(mapped(images, (y, x) -> y < 1 || x + 2 >= W ? -1 : (y - 1) * W + x + 2));
    assertThat(shifted.gradient)
        .isEqualTo(mapped(images, (y, x) -> y + 1 >= H || x < 2 ? -1 : (y + 1) * W + x - 2));
  }

  @Test
  void gradientOfAnyShiftIsItsAdjoint() {
    float[] images = images(5);
    float[] weights = new float[images.length];
    Random random = new Random(9);
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) random.nextGaussian();
    }
    Result shifted =
        train(
            RandomTranslation.of(0.6f, 0.6f).withFill(FillMode.CONSTANT, 0),
            images,
            weights,
            Mode.TRAINING);
    double there = 0;
    double back = 0;
    for (int i = 0; i < images.length; i++) {
      there += weights[i] * shifted.images[i];
      back += images[i] * shifted.gradient[i];
    }
    assertThat(back).isCloseTo(there, within(1e-4));
    assertThat(shifted.images).isNotEqualTo(images);
  }

  @Test
  void whatIsOutsideFollowsTheFillMode() {
    float[] images = images(2);
    IntBinaryOperator reflect = (y, x) -> y * W + (x < 2 ? 1 - x : x - 2);
    IntBinaryOperator wrap = (y, x) -> y * W + (x + W - 2) % W;
    IntBinaryOperator nearest = (y, x) -> y * W + Math.max(0, x - 2);
    Map<FillMode, IntBinaryOperator> modes =
        Map.of(FillMode.REFLECT, reflect, FillMode.WRAP, wrap, FillMode.NEAREST, nearest);
    modes.forEach(
        (mode, source) -> {
          RandomTranslation layer =
              RandomTranslation.of(NONE, exactly(1f / 3))
                  .withInterpolation(UpSampling2D.Interpolation.NEAREST)
                  .withFill(mode, 0);
          assertThat(train(layer, images).images).as(mode.name()).isEqualTo(mapped(images, source));
        });
    RandomTranslation constant =
        RandomTranslation.of(NONE, exactly(1)).withFill(FillMode.CONSTANT, 7);
    assertThat(Numbers.distinct(train(constant, images).images)).containsExactly(7f);
  }

  @Test
  void halfATurnTurnsBothSidesAndAQuarterIsCounterClockwise() {
    float[] images = images(2);
    RandomRotation half =
        RandomRotation.of(exactly(0.5f)).withInterpolation(UpSampling2D.Interpolation.NEAREST);
    Result turned = train(half, images);
    IntBinaryOperator opposite = (y, x) -> (H - 1 - y) * W + W - 1 - x;
    assertThat(turned.images).isEqualTo(mapped(images, opposite));
    assertThat(turned.gradient).isEqualTo(mapped(images, opposite));

    // A pixel right of the centre comes to stand above it; the centre is (1.5, 2.5).
    float[] one = new float[SIZE];
    one[1 * W + 4] = 1; // half a row above, one and a half columns right of the centre
    RandomRotation quarter =
        RandomRotation.of(exactly(0.25f))
            .withInterpolation(UpSampling2D.Interpolation.NEAREST)
            .withFill(FillMode.CONSTANT, 0);
    float[] up = train(quarter, one).images;
    assertThat(up[0 * W + 2]).isEqualTo(1);
    assertThat(Numbers.mean(up)).isCloseTo(1.0 / SIZE, within(1e-6));
  }

  @Test
  void zoomKeepsTheCentreAndStretchesTheRest() {
    float[] ramp = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      ramp[i] = i % W + 10 * (i / W);
    }
    float[] zoomed = train(RandomZoom.of(exactly(-0.5f), exactly(0)), ramp).images;
    for (int i = 0; i < SIZE; i++) {
      float expected = i % W + 10 * (1.5f + (i / W - 1.5f) / 2);
      assertThat(zoomed[i]).isCloseTo(expected, within(1e-4f));
    }
    float[] both = train(RandomZoom.of(exactly(-0.5f)), ramp).images;
    assertThat(both[0]).isCloseTo(1.25f + 10 * 0.75f, within(1e-4f));
  }

  @Test
  void noRangeAndInferenceChangeNothing() {
    float[] images = images(2);
    List<Layer> still = List.of(RandomTranslation.of(0, 0), RandomRotation.of(0), RandomZoom.of(0));
    for (Layer layer : still) {
      Result result = train(layer, images);
      assertThat(result.images).isEqualTo(images);
      assertThat(result.gradient).isEqualTo(images);
    }
    List<Layer> moving =
        List.of(
            RandomTranslation.of(0.5f, 0.5f),
            RandomRotation.of(0.5f),
            RandomZoom.of(0.5f),
            RandomFlip.of(RandomFlip.Direction.HORIZONTAL));
    for (Layer layer : moving) {
      assertThat(train(layer, images, images, Mode.INFERENCE).images).isEqualTo(images);
    }
  }

  /** The first pixels of an image in three steps. */
  private static List<Float> steps(EngineKind kind, long seed) {
    try (Engine engine = kind.open(EngineOptions.defaults().withSeed(seed))) {
      Sequential layers =
          Sequential.of(
              RandomRotation.of(0.1f), RandomZoom.of(0.3f), RandomTranslation.of(0.4f, 0.4f));
      layers.build(engine, Shape.of(Shape.UNKNOWN_SIZE, H, W, 1));
      CompiledFunction function =
          engine.function(
              "train",
              List.of(InputSpec.floats("x", -1, H, W, 1)),
              (tf, in) -> {
                Operand<TFloat32> y = layers.call(tf, in.floats("x"), Mode.TRAINING);
                engine.step().assign(tf, tf.math.add(engine.step().read(tf), tf.constant(1L)));
                return Map.of("y", y);
              });
      List<Float> pixels = new ArrayList<>();
      try (TFloat32 x = NnFixture.tensor(Shape.of(1, H, W, 1), images(1))) {
        for (int i = 0; i < 3; i++) {
          try (Outputs out = function.call(Map.of("x", x))) {
            pixels.add(out.floats("y")[9]);
          }
        }
      }
      return pixels;
    }
  }

  @Test
  void chanceFollowsFromSeedAndStep() {
    List<Float> first = steps(kind, 1);

    assertThat(steps(kind, 1)).isEqualTo(first);
    assertThat(steps(kind, 2)).isNotEqualTo(first);
    Set<Float> distinct = new TreeSet<>(first);
    assertThat(distinct).hasSize(3);
  }

  @Test
  void descriptionsAreKerasesAndWrongOnesAreRefused() {
    assertThat(
            RandomTranslation.of(0.2f, 0.1f).withName("shift").withFill(FillMode.WRAP, 2).config())
        .containsEntry("class_name", "RandomTranslation")
        .containsEntry("name", "shift")
        .containsEntry("height_factor", List.of(-0.2f, 0.2f))
        .containsEntry("fill_mode", "wrap")
        .containsEntry("interpolation", "bilinear")
        .containsEntry("fill_value", 2f);
    assertThat(RandomFlip.of(RandomFlip.Direction.HORIZONTAL_AND_VERTICAL).config())
        .containsEntry("mode", "horizontal_and_vertical");
    assertThatThrownBy(() -> RandomZoom.of(1))
        .hasMessage("factor of a zoom must be above -1, but is from -1.0");
    assertThatThrownBy(() -> RandomRotation.of(-0.1f))
        .hasMessage("factor must be at least 0, but is -0.1");
    assertThatThrownBy(() -> new FactorRange(1, 0))
        .hasMessage("factor must be finite and from low to high, but is from 1.0 to 0.0");
    assertThatThrownBy(() -> RandomRotation.of(0.1f).build(engine, Shape.of(-1, 6)))
        .hasMessage(
            "input of layer 'random_rotation' must be images, [n, height, width, channels], but has"
                + " the shape [?, 6]");
  }
}
