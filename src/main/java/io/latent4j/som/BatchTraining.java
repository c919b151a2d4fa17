package io.latent4j.som;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import java.util.List;
import java.util.Map;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Moves all neurons after each pass. The nearest neurons are found by a product of matrices on
 * TensorFlow, from samples and weights less the samples' mean, which would cost digits. What the
 * samples of each winner add up to is then spread over the grid by a second product.
 */
final class BatchTraining {

  private static final String SAMPLES = "samples";

  /** Some 16 MB of floats. */
  private static final int BLOCK_VALUES = 1 << 22;

  private static final int MOST_ROWS = 4096;

  private final SelfOrganizingMap options;
  private final ScaledSamples rows;
  private final FeatureRange range;
  private final float[] planes;
  private final int neurons;
  private final int features;

  /** What a pass finds: sums (less the mean) and numbers of the samples of each winner. */
  private static final class Tally {
    private final double[] sums;
    private final int[] counts;
    private double distances;

    Tally(int neurons, int features) {
      sums = new double[Math.multiplyExact(neurons, features)];
      counts = new int[neurons];
    }

    void add(Outputs outputs) {
      for (int winner : outputs.ints("winners")) {
        counts[winner]++;
      }
      for (float distance : outputs.floats("distances")) {
        distances += distance;
      }
      float[] chunk = outputs.floats("sums");
      for (int i = 0; i < sums.length; i++) {
        sums[i] += chunk[i];
      }
    }

    float[] roundedSums() {
      float[] rounded = new float[sums.length];
      for (int i = 0; i < rounded.length; i++) {
        rounded[i] = (float) sums[i];
      }
      return rounded;
    }
  }

  BatchTraining(SelfOrganizingMap options, ScaledSamples rows, FeatureRange range, float[] planes) {
    this.options = options;
    this.rows = rows;
    this.range = range;
    this.planes = planes;
    neurons = options.grid().neurons();
    features = rows.features();
  }

  void run(EngineOptions engineOptions, Passes passes) {
    try (GraphEngine engine = GraphEngine.create(engineOptions)) {
      float[] weights = centeredWeights();
      ModelVariable<TFloat32> variable = variable(engine, weights);
      CompiledFunction assign = assign(engine, variable);
      CompiledFunction spread = spread(engine);
      while (passes.hasNext()) {
        Tally tally = new Tally(neurons, features);
        if (!pass(assign, tally, passes)) {
          break;
        }
        double done = (double) passes.done() / options.iterations();
        move(weights, tally, spread, SelfOrganizingMap.decayed(options.radius(), done));
        variable.assign(weights);
        passes.add(tally.distances / rows.count());
      }
      keep(weights);
    }
  }

  /** The weights neuron by neuron, less the mean. */
  private float[] centeredWeights() {
    float[] weights = new float[planes.length];
    for (int neuron = 0; neuron < neurons; neuron++) {
      for (int feature = 0; feature < features; feature++) {
        weights[neuron * features + feature] =
            planes[feature * neurons + neuron] - range.mean()[feature];
      }
    }
    return weights;
  }

  private void keep(float[] weights) {
    for (int neuron = 0; neuron < neurons; neuron++) {
      for (int feature = 0; feature < features; feature++) {
        planes[feature * neurons + neuron] =
            weights[neuron * features + feature] + range.mean()[feature];
      }
    }
  }

  private ModelVariable<TFloat32> variable(GraphEngine engine, float[] weights) {
    try (TFloat32 tensor = matrix(weights, neurons, features)) {
      return engine.variable("weights", TFloat32.class, tensor);
    }
  }

  private static TFloat32 matrix(float[] values, int rows, int columns) {
    return TFloat32.tensorOf(Shape.of(rows, columns), DataBuffers.of(values, true, false));
  }

  private CompiledFunction assign(GraphEngine engine, ModelVariable<TFloat32> variable) {
    Samples samples = rows.samples();
    Shape shape = samples.sampleShape().prepend(Shape.UNKNOWN_SIZE);
    return engine.function(
        "assign",
        List.of(new InputSpec(SAMPLES, samples.type(), shape)),
        (tf, in) -> {
          Operand<? extends TNumber> values = in.get(SAMPLES, samples.type());
          Operand<TFloat32> scaled = rows.apply(tf, tf.reshape(values, tf.array(-1, features)));
          Operand<TFloat32> x = tf.math.sub(scaled, tf.constant(range.mean()));
          Operand<TFloat32> weights = variable.read(tf);
          Operand<TInt32> winners = winners(tf, x, weights);
          Operand<TFloat32> nearest = tf.gather(weights, winners, tf.constant(0));
          Operand<TFloat32> squares = tf.sum(tf.math.squaredDifference(x, nearest), tf.constant(1));
          return Map.of(
              "winners", winners,
              "distances", tf.math.sqrt(squares),
              "sums", sums(tf, x, winners));
        });
  }

  private static Operand<TInt32> winners(Ops tf, Operand<TFloat32> x, Operand<TFloat32> weights) {
    Operand<TFloat32> products = tf.linalg.matMul(x, weights, MatMul.transposeB(true));
    Operand<TFloat32> lengths = tf.sum(tf.math.square(weights), tf.constant(1));
    // The squared distance less that of x to the mean, which is the same for all neurons.
    Operand<TFloat32> compared = tf.math.sub(lengths, tf.math.mul(products, tf.constant(2f)));
    return tf.math.argMin(compared, tf.constant(1), TInt32.class);
  }

  /** Sums on the CPU: a GPU adds in whatever order its threads come. */
  private Operand<TFloat32> sums(Ops tf, Operand<TFloat32> x, Operand<TInt32> winners) {
    DeviceSpec cpu =
        DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).deviceIndex(0).build();
    return tf.withDevice(cpu).math.unsortedSegmentSum(x, winners, tf.constant(neurons));
  }

  private static CompiledFunction spread(GraphEngine engine) {
    return engine.function(
        "spread",
        List.of(InputSpec.floats("pull", -1, -1), InputSpec.floats("sums", -1, -1)),
        (tf, in) -> Map.of("moved", tf.linalg.matMul(in.floats("pull"), in.floats("sums"))));
  }

  /** Looks at all samples; tells whether it came to the last. */
  private boolean pass(CompiledFunction assign, Tally tally, Passes passes) {
    int size = Math.max(1, Math.min(MOST_ROWS, BLOCK_VALUES / Math.max(features, neurons)));
    for (int first = 0; first < rows.count(); first += size) {
      passes.part((double) first / rows.count());
      if (!passes.goesOn()) {
        return false;
      }
      try (Samples some = rows.samples().rows(first, Math.min(rows.count(), first + size));
          Outputs outputs = assign.call(Map.of(SAMPLES, some.tensor()))) {
        tally.add(outputs);
      }
    }
    return true;
  }

  private void move(float[] weights, Tally tally, CompiledFunction spread, double radius) {
    int block = Math.max(1, Math.min(neurons, BLOCK_VALUES / neurons));
    try (TFloat32 sums = matrix(tally.roundedSums(), neurons, features)) {
      for (int first = 0; first < neurons; first += block) {
        int count = Math.min(block, neurons - first);
        float[] pull = new float[count * neurons];
        double[] stay = new double[count];
        for (int i = 0; i < count; i++) {
          stay[i] = pull(first + i, tally.counts, radius, pull, i * neurons);
        }
        try (TFloat32 matrix = matrix(pull, count, neurons);
            Outputs outputs = spread.call(Map.of("pull", matrix, "sums", sums))) {
          float[] moved = outputs.floats("moved");
          for (int i = 0; i < moved.length; i++) {
            int at = first * features + i;
            weights[at] = bounded(i % features, moved[i] + stay[i / features] * weights[at]);
          }
        }
      }
    }
  }

  /**
   * Finds by what share the samples of each neuron pull another, and returns by what share it stays
   * where it is.
   */
  private double pull(int neuron, int[] counts, double radius, float[] pull, int at) {
    double sum = 0;
    double weight = 0;
    double[] strengths = new double[neurons];
    for (int other = 0; other < neurons; other++) {
      if (counts[other] > 0) {
        double distance = options.grid().distance(neuron, other);
        strengths[other] = options.neighbourhood().at(distance, radius);
        sum += counts[other] * strengths[other];
        weight += counts[other] * Math.abs(strengths[other]);
      }
    }
    double divisor = Math.max(1, weight);
    for (int other = 0; other < neurons; other++) {
      pull[at + other] = (float) (strengths[other] / divisor);
    }
    return 1 - sum / divisor;
  }

  private float bounded(int feature, double value) {
    if (!options.neighbourhood().pushesAway()) {
      return (float) value;
    }
    float mean = range.mean()[feature];
    return range.clamp(feature, (float) value + mean) - mean;
  }
}
