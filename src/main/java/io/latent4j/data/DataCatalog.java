package io.latent4j.data;

import java.nio.file.Path;

/**
 * Opens data sources, with those that are not embedded kept in one folder.
 *
 * <pre>{@code
 * DataCatalog catalog = new DataCatalog(DataCatalog.defaultDirectory());
 * try (OpenedData data = catalog.open("mnist:49k", DataOptions.none().withLimit(1000))) {
 *   Samples training = data.samples();
 * }
 * }</pre>
 */
public final class DataCatalog {

  private final DataDirectory directory;

  /**
   * Makes a catalog that downloads what is not there.
   *
   * @param directory the folder of the data sets, with MNIST's files in its folder {@code mnist};
   *     it need not exist
   */
  public DataCatalog(Path directory) {
    this(directory, DownloadOptions.standard());
  }

  /**
   * Makes a catalog.
   *
   * @param directory the folder of the data sets, with MNIST's files in its folder {@code mnist};
   *     it need not exist
   * @param downloads whether and how to download what is not there
   */
  public DataCatalog(Path directory, DownloadOptions downloads) {
    this.directory = new DataDirectory(directory, downloads);
  }

  /**
   * Returns the folder for those who name none.
   *
   * @return what the environment variable {@code LATENT4J_DATA} says, else {@code .cache/latent4j}
   *     in the user's home
   */
  public static Path defaultDirectory() {
    return DataDirectory.standard();
  }

  /**
   * Opens a source as it is.
   *
   * @param spec the source, see {@link DataSource#parse}
   * @return its samples; a validation set of its own is left out
   * @throws IllegalArgumentException if there is no such source
   * @throws DownloadException if a file is not there and the network or the server fails
   * @throws DataFileException if a file is missing or corrupt
   */
  public Samples samples(String spec) {
    OpenedData data = open(spec, DataOptions.none());
    data.validation().ifPresent(Samples::close);
    return data.samples();
  }

  /**
   * Opens a source.
   *
   * @param spec the source, see {@link DataSource#parse}
   * @param options limit, labels, and what to do with images and tables
   * @return its samples
   * @throws IllegalArgumentException if there is no such source, or it is no table and the options
   *     say something of tables
   * @throws DownloadException if a file is not there and the network or the server fails
   * @throws DataFileException if a file is missing or corrupt, or the labels are not as many as the
   *     samples
   */
  public OpenedData open(String spec, DataOptions options) {
    return open(DataSource.parse(spec), options);
  }

  /**
   * Opens a source.
   *
   * @param source the source
   * @param options limit, labels, and what to do with images and tables
   * @return its samples
   * @throws IllegalArgumentException if the source is no table and the options say something of
   *     tables
   * @throws DownloadException if a file is not there and the network or the server fails
   * @throws DataFileException if a file is missing or corrupt, or the labels are not as many as the
   *     samples
   */
  public OpenedData open(DataSource source, DataOptions options) {
    OpenedData data = source.open(directory, options);
    try {
      Samples samples = data.samples();
      requireTable(source, samples, options.tables());
      if (options.labels().isPresent()) {
        samples = label(samples, options.labels().get());
      }
      if (options.limit().isPresent() && options.limit().getAsInt() < samples.count()) {
        Samples first = samples.take(options.limit().getAsInt());
        samples.close();
        samples = first;
      }
      return new OpenedData(samples, data.validation());
    } catch (RuntimeException | Error e) {
      data.close();
      throw e;
    }
  }

  /** What is said of tables must not be passed over without a word where there is none. */
  private static void requireTable(DataSource source, Samples samples, TableOptions tables) {
    if (samples.table().isEmpty() && !tables.isStandard()) {
      throw new IllegalArgumentException(
          "data must be a table (.csv, .tsv, .txt) for options of tables (--separator, --header,"
              + " --columns, --drop, --id, --label, --missing, --categories, --dates), but is "
              + Text.quote(source.spec()));
    }
  }

  private static Samples label(Samples samples, Path file) {
    int leftOut = samples.table().map(TableDescription::rowsLeftOut).orElse(0);
    int rows = samples.count() + leftOut;
    Labels labels = Labels.read(file, rows);
    if (leftOut > 0 && labels.size() == rows) {
      labels = labels.select(samples.rowNumbers());
    }
    if (labels.size() != samples.count()) {
      throw new DataFileException(
          file.toString(),
          "",
          rows + " labels, one for each sample of " + samples.name(),
          String.valueOf(labels.size()));
    }
    return samples.withLabels(labels);
  }
}
