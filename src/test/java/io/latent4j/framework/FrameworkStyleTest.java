package io.latent4j.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.ActivationFunction;
import io.latent4j.nn.initializers.Constraints;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.initializers.Regularizers;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.metrics.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.metrics.Metric;
import org.tensorflow.framework.optimizers.Momentum;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Ours in the framework's style. */
class FrameworkStyleTest {
  /** A network of the framework's style with our pieces in all places. */
  @Test
  void oursTrainInAGraphByMinimize() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> samples = tf.constant(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
      Operand<TFloat32> truth = tf.constant(new float[][] {{0}, {1}, {1}, {1}});
      Variable<TFloat32> kernel = tf.variable(Shape.of(2, 1), TFloat32.class);
      Variable<TFloat32> bias = tf.variable(Shape.of(1), TFloat32.class);
      Op start =
          tf.withControlDependencies(
                  List.<Op>of(
                      tf.assign(
                          kernel,
                          ToFramework.initializer(Initializers.glorotUniform(), 3)
                              .call(tf, tf.constant(new long[] {2, 1}), TFloat32.class)),
                      tf.assign(
                          bias,
                          ToFramework.initializer(Initializers.zeros(), 3)
                              .call(tf, tf.constant(new long[] {1}), TFloat32.class))))
              .noOp();
      Operand<TFloat32> logits =
          tf.math.add(tf.linalg.matMul(samples, tf.identity(kernel)), tf.identity(bias));
      Operand<TFloat32> prediction =
          ToFramework.activation(ActivationFunction.SIGMOID).call(tf, logits);
      Operand<TFloat32> loss =
          tf.math.add(
              ToFramework.loss("bce", Losses.binaryCrossentropy(), Reduction.SUM_OVER_BATCH_SIZE)
                  .call(tf, truth, prediction),
              ToFramework.regularizer("l2", Regularizers.l2(0.001f)).call(tf, tf.identity(kernel)));
      Op step = new Momentum(graph, 0.5f, 0.9f).minimize(loss);
      Metric accuracy = ToFramework.metric("accuracy", Metrics.binaryAccuracy(), 1);
      List<Op> reset = new ArrayList<>(List.of(accuracy.resetStates(tf)));
      Op update = accuracy.updateState(tf, truth, prediction, null);
      Operand<TFloat32> result = accuracy.result(tf, TFloat32.class);
      Operand<TFloat32> kept =
          ToFramework.constraint(Constraints.maxNorm(1)).call(tf, tf.identity(kernel));
      try (Session session = new Session(graph)) {
        session.initialize();
        session.runner().addTarget(start).run().close();
        float first = scalar(session, loss);
        for (int i = 0; i < 60; i++) {
          session.runner().addTarget(step).run().close();
        }
        assertThat(scalar(session, loss)).isLessThan(first / 3);
        reset.forEach(op -> session.runner().addTarget(op).run().close());
        session.runner().addTarget(update).run().close();
        assertThat(scalar(session, result)).isEqualTo(1);
        try (TFloat32 value = (TFloat32) session.runner().fetch(kept).run().get(0)) {
          assertThat(Math.hypot(value.getFloat(0, 0), value.getFloat(1, 0)))
              .isCloseTo(1, within(1e-4));
        }
      }
    }
  }

  private static float scalar(Session session, Operand<TFloat32> value) {
    try (TFloat32 tensor = (TFloat32) session.runner().fetch(value).run().get(0)) {
      return tensor.getFloat();
    }
  }

  @Test
  void oursTakeFloatsOnly() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  ToFramework.activation(ActivationFunction.RELU)
                      .call(tf, tf.constant(new double[] {1})))
          .withMessage("input must be float32, but is TFloat64");
    }
  }

  /** Losses that the framework reduces in its own way. */
  @Test
  void ourLossesAreReducedAsTheFrameworkDoes() {
    try (Engine engine = EngineKind.EAGER.open();
        Outputs outputs =
            engine.run(
                (tf, in) -> {
                  Operand<TFloat32> truth = tf.constant(new float[][] {{1, 2}, {3, 4}});
                  Operand<TFloat32> found = tf.constant(new float[][] {{1, 4}, {3, 3}});
                  Map<String, Operand<TFloat32>> all = new LinkedHashMap<>();
                  for (Reduction reduction : Reduction.values()) {
                    all.put(
                        "r" + reduction.ordinal(),
                        ToFramework.loss("mse", Losses.meanSquaredError(), reduction)
                            .call(tf, truth, found));
                  }
                  return new LinkedHashMap<>(all);
                })) {
      assertThat(outputs.floats("r" + Reduction.NONE.ordinal())).containsExactly(2, 0.5f);
      assertThat(outputs.floats("r" + Reduction.SUM.ordinal())).containsExactly(2.5f);
      assertThat(outputs.floats("r" + Reduction.AUTO.ordinal())).containsExactly(1.25f);
    }
  }
}
