package io.latent4j.report;

/**
 * Looks at the cube from -1 to 1 from a direction, with a little perspective.
 *
 * <p>Azimuth is the angle in the plane of the first two axes, elevation that above it, in degrees,
 * as Matplotlib counts them.
 */
final class Projection {

  /** How far away the eye is, in half sides of the cube: near enough to feel the depth. */
  private static final double DISTANCE = 8;

  private final double[] right;
  private final double[] up;
  private final double[] towardsEye;

  Projection(double azimuth, double elevation) {
    double sinA = Math.sin(Math.toRadians(azimuth));
    double cosA = Math.cos(Math.toRadians(azimuth));
    double sinE = Math.sin(Math.toRadians(elevation));
    double cosE = Math.cos(Math.toRadians(elevation));
    right = new double[] {-sinA, cosA, 0};
    up = new double[] {-sinE * cosA, -sinE * sinA, cosE};
    towardsEye = new double[] {cosE * cosA, cosE * sinA, sinE};
  }

  /** How near a point is to the eye: greater is nearer, the cube lies between about -1.74, 1.74. */
  double nearness(double... point) {
    return dot(point, towardsEye);
  }

  /** To the right on the screen, in half sides of the cube. */
  double across(double... point) {
    return dot(point, right) * enlargement(point);
  }

  /** Upwards on the screen, in half sides of the cube. */
  double upwards(double... point) {
    return dot(point, up) * enlargement(point);
  }

  /** The side of an axis that faces the eye, 1 or -1. */
  int facing(int axis) {
    return towardsEye[axis] >= 0 ? 1 : -1;
  }

  private double enlargement(double[] point) {
    return DISTANCE / (DISTANCE - nearness(point));
  }

  private static double dot(double[] a, double[] b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  }
}
