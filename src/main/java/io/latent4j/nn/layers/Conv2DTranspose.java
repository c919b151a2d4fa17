package io.latent4j.nn.layers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Constraint;
import io.latent4j.nn.Initializer;
import io.latent4j.nn.Regularizer;
import io.latent4j.nn.Shapes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The way back through a convolution, which makes images larger: each pixel paints a kernel, and
 * where kernels overlap they add up.
 *
 * <pre>{@code
 * Conv2DTranspose.of(16, 3).withStrides(2).withPadding(Padding.SAME)
 * }</pre>
 *
 * <p>Fine: input (n, 7, 7, 64), which the layer above makes (n, 14, 14, 16). Not: input (n, 49).
 */
public final class Conv2DTranspose extends Convolution<Conv2DTranspose> {
  private ModelVariable<TFloat32> kernel;

  private Conv2DTranspose(ConvolutionOptions options) {
    super(options);
  }

  private Conv2DTranspose(String name, ConvolutionOptions options) {
    super(name, options);
  }

  /**
   * Describes a layer with square kernels that start from {@link
   * io.latent4j.nn.initializers.Initializers#glorotUniform}, a bias that starts from zeros, strides
   * of 1, no padding and no activation function.
   *
   * @param filters how many channels come out, at least 1
   * @param kernelSize height and width of the kernels, at least 1
   * @return the layer
   * @throws IllegalArgumentException if a number is not positive
   */
  public static Conv2DTranspose of(int filters, int kernelSize) {
    return of(filters, kernelSize, kernelSize);
  }

  /**
   * Describes a layer as {@link #of(int, int)} does, with kernels of any height and width.
   *
   * @param filters how many channels come out, at least 1
   * @param kernelHeight height of the kernels, at least 1
   * @param kernelWidth width of the kernels, at least 1
   * @return the layer
   * @throws IllegalArgumentException if a number is not positive
   */
  public static Conv2DTranspose of(int filters, int kernelHeight, int kernelWidth) {
    return new Conv2DTranspose(ConvolutionOptions.of(filters, kernelHeight, kernelWidth));
  }

  @Override
  Conv2DTranspose make(ConvolutionOptions changed) {
    return new Conv2DTranspose(changed);
  }

  @Override
  Conv2DTranspose make(String name, ConvolutionOptions changed) {
    return new Conv2DTranspose(name, changed);
  }

  /**
   * This layer, not built, with another start of the kernels.
   *
   * @param initializer what they start from
   * @return a new layer
   */
  public Conv2DTranspose withKernelInitializer(Initializer initializer) {
    return with(weights().withKernel(weights().kernel().withInitializer(initializer)));
  }

  /**
   * This layer, not built, with something added to the loss for the kernels.
   *
   * @param regularizer what is added
   * @return a new layer
   */
  public Conv2DTranspose withKernelRegularizer(Regularizer regularizer) {
    return with(weights().withKernel(weights().kernel().withRegularizer(regularizer)));
  }

  /**
   * This layer, not built, with the kernels kept to something.
   *
   * @param constraint what to keep to
   * @return a new layer
   */
  public Conv2DTranspose withKernelConstraint(Constraint constraint) {
    return with(weights().withKernel(weights().kernel().withConstraint(constraint)));
  }

  /**
   * The kernels, of shape (height, width, filters, channels of the input).
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
    ImageShapes.checkImages(this, inputShape);
    ConvolutionOptions o = description();
    return ImageShapes.images(
        inputShape,
        grown(ImageShapes.height(inputShape), o.kernel().height(), o.strides().height()),
        grown(ImageShapes.width(inputShape), o.kernel().width(), o.strides().width()),
        o.filters());
  }

  private long grown(long size, int kernel, int stride) {
    long border = description().padding() == Padding.SAME ? 0 : Math.max(kernel - stride, 0);
    return size * stride + border;
  }

  @Override
  void createKernels(Engine engine, Shape inputShape) {
    ConvolutionOptions o = description();
    Extent size = o.kernel();
    Shape shape = Shape.of(size.height(), size.width(), o.filters(), Shapes.last(inputShape));
    kernel = addWeight(engine, "kernel", shape, weights().kernel());
  }

  @Override
  Map<String, ModelVariable<TFloat32>> kernels() {
    return Map.of("kernel", kernel);
  }

  @Override
  Operand<TFloat32> convolve(Ops tf, Operand<TFloat32> input) {
    ConvolutionOptions o = description();
    Operand<TFloat32> weights = kernel.read(tf);
    return tf.nn.conv2dBackpropInput(
        sizeOfResult(tf, input), weights, input, o.strides().attribute(), o.padding().name());
  }

  /** The batch's size is known only when the layer runs. */
  private Operand<TInt32> sizeOfResult(Ops tf, Operand<TFloat32> input) {
    Operand<TInt32> batch =
        tf.slice(tf.shape(input), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    Shape shape = outputShape();
    int[] image = {(int) shape.get(1), (int) shape.get(2), (int) shape.get(3)};
    return tf.concat(List.of(batch, tf.constant(image)), tf.constant(0));
  }

  @Override
  protected Map<String, Object> options() {
    ConvolutionOptions o = description();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("filters", o.filters());
    map.put("kernel_size", o.kernel().config());
    map.put("strides", o.strides().config());
    map.put("padding", o.padding().toString());
    map.put("activation", o.activation().toString());
    map.put("use_bias", weights().useBias());
    weights().kernel().describe("kernel", map);
    weights().bias().describeRules("bias", map);
    return map;
  }
}
