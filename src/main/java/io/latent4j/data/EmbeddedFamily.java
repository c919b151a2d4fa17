package io.latent4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The small data sets that come with the library, as its resources. */
final class EmbeddedFamily implements DataSource.Family {

  private static final double DIGITS_MAXIMUM = 16;
  private static final double COLORS_MAXIMUM = 255;

  @Override
  public List<String> names() {
    return List.of("digits", "iris", "colors", "six-films");
  }

  @Override
  public List<String> specs() {
    return names();
  }

  @Override
  public DataSource.Reader parse(String name, Optional<String> arguments) {
    if (arguments.isPresent()) {
      throw new IllegalArgumentException(
          "data " + name + " has no options, but is given " + Text.quote(arguments.get()));
    }
    return (directory, options) ->
        // What is in the library needs no notes.
        OpenedData.of(read(name, options.tables().withoutNotes()));
  }

  private static Samples read(String name, TableOptions tables) {
    return switch (name) {
      case "digits" -> digits();
      case "colors" -> table(name, tables).withIntensityMaximum(COLORS_MAXIMUM);
      default -> table(name, tables);
    };
  }

  private static Samples digits() {
    Samples images;
    try (ByteInput in = packed("digits-images-idx3-ubyte.gz")) {
      images = Idx.array(in).toSamples("digits");
    }
    try (ByteInput in = packed("digits-labels-idx1-ubyte.gz")) {
      return images.withIntensityMaximum(DIGITS_MAXIMUM).withLabels(Idx.array(in).toLabels());
    }
  }

  private static ByteInput packed(String resource) {
    try {
      return ByteInput.ofUnknownLength(resource, new GzipInput(resource(resource)));
    } catch (IOException e) {
      throw DataFileException.from(resource, e);
    }
  }

  private static Samples table(String name, TableOptions options) {
    String file = name + ".csv";
    return new TableReader(new TextFile(file, name, () -> resource(file)), options).read();
  }

  private static InputStream resource(String name) {
    InputStream in = EmbeddedFamily.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("the library was built without its data set " + name);
    }
    return in;
  }
}
