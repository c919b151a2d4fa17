package io.latent4j.cli.commands;

import io.latent4j.cli.flags.DataFlags;
import io.latent4j.cli.flags.ScaleChoice;
import io.latent4j.cli.flags.Validation;
import io.latent4j.cli.host.Host;
import io.latent4j.cli.run.Downloads;
import io.latent4j.data.CellTable;
import io.latent4j.data.DataOptions;
import io.latent4j.data.DataSource;
import io.latent4j.data.OpenedData;
import io.latent4j.data.TableOptions;
import io.latent4j.recommendation.RatingRange;
import io.latent4j.recommendation.Ratings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads ratings and the names of items.
 *
 * @param host who is told what was taken for granted
 * @param flags how to read
 * @param range the ratings that may be given
 */
record RatingSources(Host host, DataFlags flags, RatingRange range) {
  private static final String STANDARD_INPUT = "-";

  /** Refuses what says nothing of ratings. */
  void check() {
    DataOptions options = flags.options(host);
    if (options.labels().isPresent()) {
      throw new IllegalArgumentException("--labels must not be given: ratings have none");
    }
    if (flags.scaleChoice() != ScaleChoice.AUTO
        && flags.scaleChoice() != ScaleChoice.NONE
        && flags.scaleChoice() != ScaleChoice.MODEL) {
      throw new IllegalArgumentException(
          "--scale must be auto or none for ratings, which any scale will do for, but is "
              + flags.scaleChoice());
    }
    if (flags.validation().orElse(null) instanceof Validation.Separate separate) {
      throw new IllegalArgumentException(
          "--validation must be a share for ratings, but is " + separate.source());
    }
  }

  /** The first ratings of a source, as many as {@code --limit} says. */
  Ratings limited(String spec) {
    Ratings all = read(spec);
    int limit = flags.options(host).limit().orElse(Integer.MAX_VALUE);
    return limit >= all.count() ? all : Ratings.of(all.toList().subList(0, limit));
  }

  /** The ratings of a source. */
  Ratings read(String spec) {
    TableOptions options = flags.options(host).tables();
    if (spec.equals(STANDARD_INPUT)) {
      return Ratings.of(CellTable.read(System.in, "standard input", options), options, range);
    }
    if (isTable(spec)) {
      return Ratings.of(CellTable.read(Path.of(spec), options), options, range);
    }
    DataSource source = DataSource.parse(spec);
    try (Downloads downloads = new Downloads(host);
        OpenedData opened = flags.catalog(downloads).open(source, DataOptions.none())) {
      return Ratings.of(opened.samples());
    }
  }

  private static boolean isTable(String spec) {
    String name = spec.toLowerCase(Locale.ROOT);
    return name.matches(".*\\.(csv|tsv|txt|dat|data)(\\.gz)?");
  }

  /** The names of items by their ids. */
  Map<String, String> names(Path file) {
    return Ratings.readNames(file, flags.options(host).tables());
  }

  /** Which share of the ratings to learn from finds the number of epochs; none if it is given. */
  Optional<Double> validation() {
    Validation asked = flags.validation().orElse(Validation.USUAL_SHARE);
    return asked instanceof Validation.Share share ? Optional.of(share.value()) : Optional.empty();
  }
}
