package io.latent4j.manifold;

import io.latent4j.parallel.Workers;

/**
 * Places other rows in an embedding by UMAP, whose points stay where they are. Each row is placed
 * by itself: it starts at the middle of its neighbours, as surely as it is connected to each, and
 * is moved like the points of the embedding were. A row equal to one that was embedded gets the
 * place of that.
 */
final class UmapTransform {
  private static final int USUAL_EPOCHS = 100;
  private static final int SHARE_OF_EPOCHS = 3;
  private static final double SHARE_OF_RATE = 0.25;

  private final Umap umap;
  private final UmapEmbedding embedding;
  private final ForceTable attraction;
  private final ForceTable repulsion;
  private final long seed;
  private final Workers workers;

  UmapTransform(Umap umap, UmapEmbedding embedding, long seed, Workers workers) {
    this.umap = umap;
    this.embedding = embedding;
    this.seed = seed;
    this.workers = workers;
    attraction = new ForceTable(embedding.curve()::attraction);
    repulsion = new ForceTable(embedding.curve()::repulsion);
  }

  /**
   * Places rows.
   *
   * @param rows as the metric prepared them
   * @param neighbors of each among the embedded rows
   * @return (rows, components)
   */
  float[] place(Rows rows, Neighbors neighbors) {
    float[] memberships = FuzzyGraph.membershipsOfOthers(neighbors, umap.rowMetric(), workers);
    int epochs =
        umap.epochs().isPresent()
            ? Math.max(1, umap.epochs().getAsInt() / SHARE_OF_EPOCHS)
            : USUAL_EPOCHS;
    float[] places = new float[Math.multiplyExact(rows.count(), umap.components())];
    workers.divide(
        rows.count(),
        (part, from, to) -> {
          Walk walk = new Walk(neighbors, memberships, epochs);
          for (int i = from; i < to; i++) {
            walk.of(rows, i, places);
          }
        });
    return places;
  }

  private long stream(Rows rows, int row) {
    long state = seed;
    for (int j = 0; j < rows.features(); j++) {
      int bits = Float.floatToIntBits(rows.values()[row * rows.features() + j]);
      state = Mixer.mix(state ^ bits);
    }
    return state;
  }

  /** The way of one row after the other. */
  private final class Walk {
    private final Neighbors neighbors;
    private final float[] memberships;
    private final int epochs;
    private final int dimensions = umap.components();
    private final float[] points = embedding.positions();
    private final int count = points.length / dimensions;
    private final float[] place = new float[dimensions];

    Walk(Neighbors neighbors, float[] memberships, int epochs) {
      this.neighbors = neighbors;
      this.memberships = memberships;
      this.epochs = epochs;
    }

    void of(Rows rows, int row, float[] places) {
      if (neighbors.squaredDistance(row, 0) == 0) {
        System.arraycopy(
            points, neighbors.index(row, 0) * dimensions, places, row * dimensions, dimensions);
        return;
      }
      start(row);
      move(row, stream(rows, row));
      System.arraycopy(place, 0, places, row * dimensions, dimensions);
    }

    private void start(int row) {
      double total = 0;
      double[] sums = new double[dimensions];
      for (int k = 0; k < neighbors.each(); k++) {
        double weight = memberships[row * neighbors.each() + k];
        total += weight;
        for (int c = 0; c < dimensions; c++) {
          sums[c] += weight * points[neighbors.index(row, k) * dimensions + c];
        }
      }
      for (int c = 0; c < dimensions; c++) {
        place[c] = (float) (sums[c] / total);
      }
    }

    private void move(int row, long firstState) {
      int each = neighbors.each();
      float largest = 0;
      for (int k = 0; k < each; k++) {
        largest = Math.max(largest, memberships[row * each + k]);
      }
      long state = firstState;
      for (int epoch = 0; epoch < epochs; epoch++) {
        float alpha =
            (float) (SHARE_OF_RATE * UmapRun.LEARNING_RATE * (1 - (double) epoch / epochs));
        for (int k = 0; k < each; k++) {
          float share = memberships[row * each + k] / largest;
          if (UmapLayout.isDue(share, epoch)) {
            step(attraction, neighbors.index(row, k), alpha);
            for (int n = 0; n < UmapLayout.NEGATIVES; n++) {
              state += Mixer.STEP;
              step(repulsion, Mixer.below(count, Mixer.mix(state)), alpha);
            }
          }
        }
      }
    }

    private void step(ForceTable forces, int other, float alpha) {
      int at = other * dimensions;
      float squared = 0;
      for (int c = 0; c < dimensions; c++) {
        float difference = place[c] - points[at + c];
        squared += difference * difference;
      }
      float force = forces.at(squared);
      for (int c = 0; c < dimensions; c++) {
        place[c] += alpha * UmapLayout.clip(force * (place[c] - points[at + c]));
      }
    }
  }
}
