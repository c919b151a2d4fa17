package io.latent4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** What holds in every engine. */
@ParameterizedClass
@EnumSource
class EngineTest {
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

  private static ModelVariable<TFloat32> scalar(Engine engine, String name, float value) {
    return engine.weight(name, Shape.scalar(), (tf, shape, seed) -> tf.constant(value));
  }

  private ModelVariable<TFloat32> scalar(String name, float value) {
    return scalar(engine, name, value);
  }

  private static void add(Ops tf, ModelVariable<TFloat32> variable, float summand) {
    variable.assign(tf, tf.math.add(variable.read(tf), tf.constant(summand)));
  }

  // ------------------------------------------------------------------ memory

  @Test
  void textsThatAVariableHadAreGivenBack() {
    byte[] text = new byte[4_000_000];
    ModelVariable<TString> variable;
    try (TString empty = TString.scalarOf("")) {
      variable = engine.variable("text", TString.class, empty);
    }
    int[] made = new int[1];
    ResidentMemory.assertFlat(
        80,
        80,
        () -> {
          text[0] = (byte) ++made[0];
          try (TString value = TString.tensorOfBytes(NdArrays.scalarOfObject(text))) {
            variable.assign(value);
          }
        });
    try (TString last = variable.value()) {
      assertThat(last.asBytes().getObject()).isEqualTo(text);
    }
  }

  // ------------------------------------------------------------------ order

  @Test
  void readsSeeTheWritesBeforeThemAndNoOthers() {
    ModelVariable<TFloat32> v = scalar("v", 1);
    CompiledFunction function =
        engine.function(
            "order",
            List.of(),
            (tf, in) -> {
              Map<String, Operand<TFloat32>> reads = new LinkedHashMap<>();
              reads.put("first", v.read(tf));
              v.assign(tf, tf.constant(2f));
              reads.put("second", v.read(tf));
              v.assign(tf, tf.constant(3f));
              v.assign(tf, tf.math.mul(v.read(tf), tf.constant(10f)));
              reads.put("third", v.read(tf));
              return reads;
            });
    for (float start : new float[] {1, 30, 30}) {
      try (Outputs outputs = function.call()) {
        assertThat(outputs.names()).containsExactly("first", "second", "third");
        assertThat(outputs.scalar("first")).isEqualTo(start);
        assertThat(outputs.scalar("second")).isEqualTo(2);
        assertThat(outputs.scalar("third")).isEqualTo(30);
      }
    }
  }

  @Test
  void aReadKeepsItsValueWhenTheVariableChangesInPlace() {
    ModelVariable<TFloat32> v =
        engine.weight("v", Shape.of(3), (tf, shape, seed) -> tf.constant(new float[] {1, 2, 3}));
    try (Outputs outputs =
        engine.run(
            (tf, in) -> {
              Operand<TFloat32> before = v.read(tf);
              tf.train.resourceApplyGradientDescent(
                  v.handle(tf), tf.constant(1f), tf.constant(new float[] {1, 1, 1}));
              return Map.of("before", before, "after", v.read(tf));
            })) {
      assertThat(outputs.floats("before")).containsExactly(1, 2, 3);
      assertThat(outputs.floats("after")).containsExactly(0, 1, 2);
    }
  }

  @Test
  void effectsHappenAlthoughNoOutputNeedsThem() {
    ModelVariable<TFloat32> counter = scalar("counter", 0);
    CompiledFunction count =
        engine.function(
            "count",
            List.of(),
            (tf, in) -> {
              add(tf, counter, 1);
              return Map.of();
            });
    for (int i = 0; i < 5; i++) {
      count.call().close();
    }
    assertThat(counter.toFloats()).containsExactly(5);
  }

  @Test
  void effectsAreThoseOfTheFunctionThatIsCalled() {
    ModelVariable<TFloat32> a = scalar("a", 0);
    ModelVariable<TFloat32> b = scalar("b", 0);
    CompiledFunction changeA =
        engine.function(
            "changeA",
            List.of(),
            (tf, in) -> {
              add(tf, a, 1);
              return Map.of("a", a.read(tf));
            });
    CompiledFunction changeBoth =
        engine.function(
            "changeBoth",
            List.of(),
            (tf, in) -> {
              add(tf, a, 10);
              add(tf, b, 10);
              return Map.of("a", a.read(tf));
            });
    changeA.call().close();
    changeBoth.call().close();
    changeA.call().close();
    assertThat(a.toFloats()).containsExactly(12);
    assertThat(b.toFloats()).containsExactly(10);
  }

  @Test
  void assertionsAreEffects() {
    CompiledFunction positive =
        engine.function(
            "positive",
            List.of(InputSpec.floats("x")),
            (tf, in) -> {
              tf.assertThat(
                  tf.math.greater(in.floats("x"), tf.constant(0f)), List.of(in.floats("x")));
              return Map.of("x", in.floats("x"));
            });
    try (TFloat32 good = TFloat32.scalarOf(1);
        TFloat32 bad = TFloat32.scalarOf(-1)) {
      positive.call(Map.of("x", good)).close();
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> positive.call(Map.of("x", bad)))
          .withMessageStartingWith("running function 'positive' failed: ");
      positive.call(Map.of("x", good)).close();
    }
  }

  // ------------------------------------------------------------------ inputs and outputs

  @Test
  void inputsAndOutputsGoByName() {
    CompiledFunction function =
        engine.function(
            "difference",
            List.of(InputSpec.floats("a", -1), InputSpec.floats("b", -1)),
            (tf, in) -> {
              assertThat(in.names()).containsExactly("a", "b");
              Map<String, Operand<? extends TType>> result = new LinkedHashMap<>();
              result.put("difference", tf.math.sub(in.floats("a"), in.floats("b")));
              result.put("a", in.floats("a"));
              result.put("also_a", in.floats("a"));
              result.put("size", tf.size(in.floats("a")));
              return result;
            });
    assertThat(function.name()).isEqualTo("difference");
    assertThat(function.inputs()).extracting(InputSpec::name).containsExactly("a", "b");
    TFloat32 a = TFloat32.vectorOf(5, 7);
    TFloat32 b = TFloat32.vectorOf(1, 2);
    try (Outputs outputs = function.call(Map.of("b", b, "a", a))) {
      a.close(); // outputs do not depend on the caller's tensors
      b.close();
      assertThat(outputs.names()).containsExactly("difference", "a", "also_a", "size");
      assertThat(outputs.floats("difference")).containsExactly(4, 5);
      assertThat(outputs.floats("a")).containsExactly(5, 7);
      assertThat(outputs.floats("also_a")).containsExactly(5, 7);
      assertThat(outputs.ints("size")).containsExactly(2);
      assertThat(outputs.shape("difference")).isEqualTo(Shape.of(2));
    }
  }

  @Test
  void wrongInputsAreRefusedByName() {
    CompiledFunction function =
        engine.function(
            "half",
            List.of(InputSpec.floats("x", -1, 3)),
            (tf, in) -> Map.of("y", tf.math.div(in.floats("x"), tf.constant(2f))));
    try (TFloat32 good = TFloat32.tensorOf(Shape.of(2, 3));
        TFloat32 narrow = TFloat32.tensorOf(Shape.of(2, 2));
        TFloat32 flat = TFloat32.tensorOf(Shape.of(3));
        TInt32 ints = TInt32.tensorOf(Shape.of(2, 3))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> function.call())
          .withMessage("input 'x' of function 'half' is missing");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> function.call(Map.of("x", good, "z", good)))
          .withMessageStartingWith("inputs of function 'half' must be [x], but are [");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> function.call(Map.of("x", ints)))
          .withMessage("input 'x' must be TFloat32, but is DT_INT32");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> function.call(Map.of("x", narrow)))
          .withMessage("input 'x' must have the shape [-1, 3], but has [2, 2]");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> function.call(Map.of("x", flat)))
          .withMessage("input 'x' must have the shape [-1, 3], but has [3]");
      function.call(Map.of("x", good)).close();
    }
  }

  @Test
  void wrongDeclarationsAreRefused() {
    FunctionBody nothing = (tf, in) -> Map.of();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.function("two words", List.of(), nothing))
        .withMessageContaining("'two words'");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                engine.function(
                    "f", List.of(InputSpec.floats("x"), InputSpec.floats("x", 2)), nothing))
        .withMessage("inputs of function 'f' must differ in name, but two are named 'x'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new InputSpec("x", TFloat32.class, Shape.unknown()))
        .withMessageContaining("known rank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> engine.weight("w", Shape.of(-1, 2), (tf, shape, seed) -> null))
        .withMessageContaining("no unknown sizes");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                engine
                    .function(
                        "f",
                        List.of(),
                        (tf, in) -> {
                          in.floats("nowhere");
                          return Map.of();
                        })
                    .call())
        .withMessage("input must be one of [], but is 'nowhere'");
  }

  @Test
  void outputsAreOfUseUntilTheyAreClosed() {
    Outputs outputs = engine.run((tf, in) -> Map.of("x", tf.constant(new float[] {1, 2})));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> outputs.floats("y"))
        .withMessage("output must be one of [x], but is 'y'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> outputs.ints("x"))
        .withMessage("output 'x' is not TInt32, but DT_FLOAT");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> outputs.scalar("x"))
        .withMessage("output 'x' must be a scalar, but has the shape [2]");
    outputs.close();
    outputs.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> outputs.floats("x"))
        .withMessage("outputs are closed");
  }

  @Test
  void outputsOutliveLaterCallsAndChanges() {
    ModelVariable<TFloat32> v = scalar("v", 1);
    Outputs first = engine.run((tf, in) -> Map.of("v", v.read(tf)));
    engine
        .run(
            (tf, in) -> {
              tf.train.resourceApplyGradientDescent(v.handle(tf), tf.constant(1f), tf.constant(5f));
              return Map.of();
            })
        .close();
    v.assign(7f);
    assertThat(first.scalar("v")).isEqualTo(1);
    first.close();
  }

  @Test
  void shapesThatDoNotFitAreRefusedWithTheOperation() {
    String doing = kind == EngineKind.GRAPH ? "building" : "running";
    assertThatExceptionOfType(EngineException.class)
        .isThrownBy(
            () ->
                engine.run(
                    (tf, in) ->
                        Map.of(
                            "x",
                            tf.linalg.matMul(
                                tf.constant(new float[2][3]), tf.constant(new float[2][3])))))
        .withMessageStartingWith(doing + " function 'run' failed: operation MatMul failed: ");
  }

  @Test
  void failuresOfTheKernelSayWhatWasRun() {
    CompiledFunction function =
        engine.function(
            "gather_one",
            List.of(new InputSpec("index", TInt32.class, Shape.scalar())),
            (tf, in) ->
                Map.of(
                    "x",
                    tf.gather(
                        tf.constant(new float[] {1, 2}),
                        in.get("index", TInt32.class),
                        tf.constant(0))));
    try (TInt32 five = TInt32.scalarOf(5);
        TInt32 one = TInt32.scalarOf(1)) {
      assertThatExceptionOfType(EngineException.class)
          .isThrownBy(() -> function.call(Map.of("index", five)))
          .withMessageStartingWith("running function 'gather_one' failed: ");
      try (Outputs outputs = function.call(Map.of("index", one))) {
        assertThat(outputs.scalar("x")).isEqualTo(2);
      }
    }
  }

  // ------------------------------------------------------------------ variables

  @Test
  void variablesAreReadAndWrittenFromOutside() {
    ModelVariable<TFloat32> v =
        engine.weight("v", Shape.of(2), (tf, shape, seed) -> tf.constant(new float[] {1, 2}));
    assertThat(v.toFloats()).containsExactly(1, 2);
    v.assign(3f, 4f);
    try (TFloat32 value = v.value()) {
      assertThat(value.getFloat(1)).isEqualTo(4);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> v.assign(1f))
        .withMessage("values of variable 'v' must be 2 in number, but are 1");
    try (TFloat32 wrong = TFloat32.tensorOf(Shape.of(3))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> v.assign(wrong))
          .withMessage("value of variable 'v' must be TFloat32 [2], but is DT_FLOAT [3]");
    }
    assertThat(v.toFloats()).containsExactly(3, 4);
    assertThatIllegalStateException()
        .isThrownBy(() -> engine.step().toFloats())
        .withMessage("variable 'step' is DT_INT64");
  }

  @Test
  void assigningManyChangesAllOrNone() {
    ModelVariable<TFloat32> a = scalar("a", 1);
    ModelVariable<TFloat32> b = scalar("b", 2);
    try (TFloat32 value = TFloat32.scalarOf(9);
        TFloat32 wrong = TFloat32.vectorOf(1, 2)) {
      Map<ModelVariable<?>, TFloat32> values = new LinkedHashMap<>();
      values.put(a, value);
      values.put(b, wrong);
      assertThatIllegalArgumentException().isThrownBy(() -> Engine.assignAll(values));
      assertThat(a.toFloats()).containsExactly(1);
      values.put(b, value);
      Engine.assignAll(values);
      assertThat(a.toFloats()).containsExactly(9);
      assertThat(b.toFloats()).containsExactly(9);
    }
  }

  @Test
  void variablesHoldDataOfAnyType() {
    try (TString words = TString.vectorOf("one", "two")) {
      ModelVariable<TString> variable = engine.variable("words", TString.class, words);
      assertThat(variable.trainable()).isFalse();
      try (TString value = variable.value()) {
        assertThat(value.getObject(1)).isEqualTo("two");
      }
    }
    try (TInt64 numbers = TInt64.vectorOf(1L << 40, -1)) {
      ModelVariable<TInt64> variable = engine.variable("numbers", TInt64.class, numbers);
      try (TInt64 value = variable.value()) {
        assertThat(value.getLong(0)).isEqualTo(1L << 40);
      }
    }
  }

  private record Node(Map<String, Trackable> children) implements Trackable {}

  @Test
  void valuesAreCopiedAcrossEngines() {
    for (EngineKind otherKind : EngineKind.values()) {
      try (Engine other = otherKind.open()) {
        Node source =
            new Node(Map.of("a", scalar("a", 5), "list", new Node(Map.of("0", scalar("x", 6)))));
        ModelVariable<TFloat32> a = scalar(other, "a", 0);
        ModelVariable<TFloat32> x = scalar(other, "y", 0);
        source.copyValuesTo(new Node(Map.of("list", new Node(Map.of("0", x)), "a", a)));
        assertThat(a.toFloats()).containsExactly(5);
        assertThat(x.toFloats()).containsExactly(6);

        a.assign(0f);
        ModelVariable<TFloat32> wide =
            other.weight("w", Shape.of(2), (tf, shape, seed) -> tf.constant(new float[2]));
        assertThatIllegalArgumentException()
            .isThrownBy(
                () ->
                    source.copyValuesTo(
                        new Node(Map.of("a", a, "list", new Node(Map.of("0", wide))))))
            .withMessage(
                "variable 'list[0]' of the target must be TFloat32 [], but is TFloat32 [2]");
        assertThatIllegalArgumentException()
            .isThrownBy(() -> source.copyValuesTo(new Node(Map.of("a", a))))
            .withMessageContaining("list[0]");
        assertThat(a.toFloats()).containsExactly(0);
      }
    }
  }

  @Test
  void variablesOfOtherEnginesAreRefused() {
    try (Engine other = kind.open()) {
      ModelVariable<TFloat32> foreign = scalar(other, "foreign", 1);
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  engine.function("f", List.of(), (tf, in) -> Map.of("x", foreign.read(tf))).call())
          .withMessageContaining("variable 'foreign' lives in another engine");
      assertThat(engine.variableOf(foreign.handle(other.ops()))).isNull();
      assertThat(other.variableOf(foreign.handle(other.ops()))).isSameAs(foreign);
    }
  }

  // ------------------------------------------------------------------ randomness

  private static List<Long> seeds(Engine engine, String function, int calls) {
    CompiledFunction draw =
        engine.function(
            function,
            List.of(),
            (tf, in) -> {
              Map<String, Operand<TInt64>> seeds = new LinkedHashMap<>();
              seeds.put("first", engine.randomSeed(tf));
              seeds.put("second", engine.randomSeed(tf));
              Operand<TInt64> next = tf.math.add(engine.step().read(tf), tf.constant(1L));
              engine.step().assign(tf, next);
              return seeds;
            });
    List<Long> numbers = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      try (Outputs outputs = draw.call()) {
        for (String name : outputs.names()) {
          TInt64 seed = outputs.get(name, TInt64.class);
          numbers.add(31 * seed.getLong(0) + seed.getLong(1));
        }
      }
    }
    return numbers;
  }

  @Test
  void seedsDifferBySiteStepFunctionAndEngineSeedAndByNothingElse() {
    List<Long> seeds = seeds(engine, "draw", 3);
    assertThat(seeds).doesNotHaveDuplicates();
    try (Engine same = EngineKind.GRAPH.open();
        Engine otherFunction = kind.open();
        Engine otherSeed = kind.open(EngineOptions.defaults().withSeed(7))) {
      scalar(same, "more", 1); // variables have seeds of their own
      assertThat(seeds(same, "draw", 3)).isEqualTo(seeds);
      assertThat(seeds(otherFunction, "paint", 3)).doesNotContainAnyElementsOf(seeds);
      assertThat(seeds(otherSeed, "draw", 3)).doesNotContainAnyElementsOf(seeds);
    }
  }

  private static float[] initialValue(Engine engine) {
    return engine
        .weight(
            "w",
            Shape.of(4),
            (tf, shape, seed) ->
                tf.random.statelessRandomNormal(
                    tf.constant(shape.asArray()),
                    tf.constant(new long[] {seed, 0}),
                    TFloat32.class))
        .toFloats();
  }

  @Test
  void initialValuesDependOnTheSeedAndOnWhichVariableItIs() {
    float[] first = initialValue(engine);
    float[] second = initialValue(engine);
    assertThat(first).isNotEqualTo(second);
    try (Engine same = EngineKind.EAGER.open();
        Engine other = kind.open(EngineOptions.defaults().withSeed(7))) {
      same.step(); // the step is not counted
      assertThat(initialValue(same)).isEqualTo(first);
      assertThat(initialValue(same)).isEqualTo(second);
      assertThat(initialValue(other)).isNotEqualTo(first);
    }
  }

  // ------------------------------------------------------------------ life and death

  @Test
  void aClosedEngineIsOfNoUse() {
    ModelVariable<TFloat32> v = scalar("v", 1);
    CompiledFunction function =
        engine.function("f", List.of(), (tf, in) -> Map.of("v", v.read(tf)));
    Outputs outputs = function.call();
    engine.close();
    engine.close();
    outputs.close(); // harmless
    String message = "engine is closed";
    assertThatIllegalStateException().isThrownBy(function::call).withMessage(message);
    assertThatIllegalStateException().isThrownBy(v::value).withMessage(message);
    assertThatIllegalStateException().isThrownBy(() -> v.assign(1f)).withMessage(message);
    assertThatIllegalStateException().isThrownBy(() -> scalar("w", 1)).withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> engine.run((tf, in) -> Map.of()))
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> engine.ops().constant(1f))
        .withMessage(message);
    assertThatIllegalStateException()
        .isThrownBy(() -> engine.companion(Cache.class, Cache::new))
        .withMessage(message);
  }

  @Test
  void aDeviceThatIsNotThereIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> kind.open(EngineOptions.defaults().withDevice(Device.gpu(9))).close())
        .withMessage("device must be one that TensorFlow sees, but is gpu:9");
  }

  private static final class Cache {}

  @Test
  void companionsBelongToTheirEngine() {
    Cache made = engine.companion(Cache.class, Cache::new);
    assertThat(engine.companion(Cache.class, Cache::new)).isSameAs(made);
    try (Engine other = kind.open()) {
      assertThat(other.companion(Cache.class, Cache::new)).isNotSameAs(made);
    }
  }

  @Test
  void recordersAreToldOfEveryOperation() {
    List<String> types = new ArrayList<>();
    OperationRecorder recorder = operation -> types.add(operation.type());
    ModelVariable<TFloat32> v = scalar("v", 1);
    engine
        .run(
            (tf, in) -> {
              Operand<TFloat32> x = v.read(tf);
              engine.addRecorder(recorder);
              Operand<TFloat32> y = tf.math.square(v.read(tf));
              engine.removeRecorder(recorder);
              return Map.of("z", tf.math.add(x, tf.math.neg(y)));
            })
        .close();
    assertThat(types).containsExactly("ReadVariableOp", "Square");
  }

  @Test
  void aBodyThatThrowsLeavesTheEngineUsable() {
    ModelVariable<TFloat32> v = scalar("v", 1);
    FunctionBody failing =
        (tf, in) -> {
          v.assign(tf, tf.constant(5f));
          throw new ArithmeticException("in the body");
        };
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> engine.run(failing));
    try (Outputs outputs =
        engine.run((tf, in) -> Map.of("y", tf.math.add(v.read(tf), tf.constant(1f))))) {
      // What came before the exception has happened eagerly, and not been built in a graph.
      assertThat(outputs.scalar("y")).isEqualTo(kind == EngineKind.EAGER ? 6 : 2);
    }
  }
}
