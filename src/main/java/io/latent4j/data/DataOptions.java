package io.latent4j.data;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What goes with the name of a data set.
 *
 * @param limit how many of the first samples to keep, all if empty; a separate validation set is
 *     not limited
 * @param labels a file of labels that replace those the data have: {@code .npy}, a table of one
 *     column, or IDX; one label for each sample before the limit, and for each row of a table, also
 *     those that are left out for missing values
 * @param images how the images of a folder become samples
 * @param tables how tables become samples
 */
public record DataOptions(
    OptionalInt limit, Optional<Path> labels, ImageOptions images, TableOptions tables) {

  /**
   * Checks the options.
   *
   * @param limit at least 1, or empty
   * @param labels a file of labels, or empty
   * @param images how the images of a folder become samples
   * @param tables how tables become samples
   * @throws IllegalArgumentException if the limit is below 1
   */
  public DataOptions {
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(images, "images");
    Objects.requireNonNull(tables, "tables");
    if (limit.isPresent() && limit.getAsInt() < 1) {
      throw new IllegalArgumentException("limit must be at least 1, but is " + limit.getAsInt());
    }
  }

  /**
   * Leaves images as they are, and finds out all about tables.
   *
   * @param limit at least 1, or empty
   * @param labels a file of labels, or empty
   * @throws IllegalArgumentException if the limit is below 1
   */
  public DataOptions(OptionalInt limit, Optional<Path> labels) {
    this(limit, labels, ImageOptions.standard(), TableOptions.standard());
  }

  /**
   * Returns the options that keep all samples and their own labels.
   *
   * @return the defaults
   */
  public static DataOptions none() {
    return new DataOptions(OptionalInt.empty(), Optional.empty());
  }

  /**
   * Limits the number of samples.
   *
   * @param limit how many of the first samples to keep
   * @return the changed options
   * @throws IllegalArgumentException if the limit is below 1
   */
  public DataOptions withLimit(int limit) {
    return new DataOptions(OptionalInt.of(limit), labels, images, tables);
  }

  /**
   * Takes labels from a file.
   *
   * @param file the file of labels
   * @return the changed options
   */
  public DataOptions withLabels(Path file) {
    return new DataOptions(limit, Optional.of(file), images, tables);
  }

  /**
   * Says how the images of a folder become samples.
   *
   * @param images size, colours, what to do with files that can't be read
   * @return the changed options
   */
  public DataOptions withImages(ImageOptions images) {
    return new DataOptions(limit, labels, images, tables);
  }

  /**
   * Says how tables become samples; other sources refuse all but the standard.
   *
   * @param tables which columns are features, what to do with cells that are no numbers
   * @return the changed options
   */
  public DataOptions withTables(TableOptions tables) {
    return new DataOptions(limit, labels, images, tables);
  }
}
