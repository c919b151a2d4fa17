package io.latent4j.cli.flags;

/**
 * What to read for something that has a name, written {@code NAME=FILE} or {@code NAME=SRC}.
 *
 * @param name the name
 * @param source a file, or what else {@code --data} takes
 */
public record NamedFile(String name, String source) {

  public static final class Converter extends CheckedConverter<NamedFile> {
    @Override
    public NamedFile parse(String text) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new IllegalArgumentException("must be NAME=FILE, but is '" + text + "'");
      }
      return new NamedFile(text.substring(0, equals), text.substring(equals + 1));
    }
  }
}
