package io.latent4j.nn.layers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Constraint;
import io.latent4j.nn.Initializer;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Regularizer;
import io.latent4j.nn.Shapes;
import io.latent4j.nn.WeightOptions;
import io.latent4j.nn.initializers.Initializers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A fully connected layer: {@code activation(x kernel + bias)} along the last axis.
 *
 * <pre>{@code
 * Dense.of(500).withActivation(ActivationFunction.RELU)
 * }</pre>
 *
 * <p>Fine: input (n, 784), (n, 28, 28). Not: input (n).
 */
public final class Dense extends Layer {
  private final Options options;
  private ModelVariable<TFloat32> kernel;
  private ModelVariable<TFloat32> bias;

  private record Options(
      int units,
      ActivationFunction activation,
      boolean useBias,
      WeightOptions kernel,
      WeightOptions bias) {
    Options {
      if (units < 1) {
        throw new IllegalArgumentException("units must be at least 1, but is " + units);
      }
      Objects.requireNonNull(activation, "activation");
    }

    Options withKernel(WeightOptions kernel) {
      return new Options(units, activation, useBias, kernel, bias);
    }

    Options withBias(WeightOptions bias) {
      return new Options(units, activation, useBias, kernel, bias);
    }
  }

  private Dense(Options options) {
    this.options = options;
  }

  private Dense(String name, Options options) {
    super(name);
    this.options = options;
  }

  /**
   * Describes a layer with a bias that starts from zeros, a kernel that starts from {@link
   * Initializers#glorotUniform} and no activation function.
   *
   * @param units how many outputs it has, at least 1
   * @return the layer
   * @throws IllegalArgumentException if the number is not positive
   */
  public static Dense of(int units) {
    return new Dense(
        new Options(
            units,
            ActivationFunction.LINEAR,
            true,
            WeightOptions.of(Initializers.glorotUniform()),
            WeightOptions.of(Initializers.zeros())));
  }

  private Dense with(Options changed) {
    return isNamedByUser() ? new Dense(name(), changed) : new Dense(changed);
  }

  /**
   * This layer, not built, with an activation function.
   *
   * @param activation the function
   * @return a new layer
   */
  public Dense withActivation(ActivationFunction activation) {
    return with(
        new Options(options.units, activation, options.useBias, options.kernel, options.bias));
  }

  /**
   * This layer, not built, with or without a bias.
   *
   * @param useBias whether there is one
   * @return a new layer
   */
  public Dense withBias(boolean useBias) {
    return with(
        new Options(options.units, options.activation, useBias, options.kernel, options.bias));
  }

  /**
   * This layer, not built, with another start of the kernel.
   *
   * @param initializer what it starts from
   * @return a new layer
   */
  public Dense withKernelInitializer(Initializer initializer) {
    return with(options.withKernel(options.kernel.withInitializer(initializer)));
  }

  /**
   * This layer, not built, with something added to the loss for the kernel.
   *
   * @param regularizer what is added
   * @return a new layer
   */
  public Dense withKernelRegularizer(Regularizer regularizer) {
    return with(options.withKernel(options.kernel.withRegularizer(regularizer)));
  }

  /**
   * This layer, not built, with the kernel kept to something.
   *
   * @param constraint what to keep to
   * @return a new layer
   */
  public Dense withKernelConstraint(Constraint constraint) {
    return with(options.withKernel(options.kernel.withConstraint(constraint)));
  }

  /**
   * This layer, not built, with something added to the loss for the bias.
   *
   * @param regularizer what is added
   * @return a new layer
   */
  public Dense withBiasRegularizer(Regularizer regularizer) {
    return with(options.withBias(options.bias.withRegularizer(regularizer)));
  }

  /**
   * This layer, not built, with the bias kept to something.
   *
   * @param constraint what to keep to
   * @return a new layer
   */
  public Dense withBiasConstraint(Constraint constraint) {
    return with(options.withBias(options.bias.withConstraint(constraint)));
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Dense withName(String name) {
    return new Dense(name, options);
  }

  /**
   * The matrix of the weights, of shape (inputs, units).
   *
   * @return the variable
   * @throws IllegalStateException if the layer is not built
   */
  public ModelVariable<TFloat32> kernel() {
    checkBuilt();
    return kernel;
  }

  /**
   * What is added to the product, of shape (units).
   *
   * @return the variable
   * @throws IllegalStateException if the layer is not built, or was described without a bias
   */
  public ModelVariable<TFloat32> bias() {
    checkBuilt();
    if (bias == null) {
      throw new IllegalStateException("layer '" + name() + "' was described without a bias");
    }
    return bias;
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    if (inputShape.numDimensions() < 2) {
      throw new IllegalArgumentException(
          "input of layer '%s' must have rank 2 or more, but has the shape %s"
              .formatted(name(), Shapes.text(inputShape)));
    }
    return Shapes.withLast(inputShape, options.units);
  }

  @Override
  protected void createVariables(Engine engine, Shape inputShape) {
    kernel =
        addWeight(
            engine, "kernel", Shape.of(Shapes.last(inputShape), options.units), options.kernel);
    if (options.useBias) {
      bias = addWeight(engine, "bias", Shape.of(options.units), options.bias);
    }
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    if (inputShape().numDimensions() == 2) {
      return rows(tf, input);
    }
    Operand<TFloat32> rows = Shapes.reshape(tf, input, Shape.of(-1, Shapes.last(inputShape())));
    return Shapes.reshape(tf, rows(tf, rows), Shapes.anyBatch(outputShape()));
  }

  /** MatMul, BiasAdd and the activation in a row are what TensorFlow fuses into one kernel. */
  private Operand<TFloat32> rows(Ops tf, Operand<TFloat32> rows) {
    Operand<TFloat32> product = tf.linalg.matMul(rows, kernel.read(tf));
    Operand<TFloat32> sum = bias == null ? product : tf.nn.biasAdd(product, bias.read(tf));
    return options.activation.apply(tf, sum);
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("units", options.units);
    map.put("activation", options.activation.toString());
    map.put("use_bias", options.useBias);
    options.kernel.describe("kernel", map);
    options.bias.describeRules("bias", map);
    return map;
  }

  @Override
  protected Map<String, Trackable> parts() {
    Map<String, Trackable> map = new LinkedHashMap<>();
    map.put("kernel", kernel);
    if (bias != null) {
      map.put("bias", bias);
    }
    return map;
  }
}
