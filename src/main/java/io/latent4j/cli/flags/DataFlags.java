package io.latent4j.cli.flags;

import io.latent4j.cli.host.Host;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.DataOptions;
import io.latent4j.data.DataSource;
import io.latent4j.data.DownloadListener;
import io.latent4j.data.DownloadOptions;
import io.latent4j.data.ImageOptions;
import io.latent4j.data.ImageSize;
import io.latent4j.data.MissingValues;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.TableDescription;
import io.latent4j.data.TableOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The flags of every command that say more about its data than {@code --data}. */
public final class DataFlags {

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      order = 101,
      description = "Labels for the figures and colours: .npy, IDX, or a table of one column.")
  private Path labels;

  @Option(
      names = "--limit",
      paramLabel = "N",
      order = 102,
      converter = IntegerConverter.Positive.class,
      description = "The first N samples only.")
  private Integer limit;

  @Option(
      names = "--scale",
      paramLabel = "KIND",
      order = 103,
      defaultValue = "auto",
      converter = ScaleConverter.class,
      description =
          "auto, none, unit, minmax or standard; auto divides images by their type's maximum and"
              + " leaves all else as it is (default: ${DEFAULT-VALUE}). With --model: model, as the"
              + " trained model says.")
  private ScaleChoice scale;

  @Option(
      names = "--validation",
      paramLabel = "SHARE|SRC",
      order = 104,
      converter = Validation.Converter.class,
      description =
          "What to hold out: a share of the samples, drawn by seed, 0 for none, or another data source"
              + " (default: 0.1 where there is training by epochs, or what the source itself holds"
              + " out, as mnist:49k does).")
  private Validation validation;

  @Option(
      names = "--test",
      paramLabel = "SRC",
      order = 105,
      converter = DataSourceConverter.class,
      description = "Another data source that gives test figures.")
  private DataSource test;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      order = 106,
      description =
          "The folder where data sets are kept (default: the variable LATENT4J_DATA, or"
              + " ~/.cache/latent4j if it is not set).")
  private Path directory;

  @Option(
      names = "--mirror",
      paramLabel = "URL",
      order = 107,
      converter = MirrorConverter.class,
      description =
          "The address below which the files of mnist and fashion-mnist are, if they are not in"
              + " --data-dir (default: where their makers offer them).")
  private String mirror;

  @Option(
      names = "--image-size",
      paramLabel = "WxH",
      order = 108,
      converter = ImageSizeConverter.class,
      description =
          "Brings the images of a folder to one width and height (default: they must have one).")
  private ImageSize imageSize;

  @Option(names = "--grayscale", order = 109, description = "Makes the images of a folder grey.")
  private boolean grayscale;

  @Option(
      names = "--skip-unreadable",
      order = 110,
      description =
          "Leaves out, and names, the images of a folder that can't be read (default: the first one"
              + " is an error).")
  private boolean skipUnreadable;

  @Option(
      names = "--separator",
      paramLabel = "NAME",
      order = 111,
      defaultValue = "auto",
      converter = SeparatorConverter.class,
      description =
          "What stands between the cells of a table: auto, comma, semicolon, tab, pipe or space;"
              + " auto is what splits the first lines evenly (default: ${DEFAULT-VALUE}).")
  private TableOptions.Separator separator;

  @Option(
      names = "--header",
      paramLabel = "CHOICE",
      order = 112,
      defaultValue = "auto",
      converter = HeaderConverter.class,
      description =
          "Whether the first line of a table names its columns: auto, yes or no; auto is yes if it"
              + " differs in kind from the lines below (default: ${DEFAULT-VALUE}).")
  private TableOptions.Header header;

  @Option(
      names = "--columns",
      paramLabel = "A,B,...",
      order = 113,
      converter = ColumnsConverter.class,
      description =
          "The columns of a table that are features, by name, number from 0, or range as in A..D"
              + " (default: all that are left).")
  private Columns columns;

  @Option(
      names = "--drop",
      paramLabel = "A,B,...",
      order = 114,
      converter = ColumnsConverter.class,
      description = "Columns of a table to leave out, named in the same way.")
  private Columns drop;

  @Option(
      names = "--id",
      paramLabel = "NAME",
      order = 115,
      description =
          "The column of a table that tells its rows apart and is no feature (default: a first"
              + " column called id, index, ..._id or nothing, without a value that comes twice).")
  private String id;

  @Option(
      names = "--label",
      paramLabel = "NAME",
      order = 116,
      description =
          "The column of a table that has the labels (default: one called label; a first or last one"
              + " called labels, class, target or species; else a last one of text).")
  private String label;

  @Option(
      names = "--missing",
      paramLabel = "CHOICE",
      order = 117,
      defaultValue = "refuse",
      converter = MissingConverter.class,
      description =
          "What to do with empty cells of a table, NA, NaN, ?, - and their like: refuse, drop the"
              + " row, take the column's mean or median, or a number (default: ${DEFAULT-VALUE}).")
  private MissingValues missing;

  @Option(
      names = "--categories",
      paramLabel = "CHOICE",
      order = 118,
      defaultValue = "refuse",
      converter = CategoriesConverter.class,
      description =
          "What to do with columns of text: refuse; one-hot, a column for each text; ordinal, its"
              + " number in sorted order; or drop (default: ${DEFAULT-VALUE}).")
  private TableOptions.Categories categories;

  @Option(
      names = "--dates",
      paramLabel = "CHOICE",
      order = 119,
      defaultValue = "text",
      converter = DatesConverter.class,
      description =
          "What dates in a table (ISO 8601) are: text, or days since 1970-01-01"
              + " (default: ${DEFAULT-VALUE}).")
  private TableOptions.Dates dates;

  /** How to scale; as usual where it is a trained model that says. */
  public Scaling.Kind scale() {
    return scale.kind();
  }

  /** What {@code --scale} says. */
  public ScaleChoice scaleChoice() {
    return scale;
  }

  public Optional<Validation> validation() {
    return Optional.ofNullable(validation);
  }

  public Optional<DataSource> test() {
    return Optional.ofNullable(test);
  }

  /** How to read {@code --data}. */
  public DataOptions options(Host host) {
    return options(host, tables(host));
  }

  /**
   * How to read {@code --data} for a model that is there already: tables have the same features as
   * the one that it was trained on.
   *
   * @param trainedOn that table
   */
  public DataOptions options(Host host, TableDescription trainedOn) {
    return options(host, tables(host).withLike(trainedOn));
  }

  private DataOptions options(Host host, TableOptions tables) {
    return new DataOptions(
        limit == null ? OptionalInt.empty() : OptionalInt.of(limit),
        Optional.ofNullable(labels),
        images(host),
        tables);
  }

  /** Whether {@code --columns} says which columns are features. */
  public boolean namesColumns() {
    return columns != null;
  }

  /**
   * How to read data besides {@code --data}: images come as they do there, and tables have the same
   * features.
   *
   * @param samples those of {@code --data}
   */
  public DataOptions otherOptions(Host host, Samples samples) {
    TableOptions tables =
        samples.table().map(table -> tablesLike(host, table)).orElseGet(() -> tables(host));
    return DataOptions.none().withImages(images(host)).withTables(tables);
  }

  /** What is said of columns is said of those of {@code --data}. */
  private TableOptions tablesLike(Host host, TableDescription table) {
    return new TableOptions(
        separator,
        header,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        missing,
        categories,
        dates,
        Optional.of(table),
        Optional.of(host::note));
  }

  private TableOptions tables(Host host) {
    return new TableOptions(
        separator,
        header,
        columns == null ? List.of() : columns.names(),
        drop == null ? List.of() : drop.names(),
        Optional.ofNullable(id),
        Optional.ofNullable(label),
        missing,
        categories,
        dates,
        Optional.empty(),
        Optional.of(host::note));
  }

  private ImageOptions images(Host host) {
    ImageOptions options = ImageOptions.standard().withGrayscale(grayscale).withNotes(host::note);
    if (imageSize != null) {
      options = options.withSize(imageSize);
    }
    return skipUnreadable
        ? options.skippingUnreadable(error -> host.note("skipped " + error.getMessage()))
        : options;
  }

  /** The folder where data sets are kept. */
  public Path directory() {
    return directory == null ? DataCatalog.defaultDirectory() : directory;
  }

  public DataCatalog catalog(DownloadListener listener) {
    DownloadOptions downloads = DownloadOptions.standard().withListener(listener);
    return new DataCatalog(directory(), mirror == null ? downloads : downloads.withMirror(mirror));
  }

  /** A list of columns, which picocli must not take apart. */
  private record Columns(List<String> names) {}

  private static final class ColumnsConverter extends CheckedConverter<Columns> {
    @Override
    public Columns parse(String text) {
      return new Columns(TableOptions.parseColumns(text));
    }
  }

  private static final class SeparatorConverter extends ChoiceConverter<TableOptions.Separator> {
    SeparatorConverter() {
      super(TableOptions.Separator.values());
    }
  }

  private static final class HeaderConverter extends ChoiceConverter<TableOptions.Header> {
    HeaderConverter() {
      super(TableOptions.Header.values());
    }
  }

  private static final class MissingConverter extends CheckedConverter<MissingValues> {
    @Override
    public MissingValues parse(String text) {
      return MissingValues.parse(text);
    }
  }

  private static final class CategoriesConverter extends ChoiceConverter<TableOptions.Categories> {
    CategoriesConverter() {
      super(TableOptions.Categories.values());
    }
  }

  private static final class DatesConverter extends ChoiceConverter<TableOptions.Dates> {
    DatesConverter() {
      super(TableOptions.Dates.values());
    }
  }

  private static final class MirrorConverter extends CheckedConverter<String> {
    @Override
    public String parse(String text) {
      DownloadOptions.standard().withMirror(text);
      return text;
    }
  }

  private static final class ImageSizeConverter extends CheckedConverter<ImageSize> {
    @Override
    public ImageSize parse(String text) {
      return ImageSize.parse(text);
    }
  }

  private static final class ScaleConverter extends ChoiceConverter<ScaleChoice> {
    ScaleConverter() {
      super(ScaleChoice.values());
    }
  }
}
