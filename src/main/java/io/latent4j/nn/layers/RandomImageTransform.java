package io.latent4j.nn.layers;

import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Moves each image of a batch by chance, in training only: a map of the plane, drawn for each
 * image, says where in the image each pixel comes from. What is drawn follows from the engine's
 * seed and step counter, so a run can be repeated and resumed.
 */
abstract class RandomImageTransform extends Layer {
  private final ImageSampling sampling;

  RandomImageTransform(ImageSampling sampling) {
    this.sampling = sampling;
  }

  RandomImageTransform(String name, ImageSampling sampling) {
    super(name);
    this.sampling = sampling;
  }

  final ImageSampling sampling() {
    return sampling;
  }

  /** Whether no image is ever changed. */
  abstract boolean isIdentity();

  /**
   * Draws the maps. A pixel (x, y) comes from (a x + b y + c, d x + e y + f).
   *
   * @return a, b, c, d, e, f, each of shape (images)
   */
  abstract List<Operand<TFloat32>> draw(Draw draw);

  /** What the layer is made of besides its sampling. */
  abstract Map<String, Object> factors();

  /** What a layer draws with. */
  final class Draw {
    private final Ops tf;
    private final Operand<TInt32> count;
    private final float height;
    private final float width;

    private Draw(Ops tf, Operand<TFloat32> images) {
      this.tf = tf;
      this.count =
          tf.slice(tf.shape(images), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
      this.height = ImageShapes.height(inputShape());
      this.width = ImageShapes.width(inputShape());
    }

    Ops tf() {
      return tf;
    }

    /** The rows of an image. */
    float height() {
      return height;
    }

    /** The columns of an image. */
    float width() {
      return width;
    }

    /** A number for each image. */
    Operand<TFloat32> uniform(FactorRange range) {
      StatelessRandomUniform<TFloat32> unit =
          tf.random.statelessRandomUniform(count, engine().randomSeed(tf));
      return tf.math.add(
          tf.math.mul(unit, tf.constant(range.high() - range.low())), tf.constant(range.low()));
    }

    /** The same number for each image. */
    Operand<TFloat32> all(float value) {
      return tf.fill(count, tf.constant(value));
    }
  }

  @Override
  protected final Shape shapeAfter(Shape inputShape) {
    ImageShapes.checkImages(this, inputShape);
    return inputShape;
  }

  @Override
  protected final Operand<TFloat32> compute(Ops tf, Operand<TFloat32> input, Mode mode) {
    if (mode == Mode.INFERENCE || isIdentity()) {
      return input;
    }
    Draw draw = new Draw(tf, input);
    List<Operand<TFloat32>> affine = draw(draw);
    Operand<TFloat32> zero = draw.all(0);
    Operand<TFloat32> transforms =
        tf.stack(
            IntStream.range(0, 8).mapToObj(i -> i < affine.size() ? affine.get(i) : zero).toList(),
            Stack.axis(1L));
    int[] size = {(int) ImageShapes.height(inputShape()), (int) ImageShapes.width(inputShape())};
    return tf.image.imageProjectiveTransformV3(
        input,
        // The maps depend on the input by its shape; no gradient must look for a way through that.
        tf.stopGradient(transforms),
        tf.constant(size),
        tf.constant(sampling.fillValue()),
        sampling.interpolation().name(),
        ImageProjectiveTransformV3.fillMode(sampling.fillMode().name()));
  }

  @Override
  protected final Map<String, Object> options() {
    return factors();
  }
}
