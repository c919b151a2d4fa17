package io.latent4j.nn.layers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.Constraint;
import io.latent4j.nn.Initializer;
import io.latent4j.nn.Regularizer;
import io.latent4j.nn.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution over images: each output channel has a kernel that slides over all input channels,
 * or over those of its group.
 *
 * <pre>{@code
 * Conv2D.of(16, 3).withPadding(Padding.SAME).withActivation(ActivationFunction.RELU)
 * }</pre>
 *
 * <p>Fine: input (n, 28, 28, 1). Not: input (n, 28, 28), images smaller than the kernel without
 * padding.
 */
public final class Conv2D extends Convolution<Conv2D> {
  private ModelVariable<TFloat32> kernel;

  private Conv2D(ConvolutionOptions options) {
    super(options);
  }

  private Conv2D(String name, ConvolutionOptions options) {
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
  public static Conv2D of(int filters, int kernelSize) {
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
  public static Conv2D of(int filters, int kernelHeight, int kernelWidth) {
    return new Conv2D(ConvolutionOptions.of(filters, kernelHeight, kernelWidth));
  }

  @Override
  Conv2D make(ConvolutionOptions changed) {
    return new Conv2D(changed);
  }

  @Override
  Conv2D make(String name, ConvolutionOptions changed) {
    return new Conv2D(name, changed);
  }

  /**
   * This layer, not built, with gaps in the kernels.
   *
   * @param dilation the distance between the pixels that a kernel sees, at least 1
   * @return a new layer
   * @throws IllegalArgumentException if the number is not positive, or above 1 with strides
   */
  public Conv2D withDilation(int dilation) {
    return withDilation(dilation, dilation);
  }

  /**
   * This layer, not built, with gaps in the kernels.
   *
   * @param height the distance between the pixels that a kernel sees, in height, at least 1
   * @param width the same in width, at least 1
   * @return a new layer
   * @throws IllegalArgumentException if a number is not positive, or above 1 with strides
   */
  public Conv2D withDilation(int height, int width) {
    return with(description().withDilation(Extent.of("dilation", height, width)));
  }

  /**
   * This layer, not built, with the channels in groups that know nothing of each other.
   *
   * @param groups how many; the channels of the input and the filters must be multiples of it
   * @return a new layer
   * @throws IllegalArgumentException if the number is not positive or does not divide the filters
   */
  public Conv2D withGroups(int groups) {
    return with(description().withGroups(groups));
  }

  /**
   * This layer, not built, with another start of the kernels.
   *
   * @param initializer what they start from
   * @return a new layer
   */
  public Conv2D withKernelInitializer(Initializer initializer) {
    return with(weights().withKernel(weights().kernel().withInitializer(initializer)));
  }

  /**
   * This layer, not built, with something added to the loss for the kernels.
   *
   * @param regularizer what is added
   * @return a new layer
   */
  public Conv2D withKernelRegularizer(Regularizer regularizer) {
    return with(weights().withKernel(weights().kernel().withRegularizer(regularizer)));
  }

  /**
   * This layer, not built, with the kernels kept to something.
   *
   * @param constraint what to keep to
   * @return a new layer
   */
  public Conv2D withKernelConstraint(Constraint constraint) {
    return with(weights().withKernel(weights().kernel().withConstraint(constraint)));
  }

  /**
   * The kernels, of shape (height, width, channels of the input / groups, filters).
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
    if (Shapes.last(inputShape) % o.groups() != 0) {
      throw new IllegalArgumentException(
          "input of layer '%s' must have a multiple of %d channels, but has the shape %s"
              .formatted(name(), o.groups(), Shapes.text(inputShape)));
    }
    return Shapes.withLast(slid, o.filters());
  }

  @Override
  void createKernels(Engine engine, Shape inputShape) {
    ConvolutionOptions o = description();
    long channels = Shapes.last(inputShape) / o.groups();
    Shape shape = Shape.of(o.kernel().height(), o.kernel().width(), channels, o.filters());
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
    if (o.dilation().isOne()) {
      return inGroups(tf, input, weights, o.padding());
    }
    return DilatedKernel.of(inputShape(), o)
        .apply(tf, input, images -> inGroups(tf, images, weights, Padding.VALID));
  }

  /** One convolution for each group: TensorFlow's CPU has no gradient of grouped ones. */
  private Operand<TFloat32> inGroups(
      Ops tf, Operand<TFloat32> images, Operand<TFloat32> weights, Padding padding) {
    int groups = description().groups();
    List<Long> strides = description().strides().attribute();
    if (groups == 1) {
      return tf.nn.conv2d(images, weights, strides, padding.name());
    }
    List<Operand<TFloat32>> imageParts = split(tf, images, groups);
    List<Operand<TFloat32>> weightParts = split(tf, weights, groups);
    List<Operand<TFloat32>> results = new ArrayList<>();
    for (int i = 0; i < groups; i++) {
      results.add(tf.nn.conv2d(imageParts.get(i), weightParts.get(i), strides, padding.name()));
    }
    return tf.concat(results, tf.constant(-1));
  }

  private static List<Operand<TFloat32>> split(Ops tf, Operand<TFloat32> whole, int parts) {
    int axis = whole.shape().numDimensions() - 1;
    return List.copyOf(tf.split(tf.constant(axis), whole, (long) parts).output());
  }

  @Override
  protected Map<String, Object> options() {
    ConvolutionOptions o = description();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("filters", o.filters());
    map.put("kernel_size", o.kernel().config());
    map.put("strides", o.strides().config());
    map.put("padding", o.padding().toString());
    map.put("dilation_rate", o.dilation().config());
    map.put("groups", o.groups());
    map.put("activation", o.activation().toString());
    map.put("use_bias", weights().useBias());
    weights().kernel().describe("kernel", map);
    weights().bias().describeRules("bias", map);
    return map;
  }
}
