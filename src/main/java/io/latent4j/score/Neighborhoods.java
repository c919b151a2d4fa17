package io.latent4j.score;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** The real samples and their neighbourhoods, with which generated ones are compared. */
final class Neighborhoods implements AutoCloseable {
  private static final double NEAR_SHARE = 0.01;

  private final PairDistances distances;
  private final ScoreOptions options;
  private final long seed;
  private final double[] origin;
  private final float[][] realRows;
  private final Points allReal;
  private final int[] drawn;
  private final Points real;
  private final double[] realRadii;
  private final double near;

  /** What is found of all generated samples, and what of those drawn. */
  record Found(NeighborFigures figures, int[] nearest, double[] nearestDistances) {}

  Neighborhoods(
      PairDistances distances,
      float[][] realRows,
      double[] origin,
      ScoreOptions options,
      long seed) {
    this.distances = distances;
    this.realRows = realRows;
    this.origin = origin.clone();
    this.options = options;
    this.seed = seed;
    allReal = new Points(realRows, origin);
    drawn = draw(realRows.length, options.limit(), seed);
    real = drawn.length == realRows.length ? allReal : new Points(select(realRows, drawn), origin);
    try {
      Nearest own = Nearest.of(distances, real, real, options.neighbors(), upTo(real.count()));
      realRadii = own.last();
      near =
          quantile(
              real == allReal
                  ? own.nearestDistances()
                  : Nearest.of(distances, real, allReal, 1, drawn).nearestDistances());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Some rows by seed, ascending; all, if there are no more. */
  private static int[] draw(int count, int most, long by) {
    return count <= most ? upTo(count) : Draw.rows(count, most, new Random(by));
  }

  private static int[] upTo(int count) {
    return IntStream.range(0, count).toArray();
  }

  private static int[] none(int count) {
    int[] none = new int[count];
    Arrays.fill(none, -1);
    return none;
  }

  private static float[][] select(float[][] rows, int[] which) {
    return Arrays.stream(which).mapToObj(row -> rows[row]).toArray(float[][]::new);
  }

  /** As NumPy's percentile has it, between the values beside. */
  private static double quantile(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double place = NEAR_SHARE * (sorted.length - 1);
    int below = (int) place;
    double above = sorted[Math.min(below + 1, sorted.length - 1)];
    return sorted[below] + (place - below) * (above - sorted[below]);
  }

  Found compare(float[][] rows) {
    int[] chosen = draw(rows.length, options.limit(), seed + 1);
    boolean all = chosen.length == rows.length;
    float[][] some = all ? rows : select(rows, chosen);
    try (Points generated = new Points(some, origin);
        Points whole = new Points(rows, origin)) {
      Nearest own =
          Nearest.of(distances, generated, generated, options.neighbors(), upTo(generated.count()));
      Nearest nearest = Nearest.of(distances, whole, allReal, 1, none(whole.count()));
      double[] far = nearest.nearestDistances();
      double copied =
          Arrays.stream(far).filter(distance -> distance < near || distance == 0).count()
              / (double) far.length;
      return new Found(
          among(generated, own.last(), oneNnAccuracy(some), copied), nearest.first(), far);
    }
  }

  /** Precision, recall, density and coverage. */
  private NeighborFigures among(
      Points generated, double[] generatedRadii, double oneNnAccuracy, double copied) {
    int[] holders = new int[generated.count()];
    boolean[] recalled = new boolean[real.count()];
    boolean[] covered = new boolean[real.count()];
    distances.forEach(
        real,
        generated,
        (row, squared, offset) -> {
          double radius = realRadii[row];
          for (int j = 0; j < generatedRadii.length; j++) {
            double value = squared[offset + j];
            covered[row] |= value < radius;
            recalled[row] |= value < generatedRadii[j];
          }
        });
    distances.forEach(
        generated,
        real,
        (row, squared, offset) -> {
          int holding = 0;
          for (int j = 0; j < realRadii.length; j++) {
            holding += squared[offset + j] < realRadii[j] ? 1 : 0;
          }
          holders[row] = holding;
        });
    return new NeighborFigures(
        oneNnAccuracy,
        copied,
        Arrays.stream(holders).filter(number -> number > 0).count() / (double) holders.length,
        share(recalled),
        Arrays.stream(holders).asLongStream().sum()
            / ((double) options.neighbors() * holders.length),
        share(covered));
  }

  private static double share(boolean... values) {
    return IntStream.range(0, values.length).filter(i -> values[i]).count()
        / (double) values.length;
  }

  /** Leave-one-out over as many real as generated; of equally near ones, the first counts. */
  private double oneNnAccuracy(float[][] generated) {
    int each = Math.min(drawn.length, generated.length);
    float[][] both = new float[2 * each][];
    float[][] someReal = select(realRows, drawn);
    int[] realPart = draw(drawn.length, each, seed);
    int[] generatedPart = draw(generated.length, each, seed + 1);
    for (int i = 0; i < each; i++) {
      both[i] = someReal[realPart[i]];
      both[each + i] = generated[generatedPart[i]];
    }
    try (Points points = new Points(both, origin)) {
      int[] nearest = Nearest.of(distances, points, points, 1, upTo(2 * each)).first();
      return IntStream.range(0, nearest.length)
              .filter(i -> (i < each) == (nearest[i] < each))
              .count()
          / (2.0 * each);
    }
  }

  @Override
  public void close() {
    allReal.close();
    if (real != null && real != allReal) {
      real.close();
    }
  }
}
