package io.latent4j.cli.run;

import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.Flag;
import io.latent4j.cli.flags.Validation;
import io.latent4j.cli.host.Host;
import io.latent4j.data.DataCatalog;
import io.latent4j.data.DataOptions;
import io.latent4j.data.DataSource;
import io.latent4j.data.OpenedData;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.Split;
import io.latent4j.data.TableColumn;
import io.latent4j.data.TableDescription;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The samples of a run: what it learns from, and what it is checked on. */
public final class RunData implements AutoCloseable {

  private static final int SHOWN = 6;

  private final Deque<Samples> open = new ArrayDeque<>();
  private final DataSource source;
  private Samples all;
  private Samples training;
  private Samples validation;
  private Samples test;
  private Scaling scaling;

  private RunData(DataSource source) {
    this.source = source;
  }

  /**
   * Opens all that the flags name.
   *
   * @param usual what to hold out if neither a flag nor the source itself says
   * @param trainedOn the table whose features a table must have, that of a model's training
   * @param host where downloads and images that are skipped are told of
   */
  public static RunData open(
      DataSource source,
      DataFlags flags,
      Optional<? extends Validation> usual,
      Optional<TableDescription> trainedOn,
      long seed,
      Host host) {
    RunData data = new RunData(source);
    try {
      data.read(flags, trainedOn, host);
      data.holdOut(flags, usual, seed);
      data.scaling = Flag.naming("--scale", () -> Scaling.fit(data.training, flags.scale()));
      return data;
    } catch (RuntimeException | Error e) {
      data.close();
      throw e;
    }
  }

  private void read(DataFlags flags, Optional<TableDescription> trainedOn, Host host) {
    try (Downloads downloads = new Downloads(host)) {
      DataCatalog catalog = flags.catalog(downloads);
      DataOptions how =
          trainedOn.map(table -> flags.options(host, table)).orElseGet(() -> flags.options(host));
      OpenedData opened = catalog.open(source, how);
      all = keep(opened.samples());
      if (trainedOn.isPresent() && all.table().isPresent() && !flags.namesColumns()) {
        requireNames(trainedOn.get(), all.table().get());
      }
      DataOptions options = flags.otherOptions(host, all);
      training = all;
      validation = opened.validation().map(this::keep).orElse(null);
      test = flags.test().map(other -> open("--test", other, catalog, options)).orElse(null);
      if (flags.validation().orElse(null) instanceof Validation.Separate separate) {
        validation = open("--validation", separate.source(), catalog, options);
      }
    }
  }

  /** Refuses a table none of whose columns is called as one of the model. */
  private static void requireNames(TableDescription trainedOn, TableDescription table) {
    List<String> wanted = names(trainedOn.features());
    if (!trainedOn.header() || !table.header()) {
      return;
    }
    if (Collections.disjoint(wanted, names(table.columns()))) {
      throw new IllegalArgumentException(
          "--data must be a table with the columns of the model, %s, but its columns are %s; --columns names those that stand for them, in their order"
              .formatted(listed(wanted), listed(names(table.columns()))));
    }
  }

  private static List<String> names(List<TableColumn> columns) {
    return columns.stream().map(TableColumn::title).toList();
  }

  private static String listed(List<String> names) {
    int shown = Math.min(SHOWN, names.size());
    String more = names.size() > shown ? " and %d more".formatted(names.size() - shown) : "";
    return String.join(", ", names.subList(0, shown)) + more;
  }

  private Samples open(String flag, DataSource other, DataCatalog catalog, DataOptions options) {
    OpenedData opened = catalog.open(other, options);
    opened.validation().ifPresent(Samples::close);
    Samples samples = keep(opened.samples());
    if (samples.features() != all.features()) {
      throw new IllegalArgumentException(
          "%s must have %d features like --data, but %s has %d"
              .formatted(flag, all.features(), other, samples.features()));
    }
    return samples;
  }

  /**
   * Opens other samples of as many features, which are closed with these.
   *
   * @param flag the flag that named them
   * @param other what it named
   */
  public Samples open(String flag, DataSource other, DataFlags flags, Host host) {
    try (Downloads downloads = new Downloads(host)) {
      return open(flag, other, flags.catalog(downloads), flags.otherOptions(host, all));
    }
  }

  private void holdOut(DataFlags flags, Optional<? extends Validation> usual, long seed) {
    Validation asked = flags.validation().orElse(null);
    if (asked == null && validation == null) {
      asked = usual.orElse(null);
    }
    if (asked instanceof Validation.None) {
      validation = null; // kept open, and closed with the others
    }
    if (asked instanceof Validation.Share share) {
      Split split = Flag.naming("--validation", () -> all.split(share.value(), seed));
      training = keep(split.training());
      validation = keep(split.validation());
    }
  }

  private Samples keep(Samples samples) {
    open.push(samples);
    return samples;
  }

  /** What the data were called. */
  public String name() {
    return source.spec();
  }

  /** The rows of {@code --data}, in their order. */
  public Samples all() {
    return all;
  }

  /** What to learn from: all rows, or those that are not held out. */
  public Samples training() {
    return training;
  }

  /** What is held out: rows of {@code --data} or samples of their own. */
  public Optional<Samples> validation() {
    return Optional.ofNullable(validation);
  }

  /** The validation samples, if they are not among the rows of {@code --data}. */
  public Optional<Samples> separateValidation() {
    return training == all ? validation() : Optional.empty();
  }

  /** How the samples are scaled, found from those that are learned from. */
  public Scaling scaling() {
    return scaling;
  }

  public Optional<Samples> test() {
    return Optional.ofNullable(test);
  }

  @Override
  public void close() {
    open.forEach(Samples::close);
  }
}
