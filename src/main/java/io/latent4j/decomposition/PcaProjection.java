package io.latent4j.decomposition;

import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/** The variables of a model and what is computed with them. */
final class PcaProjection {
  /** Whitening divides by no less, as in scikit-learn: what hardly varies is noise. */
  private static final float SMALLEST_DEVIATION = Math.ulp(1f);

  private final Center center;
  private final boolean whitening;
  private final ModelVariable<TFloat32> mean;
  private final ModelVariable<TFloat32> components;
  private final ModelVariable<TFloat32> explainedVariance;

  PcaProjection(GraphEngine engine, Pca options, float[] mean, Decomposition decomposition) {
    this.center = options.center();
    this.whitening = options.whitening();
    float[][] rows = decomposition.components();
    float[] flat = new float[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * rows[i].length, rows[i].length);
    }
    this.mean = variable(engine, "mean", mean, Shape.of(mean.length));
    this.components = variable(engine, "components", flat, Shape.of(rows.length, rows[0].length));
    this.explainedVariance =
        variable(
            engine, "explained_variance", decomposition.explainedVariance(), Shape.of(rows.length));
  }

  private static ModelVariable<TFloat32> variable(
      GraphEngine engine, String name, float[] values, Shape shape) {
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(values, true, false))) {
      return engine.variable(name, TFloat32.class, tensor);
    }
  }

  Map<String, Trackable> variables() {
    Map<String, Trackable> variables = new LinkedHashMap<>();
    variables.put("mean", mean);
    variables.put("components", components);
    variables.put("explained_variance", explainedVariance);
    return variables;
  }

  /** From (samples, features), scaled, to (samples, components). */
  Operand<TFloat32> transform(Ops tf, Operand<TFloat32> x) {
    return embed(tf, centered(tf, x));
  }

  /** From (samples, components) to (samples, features), scaled. */
  Operand<TFloat32> inverseTransform(Ops tf, Operand<TFloat32> embedding) {
    Operand<TFloat32> x = restore(tf, embedding);
    return center == Center.FEATURE ? tf.math.add(x, mean.read(tf)) : x;
  }

  /** The squared distance of each scaled sample to what is left of it. */
  Operand<TFloat32> squaredErrors(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> centered = centered(tf, x);
    Operand<TFloat32> restored = restore(tf, embed(tf, centered));
    return tf.sum(tf.math.squaredDifference(centered, restored), tf.constant(1));
  }

  private Operand<TFloat32> centered(Ops tf, Operand<TFloat32> x) {
    return switch (center) {
      case FEATURE -> tf.math.sub(x, mean.read(tf));
      case SAMPLE -> RowCentering.center(tf, x);
      case NONE -> x;
    };
  }

  private Operand<TFloat32> embed(Ops tf, Operand<TFloat32> centered) {
    Operand<TFloat32> embedding =
        tf.linalg.matMul(centered, components.read(tf), MatMul.transposeB(true));
    return whitening ? tf.math.div(embedding, deviation(tf)) : embedding;
  }

  private Operand<TFloat32> restore(Ops tf, Operand<TFloat32> embedding) {
    Operand<TFloat32> lengths = whitening ? tf.math.mul(embedding, deviation(tf)) : embedding;
    return tf.linalg.matMul(lengths, components.read(tf));
  }

  private Operand<TFloat32> deviation(Ops tf) {
    return tf.math.maximum(
        tf.math.sqrt(explainedVariance.read(tf)), tf.constant(SMALLEST_DEVIATION));
  }
}
