package io.latent4j.data;

import io.latent4j.data.TableOptions.Separator;

/**
 * How the rows of a table are written.
 *
 * @param separator what stands between cells, known
 * @param blanksAroundQuotes whether blanks may stand between a quote and the separator
 * @param preamble how many lines before the first row are passed over
 */
record Dialect(Separator separator, boolean blanksAroundQuotes, int preamble) {

  char character() {
    return switch (separator) {
      case COMMA -> ',';
      case SEMICOLON -> ';';
      case TAB -> '\t';
      case PIPE -> '|';
      case SPACE -> ' ';
      case AUTO -> throw new IllegalStateException("the separator is not found yet");
    };
  }

  Dialect with(Separator other) {
    return new Dialect(other, blanksAroundQuotes, preamble);
  }
}
