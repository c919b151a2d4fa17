package io.latent4j.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Text for error messages: whatever a file or a user wrote, shown on one short line. */
final class Text {

  private static final int SHOWN = 60;
  private static final int LISTED = 5;

  private Text() {}

  /** Returns the text with control characters replaced, so that it can't break a line. */
  static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** Returns the text in quotes, on one line, cut where it is long. */
  static String quote(String text) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    return "'" + oneLine(shown) + "'";
  }

  /** Returns what an exception's first cause says, on one line, without classes and links. */
  static String reason(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("nothing readable");
  }

  /** Returns the texts in a list, on one line, only the first of them where they are many. */
  static String some(List<String> texts) {
    String shown =
        texts.stream().limit(LISTED).map(Text::oneLine).collect(Collectors.joining(", "));
    return texts.size() > LISTED ? shown + ", ..." : shown;
  }

  /** Returns the candidate that the text is probably a misspelling of, if there is one. */
  static Optional<String> nearest(String text, Collection<String> candidates) {
    String lower = text.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.max(1, Math.min(3, text.length() / 3)) + 1;
    for (String candidate : candidates) {
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return Optional.ofNullable(best);
  }

  /** The number of letters to insert, delete, replace or swap with the next to get from a to b. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replace = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replace, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
