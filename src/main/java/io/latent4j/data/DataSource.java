package io.latent4j.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What {@code --data} names: an embedded or generated data set, MNIST or Fashion-MNIST, a file, a
 * folder of images, or, as {@code -}, standard input with a table or an NPY file. Parsing checks
 * the name and its options; nothing is read before the source is opened by a {@link DataCatalog}.
 *
 * <pre>{@code
 * DataSource source = DataSource.parse("blobs:n=500,centers=4,std=0.5");
 * }</pre>
 */
public final class DataSource {

  /** Named data sets of one kind. */
  interface Family {

    /** Returns the names that may stand before a colon, or alone. */
    List<String> names();

    /** Returns all there is to choose from, for help and suggestions. */
    List<String> specs();

    /** Returns the reader of one of the names, with what stands behind the colon. */
    Reader parse(String name, Optional<String> arguments);
  }

  /** Reads a data set whose name and options are checked. */
  interface Reader {
    OpenedData read(DataDirectory directory, DataOptions options);
  }

  private static final List<Family> FAMILIES =
      List.of(new EmbeddedFamily(), new MnistFamily(), new GeneratorFamily());

  private final String spec;
  private final Reader reader;

  private DataSource(String spec, Reader reader) {
    this.spec = spec;
    this.reader = reader;
  }

  /**
   * Understands the name of a data source.
   *
   * @param spec such as {@code digits}, {@code mnist:test}, {@code blobs:n=500,centers=4}, the path
   *     of a file or folder, or {@code -}
   * @return the source, not yet opened
   * @throws IllegalArgumentException if there is no such data set or option; the message lists what
   *     there is
   */
  public static DataSource parse(String spec) {
    int colon = spec.indexOf(':');
    String name = colon < 0 ? spec : spec.substring(0, colon);
    Optional<String> arguments =
        colon < 0 ? Optional.empty() : Optional.of(spec.substring(colon + 1));
    for (Family family : FAMILIES) {
      if (family.names().contains(name)) {
        return new DataSource(spec, family.parse(name, arguments));
      }
    }
    if (spec.equals(StandardInput.SPEC)) {
      return new DataSource(
          spec,
          (directory, options) -> OpenedData.of(StandardInput.read(System.in, options.tables())));
    }
    if (isFolder(spec)) {
      Path folder = Path.of(spec);
      return new DataSource(spec, (directory, options) -> images(folder, options));
    }
    return DataFile.parse(spec)
        .map(
            file ->
                new DataSource(
                    spec, (directory, options) -> OpenedData.of(file.read(options.tables()))))
        .orElseThrow(() -> unknown(spec, name));
  }

  /**
   * Returns the data sets that have a name.
   *
   * @return what {@link #parse} understands besides files, options left out
   */
  public static List<String> known() {
    return FAMILIES.stream().flatMap(family -> family.specs().stream()).toList();
  }

  private static IllegalArgumentException unknown(String spec, String name) {
    String suggestion =
        Text.nearest(spec, known())
            .or(() -> Text.nearest(name, known()))
            .map(nearest -> "; did you mean " + nearest + "?")
            .orElse(".");
    return new IllegalArgumentException(
        "data "
            + Text.quote(spec)
            + " is neither a known data set nor a data file or folder"
            + suggestion
            + " There are "
            + String.join(", ", known())
            + ", and files "
            + DataFile.KINDS
            + ", and folders of images ("
            + ImageFormat.ALL
            + "), and - for standard input");
  }

  private static OpenedData images(Path folder, DataOptions options) {
    // Labels from a file must be as many as there are images, so that all must be read.
    int limit =
        options.labels().isPresent()
            ? Integer.MAX_VALUE
            : options.limit().orElse(Integer.MAX_VALUE);
    return OpenedData.of(new ImageFolder(folder, options.images()).read(limit));
  }

  private static boolean isFolder(String spec) {
    try {
      return !spec.isEmpty() && Files.isDirectory(Path.of(spec));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  OpenedData open(DataDirectory directory, DataOptions options) {
    return reader.read(directory, options);
  }

  /**
   * Returns the source as it was named.
   *
   * @return the text that was parsed
   */
  public String spec() {
    return spec;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataSource that && spec.equals(that.spec);
  }

  @Override
  public int hashCode() {
    return spec.hashCode();
  }

  @Override
  public String toString() {
    return spec;
  }
}
