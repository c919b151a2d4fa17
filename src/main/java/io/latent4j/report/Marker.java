package io.latent4j.report;

import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/** The shape of a point. */
enum Marker {
  CIRCLE("circle") {
    @Override
    Shape at(double x, double y, double radius) {
      return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }
  },
  SQUARE("square") {
    @Override
    Shape at(double x, double y, double radius) {
      double half = radius * 0.88;
      return new Rectangle2D.Double(x - half, y - half, 2 * half, 2 * half);
    }
  },
  TRIANGLE("cross") {
    @Override
    Shape at(double x, double y, double radius) {
      double r = radius * 1.25;
      return polygon(x, y - r, x + 0.87 * r, y + 0.5 * r, x - 0.87 * r, y + 0.5 * r);
    }
  },
  DIAMOND("diamond") {
    @Override
    Shape at(double x, double y, double radius) {
      double r = radius * 1.25;
      return polygon(x, y - r, x + r, y, x, y + r, x - r, y);
    }
  };

  private final String plotlySymbol;

  Marker(String plotlySymbol) {
    this.plotlySymbol = plotlySymbol;
  }

  abstract Shape at(double x, double y, double radius);

  /** The name of the nearest symbol that Plotly has in three dimensions. */
  String plotlySymbol() {
    return plotlySymbol;
  }

  private static Shape polygon(double... corners) {
    Path2D path = new Path2D.Double();
    path.moveTo(corners[0], corners[1]);
    for (int i = 2; i < corners.length; i += 2) {
      path.lineTo(corners[i], corners[i + 1]);
    }
    path.closePath();
    return path;
  }
}
