package io.latent4j.autoencoder;

import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Layer;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.MaxPooling2D;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.metrics.Metrics;
import io.latent4j.training.BatchFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** An encoder and the dense layer that makes scores of classes of what it gives. */
final class ClassifierNetwork implements Trackable {
  static final String PREDICT = "predict";
  static final String MAPS = "activation_maps";

  private final Shape input;
  private final boolean hasMaps;
  private final Sequential encoder;
  private final Dense head;

  ClassifierNetwork(Engine engine, EncoderClassifier options, Shape sample, int classes) {
    input = options.architecture().input(sample);
    hasMaps = options.activationMaps();
    List<Layer> layers = options.architecture().encoder(input);
    encoder = Sequential.of(hasMaps ? toLastMaps(layers) : layers).withName("encoder");
    encoder.build(engine, input.prepend(Shape.UNKNOWN_SIZE));
    head = Dense.of(classes).withName("head");
    Shape features = encoder.outputShape();
    head.build(
        engine,
        hasMaps
            ? Shape.of(Shape.UNKNOWN_SIZE, features.get(features.numDimensions() - 1))
            : features);
  }

  /** All layers before the last pooling. */
  private static List<Layer> toLastMaps(List<Layer> layers) {
    int last = layers.size() - 1;
    while (!(layers.get(last) instanceof MaxPooling2D)) {
      last--;
    }
    return new ArrayList<>(layers.subList(0, last));
  }

  private Operand<TFloat32> features(Ops tf, Operand<TFloat32> x, Mode mode) {
    return encoder.call(tf, x, mode);
  }

  private Operand<TFloat32> logits(Ops tf, Operand<TFloat32> x, Mode mode) {
    Operand<TFloat32> features = features(tf, x, mode);
    return head.call(
        tf, hasMaps ? tf.math.mean(features, tf.constant(new int[] {1, 2})) : features, mode);
  }

  /** Loss and accuracy of a batch. */
  Map<String, Operand<TFloat32>> objective(
      Ops tf, Operand<TFloat32> samples, Operand<TInt32> labels, Mode mode) {
    Operand<TFloat32> x = tf.reshape(samples, tf.constant(input.prepend(-1).asArray()));
    Operand<TFloat32> logits = logits(tf, x, mode);
    Map<String, Operand<TFloat32>> values = new LinkedHashMap<>();
    values.put(
        BatchFunction.LOSS,
        Losses.sparseCategoricalCrossentropyFromLogits().apply(tf, labels, logits));
    values.put(
        "accuracy",
        BatchFunction.mean(tf, Metrics.sparseCategoricalAccuracy().values(tf, labels, logits)));
    return values;
  }

  /**
   * What each place adds to the score of each class, without the bias: their mean over the places
   * is the score.
   */
  private Operand<TFloat32> maps(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> features = features(tf, x, Mode.INFERENCE);
    Shape shape = encoder.outputShape();
    long[] size = shape.asArray();
    Operand<TFloat32> places =
        tf.reshape(features, tf.constant(new long[] {-1, size[size.length - 1]}));
    Operand<TFloat32> scores = tf.linalg.matMul(places, head.kernel().read(tf));
    size[0] = -1;
    size[size.length - 1] = head.kernel().shape().get(1);
    return tf.reshape(scores, tf.constant(size));
  }

  List<ModelFunction> functions() {
    List<InputSpec> x =
        List.of(new InputSpec("x", TFloat32.class, input.prepend(Shape.UNKNOWN_SIZE)));
    List<ModelFunction> functions = new ArrayList<>();
    functions.add(
        ModelFunction.of(
            PREDICT,
            x,
            (tf, in) ->
                Map.of(
                    "probabilities", tf.nn.softmax(logits(tf, in.floats("x"), Mode.INFERENCE)))));
    if (hasMaps) {
      functions.add(
          ModelFunction.of(MAPS, x, (tf, in) -> Map.of("maps", maps(tf, in.floats("x")))));
    }
    return functions;
  }

  @Override
  public Map<String, Trackable> children() {
    Map<String, Trackable> children = new LinkedHashMap<>();
    children.put("encoder", encoder);
    children.put("head", head);
    return children;
  }
}
