package io.latent4j.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which word was meant by one that is misspelt. */
final class Spelling {

  private static final int MOST_MISTAKES = 3;

  private Spelling() {}

  /** Returns the nearest of the words, if so few letters are wrong that it was probably meant. */
  static Optional<String> nearest(String word, Collection<String> words) {
    int most = Math.max(1, Math.min(MOST_MISTAKES, word.length() / 3));
    return words.stream()
        .filter(candidate -> distance(word, candidate) <= most)
        .min(
            Comparator.comparingInt((String candidate) -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The number of letters to insert, delete or replace to get from one word to the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
