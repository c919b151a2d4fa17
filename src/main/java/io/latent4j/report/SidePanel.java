package io.latent4j.report;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/** What explains the colours, to the right of a plot. */
interface SidePanel {

  /** A panel that takes no room. */
  SidePanel NONE =
      new SidePanel() {
        @Override
        public int width(Graphics2D g, double plotHeight) {
          return 0;
        }

        @Override
        public void paint(Graphics2D g, double left, Rectangle2D plot) {
          // Nothing to explain.
        }
      };

  /** How wide the panel is beside a plot of the given height. */
  int width(Graphics2D g, double plotHeight);

  /** Paints the panel, from a left edge, beside the area of the plot. */
  void paint(Graphics2D g, double left, Rectangle2D plot);
}
