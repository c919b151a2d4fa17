package io.latent4j.reinforcement;

import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.Mode;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Conv2D;
import io.latent4j.nn.layers.Padding;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The convolutions from what is seen and an action to what is seen next. */
final class DynamicsNetwork implements Trackable {
  private final Form form;
  private final Sequential layers;

  /**
   * The sizes of a network.
   *
   * @param observation (height, width, planes)
   * @param actions how many there are
   * @param filters how many each convolution has
   */
  record Form(Shape observation, int actions, int filters) {

    Shape input(long count) {
      return Shape.of(count, observation.get(0), observation.get(1), observation.get(2) + actions);
    }

    /** Observations with a plane for each action, that of the one made full of ones. */
    float[] withActions(float[][] observations, int... chosen) {
      int planes = (int) observation.get(2);
      int cells = (int) (observation.size() / planes);
      int all = planes + actions;
      float[] values = new float[observations.length * cells * all];
      for (int i = 0; i < observations.length; i++) {
        for (int cell = 0; cell < cells; cell++) {
          int at = (i * cells + cell) * all;
          System.arraycopy(observations[i], cell * planes, values, at, planes);
          values[at + planes + chosen[i]] = 1;
        }
      }
      return values;
    }

    Map<String, Object> described() {
      Map<String, Object> described = new LinkedHashMap<>();
      described.put("observation_shape", LongStream.of(observation.asArray()).boxed().toList());
      described.put("actions", actions);
      return described;
    }
  }

  DynamicsNetwork(Engine engine, Form form) {
    this.form = form;
    int planes = (int) form.observation().get(2);
    layers =
        Sequential.of(
            convolution(form), convolution(form), convolution(form), Conv2D.of(planes, 1));
    layers.build(engine, form.input(Shape.UNKNOWN_SIZE));
  }

  private static Conv2D convolution(Form form) {
    return Conv2D.of(form.filters(), 3)
        .withPadding(Padding.SAME)
        .withActivation(ActivationFunction.RELU);
  }

  Form form() {
    return form;
  }

  Sequential layers() {
    return layers;
  }

  /** What the model offers: {@code predict}. */
  List<ModelFunction> functions() {
    return List.of(
        ModelFunction.of(
            DynamicsModel.PREDICT,
            List.of(
                new InputSpec(
                    "state", TFloat32.class, form.observation().prepend(Shape.UNKNOWN_SIZE)),
                new InputSpec("action", TInt32.class, Shape.of(Shape.UNKNOWN_SIZE))),
            (tf, in) ->
                Map.of(
                    DynamicsModel.NEXT,
                    next(tf, in.floats("state"), in.get("action", TInt32.class)))));
  }

  private Operand<TFloat32> next(Ops tf, Operand<TFloat32> state, Operand<TInt32> action) {
    int[] begin = new int[4];
    int[] sizes = new int[4];
    Arrays.fill(sizes, -1);
    sizes[3] = 1;
    Operand<TFloat32> plane = tf.onesLike(tf.slice(state, tf.constant(begin), tf.constant(sizes)));
    Operand<TFloat32> chosen =
        tf.reshape(
            tf.oneHot(action, tf.constant(form.actions()), tf.constant(1f), tf.constant(0f)),
            tf.constant(new int[] {-1, 1, 1, form.actions()}));
    Operand<TFloat32> input = tf.concat(List.of(state, tf.math.mul(plane, chosen)), tf.constant(3));
    Operand<TFloat32> logits =
        layers.call(tf, tf.ensureShape(input, form.input(Shape.UNKNOWN_SIZE)), Mode.INFERENCE);
    return tf.math.sigmoid(logits);
  }

  @Override
  public Map<String, Trackable> children() {
    return Map.of("network", layers);
  }
}
