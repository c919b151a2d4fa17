package io.latent4j.decomposition;

import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** The same in double precision, for samples that are far from zero. They are not saved. */
final class ExactValues implements PcaValues<TFloat64> {
  private final ModelVariable<TFloat64> mean;
  private final ModelVariable<TFloat64> components;
  private final ModelVariable<TFloat64> deviation;

  ExactValues(GraphEngine engine, double[] mean, Components found) {
    double[][] rows = found.vectors();
    double[] flat = new double[rows.length * rows[0].length];
    double[] lengths = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
      lengths[i] = Math.max(found.deviations()[i], SMALLEST_DEVIATION);
    }
    this.mean = variable(engine, "exact_mean", mean, Shape.of(mean.length));
    this.components =
        variable(engine, "exact_components", flat, Shape.of(rows.length, rows[0].length));
    this.deviation = variable(engine, "exact_deviation", lengths, Shape.of(rows.length));
  }

  private static ModelVariable<TFloat64> variable(
      GraphEngine engine, String name, double[] values, Shape shape) {
    try (TFloat64 tensor = TFloat64.tensorOf(shape, DataBuffers.of(values, true, false))) {
      return engine.variable(name, TFloat64.class, tensor);
    }
  }

  @Override
  public Operand<TFloat64> minusMean(Ops tf, Operand<TFloat64> x) {
    return tf.math.sub(x, mean.read(tf));
  }

  @Override
  public Operand<TFloat64> plusMean(Ops tf, Operand<TFloat64> centered) {
    return tf.math.add(centered, mean.read(tf));
  }

  @Override
  public Operand<TFloat64> components(Ops tf) {
    return components.read(tf);
  }

  @Override
  public Operand<TFloat64> deviation(Ops tf) {
    return deviation.read(tf);
  }
}
