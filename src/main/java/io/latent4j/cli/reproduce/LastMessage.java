package io.latent4j.cli.reproduce;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes messages on, and remembers the last line. */
final class LastMessage extends FilterOutputStream {
  private static final String PROGRAM = "latent4j: ";

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String last = "";

  LastMessage(OutputStream target) {
    super(target);
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    if (b == '\n' || b == '\r') {
      endLine();
    } else {
      line.write(b);
    }
  }

  private void endLine() {
    String text = line.toString(StandardCharsets.UTF_8).strip();
    line.reset();
    if (text.startsWith(PROGRAM)) {
      last = text.substring(PROGRAM.length());
    }
  }

  /** The last line that the program itself wrote; empty if it wrote none. */
  String text() {
    return last;
  }
}
