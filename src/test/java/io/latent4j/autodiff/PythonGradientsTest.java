package io.latent4j.autodiff;

import static io.latent4j.autodiff.FixtureFunctions.mean;
import static io.latent4j.autodiff.FixtureFunctions.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** All functions of {@code gradients.json} have the values and gradients that Python finds. */
@ParameterizedClass
@EnumSource
class PythonGradientsTest {
  private static final double TOLERANCE = 1e-5;

  /** Where the rules take different ways. */
  enum Setting {
    EAGER,
    GRAPH,
    GRAPH_WITH_UNKNOWN_SIZES
  }

  @Parameter Setting setting;

  private final FixtureFunctions functions = new FixtureFunctions();
  private Engine engine;

  @BeforeEach
  void open() {
    engine = (setting == Setting.EAGER ? EngineKind.EAGER : EngineKind.GRAPH).open();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  static List<GradientFixture> fixtures() {
    return GradientFixture.all();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void equalPythons(GradientFixture fixture) {
    List<InputSpec> inputs = fixture.inputs().stream().map(this::specification).toList();
    CompiledFunction function =
        engine.function(fixture.name(), inputs, (tf, in) -> evaluate(tf, in, fixture));
    Map<String, TType> arguments = new HashMap<>();
    fixture.inputs().forEach(input -> arguments.put(input.name(), input.toTensor()));
    try (Outputs outputs = function.call(arguments)) {
      assertClose(outputs, "loss", new double[] {fixture.loss()});
      fixture
          .gradients()
          .forEach(
              (input, expected) -> {
                if (expected == null) {
                  assertThat(outputs.names()).doesNotContain("gradient_" + input);
                } else {
                  assertClose(outputs, "gradient_" + input, expected);
                  assertThat(outputs.shape("gradient_" + input)).isEqualTo(shape(fixture, input));
                }
              });
      for (int order = 1; order <= fixture.derivatives().size(); order++) {
        assertClose(outputs, "derivative_" + order, fixture.derivatives().get(order - 1));
      }
    } finally {
      arguments.values().forEach(TType::close);
    }
  }

  private InputSpec specification(GradientFixture.Input input) {
    long[] sizes = input.shape().asArray();
    if (setting == Setting.GRAPH_WITH_UNKNOWN_SIZES) {
      Arrays.fill(sizes, Shape.UNKNOWN_SIZE);
    }
    return new InputSpec(
        input.name(), input.isFloat() ? TFloat32.class : TInt32.class, Shape.of(sizes));
  }

  private static Shape shape(GradientFixture fixture, String input) {
    return fixture.inputs().stream()
        .filter(candidate -> candidate.name().equals(input))
        .findFirst()
        .orElseThrow()
        .shape();
  }

  /** Within 1e-5 of the largest value, or of 1 if that is larger. */
  private static void assertClose(Outputs outputs, String name, double[] expected) {
    double scale = Arrays.stream(expected).map(Math::abs).reduce(1, Math::max);
    float[] actual = outputs.floats(name);
    assertThat(actual).as(name).hasSize(expected.length);
    for (int i = 0; i < actual.length; i++) {
      assertThat((double) actual[i])
          .as("%s[%d]", name, i)
          .isCloseTo(expected[i], Offset.offset(TOLERANCE * scale));
    }
  }

  private Map<String, Operand<? extends TType>> evaluate(
      Ops tf, Operands operands, GradientFixture fixture) {
    FixtureFunctions.Function f = functions.get(fixture.name());
    FixtureFunctions.Inputs in = new FixtureFunctions.Inputs(operands);
    if (fixture.kind().equals("third")) {
      return thirdOrder(tf, f, in);
    }
    List<String> sources = List.copyOf(fixture.gradients().keySet());
    Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
    try (GradientTape tape = GradientTape.on(engine)) {
      sources.forEach(source -> tape.watch(in.get(source)));
      Operand<TFloat32> loss =
          switch (fixture.kind()) {
            case "first" -> f.apply(tf, in);
            case "second" -> sum(tf, tf.math.square(innerGradient(tf, f, in, true)));
            case "penalty" -> penalty(tf, innerGradient(tf, f, in, false));
            default -> throw new IllegalArgumentException(fixture.kind());
          };
      outputs.put("loss", loss);
      List<Operand<?>> gradients =
          tape.gradientOfOperands(
              loss, sources.stream().map(in::get).toList(), Unconnected.NONE, null);
      for (int i = 0; i < gradients.size(); i++) {
        if (gradients.get(i) != null) {
          outputs.put("gradient_" + sources.get(i), gradients.get(i));
        }
      }
    }
    return outputs;
  }

  private Operand<TFloat32> innerGradient(
      Ops tf, FixtureFunctions.Function f, FixtureFunctions.Inputs in, boolean squared) {
    try (GradientTape tape = GradientTape.on(engine)) {
      tape.watch(in.x());
      Operand<TFloat32> value = f.apply(tf, in);
      return tape.gradient(sum(tf, squared ? tf.math.square(value) : value), in.x());
    }
  }

  private static Operand<TFloat32> penalty(Ops tf, Operand<TFloat32> gradient) {
    int[] axes = IntStream.range(1, gradient.shape().numDimensions()).toArray();
    Operand<TFloat32> squares = tf.reduceSum(tf.math.square(gradient), tf.constant(axes));
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.add(squares, tf.constant(1e-8f)));
    return mean(tf, tf.math.square(tf.math.sub(norm, tf.constant(1f))));
  }

  private Map<String, Operand<? extends TType>> thirdOrder(
      Ops tf, FixtureFunctions.Function f, FixtureFunctions.Inputs in) {
    Operand<TFloat32> x = in.x();
    List<Operand<TFloat32>> derivatives = new ArrayList<>();
    Operand<TFloat32> loss;
    try (GradientTape outer = GradientTape.on(engine)) {
      outer.watch(x);
      try (GradientTape middle = GradientTape.on(engine)) {
        middle.watch(x);
        try (GradientTape inner = GradientTape.on(engine)) {
          inner.watch(x);
          loss = sum(tf, f.apply(tf, in));
          derivatives.add(inner.gradient(loss, x));
        }
        derivatives.add(middle.gradient(derivatives.get(0), x));
      }
      derivatives.add(outer.gradient(derivatives.get(1), x));
    }
    Map<String, Operand<? extends TType>> outputs = new LinkedHashMap<>();
    outputs.put("loss", loss);
    outputs.put("gradient_x", derivatives.get(0));
    for (int order = 1; order <= derivatives.size(); order++) {
      outputs.put("derivative_" + order, derivatives.get(order - 1));
    }
    return outputs;
  }
}
