package io.latent4j.report;

import java.awt.Color;

/**
 * The colours and marks of labels and series.
 *
 * <p>The ten base colours come from the published schemes of Paul Tol and Matthew Petroff, chosen
 * so that any two of them stay apart for people with any of the three colour vision deficiencies.
 * Labels from 10 on take the same colours darker, then lighter, each with another mark, so that 120
 * labels look different.
 */
final class Palette {

  private static final int[] BASE = {
    0x4477aa, 0xe76300, 0x44aa99, 0xbd1f01, 0x832db6, 0xccbb44, 0x66ccee, 0x882255, 0x332288,
    0x222222
  };

  private static final double LIGHT = 0.62;

  private Palette() {}

  static Color color(int label) {
    Color base = new Color(BASE[label % BASE.length]);
    return switch ((label / BASE.length) % 3) {
      case 1 -> mixed(base, Color.BLACK, 0.42);
      case 2 -> mixed(base, Color.WHITE, 0.5);
      default -> base;
    };
  }

  static Marker marker(int label) {
    Marker[] markers = Marker.values();
    return markers[(label / BASE.length) % markers.length];
  }

  /** What can be read on a colour: dark words on light ones, white on dark. */
  static Color inkOn(Color ground) {
    double luma =
        (0.299 * ground.getRed() + 0.587 * ground.getGreen() + 0.114 * ground.getBlue()) / 255;
    return luma > LIGHT ? Theme.INK : Color.WHITE;
  }

  /** A colour on the way from one to another. */
  static Color mixed(Color from, Color to, double share) {
    return new Color(
        channel(from.getRed(), to.getRed(), share),
        channel(from.getGreen(), to.getGreen(), share),
        channel(from.getBlue(), to.getBlue(), share));
  }

  private static int channel(int from, int to, double share) {
    return (int) Math.round(from + (to - from) * share);
  }
}
