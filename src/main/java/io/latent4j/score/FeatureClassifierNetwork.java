package io.latent4j.score;

import io.latent4j.data.ImageShape;
import io.latent4j.data.Samples;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.BatchNormalization;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Dropout;
import io.latent4j.nn.layers.Flatten;
import io.latent4j.nn.layers.MaxPooling2D;
import io.latent4j.nn.layers.Padding;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.metrics.Metrics;
import io.latent4j.training.Batch;
import io.latent4j.training.BatchFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The layers of a classifier, built in one engine: an encoder of features, and their classes. */
final class FeatureClassifierNetwork implements Trackable {
  private static final int SMALLEST_IMAGE = 8;
  private static final int POOLED_SIDE = 7;
  private static final int FILTERS = 32;
  private static final int MOST_FILTERS = 64;
  private static final float DROPOUT = 0.4f;
  private static final float MOMENTUM = 0.9f;

  private final Shape input;
  private final Sequential encoder;
  private final Sequential classes;

  FeatureClassifierNetwork(Engine engine, Samples samples, int units, int classCount) {
    ImageShape image =
        samples
            .imageShape()
            .filter(shape -> Math.min(shape.height(), shape.width()) >= SMALLEST_IMAGE)
            .orElse(null);
    input =
        image == null
            ? Shape.of(samples.features())
            : Shape.of(image.height(), image.width(), image.channels());
    List<Layer> layers = image == null ? dense(units) : convolutional(image, units);
    encoder = Sequential.of(layers).withName("encoder");
    encoder.build(engine, input.prepend(Shape.UNKNOWN_SIZE));
    classes = Sequential.of(Dense.of(classCount)).withName("classes");
    classes.build(engine, encoder.outputShape());
  }

  private static List<Layer> dense(int units) {
    return List.of(
        BatchNormalization.of().withMomentum(MOMENTUM),
        Dense.of(2 * units).withActivation(ActivationFunction.RELU),
        Dense.of(units).withActivation(ActivationFunction.RELU));
  }

  private static List<Layer> convolutional(ImageShape image, int units) {
    List<Layer> layers = new ArrayList<>();
    int side = Math.min(image.height(), image.width());
    int filters = FILTERS;
    for (int block = 0; block < 2 || side > POOLED_SIDE; block++) {
      layers.addAll(convolution(filters));
      layers.add(MaxPooling2D.of(2));
      filters = MOST_FILTERS;
      side /= 2;
    }
    layers.addAll(convolution(filters));
    layers.add(Flatten.of());
    layers.add(Dropout.of(DROPOUT));
    layers.add(Dense.of(units).withActivation(ActivationFunction.RELU));
    return layers;
  }

  private static List<Layer> convolution(int filters) {
    return List.of(
        Conv2D.of(filters, 3).withPadding(Padding.SAME),
        BatchNormalization.of().withMomentum(MOMENTUM),
        Activation.of(ActivationFunction.RELU));
  }

  private Operand<TFloat32> encode(Ops tf, Operand<TFloat32> samples, Mode mode) {
    return encoder.call(tf, tf.reshape(samples, tf.constant(input.prepend(-1).asArray())), mode);
  }

  private Operand<TFloat32> logits(Ops tf, Operand<TFloat32> samples, Mode mode) {
    return classes.call(tf, encode(tf, samples, mode), mode);
  }

  /** Cross-entropy and accuracy of a batch whose labels are numbers of classes. */
  Map<String, Operand<TFloat32>> objective(Ops tf, Batch batch, Mode mode) {
    Operand<TFloat32> logits = logits(tf, batch.samples(), mode);
    Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();
    values.put(
        BatchFunction.LOSS,
        Losses.sparseCategoricalCrossentropyFromLogits().apply(tf, batch.labels(), logits));
    values.put(
        "accuracy",
        BatchFunction.mean(
            tf, Metrics.sparseCategoricalAccuracy().values(tf, batch.labels(), logits)));
    return values;
  }

  /** What the model offers: {@code predict}, {@code encode}. */
  List<ModelFunction> functions() {
    List<InputSpec> x =
        List.of(new InputSpec("x", TFloat32.class, input.prepend(Shape.UNKNOWN_SIZE)));
    return List.of(
        ModelFunction.of(
            "predict",
            x,
            (tf, in) ->
                Map.of("probabilities", tf.nn.softmax(logits(tf, in.floats("x"), Mode.INFERENCE)))),
        ModelFunction.of(
            "encode", x, (tf, in) -> Map.of("code", encode(tf, in.floats("x"), Mode.INFERENCE))));
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("encoder", encoder);
    children.put("classes", classes);
    return children;
  }
}
