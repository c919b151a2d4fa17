package io.latent4j.cli;

import io.latent4j.data.DataCatalog;
import io.latent4j.data.DataOptions;
import io.latent4j.data.DataSource;
import io.latent4j.data.Scaling;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** The flags of every command that say more about its data than {@code --data}. */
final class DataFlags {

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

  Scaling.Kind scale() {
    return scale;
  }

  Optional<Validation> validation() {
    return Optional.ofNullable(validation);
  }

  Optional<DataSource> test() {
    return Optional.ofNullable(test);
  }

  DataOptions options() {
    return new DataOptions(
        limit == null ? OptionalInt.empty() : OptionalInt.of(limit), Optional.ofNullable(labels));
  }

  DataCatalog catalog() {
    return new DataCatalog(directory == null ? DataCatalog.defaultDirectory() : directory);
  }

  private static final class ScaleConverter extends CheckedConverter<Scaling.Kind> {
    @Override
    Scaling.Kind parse(String text) {
      return choice(Scaling.Kind.values(), text);
    }
  }
}
