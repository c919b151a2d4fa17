package io.latent4j.data;

import java.io.IOException;

/**
 * A stream found its bytes to be wrong; whoever knows the file's name makes it an error to show.
 */
final class CorruptInputException extends IOException {

  private static final long serialVersionUID = 1L;

  private final String position;
  private final String expected;
  private final String found;

  CorruptInputException(String position, String expected, String found) {
    super(position + ": expected " + expected + ", found " + found);
    this.position = position;
    this.expected = expected;
    this.found = found;
  }

  String position() {
    return position;
  }

  String expected() {
    return expected;
  }

  String found() {
    return found;
  }
}
