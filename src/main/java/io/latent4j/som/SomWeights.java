package io.latent4j.som;

import io.latent4j.data.Samples;
import io.latent4j.data.ScaledSamples;
import io.latent4j.data.Scaling;
import io.latent4j.model.DoubleArray;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/**
 * The neurons' weights.
 *
 * @param grid the neurons
 * @param planes feature by feature, those of all neurons one after the other, less the origin
 * @param origin the point that the planes are about, near to samples that are far from zero
 */
record SomWeights(SomGrid grid, float[] planes, double... origin) {

  /** The weights of an array (rows, columns, features), far from zero if float32 is too coarse. */
  static SomWeights of(SomGrid grid, DoubleArray array, boolean exact) {
    int neurons = grid.neurons();
    int features = (int) array.shape().get(2);
    double[] values = array.values();
    double[] origin = exact ? Arrays.copyOf(values, features) : new double[features];
    float[] planes = new float[neurons * features];
    for (int i = 0; i < planes.length; i++) {
      planes[i % features * neurons + i / features] = (float) (values[i] - origin[i % features]);
    }
    return new SomWeights(grid, planes, origin);
  }

  /** The weights as an array (rows, columns, features). */
  DoubleArray array() {
    double[] values = new double[planes.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = weight(i / features(), i % features());
    }
    return new DoubleArray(values, Shape.of(grid.rows(), grid.columns(), features()));
  }

  /** Whether float32 has too few digits for the weights. */
  boolean areFar() {
    return Arrays.stream(origin).anyMatch(value -> value != 0);
  }

  private double weight(int neuron, int feature) {
    return planes[feature * grid.neurons() + neuron] + origin[feature];
  }

  int features() {
    return planes.length / grid.neurons();
  }

  /** The weights of one neuron. */
  float[] of(int neuron) {
    float[] weights = new float[features()];
    for (int feature = 0; feature < weights.length; feature++) {
      weights[feature] = (float) weight(neuron, feature);
    }
    return weights;
  }

  /** One feature of the neurons of a row. */
  float[] of(int feature, int row) {
    float[] plane = new float[grid.columns()];
    for (int column = 0; column < plane.length; column++) {
      plane[column] = (float) weight(grid.neuron(row, column), feature);
    }
    return plane;
  }

  /** How far two neurons' weights are from each other. */
  double distance(int one, int other) {
    double square = 0;
    for (int plane = 0; plane < planes.length; plane += grid.neurons()) {
      double difference = (double) planes[plane + one] - planes[plane + other];
      square += difference * difference;
    }
    return Math.sqrt(square);
  }

  /** Where rows lie on the map. */
  SomMapping map(Samples samples, Scaling scaling, int threads) {
    ScaledSamples rows = ScaledSamples.of(samples, scaling).about(origin);
    WinnerSearch search = new WinnerSearch(planes, grid.neurons(), features());
    return SomMapping.of(search, grid, rows, threads);
  }
}
