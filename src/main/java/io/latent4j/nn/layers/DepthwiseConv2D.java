package io.latent4j.nn.layers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Constraint;
import io.latent4j.nn.Initializer;
import io.latent4j.nn.Regularizer;
import io.latent4j.nn.Shapes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution of each channel of images by itself.
 *
 * <pre>{@code
 * DepthwiseConv2D.of(3).withPadding(Padding.SAME)
 * }</pre>
 *
 * <p>Fine: input (n, 28, 28, 8). Not: input (n, 28, 28), images smaller than the kernel without
 * padding.
 */
public final class DepthwiseConv2D extends Convolution<DepthwiseConv2D> {
  private ModelVariable<TFloat32> kernel;

  private DepthwiseConv2D(ConvolutionOptions options) {
    super(options);
  }

  private DepthwiseConv2D(String name, ConvolutionOptions options) {
    super(name, options);
  }

  /**
   * Describes a layer with one square kernel for each channel, which starts from {@link
   * io.latent4j.nn.initializers.Initializers#glorotUniform}, a bias that starts from zeros, strides
   * of 1, no padding and no activation function.
   *
   * @param kernelSize height and width of the kernels, at least 1
   * @return the layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public static DepthwiseConv2D of(int kernelSize) {
    return of(kernelSize, kernelSize);
  }

  /**
   * Describes a layer as {@link #of(int)} does, with kernels of any height and width.
   *
   * @param kernelHeight height of the kernels, at least 1
   * @param kernelWidth width of the kernels, at least 1
   * @return the layer
   * @throws IllegalArgumentException if a number is not positive
   */
  public static DepthwiseConv2D of(int kernelHeight, int kernelWidth) {
    // The number of filters follows from the input.
    return new DepthwiseConv2D(ConvolutionOptions.of(1, kernelHeight, kernelWidth));
  }

  @Override
  DepthwiseConv2D make(ConvolutionOptions changed) {
    return new DepthwiseConv2D(changed);
  }

  @Override
  DepthwiseConv2D make(String name, ConvolutionOptions changed) {
    return new DepthwiseConv2D(name, changed);
  }

  /**
   * This layer, not built, with strides, which TensorFlow wants to be the same in both directions.
   *
   * @param height how many pixels the kernel moves on in height, at least 1
   * @param width the same number
   * @return a new layer
   * @throws IllegalArgumentException if the numbers differ or are not positive
   */
  @Override
  public DepthwiseConv2D withStrides(int height, int width) {
    SeparableConv2D.checkEqual(height, width);
    return super.withStrides(height, width);
  }

  /**
   * This layer, not built, with more kernels for each channel.
   *
   * @param depthMultiplier how many, at least 1
   * @return a new layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public DepthwiseConv2D withDepthMultiplier(int depthMultiplier) {
    return with(description().withDepthMultiplier(depthMultiplier));
  }

  /**
   * This layer, not built, with gaps in the kernels.
   *
   * @param dilation the distance between the pixels that a kernel sees, at least 1
   * @return a new layer
   * @throws IllegalArgumentException if the number is not positive, or above 1 with strides
   */
  public DepthwiseConv2D withDilation(int dilation) {
    return with(description().withDilation(Extent.of("dilation", dilation, dilation)));
  }

  /**
   * This layer, not built, with another start of the kernels.
   *
   * @param initializer what they start from
   * @return a new layer
   */
  public DepthwiseConv2D withDepthwiseInitializer(Initializer initializer) {
    return with(weights().withKernel(weights().kernel().withInitializer(initializer)));
  }

  /**
   * This layer, not built, with something added to the loss for the kernels.
   *
   * @param regularizer what is added
   * @return a new layer
   */
  public DepthwiseConv2D withDepthwiseRegularizer(Regularizer regularizer) {
    return with(weights().withKernel(weights().kernel().withRegularizer(regularizer)));
  }

  /**
   * This layer, not built, with the kernels kept to something.
   *
   * @param constraint what to keep to
   * @return a new layer
   */
  public DepthwiseConv2D withDepthwiseConstraint(Constraint constraint) {
    return with(weights().withKernel(weights().kernel().withConstraint(constraint)));
  }

  /**
   * The kernels, of shape (height, width, channels of the input, depth multiplier).
   *
   * @return the variable
   * @throws IllegalStateException if the layer is not built
   */
  public ModelVariable<TFloat32> kernel() {
    checkBuilt();
    return kernel;
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    ConvolutionOptions o = description();
    Shape slid =
        ImageShapes.slide(this, inputShape, o.kernel(), o.strides(), o.dilation(), o.padding());
    return Shapes.withLast(slid, Shapes.last(inputShape) * o.depthMultiplier());
  }

  @Override
  void createKernels(Engine engine, Shape inputShape) {
    kernel =
        addWeight(engine, "kernel", kernelShape(description(), inputShape), weights().kernel());
  }

  @Override
  Map<String, ModelVariable<TFloat32>> kernels() {
    return Map.of("kernel", kernel);
  }

  @Override
  Operand<TFloat32> convolve(Ops tf, Operand<TFloat32> input) {
    return convolve(tf, input, inputShape(), kernel.read(tf), description());
  }

  static Shape kernelShape(ConvolutionOptions options, Shape inputShape) {
    Extent size = options.kernel();
    return Shape.of(
        size.height(), size.width(), Shapes.last(inputShape), options.depthMultiplier());
  }

  /** Convolves channel by channel. */
  static Operand<TFloat32> convolve(
      Ops tf,
      Operand<TFloat32> images,
      Shape shape,
      Operand<TFloat32> kernel,
      ConvolutionOptions options) {
    if (options.dilation().isOne()) {
      return tf.nn.depthwiseConv2dNative(
          images, kernel, options.strides().attribute(), options.padding().name());
    }
    return DilatedKernel.of(shape, options)
        .apply(
            tf,
            images,
            apart ->
                tf.nn.depthwiseConv2dNative(
                    apart, kernel, Extent.ONE.attribute(), Padding.VALID.name()));
  }

  @Override
  protected Map<String, Object> options() {
    ConvolutionOptions o = description();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kernel_size", o.kernel().config());
    map.put("strides", o.strides().config());
    map.put("padding", o.padding().toString());
    map.put("depth_multiplier", o.depthMultiplier());
    map.put("dilation_rate", o.dilation().config());
    map.put("activation", o.activation().toString());
    map.put("use_bias", weights().useBias());
    weights().kernel().describe("depthwise", map);
    weights().bias().describeRules("bias", map);
    return map;
  }
}
