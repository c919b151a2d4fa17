package io.latent4j.report;

import java.util.Random;

/** How points are drawn so that 150 can be seen and 70,000 don't become a blot. */
record PointStyle(double radius, double opacity) {

  private static final double FEW = Math.log10(300);
  private static final double MANY = Math.log10(70_000);

  static PointStyle of(int points) {
    double crowd = Math.min(1, Math.max(0, (Math.log10(points) - FEW) / (MANY - FEW)));
    return new PointStyle(4.2 - 3.2 * crowd, 0.88 - 0.38 * crowd);
  }

  int alpha() {
    return (int) Math.round(255 * opacity);
  }

  /**
   * The order to draw points in. Data often come sorted by label, and the last label would cover
   * the others; so the order is mixed, the same way each time.
   */
  static int[] mixedOrder(int points) {
    int[] order = new int[points];
    Random random = new Random(points);
    for (int i = 0; i < points; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
