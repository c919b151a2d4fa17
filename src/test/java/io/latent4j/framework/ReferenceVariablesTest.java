package io.latent4j.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Mode;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Sgd;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import io.latent4j.savedmodel.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Signature;
import org.tensorflow.framework.activations.Tanh;
import org.tensorflow.framework.losses.MeanSquaredError;
import org.tensorflow.framework.optimizers.Momentum;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** What the framework's pieces trained and TensorFlow's builder wrote, in our hands. */
class ReferenceVariablesTest {
  private static final float[][] X = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
  private static final float[][] Y = {{-0.8f}, {0.4f}, {0.5f}, {0.9f}};
  private static final int STEPS = 5;

  @TempDir Path folder;

  /** Trains some steps, saves, trains on; returns the predictions when saved and at the end. */
  private List<float[]> trainAndSave(Path model) throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> x =
          tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 2)));
      Variable<TFloat32> kernel = tf.withName("kernel").variable(Shape.of(2, 1), TFloat32.class);
      Variable<TFloat32> bias = tf.withName("bias").variable(Shape.of(1), TFloat32.class);
      Op setKernel = tf.assign(kernel, tf.constant(new float[][] {{0.3f}, {-0.2f}}));
      Op setBias = tf.assign(bias, tf.constant(new float[] {0.1f}));
      Operand<TFloat32> y =
          new Tanh()
              .call(tf, tf.math.add(tf.linalg.matMul(x, tf.identity(kernel)), tf.identity(bias)));
      Operand<TFloat32> named = tf.withName("y").identity(y);
      Operand<TFloat32> loss = new MeanSquaredError().call(tf, tf.constant(Y), named);
      Op step = new Momentum(graph, 0.2f, 0f).minimize(loss);
      try (Session session = new Session(graph);
          TFloat32 samples = TFloat32.tensorOf(StdArrays.ndCopyOf(X))) {
        session.initialize();
        session.runner().addTarget(setKernel).addTarget(setBias).run().close();
        steps(session, step, samples);
        float[] saved = predictions(session, named, samples);
        Signature signature =
            Signature.builder("serving_default").input("x", x).output("y", named).build();
        SavedModelBundle.exporter(model.toString())
            .withFunction(SessionFunction.create(signature, session))
            .export();
        steps(session, step, samples);
        return List.of(saved, predictions(session, named, samples));
      }
    }
  }

  private static void steps(Session session, Op step, TFloat32 samples) {
    for (int i = 0; i < STEPS; i++) {
      session.runner().feed("x", samples).addTarget(step).run().close();
    }
  }

  private static float[] predictions(Session session, Operand<TFloat32> y, TFloat32 samples) {
    try (TFloat32 value = (TFloat32) session.runner().feed("x", samples).fetch(y).run().get(0)) {
      return floats(value);
    }
  }

  private static float[] floats(TFloat32 column) {
    float[] values = new float[X.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = column.getFloat(i, 0);
    }
    return values;
  }

  @Test
  void theyLoadAndTrainOnAsTheyWouldHave() throws IOException {
    Path original = folder.resolve("original");
    List<float[]> expected = trainAndSave(original);

    Path trained = folder.resolve("trained");
    try (LoadedModel model = SavedModels.load(original);
        TFloat32 samples = TFloat32.tensorOf(StdArrays.ndCopyOf(X))) {
      assertThat(predictions(model, samples)).containsExactly(expected.get(0), within(1e-6f));

      TrainableModel network = model.trainable();
      List<ModelVariable<?>> weights = network.trainableVariables();
      assertThat(weights).as("%s", SavedModels.describe(original).variables()).hasSize(2);
      Sgd optimizer = Sgd.of(0.2f);
      CompiledFunction step =
          network
              .engine()
              .function(
                  "step",
                  List.of(),
                  (tf, in) -> {
                    try (GradientTape tape = GradientTape.on(network.engine())) {
                      Operand<TFloat32> y =
                          network.call(tf, "serving_default", tf.constant(X), Mode.TRAINING);
                      Operand<TFloat32> loss =
                          Losses.meanSquaredError().apply(tf, tf.constant(Y), y);
                      optimizer.apply(tf, tape.gradient(loss, weights), weights);
                      return Map.of("loss", loss);
                    }
                  });
      for (int i = 0; i < STEPS; i++) {
        step.call(Map.of()).close();
      }
      assertThat(predictions(model, samples)).containsExactly(expected.get(1), within(2e-6f));
      model.save(trained);
    }
    try (LoadedModel again = SavedModels.load(trained);
        TFloat32 samples = TFloat32.tensorOf(StdArrays.ndCopyOf(X))) {
      assertThat(predictions(again, samples)).containsExactly(expected.get(1), within(2e-6f));
    }
  }

  private static float[] predictions(LoadedModel model, TFloat32 samples) {
    try (Outputs outputs = model.call("serving_default", Map.of("x", samples))) {
      return outputs.floats("y");
    }
  }
}
