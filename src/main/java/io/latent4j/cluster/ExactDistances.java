package io.latent4j.cluster;

/** Distances by plain loops in double precision, for few samples or features. */
record ExactDistances(Points points) implements Distances {

  @Override
  public Targets to(double[][] targets) {
    float[] factor = points.factor();
    return new Targets() {
      @Override
      public int count() {
        return targets.length;
      }

      @Override
      public void squared(int[] rows, int from, int end, double[] squared) {
        Points.RowReader reader = points.reader();
        double[] point = new double[factor.length];
        int at = 0;
        for (int i = from; i < end; i++) {
          float[] values = reader.shifted(rows[i]);
          for (int j = 0; j < point.length; j++) {
            point[j] = (double) values[j] * factor[j];
          }
          for (double[] target : targets) {
            squared[at++] = Vectors.squaredDistance(point, target);
          }
        }
      }

      @Override
      public double error(int row) {
        return 0;
      }

      @Override
      public int nearest(int row, double[] squared, int at) {
        return Vectors.indexOfSmallest(squared, at, targets.length);
      }

      @Override
      public void close() {
        // Holds nothing.
      }
    };
  }

  @Override
  public void close() {
    // Holds nothing.
  }
}
