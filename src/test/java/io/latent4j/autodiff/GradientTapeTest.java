package io.latent4j.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** What a tape does, in both engines as in Python. */
@ParameterizedClass
@EnumSource
class GradientTapeTest {
  @Parameter EngineKind kind;

  private Engine engine;

  @BeforeEach
  void open() {
    engine = kind.open();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private ModelVariable<TFloat32> weight(String name, float... values) {
    return variable(name, true, values);
  }

  private ModelVariable<TFloat32> variable(String name, boolean trainable, float... values) {
    return engine.variable(
        name,
        TFloat32.class,
        Shape.of(values.length),
        trainable,
        (tf, shape, seed) -> tf.constant(values));
  }

  /** Computes some operands; those that are null have no entry in the result. */
  private Map<String, float[]> compute(Function<Ops, Map<String, Operand<?>>> body) {
    try (Outputs outputs =
        engine.run(
            (tf, in) -> {
              Map<String, Operand<? extends TType>> present = new LinkedHashMap<>(body.apply(tf));
              present.values().removeIf(operand -> operand == null);
              return present;
            })) {
      Map<String, float[]> values = new LinkedHashMap<>();
      outputs.names().forEach(name -> values.put(name, outputs.floats(name)));
      return values;
    }
  }

  private float[] computeOne(Function<Ops, Operand<?>> body) {
    return compute(tf -> Map.of("value", body.apply(tf))).get("value");
  }

  /** Runs what must fail while the function is built or run. */
  private void run(Consumer<Ops> body) {
    compute(
        tf -> {
          body.accept(tf);
          return Map.of();
        });
  }

  private static Map<String, Operand<?>> named(List<? extends Operand<?>> operands) {
    Map<String, Operand<?>> named = new LinkedHashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      named.put("g" + i, operands.get(i));
    }
    return named;
  }

  @Test
  void watchesTrainableVariablesThatAreRead() {
    ModelVariable<TFloat32> w = weight("w", 1, 2, 3);
    float[] gradient =
        computeOne(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                return tape.gradient(tf.math.square(w.read(tf)), List.of(w)).get(0);
              }
            });
    assertThat(gradient).containsExactly(2, 4, 6);
  }

  @Test
  void addsUpAllReadsOfAVariable() {
    ModelVariable<TFloat32> w = weight("w", 1, 2, 3);
    float[] gradient =
        computeOne(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                Operand<TFloat32> product = tf.math.mul(w.read(tf), w.read(tf));
                return tape.gradient(tf.math.add(product, w.read(tf)), List.of(w)).get(0);
              }
            });
    assertThat(gradient).containsExactly(3, 5, 7);
  }

  @Test
  void readsBeforeAndAfterAnUpdateCountWithTheValuesTheyHad() {
    ModelVariable<TFloat32> w = weight("w", 3);
    float[] gradient =
        computeOne(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                Operand<TFloat32> before = tf.math.square(w.read(tf));
                w.assign(tf, tf.constant(new float[] {10}));
                Operand<TFloat32> after = tf.math.square(w.read(tf));
                return tape.gradient(tf.math.add(before, after), List.of(w)).get(0);
              }
            });
    assertThat(gradient).containsExactly(6 + 20);
  }

  @Test
  void leavesUntrainableVariablesAlone() {
    ModelVariable<TFloat32> statistics = variable("statistics", false, 1, 2);
    Map<String, float[]> gradients =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                return named(
                    tape.gradient(tf.math.square(statistics.read(tf)), List.of(statistics)));
              }
            });
    assertThat(gradients).isEmpty();
  }

  @Test
  void watchesUntrainableVariablesWhenAsked() {
    ModelVariable<TFloat32> statistics = variable("statistics", false, 1, 2);
    float[] gradient =
        computeOne(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                tape.watch(statistics);
                return tape.gradient(tf.math.square(statistics.read(tf)), List.of(statistics))
                    .get(0);
              }
            });
    assertThat(gradient).containsExactly(2, 4);
  }

  @Test
  void watchesOperandsFromTheMomentTheyAreWatched() {
    Map<String, float[]> gradients =
        compute(
            tf -> {
              Operand<TFloat32> x = tf.constant(new float[] {3});
              try (GradientTape tape = GradientTape.persistent(engine)) {
                Operand<TFloat32> early = tf.math.square(x);
                tape.watch(x);
                Operand<TFloat32> late = tf.math.mul(x, early);
                Map<String, Operand<?>> result = new LinkedHashMap<>();
                result.put("early", tape.gradient(early, x));
                result.put("late", tape.gradient(late, x));
                return result;
              }
            });
    assertThat(gradients).containsOnlyKeys("late");
    assertThat(gradients.get("late")).containsExactly(9);
  }

  @Test
  void unwatchedOperandsHaveNoGradient() {
    Map<String, float[]> gradients =
        compute(
            tf -> {
              Operand<TFloat32> x = tf.constant(new float[] {3});
              try (GradientTape tape = GradientTape.on(engine)) {
                Operand<TFloat32> gradient = tape.gradient(tf.math.square(x), x);
                return named(Arrays.asList(gradient));
              }
            });
    assertThat(gradients).isEmpty();
  }

  @Test
  void integersCannotBeWatched() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run(
                    tf -> {
                      try (GradientTape tape = GradientTape.on(engine)) {
                        tape.watch(tf.constant(3));
                      }
                    }))
        .withMessage("operand must be of a floating-point type, but is DT_INT32");
  }

  @Test
  void integersCannotBeDifferentiated() {
    ModelVariable<TInt64> count = engine.step();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run(
                    tf -> {
                      try (GradientTape tape = GradientTape.on(engine)) {
                        tape.gradient(count.read(tf), List.of(count));
                      }
                    }))
        .withMessage("target must be of a floating-point type, but is DT_INT64");
  }

  @Test
  void aTapeGivesGradientsOnce() {
    ModelVariable<TFloat32> w = weight("w", 1);
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                run(
                    tf -> {
                      try (GradientTape tape = GradientTape.on(engine)) {
                        Operand<TFloat32> y = tf.math.square(w.read(tf));
                        tape.gradient(y, List.of(w));
                        tape.gradient(y, List.of(w));
                      }
                    }))
        .withMessageContaining("not persistent");
  }

  @Test
  void aPersistentTapeGivesGradientsManyTimes() {
    ModelVariable<TFloat32> w = weight("w", 2);
    Map<String, float[]> gradients =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.persistent(engine)) {
                Operand<TFloat32> square = tf.math.square(w.read(tf));
                Operand<TFloat32> cube = tf.math.mul(square, w.read(tf));
                return Map.of(
                    "square", tape.gradient(square, List.of(w)).get(0),
                    "cube", tape.gradient(cube, List.of(w)).get(0),
                    "again", tape.gradient(square, List.of(w)).get(0));
              }
            });
    assertThat(gradients.get("square")).containsExactly(4);
    assertThat(gradients.get("cube")).containsExactly(12);
    assertThat(gradients.get("again")).containsExactly(4);
  }

  @Test
  void doesNotRecordWhileStopped() {
    ModelVariable<TFloat32> w = weight("w", 3);
    float[] gradient =
        computeOne(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                Operand<TFloat32> x = w.read(tf);
                GradientTape.Pause pause = tape.stopRecording();
                Operand<TFloat32> constant = tf.math.square(x);
                pause.close();
                return tape.gradient(tf.math.mul(constant, x), List.of(w)).get(0);
              }
            });
    assertThat(gradient).containsExactly(9);
  }

  @Test
  void pausesNest() {
    ModelVariable<TFloat32> w = weight("w", 3);
    Map<String, float[]> gradients =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                Operand<TFloat32> x = w.read(tf);
                GradientTape.Pause outer = tape.stopRecording();
                GradientTape.Pause inner = tape.stopRecording();
                inner.close();
                inner.close();
                Operand<TFloat32> y = tf.math.square(x);
                outer.close();
                return named(tape.gradient(y, List.of(w)));
              }
            });
    assertThat(gradients).isEmpty();
  }

  @Test
  void resetForgetsAndBeginsAnew() {
    ModelVariable<TFloat32> w = weight("w", 3);
    Map<String, float[]> gradients =
        compute(
            tf -> {
              Map<String, Operand<?>> result = new LinkedHashMap<>();
              try (GradientTape tape = GradientTape.on(engine)) {
                Operand<TFloat32> forgotten = tf.math.square(w.read(tf));
                tape.reset();
                result.put("forgotten", tape.gradient(forgotten, List.of(w)).get(0));
                tape.reset();
                Operand<TFloat32> y = tf.math.square(w.read(tf));
                result.put("new", tape.gradient(y, List.of(w)).get(0));
              }
              return result;
            });
    assertThat(gradients).containsOnlyKeys("new");
    assertThat(gradients.get("new")).containsExactly(6);
  }

  @Test
  void whatIsUnconnectedHasNoGradientOrZeros() {
    ModelVariable<TFloat32> w = weight("w", 1, 2);
    ModelVariable<TFloat32> unused = weight("unused", 5, 6, 7);
    Map<String, float[]> gradients =
        compute(
            tf -> {
              Map<String, Operand<?>> result = new LinkedHashMap<>();
              try (GradientTape tape = GradientTape.persistent(engine)) {
                Operand<TFloat32> x = tf.constant(new float[] {4, 4});
                tape.watch(x);
                Operand<TFloat32> y = tf.math.square(w.read(tf));
                List<ModelVariable<?>> both = List.of(w, unused);
                result.put("none", tape.gradient(y, both, Unconnected.NONE).get(1));
                result.put("zero", tape.gradient(y, both, Unconnected.ZERO).get(1));
                result.put("connected", tape.gradient(y, both, Unconnected.ZERO).get(0));
                result.put(
                    "operand",
                    tape.gradientOfOperands(y, List.of(x), Unconnected.ZERO, null).get(0));
                result.put(
                    "handle",
                    tape.gradientOfOperands(y, List.of(unused.handle(tf)), Unconnected.ZERO, null)
                        .get(0));
              }
              return result;
            });
    assertThat(gradients).doesNotContainKey("none");
    assertThat(gradients.get("zero")).containsExactly(0, 0, 0);
    assertThat(gradients.get("connected")).containsExactly(2, 4);
    assertThat(gradients.get("operand")).containsExactly(0, 0);
    assertThat(gradients.get("handle")).containsExactly(0, 0, 0);
  }

  @Test
  void aPathOnWhichNothingFlowsGivesZeros() {
    ModelVariable<TFloat32> w = weight("w", 1, -2);
    float[] gradient =
        computeOne(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                return tape.gradient(tf.math.sign(w.read(tf)), List.of(w)).get(0);
              }
            });
    assertThat(gradient).containsExactly(0, 0);
  }

  @Test
  void multipliesWithTheTargetGradient() {
    ModelVariable<TFloat32> w = weight("w", 1, 2, 3);
    float[] gradient =
        computeOne(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                Operand<TFloat32> y = tf.math.square(w.read(tf));
                Operand<TFloat32> flowing = tf.constant(new float[] {1, 10, 100});
                return tape.gradientOfOperands(y, List.of(w.handle(tf)), Unconnected.NONE, flowing)
                    .get(0);
              }
            });
    assertThat(gradient).containsExactly(2, 40, 600);
  }

  @Test
  void theTargetGradientMustFitTheTarget() {
    ModelVariable<TFloat32> w = weight("w", 1, 2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                run(
                    tf -> {
                      try (GradientTape tape = GradientTape.on(engine)) {
                        tape.gradientOfOperands(
                            tf.math.square(w.read(tf)),
                            List.of(w.handle(tf)),
                            Unconnected.NONE,
                            tf.constant(new float[] {1, 2}));
                      }
                    }))
        .withMessageStartingWith("targetGradient must be DT_FLOAT [3], as the target is");
  }

  @Test
  void theGradientOfASourceByItselfIsOne() {
    Map<String, float[]> gradients =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.persistent(engine)) {
                Operand<TFloat32> x = tf.constant(new float[] {5, 6});
                tape.watch(x);
                Operand<TFloat32> y = tf.math.square(x);
                return Map.of("input", tape.gradient(x, x), "result", tape.gradient(y, y));
              }
            });
    assertThat(gradients.get("input")).containsExactly(1, 1);
    assertThat(gradients.get("result")).containsExactly(1, 1);
  }

  @Test
  void differentiatesByIntermediateResults() {
    ModelVariable<TFloat32> w = weight("w", 2);
    Map<String, float[]> gradients =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                Operand<TFloat32> square = tf.math.square(w.read(tf));
                Operand<TFloat32> y = tf.math.square(square);
                return named(
                    tape.gradientOfOperands(
                        y, List.of(square, w.handle(tf)), Unconnected.NONE, null));
              }
            });
    assertThat(gradients.get("g0")).containsExactly(8);
    assertThat(gradients.get("g1")).containsExactly(32);
  }

  @Test
  void nestedTapesGiveHigherOrders() {
    ModelVariable<TFloat32> w = weight("w", 2);
    Map<String, float[]> gradients =
        compute(
            tf -> {
              Map<String, Operand<?>> result = new LinkedHashMap<>();
              try (GradientTape third = GradientTape.on(engine)) {
                Operand<TFloat32> secondOrder;
                try (GradientTape second = GradientTape.on(engine)) {
                  Operand<TFloat32> firstOrder;
                  try (GradientTape first = GradientTape.on(engine)) {
                    Operand<TFloat32> square = tf.math.square(w.read(tf));
                    firstOrder = gradient(first, tf.math.square(square), w);
                  }
                  result.put("first", firstOrder);
                  secondOrder = gradient(second, firstOrder, w);
                }
                result.put("second", secondOrder);
                result.put("third", gradient(third, secondOrder, w));
              }
              return result;
            });
    assertThat(gradients.get("first")).containsExactly(32);
    assertThat(gradients.get("second")).containsExactly(48);
    assertThat(gradients.get("third")).containsExactly(48);
  }

  @SuppressWarnings("unchecked") // the gradient of a float32 variable
  private static Operand<TFloat32> gradient(
      GradientTape tape, Operand<TFloat32> target, ModelVariable<TFloat32> variable) {
    return (Operand<TFloat32>) tape.gradient(target, List.of(variable)).get(0);
  }

  @Test
  void theGradientsOfATapeAreNotOnIt() {
    ModelVariable<TFloat32> w = weight("w", 2);
    Map<String, float[]> gradients =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.persistent(engine)) {
                Operand<TFloat32> cube = tf.math.mul(w.read(tf), tf.math.square(w.read(tf)));
                return named(tape.gradient(gradient(tape, cube, w), List.of(w)));
              }
            });
    assertThat(gradients).isEmpty();
  }

  @Test
  void gathersFromAVariableDirectly() {
    ModelVariable<TFloat32> table =
        engine.weight(
            "table",
            Shape.of(3, 2),
            (tf, shape, seed) -> tf.constant(new float[][] {{1, 2}, {3, 4}, {5, 6}}));
    Map<String, float[]> gradients =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.persistent(engine)) {
                Operand<TFloat32> rows =
                    tf.resourceGather(
                        table.handle(tf),
                        tf.constant(new int[][] {{2, 0}, {2, 2}}),
                        TFloat32.class);
                Operand<TFloat32> corner =
                    tf.resourceGatherNd(
                        table.handle(tf),
                        tf.constant(new int[][] {{1, 0}, {1, 0}}),
                        TFloat32.class);
                Operand<TFloat32> all = tf.math.square(table.read(tf));
                Map<String, Operand<?>> result = new LinkedHashMap<>();
                result.put("rows", tape.gradient(tf.math.square(rows), List.of(table)).get(0));
                result.put("corner", tape.gradient(corner, List.of(table)).get(0));
                Operand<TFloat32> both =
                    tf.math.add(FixtureFunctions.sum(tf, rows), FixtureFunctions.sum(tf, all));
                result.put("both", tape.gradient(both, List.of(table)).get(0));
                return result;
              }
            });
    assertThat(gradients.get("rows")).containsExactly(2, 4, 0, 0, 30, 36);
    assertThat(gradients.get("corner")).containsExactly(0, 0, 2, 0, 0, 0);
    assertThat(gradients.get("both")).containsExactly(3, 5, 6, 8, 13, 15);
  }

  @Test
  void gathersFromAnUntrainableVariableOnlyWhenWatched() {
    ModelVariable<TFloat32> table = variable("table", false, 1, 2, 3);
    Map<String, float[]> gradients =
        compute(
            tf -> {
              Map<String, Operand<?>> result = new LinkedHashMap<>();
              for (boolean watch : new boolean[] {false, true}) {
                try (GradientTape tape = GradientTape.on(engine)) {
                  if (watch) {
                    tape.watch(table);
                  }
                  Operand<TFloat32> row =
                      tf.resourceGather(table.handle(tf), tf.constant(1), TFloat32.class);
                  result.put("watched_" + watch, tape.gradient(row, List.of(table)).get(0));
                }
              }
              return result;
            });
    assertThat(gradients).containsOnlyKeys("watched_true");
    assertThat(gradients.get("watched_true")).containsExactly(0, 1, 0);
  }

  @Test
  void followsJavaControlFlow() {
    ModelVariable<TFloat32> w = weight("w", 2);
    for (int power = 1; power <= 4; power++) {
      int factors = power;
      float[] gradient =
          computeOne(
              tf -> {
                try (GradientTape tape = GradientTape.on(engine)) {
                  Operand<TFloat32> y = w.read(tf);
                  for (int i = 1; i < factors; i++) {
                    y = tf.math.mul(y, w.read(tf));
                  }
                  return tape.gradient(y, List.of(w)).get(0);
                }
              });
      assertThat(gradient).containsExactly((float) (power * Math.pow(2, power - 1)));
    }
  }

  @Test
  void aClosedTapeIsOfNoUse() {
    List<GradientTape> tapes = new ArrayList<>();
    run(
        tf -> {
          try (GradientTape tape = GradientTape.persistent(engine)) {
            tapes.add(tape);
          }
        });
    GradientTape closed = tapes.get(0);
    closed.close(); // harmless
    ModelVariable<TFloat32> w = weight("w", 2);
    assertThatIllegalStateException()
        .isThrownBy(() -> closed.watch(w))
        .withMessage("tape is closed");
    assertThatIllegalStateException().isThrownBy(closed::stopRecording);
    assertThatIllegalStateException().isThrownBy(closed::reset);
    assertThatIllegalStateException()
        .isThrownBy(() -> run(tf -> closed.gradient(w.read(tf), List.of(w))))
        .withMessage("tape is closed");
  }

  @Test
  void operandsAndVariablesOfOtherEnginesAreRefused() {
    try (Engine other = kind.open()) {
      ModelVariable<TFloat32> foreign =
          other.weight("foreign", Shape.scalar(), (tf, shape, seed) -> tf.constant(1f));
      List<Operand<TFloat32>> operands = new ArrayList<>();
      other.run(
          (tf, in) -> {
            operands.add(foreign.read(tf));
            run(
                ownTf -> {
                  try (GradientTape tape = GradientTape.persistent(engine)) {
                    assertThatIllegalArgumentException()
                        .isThrownBy(() -> tape.watch(operands.get(0)))
                        .withMessage("operand must be of the tape's engine, but is of another");
                    assertThatIllegalArgumentException()
                        .isThrownBy(() -> tape.watch(foreign))
                        .withMessageContaining("variable 'foreign' lives in another engine");
                    assertThatIllegalArgumentException()
                        .isThrownBy(() -> tape.gradient(operands.get(0), List.of()))
                        .withMessage("target must be of the tape's engine, but is of another");
                    assertThatIllegalArgumentException()
                        .isThrownBy(() -> tape.gradient(ownTf.constant(1f), operands.get(0)))
                        .withMessage("source must be of the tape's engine, but is of another");
                    assertThatIllegalArgumentException()
                        .isThrownBy(() -> ownTf.math.square(operands.get(0)))
                        .withMessageStartingWith("inputs of Square must be of the engine");
                  }
                });
            return Map.of();
          });
    }
  }

  @Test
  void manyTapesMayBeOpenAndCloseInAnyOrder() {
    ModelVariable<TFloat32> w = weight("w", 3);
    Map<String, float[]> gradients =
        compute(
            tf -> {
              GradientTape first = GradientTape.on(engine);
              GradientTape second = GradientTape.on(engine);
              Operand<TFloat32> y = tf.math.square(w.read(tf));
              Operand<?> bySecond = second.gradient(y, List.of(w)).get(0);
              Operand<?> byFirst = first.gradient(y, List.of(w)).get(0);
              first.close();
              second.close();
              return Map.of("first", byFirst, "second", bySecond);
            });
    assertThat(gradients.get("first")).containsExactly(6);
    assertThat(gradients.get("second")).containsExactly(6);
  }

  @Test
  void ownRulesComeFirst() {
    ModelVariable<TFloat32> w = weight("w", 3);
    GradientRules rules =
        GradientRules.standard()
            .with("Square", g -> List.of(g.tf().math.mul(g.outputGradient(0), g.output(0))))
            .with("Exp", g -> List.of(g.outputGradient(0)));
    Map<String, float[]> gradients =
        compute(
            tf -> {
              try (GradientTape tape = GradientTape.with(engine, true, rules)) {
                Operand<TFloat32> x = w.read(tf);
                return Map.of(
                    "square", tape.gradient(tf.math.square(x), List.of(w)).get(0),
                    "exp", tape.gradient(tf.math.exp(x), List.of(w)).get(0),
                    "log", tape.gradient(tf.math.log(x), List.of(w)).get(0));
              }
            });
    assertThat(gradients.get("square")).containsExactly(9);
    assertThat(gradients.get("exp")).containsExactly(1);
    assertThat(gradients.get("log")[0]).isCloseTo(1 / 3f, within(1e-6f));
    assertThat(GradientRules.standard().has("Exp")).isFalse();
  }

  @Test
  void trainsInOneFunction() {
    ModelVariable<TFloat32> w = weight("w", 0, 0);
    float[] target = {1, -2};
    var step =
        engine.function(
            "step",
            List.of(),
            (tf, in) -> {
              try (GradientTape tape = GradientTape.on(engine)) {
                Operand<TFloat32> error = tf.math.sub(w.read(tf), tf.constant(target));
                Operand<TFloat32> loss = tf.math.mean(tf.math.square(error), tf.constant(0));
                Operand<TFloat32> gradient = gradient(tape, loss, w);
                w.assign(tf, tf.math.sub(w.read(tf), tf.math.mul(gradient, tf.constant(0.5f))));
                return Map.of("loss", loss);
              }
            });
    float loss = Float.NaN;
    for (int i = 0; i < 30; i++) {
      try (Outputs outputs = step.call()) {
        loss = outputs.scalar("loss");
      }
    }
    assertThat(loss).isLessThan(1e-6f);
    assertThat(w.toFloats()).containsExactly(target, within(1e-3f));
  }
}
