package io.latent4j.framework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.latent4j.autodiff.GradientTape;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.ModelVariable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Session;
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

/**
 * The framework's optimizers beside those of ours that stand for them, each in its own way: a
 * session that minimizes over variables by reference, and a step of ours in both engines.
 */
class FrameworkOptimizersTest {
  private static final float[] START = {1, -2, 0.5f};
  private static final float[] TARGET = {0.2f, 0.3f, -0.4f};
  private static final float[] SCALE = {0.5f, 2, 1};

  /** How near, as a share of the value. */
  private static final float TOLERANCE = 2e-6f;

  /** How a session makes a step. */
  private interface Way extends BiConsumer<Session, Op> {}

  /** As the framework means it: all at once. */
  private static final Way AT_ONCE = (session, step) -> run(session, List.of(step.op()));

  /** What minimizing comes down to, one after the other: first the weights, then the powers. */
  private static final Way IN_ORDER =
      (session, step) -> {
        for (String type : List.of("ApplyAdam", "ApplyAdaMax", "Assign")) {
          run(session, parts(step, type));
        }
      };

  private static void run(Session session, List<? extends Operation> operations) {
    if (!operations.isEmpty()) {
      Session.Runner runner = session.runner();
      operations.forEach(runner::addTarget);
      runner.run().close();
    }
  }

  private static List<GraphOperation> parts(Op step, String type) {
    return ((GraphOperation) step.op())
        .controlInputs().stream().filter(part -> part.type().equals(type)).toList();
  }

  private static Operand<TFloat32> loss(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> difference = tf.math.sub(x, tf.constant(TARGET));
    Operand<TFloat32> weighed = tf.math.mul(tf.math.square(difference), tf.constant(SCALE));
    return tf.reduceSum(weighed, tf.constant(0));
  }

  /** The variable after so many steps of the framework's own. */
  private static float[] theirs(Function<Graph, Optimizer> make, Way way, int steps) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Variable<TFloat32> x = tf.variable(Shape.of(3), TFloat32.class);
      Assign<TFloat32> start = tf.assign(x, tf.constant(START));
      Op step = make.apply(graph).minimize(loss(tf, tf.identity(x)));
      try (Session session = new Session(graph)) {
        session.initialize();
        session.runner().addTarget(start).run().close();
        for (int i = 0; i < steps; i++) {
          way.accept(session, step);
        }
        try (TFloat32 value = (TFloat32) session.runner().fetch(x.asOutput()).run().get(0)) {
          return new float[] {value.getFloat(0), value.getFloat(1), value.getFloat(2)};
        }
      }
    }
  }

  /** The variable after so many steps of ours. */
  private static float[] ours(
      EngineKind kind, io.latent4j.nn.optimizers.Optimizer optimizer, int steps) {
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
      for (int i = 0; i < steps; i++) {
        step.call(Map.of()).close();
      }
      return x.toFloats();
    }
  }

  private static io.latent4j.nn.optimizers.Optimizer taken(Function<Graph, Optimizer> make) {
    try (Graph graph = new Graph()) {
      return FromFramework.optimizer(make.apply(graph));
    }
  }

  private static void assertNear(float[] found, float... expected) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .isCloseTo(expected[i], offset(TOLERANCE * Math.max(1, Math.abs(expected[i]))));
    }
  }

  private record Pair(
      Function<Graph, Optimizer> theirs, Way way, io.latent4j.nn.optimizers.Optimizer ours) {}

  private static Map<String, Pair> pairs() {
    Map<String, Function<Graph, Optimizer>> taken = new LinkedHashMap<>();
    taken.put("GradientDescent", graph -> new GradientDescent(graph, 0.05f));
    taken.put("Momentum", graph -> new Momentum(graph, 0.05f, 0.8f));
    taken.put("Momentum, Nesterov", graph -> new Momentum(graph, 0.05f, 0.8f, true));
    taken.put("AdaGrad", graph -> new AdaGrad(graph, 0.1f, 0.2f));
    taken.put("AdaDelta", graph -> new AdaDelta(graph, 1f, 0.9f, 1e-3f));
    taken.put("RMSProp", graph -> new RMSProp(graph, 0.05f));
    taken.put("RMSProp, options", graph -> new RMSProp(graph, 0.02f, 0.8f, 0.7f, 1e-3f, false));
    taken.put("RMSProp, centered", graph -> new RMSProp(graph, 0.02f, 0.8f, 0.7f, 1e-3f, true));
    Map<String, Pair> pairs = new LinkedHashMap<>();
    taken.forEach((name, theirs) -> pairs.put(name, new Pair(theirs, AT_ONCE, taken(theirs))));
    Function<Graph, Optimizer> adam = graph -> new Adam(graph, 0.05f, 0.8f, 0.95f, 1e-6f);
    pairs.put("Adam", new Pair(adam, IN_ORDER, taken(adam)));
    pairs.put("Adam, defaults", new Pair(Adam::new, IN_ORDER, taken(Adam::new)));
    pairs.put(
        "Adamax",
        new Pair(
            graph -> new Adamax(graph, 0.05f, 0.8f, 0.95f, 1e-6f),
            IN_ORDER,
            io.latent4j.nn.optimizers.Adamax.of(0.05f).withBetas(0.8f, 0.95f).withEpsilon(1e-6f)));
    pairs.put(
        "Ftrl",
        new Pair(
            graph -> new Ftrl(graph, 0.3f, -0.6f, 0.2f, 0.3f, 0.05f, 0.04f),
            AT_ONCE,
            io.latent4j.nn.optimizers.Ftrl.of(0.3f)
                .withLearningRatePower(-0.6f)
                .withInitialAccumulator(0.2f)
                .withPenalties(0.3f, 0.05f)
                .withL2Shrinkage(0.04f)));
    return pairs;
  }

  @TestFactory
  Stream<DynamicTest> theSameSteps() {
    return pairs().entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(1, 10)
                    .map(
                        steps ->
                            DynamicTest.dynamicTest(
                                entry.getKey() + ", steps: " + steps,
                                () -> assertSameSteps(entry.getValue(), steps))));
  }

  private static void assertSameSteps(Pair pair, int steps) {
    float[] expected = theirs(pair.theirs(), pair.way(), steps);
    assertThat(expected[1]).isNotEqualTo(START[1]);
    for (EngineKind kind : EngineKind.values()) {
      assertNear(ours(kind, fresh(pair.ours()), steps), expected);
    }
  }

  /** The same options, unused: an optimizer stays with the engine of its first variables. */
  private static io.latent4j.nn.optimizers.Optimizer fresh(
      io.latent4j.nn.optimizers.Optimizer optimizer) {
    return optimizer.withWeightDecay(0);
  }

  /**
   * Why Adam and Adamax must be run in order to be compared: the powers of beta, which the step
   * reads, are multiplied in the same run, and nothing says which comes first.
   */
  @TestFactory
  Stream<DynamicTest> powersOfBetaHaveNoOrderWithTheStep() {
    Map<String, Function<Graph, Optimizer>> all = new LinkedHashMap<>();
    all.put("ApplyAdam", Adam::new);
    all.put("ApplyAdaMax", Adamax::new);
    return all.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      try (Graph graph = new Graph()) {
                        Ops tf = Ops.create(graph);
                        Variable<TFloat32> x = tf.variable(Shape.of(3), TFloat32.class);
                        Op step = entry.getValue().apply(graph).minimize(loss(tf, tf.identity(x)));
                        GraphOperation update = parts(step, entry.getKey()).get(0);
                        List<GraphOperation> powers = parts(step, "Assign");
                        assertThat(powers).isNotEmpty();
                        for (GraphOperation power : powers) {
                          assertThat(before(power)).doesNotContain(update);
                          assertThat(before(update))
                              .doesNotContain(power)
                              .contains((GraphOperation) power.input(0).op());
                        }
                      }
                    }));
  }

  /** All operations that must have run before one. */
  private static List<GraphOperation> before(GraphOperation operation) {
    List<GraphOperation> all = new ArrayList<>(List.of(operation));
    for (int i = 0; i < all.size(); i++) {
      List<GraphOperation> direct = new ArrayList<>(all.get(i).controlInputs());
      all.get(i).inputs().forEach(input -> direct.add((GraphOperation) input.op()));
      direct.stream().filter(op -> !all.contains(op)).forEach(all::add);
    }
    return all.subList(1, all.size());
  }

  /** What else Adam's powers can be, with which its first step is another. */
  @Test
  void adamsFirstStepDependsOnThatOrder() {
    Function<Graph, Optimizer> make = graph -> new Adam(graph, 0.05f, 0.8f, 0.95f, 1e-6f);
    Way powersFirst =
        (session, step) -> {
          run(session, parts(step, "Assign"));
          run(session, parts(step, "ApplyAdam"));
        };
    double correction =
        Math.sqrt(1 - 0.95 * 0.95) / (1 - 0.8 * 0.8) * 0.2 / Math.sqrt(0.05); // 1 if in order
    float[] found = theirs(make, powersFirst, 1);
    assertThat(START[0] - found[0]).isCloseTo((float) (0.05 * correction), offset(1e-5f));
    assertThat(START[0] - theirs(make, IN_ORDER, 1)[0]).isCloseTo(0.05f, offset(1e-5f));
  }

  /**
   * What Nadam is refused for: it counts steps when the graph is built, so the corrections stay
   * those of a first step; and its momentum grows by 0.96 to the power of 0.004 times that step.
   */
  @Test
  void nadamStaysAtItsFirstStep() {
    double rate = 0.05;
    double beta1 = 0.8;
    double beta2 = 0.95;
    float[] found = theirs(graph -> new Nadam(graph, 0.05f, 0.8f, 0.95f, 1e-6f), AT_ONCE, 3);
    double x = START[1];
    double m = 0;
    double v = 0;
    double product = 1;
    double share = beta1 * (1 - 0.5 * Math.pow(0.96, 0.004));
    double next = beta1 * (1 - 0.5 * Math.pow(0.96, 0.008));
    for (int i = 0; i < 3; i++) {
      double gradient = 2 * SCALE[1] * (x - TARGET[1]);
      product *= share;
      m = beta1 * m + (1 - beta1) * gradient;
      v = beta2 * v + (1 - beta2) * gradient * gradient;
      double mean = (1 - share) * gradient / (1 - product) + next * m / (1 - product * next);
      x -= rate * mean / (Math.sqrt(v / (1 - beta2)) + 1e-6);
    }
    assertThat((double) found[1]).isCloseTo(x, offset(1e-5));
    float[] ours =
        ours(
            EngineKind.GRAPH,
            io.latent4j.nn.optimizers.Nadam.of(0.05f).withBetas(0.8f, 0.95f).withEpsilon(1e-6f),
            3);
    assertThat(Math.abs(ours[1] - found[1])).isGreaterThan(0.01f);
  }

  /** What AdaGradDA is refused for: two of its parts count the step, and none waits for another. */
  @Test
  void adaGradDaCountsAStepTwiceInNoOrder() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Variable<TFloat32> x = tf.variable(Shape.of(3), TFloat32.class);
      Op step = new AdaGradDA(graph).minimize(loss(tf, tf.identity(x)));
      List<GraphOperation> counts = parts(step, "AssignAdd");
      GraphOperation update = parts(step, "ApplyAdagradDA").get(0);
      assertThat(counts).hasSize(2);
      assertThat(counts.get(0).input(0).op()).isEqualTo(counts.get(1).input(0).op());
      assertThat(before(update)).doesNotContainAnyElementsOf(counts);
      counts.forEach(count -> assertThat(before(count)).doesNotContain(update));
    }
  }

  @Test
  void optionsAreThoseThatTheFrameworkTells() {
    assertThat(taken(graph -> new Adam(graph, 0.05f, 0.8f, 0.95f, 1e-6f)).config())
        .containsEntry("learning_rate", 0.05f)
        .containsEntry("beta_1", 0.8f)
        .containsEntry("beta_2", 0.95f)
        .containsEntry("epsilon", 1e-6f);
    assertThat(taken(graph -> new RMSProp(graph, 0.02f, 0.8f, 0.7f, 1e-3f, true)).config())
        .containsEntry("learning_rate", 0.02f)
        .containsEntry("rho", 0.8f)
        .containsEntry("momentum", 0.7f)
        .containsEntry("epsilon", 1e-3f)
        .containsEntry("centered", true)
        .containsEntry("initial_mean_square", 1f);
  }

  @Test
  void othersAreRefusedWithTheReason() {
    Map<Function<Graph, Optimizer>, String> reasons = new LinkedHashMap<>();
    reasons.put(Nadam::new, "its schedule never leaves the first step");
    reasons.put(Adamax::new, "does not tell its options; take Adamax of io.latent4j");
    reasons.put(Ftrl::new, "does not tell its options; take Ftrl of io.latent4j");
    reasons.put(AdaGradDA::new, "it counts each step twice");
    reasons.forEach(
        (make, reason) ->
            assertThatIllegalArgumentException()
                .isThrownBy(() -> taken(make))
                .withMessageContaining("optimizer must be")
                .withMessageContaining(reason));
  }
}
