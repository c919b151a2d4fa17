package io.latent4j.nn.layers;

import io.latent4j.engine.Engine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Constraint;
import io.latent4j.nn.Initializer;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Regularizer;
import io.latent4j.nn.WeightOptions;
import io.latent4j.nn.initializers.Initializers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Looks up a learnt vector for each number from 0 to a limit, such as the number of a word.
 *
 * <p>Layers take floats, so the numbers come as floats; a fraction is cut off. A number outside the
 * range fails when the layer runs; on a GPU, where TensorFlow does not check, it gives zeros.
 *
 * <p>Fine: input (n, 20), of which {@code Embedding.of(1000, 16)} makes (n, 20, 16); input (n), of
 * which it makes (n, 16).
 */
public final class Embedding extends Layer {
  /** From here on, floats don't tell neighbouring numbers apart. */
  private static final int MOST_FLOATS_TELL_APART = 1 << 24;

  private final Options options;
  private ModelVariable<TFloat32> embeddings;

  private record Options(int inputDim, int outputDim, WeightOptions embeddings) {
    Options {
      if (inputDim < 1 || inputDim > MOST_FLOATS_TELL_APART) {
        throw new IllegalArgumentException(
            "inputDim must be from 1 to %d, but is %d".formatted(MOST_FLOATS_TELL_APART, inputDim));
      }
      if (outputDim < 1) {
        throw new IllegalArgumentException("outputDim must be at least 1, but is " + outputDim);
      }
    }

    Options withEmbeddings(WeightOptions embeddings) {
      return new Options(inputDim, outputDim, embeddings);
    }
  }

  private Embedding(Options options) {
    this.options = options;
  }

  private Embedding(String name, Options options) {
    super(name);
    this.options = options;
  }

  /**
   * Describes a layer whose vectors start uniformly between -0.05 and 0.05.
   *
   * @param inputDim how many vectors there are, from 1 to 16,777,216
   * @param outputDim how long they are, at least 1
   * @return the layer
   * @throws IllegalArgumentException if a number is outside its range
   */
  public static Embedding of(int inputDim, int outputDim) {
    return new Embedding(
        new Options(
            inputDim, outputDim, WeightOptions.of(Initializers.randomUniform(-0.05f, 0.05f))));
  }

  /**
   * This layer, not built, with another start of the vectors.
   *
   * @param initializer what they start from
   * @return a new layer
   */
  public Embedding withEmbeddingsInitializer(Initializer initializer) {
    return with(options.withEmbeddings(options.embeddings.withInitializer(initializer)));
  }

  /**
   * This layer, not built, with something added to the loss for the table.
   *
   * @param regularizer what is added
   * @return a new layer
   */
  public Embedding withEmbeddingsRegularizer(Regularizer regularizer) {
    return with(options.withEmbeddings(options.embeddings.withRegularizer(regularizer)));
  }

  /**
   * This layer, not built, with the table kept to something.
   *
   * @param constraint what to keep to
   * @return a new layer
   */
  public Embedding withEmbeddingsConstraint(Constraint constraint) {
    return with(options.withEmbeddings(options.embeddings.withConstraint(constraint)));
  }

  private Embedding with(Options changed) {
    return isNamedByUser() ? new Embedding(name(), changed) : new Embedding(changed);
  }

  /**
   * This layer, not built, under another name.
   *
   * @param name letters, digits and underscores, starting with a letter
   * @return a new layer
   * @throws IllegalArgumentException if the name is not of that form
   */
  public Embedding withName(String name) {
    return new Embedding(name, options);
  }

  /**
   * The vectors, of shape (inputDim, outputDim).
   *
   * @return the variable
   * @throws IllegalStateException if the layer is not built
   */
  public ModelVariable<TFloat32> embeddings() {
    checkBuilt();
    return embeddings;
  }

  @Override
  protected Shape shapeAfter(Shape inputShape) {
    return inputShape.append(options.outputDim);
  }

  @Override
  protected void createVariables(Engine engine, Shape inputShape) {
    Shape shape = Shape.of(options.inputDim, options.outputDim);
    embeddings = addWeight(engine, "embeddings", shape, options.embeddings);
  }

  @Override
  protected Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    Operand<TInt32> numbers = tf.dtypes.cast(input, TInt32.class);
    return tf.gather(embeddings.read(tf), numbers, tf.constant(0));
  }

  @Override
  protected Map<String, Object> options() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("input_dim", options.inputDim);
    map.put("output_dim", options.outputDim);
    options.embeddings.describe("embeddings", map);
    return map;
  }

  @Override
  protected Map<String, Trackable> parts() {
    return Map.of("embeddings", embeddings);
  }
}
