package io.latent4j.data;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;

/**
 * The first lines of a file, from which is found out how to read it.
 *
 * @param text whole lines
 * @param complete whether that is all there is
 */
record TextSample(String text, boolean complete) {

  private static final int CHARACTERS = 1 << 20;
  private static final int MOST_CHARACTERS = 1 << 26;
  private static final int FEWEST_LINES = 20;

  /** Reads at least so many lines and characters, if there are, and not endlessly many. */
  static TextSample of(TextFile file, TextEncoding encoding) throws CharacterCodingException {
    StringBuilder text = new StringBuilder();
    boolean complete = false;
    try (Reader in = encoding.open(file)) {
      char[] chunk = new char[1 << 16];
      long lines = 0;
      while (!complete
          && (text.length() < CHARACTERS
              || lines < FEWEST_LINES && text.length() < MOST_CHARACTERS)) {
        int count = in.read(chunk, 0, chunk.length);
        complete = count < 0;
        for (int i = 0; i < count; i++) {
          lines += isLineEnd(chunk[i]) ? 1 : 0;
        }
        text.append(chunk, 0, Math.max(count, 0));
      }
    } catch (CharacterCodingException e) {
      throw e;
    } catch (IOException e) {
      throw DataFileException.from(file.path(), e);
    }
    TextSample sample = new TextSample(text.toString(), complete);
    sample.requireText(file, encoding);
    return complete ? sample : sample.wholeLines();
  }

  /** Refuses what is no text: no table has a zero character. */
  private void requireText(TextFile file, TextEncoding encoding) {
    int zero = text.indexOf('\0');
    if (zero >= 0) {
      long line = text.substring(0, zero).chars().filter(c -> c == '\n').count() + 1;
      throw file.error(
          "line " + line,
          "a table in text (UTF-8, UTF-16 with its mark, Latin-1)",
          "a byte 0, as in binary files" + (encoding.isMarked() ? "" : " and UTF-16 without mark"));
    }
  }

  private TextSample wholeLines() {
    int end = text.length();
    while (end > 0 && !isLineEnd(text.charAt(end - 1))) {
      end--;
    }
    return end == 0 ? this : new TextSample(text.substring(0, end), false);
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }

  /** Returns the first lines, or all. */
  TextSample firstLines(int count) {
    int end = 0;
    for (int line = 0; line < count && end < text.length(); line++) {
      while (end < text.length() && !isLineEnd(text.charAt(end))) {
        end++;
      }
      if (end < text.length() && text.charAt(end) == '\r') {
        end++;
      }
      if (end < text.length() && text.charAt(end) == '\n') {
        end++;
      }
    }
    return end == text.length() ? this : new TextSample(text.substring(0, end), false);
  }
}
