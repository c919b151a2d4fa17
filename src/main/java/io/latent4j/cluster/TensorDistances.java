package io.latent4j.cluster;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Device;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Operands;
import io.latent4j.engine.Outputs;
import io.latent4j.engine.PairedVariable;
import io.latent4j.engine.Precision;
import io.latent4j.model.InvalidOptionException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * Distances by one matrix product: |x - c|&sup2; = |x|&sup2; - 2xc + |c|&sup2;. Samples are read
 * from where they are, a block at a time, and cast in the graph; the shift is left out where it is
 * 0, and the factor is part of the points.
 *
 * <p>They are computed on the CPU, beside the samples: to take the samples to another device for
 * each pass would cost more.
 */
final class TensorDistances implements Distances {
  private static final String SAMPLES = "samples";
  private static final String ROWS = "rows";
  private static final String TARGETS = "targets";
  private static final String PRODUCTS = "products";
  private static final String NORMS = "norms";

  /** The relative error of a squared distance, in float32, beside the norms. */
  private static final double ERROR = 2e-6;

  private final Points points;
  private final GraphEngine engine;
  private final CompiledFunction block;
  private final CompiledFunction selection;
  private final float[] norms;

  TensorDistances(Points points, EngineOptions options) {
    this.points = points;
    this.engine =
        GraphEngine.create(options.withPrecision(Precision.FLOAT32).withDevice(Device.CPU));
    InputSpec targets = InputSpec.floats(TARGETS, Shape.UNKNOWN_SIZE, points.features());
    InputSpec range = new InputSpec(ROWS, TInt32.class, Shape.of(2));
    InputSpec rows = new InputSpec(ROWS, TInt32.class, Shape.of(Shape.UNKNOWN_SIZE));
    this.block =
        engine.function(
            "block",
            List.of(samples(), range, targets),
            (tf, in) -> products(tf, in, slice(tf, in)));
    this.selection =
        engine.function(
            "selection",
            List.of(samples(), rows, targets),
            (tf, in) ->
                products(
                    tf, in, tf.gather(values(in), in.get(ROWS, TInt32.class), tf.constant(0))));
    this.norms = computeNorms(range);
  }

  private InputSpec samples() {
    Shape shape = points.samples().sampleShape();
    return new InputSpec(SAMPLES, points.samples().type(), shape.prepend(Shape.UNKNOWN_SIZE));
  }

  private Operand<? extends TNumber> values(Operands in) {
    return in.get(SAMPLES, points.samples().type());
  }

  /** A block that begins on a multiple of 64 rows is not copied. */
  private Operand<? extends TNumber> slice(Ops tf, Operands in) {
    Operand<TInt32> range = in.get(ROWS, TInt32.class);
    int[] rest = new int[points.samples().sampleShape().numDimensions()];
    int[] all = new int[rest.length];
    Arrays.fill(all, -1);
    Operand<TInt32> first = tf.slice(range, tf.constant(new int[] {0}), tf.constant(new int[] {1}));
    Operand<TInt32> size = tf.slice(range, tf.constant(new int[] {1}), tf.constant(new int[] {1}));
    return tf.slice(
        values(in),
        tf.concat(List.of(first, tf.constant(rest)), tf.constant(0)),
        tf.concat(List.of(size, tf.constant(all)), tf.constant(0)));
  }

  private Operand<TFloat32> shifted(Ops tf, Operand<? extends TNumber> values) {
    Operand<? extends TNumber> rows = tf.reshape(values, tf.array(-1, points.features()));
    double[] shift = points.shift();
    if (rows.type() == TFloat64.class) {
      Operand<TFloat64> doubles = rows.asOutput().expect(TFloat64.class);
      return tf.dtypes.cast(tf.math.sub(doubles, tf.constant(shift)), TFloat32.class);
    }
    Operand<TFloat32> floats = tf.dtypes.cast(rows, TFloat32.class);
    return Arrays.stream(shift).allMatch(value -> value == 0)
        ? floats
        : tf.math.sub(floats, tf.constant(PairedVariable.nearest(shift)));
  }

  private Map<String, Operand<? extends TType>> products(
      Ops tf, Operands in, Operand<? extends TNumber> values) {
    Operand<TFloat32> targets = in.floats(TARGETS);
    return Map.of(
        PRODUCTS, tf.linalg.matMul(shifted(tf, values), targets, MatMul.transposeB(true)));
  }

  private float[] computeNorms(InputSpec range) {
    CompiledFunction function =
        engine.function(
            NORMS,
            List.of(samples(), range),
            (tf, in) -> {
              Operand<TFloat32> scaled =
                  tf.math.mul(shifted(tf, slice(tf, in)), tf.constant(points.factor()));
              return Map.of(NORMS, tf.sum(tf.math.square(scaled), tf.constant(1)));
            });
    float[] all = new float[points.count()];
    for (int first = 0; first < all.length; first += MOST_AT_ONCE) {
      int size = Math.min(MOST_AT_ONCE, all.length - first);
      try (TInt32 rows = TInt32.vectorOf(first, size);
          Outputs outputs = function.call(Map.of(SAMPLES, points.samples().tensor(), ROWS, rows))) {
        System.arraycopy(outputs.floats(NORMS), 0, all, first, size);
      }
    }
    for (int row = 0; row < all.length; row++) {
      if (!Float.isFinite(all[row])) {
        engine.close();
        throw new InvalidOptionException(
            "samples",
            "must have squares that float32 can hold, but row %d (from 0) has not: scale them"
                .formatted(row));
      }
    }
    return all;
  }

  @Override
  public Targets to(double[][] targets) {
    return new Prepared(targets);
  }

  @Override
  public void close() {
    engine.close();
  }

  private final class Prepared implements Targets {
    private final double[][] targets;
    private final double[] targetNorms;
    private final double largestNorm;
    private final TFloat32 tensor;

    Prepared(double[][] targets) {
      int features = points.features();
      float[] factor = points.factor();
      this.targets = targets;
      float[] flat = new float[Math.multiplyExact(targets.length, features)];
      targetNorms = new double[targets.length];
      double largest = 0;
      for (int k = 0; k < targets.length; k++) {
        for (int j = 0; j < features; j++) {
          flat[k * features + j] = (float) (targets[k][j] * factor[j]);
        }
        targetNorms[k] = Vectors.squaredNorm(targets[k]);
        largest = Math.max(largest, targetNorms[k]);
      }
      largestNorm = largest;
      tensor =
          TFloat32.tensorOf(Shape.of(targets.length, features), DataBuffers.of(flat, true, false));
    }

    @Override
    public int count() {
      return targetNorms.length;
    }

    @Override
    public void squared(int[] rows, int from, int end, double[] squared) {
      boolean isBlock = rows[from] % 64 == 0 && rows[end - 1] - rows[from] == end - from - 1;
      Map<String, TType> inputs = new HashMap<>();
      inputs.put(SAMPLES, points.samples().tensor());
      inputs.put(TARGETS, tensor);
      try (TInt32 selected =
          isBlock
              ? TInt32.vectorOf(rows[from], end - from)
              : TInt32.tensorOf(
                  Shape.of(end - from),
                  DataBuffers.of(Arrays.copyOfRange(rows, from, end), true, false))) {
        inputs.put(ROWS, selected);
        try (Outputs outputs = (isBlock ? block : selection).call(inputs)) {
          float[] products = outputs.floats(PRODUCTS);
          int at = 0;
          for (int i = from; i < end; i++) {
            double norm = norms[rows[i]];
            for (double targetNorm : targetNorms) {
              squared[at] = Math.max(0, norm + targetNorm - 2.0 * products[at]);
              at++;
            }
          }
        }
      }
    }

    @Override
    public double error(int row) {
      return ERROR * (norms[row] + largestNorm);
    }

    @Override
    public int nearest(int row, double[] squared, int at) {
      int nearest = Vectors.indexOfSmallest(squared, at, count());
      // Each of two distances may be wrong, in opposite directions.
      double limit = squared[at + nearest] + 2 * error(row);
      for (int k = 0; k < count(); k++) {
        if (k != nearest && squared[at + k] <= limit) {
          return nearestOfClose(row, squared, at, limit);
        }
      }
      return nearest;
    }

    /** Which of the points up to some distance is nearest, by distances in double precision. */
    private int nearestOfClose(int row, double[] squared, int at, double limit) {
      Points.RowReader reader = points.reader();
      int nearest = -1;
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < count(); k++) {
        if (squared[at + k] <= limit) {
          double exact = reader.squaredDistance(row, targets[k], points.factor());
          if (exact < least) {
            nearest = k;
            least = exact;
          }
        }
      }
      return nearest;
    }

    @Override
    public void close() {
      tensor.close();
    }
  }
}
