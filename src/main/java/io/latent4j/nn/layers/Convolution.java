package io.latent4j.nn.layers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Constraint;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Regularizer;
import io.latent4j.nn.Shapes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A layer whose kernels slide over images of shape (n, height, width, channels); then comes a bias
 * for each channel and an activation function.
 *
 * @param <L> the layer itself
 */
public abstract sealed class Convolution<L extends Convolution<L>> extends Layer
    permits Conv2D, Conv2DTranspose, DepthwiseConv2D, SeparableConv2D {
  private final ConvolutionOptions options;
  private ModelVariable<TFloat32> bias;

  Convolution(ConvolutionOptions options) {
    this.options = options;
  }

  Convolution(String name, ConvolutionOptions options) {
    super(name);
    this.options = options;
  }

  abstract L make(ConvolutionOptions changed);

  abstract L make(String name, ConvolutionOptions changed);

  /** Makes the kernels. */
  abstract void createKernels(Engine engine, Shape inputShape);

  /** The kernels by name. */
  abstract Map<String, ModelVariable<TFloat32>> kernels();

  /** Computes what comes before the bias. */
  abstract Operand<TFloat32> convolve(Ops tf, Operand<TFloat32> input);

  final ConvolutionOptions description() {
    return options;
  }

  final ConvolutionWeights weights() {
    return options.weights();
  }

  final L with(ConvolutionWeights changed) {
    return with(options.withWeights(changed));
  }

  final L with(ConvolutionOptions changed) {
    return isNamedByUser() ? make(name(), changed) : make(changed);
  }

  /**
   * This layer, not built, with strides.
   *
   * @param strides how many pixels the kernel moves on, in height and width, at least 1
   * @return a new layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public final L withStrides(int strides) {
    return withStrides(strides, strides);
  }

  /**
   * This layer, not built, with strides.
   *
   * @param height how many pixels the kernel moves on in height, at least 1
   * @param width how many in width, at least 1
   * @return a new layer
   * @throws IllegalArgumentException if a number is not positive, or the layer can't have them
   */
  public L withStrides(int height, int width) {
    return with(options.withStrides(Extent.of("strides", height, width)));
  }

  /**
   * This layer, not built, with another treatment of the border; the default is {@link
   * Padding#VALID}.
   *
   * @param padding what becomes of the border
   * @return a new layer
   */
  public final L withPadding(Padding padding) {
    return with(options.withPadding(padding));
  }

  /**
   * This layer, not built, with an activation function.
   *
   * @param activation the function
   * @return a new layer
   */
  public final L withActivation(ActivationFunction activation) {
    return with(options.withActivation(activation));
  }

  /**
   * This layer, not built, with or without a bias.
   *
   * @param useBias whether there is one
   * @return a new layer
   */
  public final L withBias(boolean useBias) {
    return with(weights().withUseBias(useBias));
  }

  /**
   * This layer, not built, with something added to the loss for the bias.
   *
   * @param regularizer what is added
   * @return a new layer
   */
  public final L withBiasRegularizer(Regularizer regularizer) {
    return with(weights().withBias(weights().bias().withRegularizer(regularizer)));
  }

  /**
   * This layer, not built, with a bias that keeps to something.
   *
   * @param constraint what it keeps to
   * @return a new layer
   */
  public final L withBiasConstraint(Constraint constraint) {
    return with(weights().withBias(weights().bias().withConstraint(constraint)));
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public final L withName(String name) {
    return make(name, options);
  }

  /**
   * What is added to each channel.
   *
   * @return the variable
   * @throws IllegalStateException if the layer is not built, or was described without a bias
   */
  public final ModelVariable<TFloat32> bias() {
    checkBuilt();
    if (bias == null) {
      throw new IllegalStateException("layer '" + name() + "' was described without a bias");
    }
    return bias;
  }

  @Override
  protected final void createVariables(Engine engine, Shape inputShape) {
    createKernels(engine, inputShape);
    if (weights().useBias()) {
      long channels = Shapes.last(shapeAfter(inputShape));
      bias = addWeight(engine, "bias", Shape.of(channels), weights().bias());
    }
  }

  /** A convolution, BiasAdd and the activation in a row are what TensorFlow fuses. */
  @Override
  protected final Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    Operand<TFloat32> result = convolve(tf, input);
    if (bias != null) {
      result = tf.nn.biasAdd(result, bias.read(tf));
    }
    return options.activation().apply(tf, result);
  }

  @Override
  protected final Map<String, Trackable> parts() {
    Map<String, Trackable> map = new LinkedHashMap<>(kernels());
    if (bias != null) {
      map.put("bias", bias);
    }
    return map;
  }
}
