package io.latent4j.deepcluster;

import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * How surely codes belong to centers (Xie et al. 2016, equations 1 to 3): by Student's distribution
 * of one degree of freedom, and what DEC wants that to become.
 */
final class SoftAssignment {
  /** What keeps logarithms finite; Keras's. */
  private static final float EPSILON = 1e-7f;

  private SoftAssignment() {}

  /**
   * q: proportional to 1 / (1 + squared distance), adding up to 1 over the centers.
   *
   * @param codes (samples, code)
   * @param centers (clusters, code)
   * @return (samples, clusters)
   */
  static Operand<TFloat32> of(Ops tf, Operand<TFloat32> codes, Operand<TFloat32> centers) {
    Operand<TFloat32> differences =
        tf.math.sub(tf.expandDims(codes, tf.constant(1)), tf.expandDims(centers, tf.constant(0)));
    Operand<TFloat32> squared = tf.reduceSum(tf.math.square(differences), tf.constant(2));
    Operand<TFloat32> nearness = tf.math.reciprocal(tf.math.add(squared, tf.constant(1f)));
    return tf.math.div(nearness, tf.reduceSum(nearness, tf.constant(1), ReduceSum.keepDims(true)));
  }

  /**
   * The Kullback-Leibler divergence of assignments from their target, summed over clusters.
   *
   * @param target (samples, clusters)
   * @param assignment (samples, clusters)
   * @return the mean over the samples, a scalar
   */
  static Operand<TFloat32> divergence(
      Ops tf, Operand<TFloat32> target, Operand<TFloat32> assignment) {
    Operand<TFloat32> p = tf.math.maximum(target, tf.constant(EPSILON));
    Operand<TFloat32> q = tf.math.maximum(assignment, tf.constant(EPSILON));
    Operand<TFloat32> each =
        tf.reduceSum(tf.math.mul(p, tf.math.log(tf.math.div(p, q))), tf.constant(1));
    return tf.math.mean(each, tf.constant(0));
  }

  /**
   * The target of all assignments: their squares, divided by how much each cluster has of all
   * samples, adding up to 1 for each sample. How much a cluster has must be that of all the data:
   * of a batch it would be chance.
   *
   * @param assignments of all the data, (samples, clusters)
   * @return the target, of the same shape
   */
  static float[][] target(float[][] assignments) {
    int clusters = assignments[0].length;
    double[] frequencies = new double[clusters];
    for (float[] row : assignments) {
      for (int k = 0; k < clusters; k++) {
        frequencies[k] += row[k];
      }
    }
    float[][] target = new float[assignments.length][clusters];
    double[] weights = new double[clusters];
    for (int i = 0; i < target.length; i++) {
      double sum = 0;
      for (int k = 0; k < clusters; k++) {
        double q = assignments[i][k];
        weights[k] = frequencies[k] == 0 ? 0 : q * q / frequencies[k];
        sum += weights[k];
      }
      for (int k = 0; k < clusters; k++) {
        target[i][k] = (float) (weights[k] / sum);
      }
    }
    return target;
  }

  /** The same divergence of rows in Java memory. */
  static double divergence(float[][] target, float[][] assignments) {
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      for (int k = 0; k < target[i].length; k++) {
        double p = Math.max(target[i][k], EPSILON);
        sum += p * Math.log(p / Math.max(assignments[i][k], EPSILON));
      }
    }
    return sum / target.length;
  }

  /** The surest cluster of each sample; of equally sure ones, the first. */
  static int[] labels(float[][] assignments) {
    return Arrays.stream(assignments).mapToInt(SoftAssignment::surest).toArray();
  }

  private static int surest(float[] row) {
    int surest = 0;
    for (int k = 1; k < row.length; k++) {
      surest = row[k] > row[surest] ? k : surest;
    }
    return surest;
  }
}
