package io.latent4j.report;

import java.awt.Color;

/** Viridis: a scale from dark to light that is even to the eye and safe for colour blindness. */
final class ColorScale {

  private static final int[] STOPS = {
    0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725
  };

  private ColorScale() {}

  /** The colour at a share of the scale; shares outside 0 to 1 take the colour of the end. */
  static Color at(double share) {
    double position = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
    int stop = (int) Math.min(STOPS.length - 2, Math.floor(position));
    return Palette.mixed(new Color(STOPS[stop]), new Color(STOPS[stop + 1]), position - stop);
  }
}
