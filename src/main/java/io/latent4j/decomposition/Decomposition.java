package io.latent4j.decomposition;

import io.latent4j.engine.Outputs;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The largest singular values of a matrix and their right vectors.
 *
 * @param squares the squares of the singular values, largest first
 * @param components the vectors in double precision, each with its largest loading positive
 * @param total the squares of all singular values together
 * @param samples the number of rows of the matrix
 */
record Decomposition(double[] squares, double[][] components, double total, int samples) {

  /** Takes over what a solver returned: squares, and components of either direction. */
  static Decomposition of(Outputs outputs, double total, int samples) {
    double[][] components = OutputArrays.doubleRows(outputs, "components");
    Arrays.stream(components).forEach(Decomposition::orient);
    double[] squares = new double[components.length];
    double[] found = OutputArrays.doubles(outputs, "squares");
    for (int i = 0; i < squares.length; i++) {
      squares[i] = Math.max(found[i], 0); // rounding may take an eigenvalue below
    }
    return new Decomposition(squares, components, total, samples);
  }

  private static void orient(double[] component) {
    int largest = 0;
    for (int i = 1; i < component.length; i++) {
      if (Math.abs(component[i]) > Math.abs(component[largest])) {
        largest = i;
      }
    }
    if (component[largest] < 0) {
      for (int i = 0; i < component.length; i++) {
        component[i] = -component[i];
      }
    }
  }

  /** Returns how many components it takes to explain more than a share of the variance. */
  int componentsFor(double share) {
    double explained = 0;
    for (int i = 0; i < squares.length; i++) {
      explained += squares[i] / total;
      if (explained > share) {
        return i + 1;
      }
    }
    return squares.length;
  }

  /** Returns the first components only. */
  Decomposition first(int count) {
    return new Decomposition(
        Arrays.copyOf(squares, count), Arrays.copyOf(components, count), total, samples);
  }

  /** The standard deviation along a component. */
  double deviation(int component) {
    return Math.sqrt(squares[component] / (samples - 1));
  }

  float[] explainedVariance() {
    return floats(square -> square / (samples - 1));
  }

  float[] explainedVarianceRatio() {
    return floats(square -> square / total);
  }

  float[] singularValues() {
    return floats(Math::sqrt);
  }

  private float[] floats(DoubleUnaryOperator function) {
    float[] values = new float[squares.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) function.applyAsDouble(squares[i]);
    }
    return values;
  }
}
