package io.latent4j.autoencoder;

import io.latent4j.engine.EagerEngine;
import io.latent4j.engine.Outputs;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.linalg.SelfAdjointEig;
import org.tensorflow.types.TFloat32;

/** What the best linear code of a length can do. */
final class PrincipalComponents {
  private PrincipalComponents() {}

  /**
   * The mean squared error of a reconstruction from principal components: the sum of the
   * eigenvalues of the covariance that are left out, over the number of features.
   */
  static double reconstructionError(float[] values, int features, int components) {
    float[] covariance = covariance(values, features);
    try (EagerEngine engine = EagerEngine.create();
        Outputs outputs =
            engine.run(
                (tf, in) -> {
                  SelfAdjointEig<TFloat32> eigen =
                      tf.linalg.selfAdjointEig(
                          tf.reshape(
                              tf.constant(covariance),
                              tf.constant(Shape.of(features, features).asArray())));
                  return Map.of("values", eigen.e());
                })) {
      float[] ascending = outputs.floats("values");
      double leftOut = 0;
      for (int i = 0; i < features - components; i++) {
        leftOut += ascending[i];
      }
      return leftOut / features;
    }
  }

  private static float[] covariance(float[] values, int features) {
    int count = values.length / features;
    double[] mean = new double[features];
    for (int i = 0; i < values.length; i++) {
      mean[i % features] += (double) values[i] / count;
    }
    float[] covariance = new float[features * features];
    for (int a = 0; a < features; a++) {
      for (int b = 0; b < features; b++) {
        double sum = 0;
        for (int row = 0; row < values.length; row += features) {
          sum += (values[row + a] - mean[a]) * (values[row + b] - mean[b]);
        }
        covariance[a * features + b] = (float) (sum / count);
      }
    }
    return covariance;
  }
}
