package io.latent4j.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.Map;

/** Looks at the pixels of pictures. */
final class Pixels {

  private Pixels() {}

  static int[] of(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  static int count(BufferedImage image, Color color) {
    return counts(image).getOrDefault(color.getRGB(), 0);
  }

  static Map<Integer, Integer> counts(BufferedImage image) {
    Map<Integer, Integer> counts = new HashMap<>();
    for (int pixel : of(image)) {
      counts.merge(pixel, 1, Integer::sum);
    }
    return counts;
  }
}
