package io.latent4j.report;

import java.util.List;

/** One thing on the page, in the order added. */
sealed interface Block {

  /** The beginning of a section. */
  record Heading(String text) implements Block {}

  /** A text. */
  record Paragraph(String text) implements Block {}

  /** A picture. */
  record Still(DataUri image, String caption, String description) implements Block {}

  /** A plot that can be turned, with its still picture. */
  record Turning(DataUri still, String json, String caption, String description) implements Block {}

  /** A table. */
  record Rows(
      List<String> headings, List<List<String>> cells, List<Boolean> numeric, String caption)
      implements Block {}
}
