package io.latent4j.cli.flags;

import java.nio.file.Path;

/**
 * A file for something that has a name, written {@code NAME=FILE}.
 *
 * @param name the name
 * @param file the file
 */
public record NamedFile(String name, Path file) {

  public static final class Converter extends CheckedConverter<NamedFile> {
    @Override
    public NamedFile parse(String text) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new IllegalArgumentException("must be NAME=FILE, but is '" + text + "'");
      }
      return new NamedFile(text.substring(0, equals), Path.of(text.substring(equals + 1)));
    }
  }
}
