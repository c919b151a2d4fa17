package io.latent4j.decomposition;

import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import io.latent4j.model.FloatArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;

/** The variables of a model and what is computed with them. */
final class PcaProjection {
  static final String MEAN = "mean";
  static final String COMPONENTS = "components";
  static final String EXPLAINED_VARIANCE = "explained_variance";

  /** Whitening divides by no less, as in scikit-learn: what hardly varies is noise. */
  private static final float SMALLEST_DEVIATION = Math.ulp(1f);

  private final Centering center;
  private final boolean whiten;
  private final ModelVariable<TFloat32> mean;
  private final ModelVariable<TFloat32> components;
  private final ModelVariable<TFloat32> explainedVariance;

  PcaProjection(
      GraphEngine engine, Centering center, boolean whiten, float[] mean, Components found) {
    this.center = center;
    this.whiten = whiten;
    this.mean = variable(engine, MEAN, FloatArray.of(mean));
    this.components = variable(engine, COMPONENTS, FloatArray.of(found.vectors()));
    this.explainedVariance =
        variable(engine, EXPLAINED_VARIANCE, FloatArray.of(found.explainedVariance()));
  }

  private static ModelVariable<TFloat32> variable(
      GraphEngine engine, String name, FloatArray array) {
    try (TFloat32 tensor =
        TFloat32.tensorOf(array.shape(), DataBuffers.of(array.values(), true, false))) {
      return engine.variable(name, TFloat32.class, tensor);
    }
  }

  Map<String, Trackable> variables() {
    Map<String, Trackable> variables = new LinkedHashMap<>();
    variables.put(MEAN, mean);
    variables.put(COMPONENTS, components);
    variables.put(EXPLAINED_VARIANCE, explainedVariance);
    return variables;
  }

  /** From (samples, features), scaled, to (samples, components). */
  Operand<TFloat32> transform(Ops tf, Operand<TFloat32> x) {
    return embed(tf, centered(tf, x));
  }

  /** From (samples, components) to (samples, features), scaled. */
  Operand<TFloat32> inverseTransform(Ops tf, Operand<TFloat32> embedding) {
    Operand<TFloat32> x = restore(tf, embedding);
    return center == Centering.FEATURE ? tf.math.add(x, mean.read(tf)) : x;
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
    return whiten ? tf.math.div(embedding, deviation(tf)) : embedding;
  }

  private Operand<TFloat32> restore(Ops tf, Operand<TFloat32> embedding) {
    Operand<TFloat32> lengths = whiten ? tf.math.mul(embedding, deviation(tf)) : embedding;
    return tf.linalg.matMul(lengths, components.read(tf));
  }

  private Operand<TFloat32> deviation(Ops tf) {
    return tf.math.maximum(
        tf.math.sqrt(explainedVariance.read(tf)), tf.constant(SMALLEST_DEVIATION));
  }
}
