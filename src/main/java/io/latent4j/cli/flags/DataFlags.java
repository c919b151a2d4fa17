package io.latent4j.cli.flags;

import io.latent4j.cli.host.Host;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.DataOptions;
import io.latent4j.data.DataSource;
import io.latent4j.data.DownloadListener;
import io.latent4j.data.DownloadOptions;
import io.latent4j.data.ImageOptions;
import io.latent4j.data.ImageSize;
import io.latent4j.data.Scaling;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The flags of every command that say more about its data than {@code --data}. */
public final class DataFlags {

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      order = 101,
      description = "Labels for the figures and colours: .npy, one-column .csv, or IDX.")
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
              + " leaves all else as it is (default: ${DEFAULT-VALUE}).")
  private Scaling.Kind scale;

  @Option(
      names = "--validation",
      paramLabel = "SHARE|SRC",
      order = 104,
      converter = Validation.Converter.class,
      description =
          "What to hold out: a share of the samples, drawn by seed, or another data source"
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

  public Scaling.Kind scale() {
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
    return new DataOptions(
        limit == null ? OptionalInt.empty() : OptionalInt.of(limit),
        Optional.ofNullable(labels),
        images(host));
  }

  /** How to read data besides {@code --data}: images come as they do there. */
  public DataOptions otherOptions(Host host) {
    return DataOptions.none().withImages(images(host));
  }

  private ImageOptions images(Host host) {
    ImageOptions options =
        ImageOptions.standard().withGrayscale(grayscale).withNotes(host::message);
    if (imageSize != null) {
      options = options.withSize(imageSize);
    }
    return skipUnreadable
        ? options.skippingUnreadable(error -> host.message("skipped " + error.getMessage()))
        : options;
  }

  public DataCatalog catalog(DownloadListener listener) {
    DownloadOptions downloads = DownloadOptions.standard().withListener(listener);
    return new DataCatalog(
        directory == null ? DataCatalog.defaultDirectory() : directory,
        mirror == null ? downloads : downloads.withMirror(mirror));
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

  private static final class ScaleConverter extends ChoiceConverter<Scaling.Kind> {
    ScaleConverter() {
      super(Scaling.Kind.values());
    }
  }
}
