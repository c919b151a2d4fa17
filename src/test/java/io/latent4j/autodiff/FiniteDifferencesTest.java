package io.latent4j.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.BiasAdd;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TType;

/**
 * The rules written in Java against central differences, in float64, with sizes that are known and
 * with sizes that are not, where the rules take different ways.
 */
@ParameterizedClass
@EnumSource
class FiniteDifferencesTest {
  private static final double STEP = 1e-5;
  private static final double TOLERANCE = 1e-7;

  /** Where sizes are known: always, never, or for all axes but the first. */
  enum Setting {
    EAGER,
    GRAPH,
    GRAPH_WITH_UNKNOWN_BATCH,
    GRAPH_WITH_UNKNOWN_SIZES
  }

  private interface Function {
    Operand<TFloat64> apply(Ops tf, List<Operand<TFloat64>> inputs);
  }

  private record Case(String name, List<Shape> shapes, Function function) {
    @Override
    public String toString() {
      return name;
    }
  }

  @Parameter Setting setting;

  private Engine engine;

  @BeforeEach
  void open() {
    engine = (setting == Setting.EAGER ? EngineKind.EAGER : EngineKind.GRAPH).open();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    addBroadcasts(cases);
    addProducts(cases);
    addReductions(cases);
    addOthers(cases);
    return cases;
  }

  private static void addBroadcasts(List<Case> cases) {
    Map<String, Function> functions = new LinkedHashMap<>();
    functions.put("add", (tf, in) -> tf.math.add(in.get(0), in.get(1)));
    functions.put("sub", (tf, in) -> tf.math.sub(in.get(0), in.get(1)));
    functions.put("mul", (tf, in) -> tf.math.mul(in.get(0), in.get(1)));
    functions.put("div", (tf, in) -> tf.math.div(in.get(0), in.get(1)));
    List<List<Shape>> shapes =
        List.of(
            List.of(Shape.of(3, 4), Shape.of(3, 4)),
            List.of(Shape.of(3, 4), Shape.of(4)),
            List.of(Shape.of(4), Shape.of(3, 4)),
            List.of(Shape.of(3, 4), Shape.scalar()),
            List.of(Shape.of(3, 1), Shape.of(1, 4)),
            List.of(Shape.of(2, 1, 4), Shape.of(3, 1)),
            List.of(Shape.of(1, 1), Shape.of(1)),
            List.of(Shape.of(1, 4), Shape.of(1, 4)));
    functions.forEach(
        (name, function) ->
            shapes.forEach(pair -> cases.add(new Case(name + " " + pair, pair, function))));
  }

  private static void addProducts(List<Case> cases) {
    for (boolean a : new boolean[] {false, true}) {
      for (boolean b : new boolean[] {false, true}) {
        cases.add(
            new Case(
                "matMul transposing " + a + " " + b,
                List.of(a ? Shape.of(4, 3) : Shape.of(3, 4), b ? Shape.of(2, 4) : Shape.of(4, 2)),
                (tf, in) ->
                    tf.linalg.matMul(
                        in.get(0), in.get(1), MatMul.transposeA(a), MatMul.transposeB(b))));
      }
    }
  }

  private static void addReductions(List<Case> cases) {
    int[][] axes = {{0, 1, 2}, {0}, {1}, {-1}, {0, 2}, {-1, -3}, {}};
    for (int[] some : axes) {
      for (boolean keep : new boolean[] {false, true}) {
        String name = " over " + Arrays.toString(some) + (keep ? " kept" : "");
        List<Shape> shapes = List.of(Shape.of(2, 3, 4));
        cases.add(
            new Case(
                "sum" + name,
                shapes,
                (tf, in) -> tf.reduceSum(in.get(0), tf.constant(some), ReduceSum.keepDims(keep))));
        cases.add(
            new Case(
                "mean" + name,
                shapes,
                (tf, in) -> tf.math.mean(in.get(0), tf.constant(some), Mean.keepDims(keep))));
      }
    }
    cases.add(
        new Case(
            "sum over a scalar axis",
            List.of(Shape.of(3, 4)),
            (tf, in) -> tf.reduceSum(in.get(0), tf.constant(1))));
    cases.add(
        new Case(
            "mean over a scalar axis",
            List.of(Shape.of(4)),
            (tf, in) -> tf.math.mean(in.get(0), tf.constant(0))));
  }

  private static void addOthers(List<Case> cases) {
    List<Shape> matrix = List.of(Shape.of(3, 4));
    cases.add(new Case("identity", matrix, (tf, in) -> tf.identity(in.get(0))));
    cases.add(new Case("neg", matrix, (tf, in) -> tf.math.neg(in.get(0))));
    cases.add(new Case("square", matrix, (tf, in) -> tf.math.square(in.get(0))));
    cases.add(new Case("relu", matrix, (tf, in) -> tf.nn.relu(in.get(0))));
    for (float slope : new float[] {0.2f, 0, -0.3f}) {
      cases.add(
          new Case(
              "leaky relu of slope " + slope,
              matrix,
              (tf, in) -> tf.nn.leakyRelu(in.get(0), LeakyRelu.alpha(slope))));
    }
    for (int[] size : new int[][] {{6, 4}, {2, 6}, {3, 3}}) {
      cases.add(
          new Case(
              "resize by nearest neighbours to " + Arrays.toString(size),
              List.of(Shape.of(3, 2, 2, 2)),
              (tf, in) ->
                  tf.image.resizeNearestNeighbor(
                      in.get(0), tf.constant(size), ResizeNearestNeighbor.halfPixelCenters(true))));
    }
    cases.add(new Case("sigmoid", matrix, (tf, in) -> tf.math.sigmoid(in.get(0))));
    cases.add(new Case("tanh", matrix, (tf, in) -> tf.math.tanh(in.get(0))));
    cases.add(new Case("erfc", matrix, (tf, in) -> tf.math.erfc(in.get(0))));
    for (Shape shape : List.of(Shape.of(4), Shape.of(3, 4), Shape.of(2, 3, 4))) {
      cases.add(
          new Case("logSoftmax " + shape, List.of(shape), (tf, in) -> tf.nn.logSoftmax(in.get(0))));
      cases.add(new Case("softmax " + shape, List.of(shape), (tf, in) -> tf.nn.softmax(in.get(0))));
    }
    cases.add(
        new Case(
            "reshape", matrix, (tf, in) -> tf.reshape(in.get(0), tf.constant(new int[] {2, -1}))));
    cases.add(new Case("cumprod", matrix, (tf, in) -> tf.math.cumprod(in.get(0), tf.constant(1))));
    cases.add(
        new Case(
            "biasAdd",
            List.of(Shape.of(3, 4), Shape.of(4)),
            (tf, in) -> tf.nn.biasAdd(in.get(0), in.get(1))));
    cases.add(
        new Case(
            "biasAdd NHWC",
            List.of(Shape.of(2, 2, 2, 3), Shape.of(3)),
            (tf, in) -> tf.nn.biasAdd(in.get(0), in.get(1), BiasAdd.dataFormat("NHWC"))));
    cases.add(
        new Case(
            "biasAdd NCHW",
            List.of(Shape.of(2, 3, 2, 2), Shape.of(3)),
            (tf, in) -> tf.nn.biasAdd(in.get(0), in.get(1), BiasAdd.dataFormat("NCHW"))));
    cases.add(
        new Case(
            "spaceToBatchNd",
            List.of(Shape.of(2, 3, 3, 2)),
            (tf, in) ->
                tf.spaceToBatchNd(
                    in.get(0),
                    tf.constant(new int[] {2, 2}),
                    tf.constant(new int[][] {{0, 1}, {1, 0}}))));
    cases.add(
        new Case(
            "batchToSpaceNd",
            List.of(Shape.of(4, 2, 2, 1)),
            (tf, in) ->
                tf.batchToSpaceNd(
                    in.get(0),
                    tf.constant(new int[] {2, 2}),
                    tf.constant(new int[][] {{0, 1}, {0, 0}}))));
    cases.add(
        new Case(
            "relu of what is used again",
            matrix,
            (tf, in) -> {
              Operand<TFloat64> y = tf.nn.relu(in.get(0));
              return tf.math.mul(y, tf.math.add(y, in.get(0)));
            }));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void gradientsAreSlopes(Case tested) {
    List<double[]> points = new ArrayList<>();
    Random random = new Random(tested.name().hashCode());
    for (Shape shape : tested.shapes()) {
      points.add(
          random
              .doubles(shape.size(), 0.5, 2)
              .map(value -> random.nextBoolean() ? value : -value)
              .toArray());
    }
    CompiledFunction function = compile(tested);
    Map<String, double[]> atPoints = call(function, tested.shapes(), points);
    for (int input = 0; input < points.size(); input++) {
      double[] gradient = atPoints.get("gradient_" + input);
      double[] point = points.get(input);
      assertThat(gradient).hasSameSizeAs(point);
      for (int i = 0; i < point.length; i++) {
        double value = point[i];
        point[i] = value + STEP;
        double above = call(function, tested.shapes(), points).get("total")[0];
        point[i] = value - STEP;
        double below = call(function, tested.shapes(), points).get("total")[0];
        point[i] = value;
        assertThat(gradient[i])
            .as("input %d at %d", input, i)
            .isCloseTo((above - below) / (2 * STEP), within(TOLERANCE * scale(gradient)));
      }
    }
  }

  private static double scale(double[] gradient) {
    double scale = 1;
    for (double value : gradient) {
      scale = Math.max(scale, Math.abs(value));
    }
    return scale;
  }

  /** The sum of the function's values, each weighted with its tangent to tell them apart. */
  private CompiledFunction compile(Case tested) {
    List<InputSpec> inputs = new ArrayList<>();
    for (int i = 0; i < tested.shapes().size(); i++) {
      inputs.add(new InputSpec("x" + i, TFloat64.class, declared(tested.shapes().get(i))));
    }
    return engine.function(
        "total",
        inputs,
        (tf, in) -> {
          List<Operand<TFloat64>> operands =
              inputs.stream().map(input -> in.get(input.name(), TFloat64.class)).toList();
          Map<String, Operand<? extends TType>> result = new LinkedHashMap<>();
          try (GradientTape tape = GradientTape.on(engine)) {
            operands.forEach(tape::watch);
            Operand<TFloat64> values = tested.function().apply(tf, operands);
            Operand<TFloat64> flat = tf.reshape(values, tf.constant(new int[] {-1}));
            Operand<TFloat64> total = tf.reduceSum(tf.math.sin(flat), tf.constant(0));
            List<Operand<?>> gradients =
                tape.gradientOfOperands(total, operands, Unconnected.NONE, null);
            result.put("total", total);
            for (int i = 0; i < gradients.size(); i++) {
              result.put("gradient_" + i, gradients.get(i));
            }
          }
          return result;
        });
  }

  private Shape declared(Shape shape) {
    long[] sizes = shape.asArray();
    for (int axis = 0; axis < sizes.length; axis++) {
      if (setting == Setting.GRAPH_WITH_UNKNOWN_SIZES
          || (setting == Setting.GRAPH_WITH_UNKNOWN_BATCH && axis == 0)) {
        sizes[axis] = Shape.UNKNOWN_SIZE;
      }
    }
    return Shape.of(sizes);
  }

  private static Map<String, double[]> call(
      CompiledFunction function, List<Shape> shapes, List<double[]> points) {
    Map<String, TFloat64> arguments = new LinkedHashMap<>();
    for (int i = 0; i < points.size(); i++) {
      arguments.put(
          "x" + i, TFloat64.tensorOf(shapes.get(i), DataBuffers.of(points.get(i), true, false)));
    }
    try (Outputs outputs = function.call(arguments)) {
      Map<String, double[]> values = new LinkedHashMap<>();
      for (String name : outputs.names()) {
        TFloat64 tensor = outputs.get(name, TFloat64.class);
        double[] copy = new double[(int) tensor.size()];
        tensor.copyTo(DataBuffers.of(copy, false, false));
        values.put(name, copy);
      }
      return values;
    } finally {
      arguments.values().forEach(TFloat64::close);
    }
  }
}
