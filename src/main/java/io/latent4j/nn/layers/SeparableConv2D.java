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
 * A convolution in two steps, with far fewer weights than {@link Conv2D}: each channel by itself,
 * then all channels pixel by pixel.
 *
 * <pre>{@code
 * SeparableConv2D.of(32, 3).withPadding(Padding.SAME)
 * }</pre>
 *
 * <p>Fine: input (n, 28, 28, 8). Not: input (n, 28, 28), images smaller than the kernel without
 * padding.
 */
public final class SeparableConv2D extends Convolution<SeparableConv2D> {
  private ModelVariable<TFloat32> depthwiseKernel;
  private ModelVariable<TFloat32> pointwiseKernel;

  private SeparableConv2D(ConvolutionOptions options) {
    super(options);
  }

  private SeparableConv2D(String name, ConvolutionOptions options) {
    super(name, options);
  }

  /**
   * Describes a layer with square kernels, kernels that start from {@link
   * io.latent4j.nn.initializers.Initializers#glorotUniform}, a bias that starts from zeros, strides
   * of 1, no padding and no activation function.
   *
   * @param filters how many channels come out, at least 1
   * @param kernelSize height and width of the kernels of the first step, at least 1
   * @return the layer
   * @throws IllegalArgumentException if a number is not positive
   */
  public static SeparableConv2D of(int filters, int kernelSize) {
    return of(filters, kernelSize, kernelSize);
  }

  /**
   * Describes a layer as {@link #of(int, int)} does, with kernels of any height and width.
   *
   * @param filters how many channels come out, at least 1
   * @param kernelHeight height of the kernels of the first step, at least 1
   * @param kernelWidth width of the kernels of the first step, at least 1
   * @return the layer
   * @throws IllegalArgumentException if a number is not positive
   */
  public static SeparableConv2D of(int filters, int kernelHeight, int kernelWidth) {
    return new SeparableConv2D(ConvolutionOptions.of(filters, kernelHeight, kernelWidth));
  }

  @Override
  SeparableConv2D make(ConvolutionOptions changed) {
    return new SeparableConv2D(changed);
  }

  @Override
  SeparableConv2D make(String name, ConvolutionOptions changed) {
    return new SeparableConv2D(name, changed);
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
  public SeparableConv2D withStrides(int height, int width) {
    checkEqual(height, width);
    return super.withStrides(height, width);
  }

  static void checkEqual(int height, int width) {
    if (height != width) {
      throw new IllegalArgumentException(
          "strides of a depthwise convolution must be the same in height and width, but are %d and %d"
              .formatted(height, width));
    }
  }

  /**
   * This layer, not built, with more kernels for each channel in the first step.
   *
   * @param depthMultiplier how many, at least 1
   * @return a new layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public SeparableConv2D withDepthMultiplier(int depthMultiplier) {
    return with(description().withDepthMultiplier(depthMultiplier));
  }

  /**
   * This layer, not built, with gaps in the kernels of the first step.
   *
   * @param dilation the distance between the pixels that a kernel sees, at least 1
   * @return a new layer
   * @throws IllegalArgumentException if the number is not positive, or above 1 with strides
   */
  public SeparableConv2D withDilation(int dilation) {
    return with(description().withDilation(Extent.of("dilation", dilation, dilation)));
  }

  /**
   * This layer, not built, with another start of the kernels of the first step.
   *
   * @param initializer what they start from
   * @return a new layer
   */
  public SeparableConv2D withDepthwiseInitializer(Initializer initializer) {
    return with(weights().withKernel(weights().kernel().withInitializer(initializer)));
  }

  /**
   * This layer, not built, with something added to the loss for the kernels of the channels.
   *
   * @param regularizer what is added
   * @return a new layer
   */
  public SeparableConv2D withDepthwiseRegularizer(Regularizer regularizer) {
    return with(weights().withKernel(weights().kernel().withRegularizer(regularizer)));
  }

  /**
   * This layer, not built, with the kernels of the channels kept to something.
   *
   * @param constraint what to keep to
   * @return a new layer
   */
  public SeparableConv2D withDepthwiseConstraint(Constraint constraint) {
    return with(weights().withKernel(weights().kernel().withConstraint(constraint)));
  }

  /**
   * This layer, not built, with another start of the kernels of the second step.
   *
   * @param initializer what they start from
   * @return a new layer
   */
  public SeparableConv2D withPointwiseInitializer(Initializer initializer) {
    return with(weights().withPointwise(weights().pointwise().withInitializer(initializer)));
  }

  /**
   * This layer, not built, with something added to the loss for the kernels that mix the channels.
   *
   * @param regularizer what is added
   * @return a new layer
   */
  public SeparableConv2D withPointwiseRegularizer(Regularizer regularizer) {
    return with(weights().withPointwise(weights().pointwise().withRegularizer(regularizer)));
  }

  /**
   * This layer, not built, with the kernels that mix the channels kept to something.
   *
   * @param constraint what to keep to
   * @return a new layer
   */
  public SeparableConv2D withPointwiseConstraint(Constraint constraint) {
    return with(weights().withPointwise(weights().pointwise().withConstraint(constraint)));
  }

  /**
   * The kernels of the first step, of shape (height, width, channels of the input, depth
   * multiplier).
   *
   * @return the variable
   * @throws IllegalStateException if the layer is not built
   */
  public ModelVariable<TFloat32> depthwiseKernel() {
    checkBuilt();
    return depthwiseKernel;
  }

  /**
   * The kernels of the second step, of shape (1, 1, channels of the input times depth multiplier,
   * filters).
   *
   * @return the variable
   * @throws IllegalStateException if the layer is not built
   */
  public ModelVariable<TFloat32> pointwiseKernel() {
    checkBuilt();
    return pointwiseKernel;
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    ConvolutionOptions o = description();
    Shape slid =
        ImageShapes.slide(this, inputShape, o.kernel(), o.strides(), o.dilation(), o.padding());
    return Shapes.withLast(slid, o.filters());
  }

  @Override
  void createKernels(Engine engine, Shape inputShape) {
    ConvolutionOptions o = description();
    long channels = Shapes.last(inputShape) * o.depthMultiplier();
    depthwiseKernel =
        addWeight(
            engine,
            "depthwise_kernel",
            DepthwiseConv2D.kernelShape(o, inputShape),
            weights().kernel());
    pointwiseKernel =
        addWeight(
            engine,
            "pointwise_kernel",
            Shape.of(1, 1, channels, o.filters()),
            weights().pointwise());
  }

  @Override
  Map<String, ModelVariable<TFloat32>> kernels() {
    Map<String, ModelVariable<TFloat32>> map = new LinkedHashMap<>();
    map.put("depthwise_kernel", depthwiseKernel);
    map.put("pointwise_kernel", pointwiseKernel);
    return map;
  }

  @Override
  Operand<TFloat32> convolve(Ops tf, Operand<TFloat32> input) {
    Operand<TFloat32> first =
        DepthwiseConv2D.convolve(tf, input, inputShape(), depthwiseKernel.read(tf), description());
    return tf.nn.conv2d(
        first, pointwiseKernel.read(tf), Extent.ONE.attribute(), Padding.VALID.name());
  }

  @Override
  protected Map<String, Object> options() {
    ConvolutionOptions o = description();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("filters", o.filters());
    map.put("kernel_size", o.kernel().config());
    map.put("strides", o.strides().config());
    map.put("padding", o.padding().toString());
    map.put("depth_multiplier", o.depthMultiplier());
    map.put("dilation_rate", o.dilation().config());
    map.put("activation", o.activation().toString());
    map.put("use_bias", weights().useBias());
    weights().kernel().describe("depthwise", map);
    weights().pointwise().describe("pointwise", map);
    weights().bias().describeRules("bias", map);
    return map;
  }
}
