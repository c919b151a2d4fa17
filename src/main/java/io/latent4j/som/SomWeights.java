package io.latent4j.som;

import io.latent4j.model.FloatArray;
import java.util.Arrays;
import org.tensorflow.ndarray.Shape;

/**
 * The neurons' weights.
 *
 * @param grid the neurons
 * @param planes feature by feature, those of all neurons one after the other
 */
record SomWeights(SomGrid grid, float[] planes) {

  /** The weights of an array (rows, columns, features). */
  static SomWeights of(SomGrid grid, FloatArray array) {
    int neurons = grid.neurons();
    int features = (int) array.shape().get(2);
    float[] planes = new float[neurons * features];
    for (int i = 0; i < planes.length; i++) {
      planes[i % features * neurons + i / features] = array.values()[i];
    }
    return new SomWeights(grid, planes);
  }

  /** The weights as an array (rows, columns, features). */
  FloatArray array() {
    float[] values = new float[planes.length];
    for (int neuron = 0; neuron < grid.neurons(); neuron++) {
      System.arraycopy(of(neuron), 0, values, neuron * features(), features());
    }
    return new FloatArray(values, Shape.of(grid.rows(), grid.columns(), features()));
  }

  int features() {
    return planes.length / grid.neurons();
  }

  /** The weights of one neuron. */
  float[] of(int neuron) {
    float[] weights = new float[features()];
    for (int feature = 0; feature < weights.length; feature++) {
      weights[feature] = planes[feature * grid.neurons() + neuron];
    }
    return weights;
  }

  /** One feature of the neurons of a row. */
  float[] of(int feature, int row) {
    int from = feature * grid.neurons() + grid.neuron(row, 0);
    return Arrays.copyOfRange(planes, from, from + grid.columns());
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
  SomMapping map(ScaledRows rows, int threads) {
    WinnerSearch search = new WinnerSearch(planes, grid.neurons(), features());
    return SomMapping.of(search, grid, rows, threads);
  }
}
