package io.latent4j.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.ModelVariable;
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
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.framework.losses.Reduction;
import org.tensorflow.framework.metrics.Metric;
import org.tensorflow.framework.optimizers.AdaDelta;
import org.tensorflow.framework.optimizers.AdaGrad;
import org.tensorflow.framework.optimizers.AdaGradDA;
import org.tensorflow.framework.optimizers.Adam;
import org.tensorflow.framework.optimizers.Adamax;
import org.tensorflow.framework.optimizers.Ftrl;
import org.tensorflow.framework.optimizers.GradientDescent;
import org.tensorflow.framework.optimizers.Momentum;
import org.tensorflow.framework.optimizers.Nadam;
import org.tensorflow.framework.optimizers.Optimizer;
import org.tensorflow.framework.optimizers.RMSProp;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Assign;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Ours in the framework's style, and its optimizers' steps by ours. */
class FrameworkStyleTest {
  private static final float[] START = {1, -2, 0.5f};
  private static final float[] TARGET = {0.2f, 0.3f, -0.4f};
  private static final int STEPS = 12;

  /** The framework's own, on a variable by reference: half the squared distance from a target. */
  private static float[] theirSteps(Function<Graph, Optimizer> make) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Variable<TFloat32> x = tf.variable(Shape.of(3), TFloat32.class);
      Assign<TFloat32> start = tf.assign(x, tf.constant(START));
      Op step = make.apply(graph).minimize(loss(tf, tf.identity(x)));
      try (Session session = new Session(graph)) {
        session.initialize();
        session.runner().addTarget(start).run().close();
        for (int i = 0; i < STEPS; i++) {
          session.runner().addTarget(step).run().close();
        }
        try (TFloat32 value = (TFloat32) session.runner().fetch(x.asOutput()).run().get(0)) {
          return new float[] {value.getFloat(0), value.getFloat(1), value.getFloat(2)};
        }
      }
    }
  }

  private static Operand<TFloat32> loss(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> difference = tf.math.sub(x, tf.constant(TARGET));
    Operand<TFloat32> weighed =
        tf.math.mul(tf.math.square(difference), tf.constant(new float[] {0.5f, 2, 1}));
    return tf.reduceSum(weighed, tf.constant(0));
  }

  private static float[] ourSteps(EngineKind kind, io.latent4j.nn.optimizers.Optimizer optimizer) {
    try (Engine engine = kind.open()) {
      ModelVariable<TFloat32> x =
          engine.weight("x", Shape.of(3), (tf, shape, seed) -> tf.constant(START));
      optimizer.build(List.of(x));
      CompiledFunction step =
          engine.function(
              "step",
              List.of(),
              (tf, in) -> {
                try (GradientTape tape = GradientTape.on(engine)) {
                  Operand<TFloat32> loss = loss(tf, x.read(tf));
                  optimizer.apply(tf, tape.gradient(loss, List.of(x)), List.of(x));
                  return Map.of("loss", loss);
                }
              });
      for (int i = 0; i < STEPS; i++) {
        step.call(Map.of()).close();
      }
      try (TFloat32 value = x.value()) {
        return new float[] {value.getFloat(0), value.getFloat(1), value.getFloat(2)};
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> optimizersTakeTheSameSteps() {
    Map<String, Function<Graph, Optimizer>> all = new LinkedHashMap<>();
    all.put("GradientDescent", graph -> new GradientDescent(graph, 0.05f));
    all.put("Momentum", graph -> new Momentum(graph, 0.05f, 0.8f));
    all.put("Momentum, Nesterov", graph -> new Momentum(graph, 0.05f, 0.8f, true));
    all.put("AdaGrad", graph -> new AdaGrad(graph, 0.1f, 0.2f));
    all.put("AdaDelta", graph -> new AdaDelta(graph, 1f, 0.9f, 1e-3f));
    return all.entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(EngineKind.values())
                    .map(
                        kind ->
                            DynamicTest.dynamicTest(
                                entry.getKey() + " " + kind,
                                () ->
                                    assertThat(ourSteps(kind, ours(entry.getValue())))
                                        .containsExactly(
                                            theirSteps(entry.getValue()), within(2e-6f)))));
  }

  private static io.latent4j.nn.optimizers.Optimizer ours(Function<Graph, Optimizer> make) {
    try (Graph graph = new Graph()) {
      return FromFramework.optimizer(make.apply(graph));
    }
  }

  /** Its powers of beta change in no order with the step, so it is near to ours only. */
  @Test
  void adamIsOursWithoutChance() {
    Function<Graph, Optimizer> make = graph -> new Adam(graph, 0.05f, 0.8f, 0.95f, 1e-6f);
    float[] ours = ourSteps(EngineKind.GRAPH, ours(make));
    assertThat(ourSteps(EngineKind.GRAPH, ours(make))).isEqualTo(ours);
    assertThat(ours).containsExactly(theirSteps(make), within(0.25f));
    assertThat(ours(make).config())
        .containsEntry("beta_1", 0.8f)
        .containsEntry("beta_2", 0.95f)
        .containsEntry("epsilon", 1e-6f);
  }

  @Test
  void optimizersThatWeHaveNoneOfAreRefusedWithTheReason() {
    Map<Function<Graph, Optimizer>, String> reasons = new LinkedHashMap<>();
    reasons.put(RMSProp::new, "starts from 1");
    reasons.put(Nadam::new, "not the same each time");
    reasons.put(Adamax::new, "none of ours");
    reasons.put(Ftrl::new, "none of ours");
    reasons.put(AdaGradDA::new, "none of ours");
    reasons.forEach(
        (make, reason) ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> ours(make))
                .withMessageContaining("optimizer must be")
                .withMessageContaining(reason));
  }

  /** What RMSProp is refused for. */
  @Test
  void rmsPropOfTheFrameworkStartsElsewhere() {
    float[] theirs = theirSteps(graph -> new RMSProp(graph, 0.05f));
    float[] ours =
        ourSteps(
            EngineKind.GRAPH,
            io.latent4j.nn.optimizers.RmsProp.of(0.05f).withRho(0.9f).withEpsilon(1e-10f));
    assertThat(Math.abs(ours[0] - theirs[0])).isGreaterThan(0.01f);
  }

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
