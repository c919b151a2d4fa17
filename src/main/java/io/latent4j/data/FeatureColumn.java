package io.latent4j.data;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the numbers of a column become one feature, or one for each text.
 *
 * @param column the column's number
 * @param oneHot whether each text is a feature
 * @param texts the texts of a column of text, in sorted order
 * @param place where each code stands in that order, or {@link #UNKNOWN}; null if the column is
 *     none of text
 * @param fill what stands for missing values
 */
record FeatureColumn(
    int column, boolean oneHot, List<String> texts, int[] place, OptionalDouble fill) {

  /** The place of a text that has none. */
  static final int UNKNOWN = -1;

  /** How many features it makes. */
  int width() {
    return oneHot ? texts.size() : 1;
  }

  /** Writes the features of one number; all are 0 where a text is missing or unknown. */
  void write(double value, double[] target, int offset) {
    if (oneHot) {
      for (int i = 0; i < texts.size(); i++) {
        target[offset + i] = 0;
      }
      if (!Double.isNaN(value) && place[(int) value] != UNKNOWN) {
        target[offset + place[(int) value]] = 1;
      }
    } else if (Double.isNaN(value)) {
      target[offset] = fill.orElseThrow();
    } else {
      target[offset] = place == null ? value : place[(int) value];
    }
  }

  /** Returns what the features are called. */
  List<String> names(String title) {
    return oneHot ? texts.stream().map(text -> title + "_" + text).toList() : List.of(title);
  }
}
