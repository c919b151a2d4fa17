package io.latent4j.cli;

import io.latent4j.data.DataSource;

/** The names of data sources. */
final class DataSourceConverter extends CheckedConverter<DataSource> {

  /** What {@code --data} takes. */
  static final String DESCRIPTION =
      "What to read: digits, iris, colors; mnist or fashion-mnist, also with :test, :all, :49k; a"
          + " generator such as blobs:n=500,centers=4, uniform, swiss-roll, moons; or a file .npy,"
          + " .npz[#ARRAY], .csv[.gz], IDX[.gz].";

  @Override
  DataSource parse(String text) {
    return DataSource.parse(text);
  }
}
