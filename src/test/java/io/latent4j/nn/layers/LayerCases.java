package io.latent4j.nn.layers;

import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.layers.UpSampling2D.Interpolation;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;

/** Every layer, as {@code tools/fixtures/layer_contract.py} has it and as it is described here. */
final class LayerCases {
  private static final Shape ROWS = Shape.of(-1, 49);
  private static final Shape NO_CHANNELS = Shape.of(-1, 7, 7);
  private static final Shape ONE_PIXEL = Shape.of(-1, 1, 1, 4);
  private static final Shape NO_FEATURES = Shape.of(-1);

  /** A layer and shapes that it must refuse. */
  record LayerCase(String name, Supplier<Layer> description, List<Shape> refused) {
    @Override
    public String toString() {
      return name;
    }
  }

  private LayerCases() {}

  static List<LayerCase> all() {
    return Stream.of(convolutions(), images(), normalizations(), others(), activations())
        .flatMap(cases -> cases)
        .toList();
  }

  private static LayerCase of(String name, Supplier<Layer> description, Shape... refused) {
    return new LayerCase(name, description, List.of(refused));
  }

  private static Stream<LayerCase> convolutions() {
    return Stream.of(
        of("conv2d", () -> Conv2D.of(3, 3), ROWS, NO_CHANNELS, ONE_PIXEL),
        of(
            "conv2d same",
            () -> Conv2D.of(2, 3).withPadding(Padding.SAME).withActivation(ActivationFunction.RELU),
            ROWS),
        of(
            "conv2d strided",
            () -> Conv2D.of(3, 3, 2).withStrides(2, 1).withPadding(Padding.SAME),
            ROWS),
        of("conv2d strided valid", () -> Conv2D.of(2, 2).withStrides(2).withBias(false), ONE_PIXEL),
        of(
            "conv2d dilated",
            () -> Conv2D.of(2, 3, 2).withDilation(2, 3).withPadding(Padding.SAME),
            ROWS),
        of("conv2d dilated valid", () -> Conv2D.of(2, 2).withDilation(3), Shape.of(-1, 3, 7, 4)),
        of(
            "conv2d in groups",
            () -> Conv2D.of(6, 3).withGroups(2).withPadding(Padding.SAME),
            Shape.of(-1, 5, 5, 3)),
        of("conv2d transpose", () -> Conv2DTranspose.of(3, 3), ROWS, NO_CHANNELS),
        of(
            "conv2d transpose strided",
            () ->
                Conv2DTranspose.of(2, 3)
                    .withStrides(2)
                    .withPadding(Padding.SAME)
                    .withActivation(ActivationFunction.TANH)),
        of("conv2d transpose gaps", () -> Conv2DTranspose.of(2, 2, 3).withStrides(3, 2)),
        of("depthwise conv2d", () -> DepthwiseConv2D.of(3), ROWS, NO_CHANNELS, ONE_PIXEL),
        of(
            "depthwise conv2d strided",
            () ->
                DepthwiseConv2D.of(3, 2)
                    .withStrides(2)
                    .withPadding(Padding.SAME)
                    .withDepthMultiplier(2)),
        of("depthwise conv2d dilated", () -> DepthwiseConv2D.of(2).withDilation(2)),
        of(
            "separable conv2d",
            () ->
                SeparableConv2D.of(3, 3)
                    .withPadding(Padding.SAME)
                    .withActivation(ActivationFunction.RELU),
            ROWS,
            NO_CHANNELS),
        of(
            "separable conv2d multiplied",
            () -> SeparableConv2D.of(3, 2).withDepthMultiplier(2).withStrides(2),
            ONE_PIXEL),
        of("separable conv2d dilated", () -> SeparableConv2D.of(2, 2).withDilation(2)));
  }

  private static Stream<LayerCase> images() {
    return Stream.of(
        of("max pooling", () -> MaxPooling2D.of(2), ROWS, NO_CHANNELS, ONE_PIXEL),
        of(
            "max pooling same",
            () -> MaxPooling2D.of(3, 2).withStrides(2, 1).withPadding(Padding.SAME),
            ROWS),
        of("average pooling", () -> AveragePooling2D.of(2), ROWS, NO_CHANNELS, ONE_PIXEL),
        of(
            "average pooling same",
            () -> AveragePooling2D.of(3).withStrides(2).withPadding(Padding.SAME),
            ROWS),
        of("global max pooling", GlobalMaxPooling2D::of, ROWS, NO_CHANNELS),
        of("global average pooling", GlobalAveragePooling2D::of, ROWS, NO_CHANNELS),
        of(
            "global average pooling kept",
            () -> GlobalAveragePooling2D.of().withKeepDims(true),
            ROWS),
        of("up sampling", () -> UpSampling2D.of(2), ROWS, NO_CHANNELS),
        of(
            "up sampling bilinear",
            () -> UpSampling2D.of(2, 3).withInterpolation(Interpolation.BILINEAR),
            ROWS),
        of("zero padding", () -> ZeroPadding2D.of(1, 2, 0, 3), ROWS, NO_CHANNELS),
        of("cropping", () -> Cropping2D.of(1, 2, 0, 3), ROWS, Shape.of(-1, 3, 9, 1)));
  }

  private static Stream<LayerCase> normalizations() {
    return Stream.of(
        of("batch normalization", BatchNormalization::of, NO_FEATURES),
        of(
            "batch normalization of images",
            () -> BatchNormalization.of().withMomentum(0.9f).withEpsilon(0.01f)),
        of(
            "batch normalization plain",
            () -> BatchNormalization.of().withCenter(false).withScale(false)),
        of("layer normalization", LayerNormalization::of, NO_FEATURES),
        of(
            "layer normalization of images",
            () -> LayerNormalization.of().withEpsilon(0.01f).withCenter(false)),
        of(
            "normalization",
            () -> Normalization.of(new float[] {0.5f, -1, 2, 0}, new float[] {1, 4, 0.25f, 0.125f}),
            NO_FEATURES,
            Shape.of(-1, 5)),
        of("rescaling", () -> Rescaling.of(0.5f, -1)),
        of(
            "min max scaling",
            () ->
                MinMaxScaling.of(new float[] {-1, 0, 2, -3}, new float[] {1, 4, 2, 5})
                    .withRange(-1, 1),
            NO_FEATURES,
            Shape.of(-1, 5)));
  }

  private static Stream<LayerCase> others() {
    return Stream.of(
        of(
            "dense",
            () -> Dense.of(3).withActivation(ActivationFunction.TANH),
            NO_FEATURES,
            Shape.of(-1, -1)),
        of("dense of images", () -> Dense.of(2).withBias(false)),
        of("flatten", Flatten::of, Shape.unknown()),
        of("reshape", () -> Reshape.of(2, 2), Shape.of(-1, 5)),
        of("dropout", () -> Dropout.of(0.25f)),
        of("gaussian noise", () -> GaussianNoise.of(0.5f)),
        of("salt and pepper noise", () -> SaltAndPepperNoise.of(0.25f)),
        of("activity regularization", () -> ActivityRegularization.of(0.5f, 0.25f)),
        of("embedding", () -> Embedding.of(5, 2)),
        of(
            "lambda",
            () ->
                Lambda.of(
                        (tf, x) ->
                            tf.math.square(
                                tf.slice(
                                    x,
                                    tf.constant(new int[] {0, 1}),
                                    tf.constant(new int[] {-1, 2}))))
                    .withOutputShape(shape -> Shape.of(shape.get(0), 2))));
  }

  private static Stream<LayerCase> activations() {
    return Stream.of(ActivationFunction.values())
        .map(function -> of("activation " + function, () -> Activation.of(function)));
  }
}
