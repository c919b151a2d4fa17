package io.latent4j.manifold;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Places points where UMAP starts to move them: within 0 to 10 along each axis. */
final class StartPlaces {
  private static final double EXTENT = 10;
  private static final double NOISE = 1e-4;

  private final Rows rows;
  private final FuzzyGraph graph;
  private final int dimensions;
  private final long seed;
  private final Workers workers;
  private final Random random;

  StartPlaces(Rows rows, FuzzyGraph graph, int dimensions, long seed, Workers workers) {
    this.rows = rows;
    this.graph = graph;
    this.dimensions = dimensions;
    this.seed = seed;
    this.workers = workers;
    random = new Random(seed);
  }

  /** The start: (samples, dimensions). */
  float[] of(UmapStart start) {
    double[][] places =
        switch (start) {
          case SPECTRAL -> withNoise(spectral());
          case PCA -> withNoise(principal(rows));
          case RANDOM -> random(rows.count(), EXTENT);
        };
    return stretched(places);
  }

  private double[][] random(int count, double extent) {
    double[][] places = new double[count][dimensions];
    for (double[] place : places) {
      for (int c = 0; c < dimensions; c++) {
        place[c] = extent * (2 * random.nextDouble() - 1);
      }
    }
    return places;
  }

  private double[][] principal(Rows of) {
    return turned(PrincipalStart.of(of, dimensions, seed, workers));
  }

  private static double[][] turned(float[][] axes) {
    double[][] places = new double[axes[0].length][axes.length];
    for (int c = 0; c < axes.length; c++) {
      for (int i = 0; i < places.length; i++) {
        places[i][c] = axes[c][i];
      }
    }
    return places;
  }

  private double[][] spectral() {
    int[] part = graph.parts();
    int parts = Arrays.stream(part).max().orElse(0) + 1;
    if (parts == 1) {
      return spectral(graph);
    }
    double[][] middles = middles(part, parts);
    double[][] places = new double[rows.count()][];
    int[][] members = members(part, parts);
    for (int p = 0; p < parts; p++) {
      double[][] within = spectral(graph.of(members[p]));
      double factor = nearestOther(middles, p) / 2 / largest(within);
      for (int k = 0; k < within.length; k++) {
        for (int c = 0; c < dimensions; c++) {
          within[k][c] = middles[p][c] + factor * within[k][c];
        }
        places[members[p][k]] = within[k];
      }
    }
    return places;
  }

  private static int[][] members(int[] part, int parts) {
    int[] sizes = new int[parts];
    for (int p : part) {
      sizes[p]++;
    }
    int[][] members = new int[parts][];
    Arrays.setAll(members, p -> new int[sizes[p]]);
    Arrays.fill(sizes, 0);
    for (int i = 0; i < part.length; i++) {
      members[part[i]][sizes[part[i]]++] = i;
    }
    return members;
  }

  /** A connected graph's own start; a graph so small that its spectrum says nothing is random. */
  private double[][] spectral(FuzzyGraph connected) {
    if (connected.count() < 2 * dimensions || connected.count() <= dimensions + 1) {
      return random(connected.count(), 1);
    }
    return turned(GraphSpectrum.of(connected, dimensions, seed, workers));
  }

  /**
   * Where the parts of a graph are: few of them at the ends of the axes, many where the means of
   * their samples are along the principal components of these.
   */
  private double[][] middles(int[] part, int parts) {
    if (parts > 2 * dimensions) {
      double[][] places = principal(means(part, parts));
      double largest = largest(places);
      for (double[] place : places) {
        for (int c = 0; c < dimensions; c++) {
          place[c] /= largest;
        }
      }
      return places;
    }
    double[][] places = new double[parts][dimensions];
    int half = (parts + 1) / 2;
    for (int p = 0; p < parts; p++) {
      places[p][p % half] = p < half ? 1 : -1;
    }
    return places;
  }

  private Rows means(int[] part, int parts) {
    int features = rows.features();
    double[] sums = new double[Math.multiplyExact(parts, features)];
    int[] sizes = new int[parts];
    for (int i = 0; i < part.length; i++) {
      sizes[part[i]]++;
      for (int j = 0; j < features; j++) {
        sums[part[i] * features + j] += rows.values()[i * features + j];
      }
    }
    float[] means = new float[sums.length];
    for (int k = 0; k < means.length; k++) {
      means[k] = (float) (sums[k] / sizes[k / features]);
    }
    return new Rows(means, parts, features);
  }

  private static double nearestOther(double[][] places, int place) {
    double nearest =
        IntStream.range(0, places.length)
            .mapToDouble(
                other -> {
                  double squares = 0;
                  for (int c = 0; c < places[place].length; c++) {
                    double difference = places[place][c] - places[other][c];
                    squares += difference * difference;
                  }
                  return squares;
                })
            .filter(squared -> squared > 0)
            .min()
            .orElse(1);
    return Math.sqrt(nearest);
  }

  private static double largest(double[][] places) {
    double largest = 0;
    for (double[] place : places) {
      for (double value : place) {
        largest = Math.max(largest, Math.abs(value));
      }
    }
    return largest == 0 ? 1 : largest;
  }

  /** A little noise, so that points in the same place can be moved apart. */
  private double[][] withNoise(double[][] places) {
    double factor = EXTENT / largest(places);
    for (double[] place : places) {
      for (int c = 0; c < dimensions; c++) {
        place[c] = factor * place[c] + NOISE * random.nextGaussian();
      }
    }
    return places;
  }

  private float[] stretched(double[][] places) {
    float[] result = new float[places.length * dimensions];
    for (int c = 0; c < dimensions; c++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double[] place : places) {
        low = Math.min(low, place[c]);
        high = Math.max(high, place[c]);
      }
      double factor = high > low ? EXTENT / (high - low) : 0;
      for (int i = 0; i < places.length; i++) {
        result[i * dimensions + c] = (float) (factor * (places[i][c] - low));
      }
    }
    return result;
  }
}
