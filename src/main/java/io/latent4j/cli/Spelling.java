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

  /**
   * The number of letters to insert, delete or replace, and of neighbours to exchange, to get from
   * one word to the other.
   */
  private static int distance(String from, String to) {
    int[][] rows = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(rows[i - 1][j], rows[i][j - 1]) + 1;
        rows[i][j] = Math.min(least, rows[i - 1][j - 1] + (same ? 0 : 1));
        boolean exchanged =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (exchanged) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[from.length()][to.length()];
  }
}
