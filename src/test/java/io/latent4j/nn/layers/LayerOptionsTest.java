package io.latent4j.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineException;
import io.latent4j.engine.EngineKind;
import io.latent4j.nn.Mode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** How layers are described: what they refuse, and what a description is. */
class LayerOptionsTest {

  @Test
  void convolutionsRefuseWhatHasNoMeaning() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conv2D.of(0, 3))
        .withMessage("filters must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conv2D.of(1, 3, 0))
        .withMessage("kernelSize must be at least 1 by 1, but is 3 by 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conv2D.of(1, 3).withStrides(0))
        .withMessage("strides must be at least 1 by 1, but is 0 by 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conv2D.of(4, 3).withGroups(3))
        .withMessage("groups must divide the filters, 4, but is 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Conv2D.of(4, 3).withStrides(2).withDilation(2))
        .withMessage(
            "strides must be 1 where the kernel is dilated, but are 2 by 2 with a dilation of"
                + " 2 by 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DepthwiseConv2D.of(3).withStrides(1, 2))
        .withMessageEndingWith("must be the same in height and width, but are 1 and 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeparableConv2D.of(2, 3).withDepthMultiplier(0))
        .withMessage("depthMultiplier must be at least 1, but is 0");
  }

  @Test
  void otherLayersRefuseWhatHasNoMeaning() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaxPooling2D.of(0))
        .withMessage("poolSize must be at least 1 by 1, but is 0 by 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> UpSampling2D.of(2, 0))
        .withMessage("size must be at least 1 by 1, but is 2 by 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Cropping2D.of(1, 2, -3, 4))
        .withMessage("cropping must be at least 0 at each side, but is 1, 2, -3, 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchNormalization.of().withMomentum(1.5f))
        .withMessage("momentum must be from 0 to 1, but is 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LayerNormalization.of().withEpsilon(0))
        .withMessage("epsilon must be positive, but is 0.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GaussianNoise.of(Float.NaN))
        .withMessage("standardDeviation must be at least 0, but is NaN");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SaltAndPepperNoise.of(1.5f))
        .withMessage("rate must be from 0 to 1, but is 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SaltAndPepperNoise.of(0.5f).withRange(1, 1))
        .withMessage("low must be below high, but they are 1.0 and 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rescaling.of(Float.POSITIVE_INFINITY))
        .withMessage("scale must be finite, but is Infinity");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Embedding.of(1 << 25, 3))
        .withMessage("inputDim must be from 1 to 16777216, but is 33554432");
  }

  @Test
  void aChangedDescriptionIsANewLayerOfTheSameName() {
    Conv2D plain = Conv2D.of(4, 3).withName("edges");

    Conv2D changed = plain.withStrides(2).withPadding(Padding.SAME).withBias(false);

    assertThat(changed.name()).isEqualTo("edges");
    assertThat(changed.computeOutputShape(Shape.of(-1, 8, 8, 1)).asArray())
        .containsExactly(-1, 4, 4, 4);
    assertThat(plain.computeOutputShape(Shape.of(-1, 8, 8, 1)).asArray())
        .containsExactly(-1, 6, 6, 4);
  }

  @Test
  void variablesAreThereOnlyIfDescribed() {
    try (Engine engine = EngineKind.GRAPH.open()) {
      Conv2D conv = Conv2D.of(4, 3).withBias(false);
      assertThatIllegalStateException().isThrownBy(conv::kernel);
      conv.build(engine, Shape.of(-1, 8, 8, 2));

      assertThat(conv.kernel().shape().asArray()).containsExactly(3, 3, 2, 4);
      assertThatIllegalStateException()
          .isThrownBy(conv::bias)
          .withMessage("layer 'conv2d' was described without a bias");
    }
  }

  @Test
  void embeddingsOutsideTheTableFail() {
    try (Engine engine = EngineKind.GRAPH.open()) {
      Embedding embedding = Embedding.of(3, 2);
      embedding.build(engine, Shape.of(-1));

      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(
              () ->
                  engine.run(
                      (tf, in) ->
                          Map.of(
                              "y",
                              embedding.call(tf, tf.constant(new float[] {3}), Mode.INFERENCE))))
          .withMessageContaining("3 is not in [0, 3)");
    }
  }

  @Test
  void normalizationTakesTheStatisticsOfData() {
    float[][] rows = {{1, 10}, {3, 10}, {5, 40}};
    Map<String, Object> expected =
        Map.of("mean", List.of(3f, 20f), "variance", List.of(8 / 3f, 200f));

    assertThat(Normalization.adaptedTo(rows).config()).containsAllEntriesOf(expected);
    double[][] wide = {{1, 10}, {3, 10}, {5, 40}};
    try (TFloat32 floats = TFloat32.tensorOf(StdArrays.ndCopyOf(rows));
        TFloat64 doubles = TFloat64.tensorOf(StdArrays.ndCopyOf(wide));
        TUint8 bytes =
            TUint8.tensorOf(StdArrays.ndCopyOf(new byte[][] {{1, (byte) 200}, {3, (byte) 201}}))) {
      assertThat(Normalization.adaptedTo(floats).config()).containsAllEntriesOf(expected);
      assertThat(Normalization.adaptedTo(doubles).config()).containsAllEntriesOf(expected);
      assertThat(Normalization.adaptedTo(bytes).config())
          .containsEntry("mean", List.of(2f, 200.5f))
          .containsEntry("variance", List.of(1f, 0.25f));
    }
  }

  @Test
  void normalizationRefusesWhatIsNotData() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normalization.adaptedTo(new float[0][]))
        .withMessage("rows must be at least one, but there are none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normalization.adaptedTo(new float[][] {{1, 2}, {1}}))
        .withMessage("rows must have the same length, 2, but row 1 has 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normalization.adaptedTo(new float[][] {{1, Float.NaN}}))
        .withMessage("mean must be finite, but is NaN at 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normalization.of(new float[] {1}, new float[] {-1}))
        .withMessage("variance must be at least 0 and finite, but is -1.0 at 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normalization.of(new float[1], new float[2]))
        .withMessage("mean and variance must have the same size, at least 1, but have 1 and 2");
    try (TInt32 numbers = TInt32.vectorOf(1, 2)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Normalization.adaptedTo(numbers))
          .withMessage("data must be float32, float64 or uint8, but are DT_INT32");
    }
  }
}
