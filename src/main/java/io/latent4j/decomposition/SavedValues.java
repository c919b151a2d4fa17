package io.latent4j.decomposition;

import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.PairedVariable;
import io.latent4j.engine.Trackable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The variables that a model is saved with. */
final class SavedValues implements PcaValues<TFloat32> {
  static final String MEAN = "mean";
  static final String COMPONENTS = "components";
  static final String EXPLAINED_VARIANCE = "explained_variance";

  private final PairedVariable mean;
  private final ModelVariable<TFloat32> components;
  private final ModelVariable<TFloat32> explainedVariance;

  /**
   * Makes the variables.
   *
   * @param exactMean whether float32 has too few digits for the mean
   */
  SavedValues(GraphEngine engine, double[] mean, boolean exactMean, Components found) {
    double[][] rows = found.vectors();
    float[] flat =
        PairedVariable.nearest(Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
    this.mean = PairedVariable.of(engine, MEAN, Shape.of(mean.length), mean, exactMean);
    this.components = variable(engine, COMPONENTS, flat, Shape.of(rows.length, rows[0].length));
    this.explainedVariance =
        variable(engine, EXPLAINED_VARIANCE, found.explainedVariance(), Shape.of(rows.length));
  }

  private static ModelVariable<TFloat32> variable(
      GraphEngine engine, String name, float[] values, Shape shape) {
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(values, true, false))) {
      return engine.variable(name, TFloat32.class, tensor);
    }
  }

  Map<String, Trackable> byName() {
    Map<String, Trackable> variables = new LinkedHashMap<>(mean.children());
    variables.put(COMPONENTS, components);
    variables.put(EXPLAINED_VARIANCE, explainedVariance);
    return variables;
  }

  @Override
  public Operand<TFloat32> minusMean(Ops tf, Operand<TFloat32> x) {
    return mean.subtractedFrom(tf, x);
  }

  @Override
  public Operand<TFloat32> plusMean(Ops tf, Operand<TFloat32> centered) {
    return tf.math.add(centered, mean.read(tf));
  }

  @Override
  public Operand<TFloat32> components(Ops tf) {
    return components.read(tf);
  }

  @Override
  public Operand<TFloat32> deviation(Ops tf) {
    return tf.math.maximum(
        tf.math.sqrt(explainedVariance.read(tf)), tf.constant(SMALLEST_DEVIATION));
  }
}
