package io.latent4j.cli.flags;

import io.latent4j.data.DataSource;

/** The names of data sources. */
public final class DataSourceConverter extends CheckedConverter<DataSource> {

  /** What {@code --data} takes. */
  public static final String DESCRIPTION =
      "What to read: digits, iris, colors, mnist, fashion-mnist (also mnist:test, mnist:all,"
          + " mnist:49k), a generator (blobs, uniform, swiss-roll, moons; with options as in"
          + " blobs:n=500,centers=4), a file (.npy, .npz, .npz#ARRAY, tables in .csv, .tsv or .txt,"
          + " IDX; tables and IDX also .gz), - for a table or an NPY file from standard input, or a"
          + " folder of images (JPEG, PNG, GIF, BMP, WebP, TIFF), by name, or as its CSV of"
          + " filename,label says, or in folders whose names are the labels.";

  @Override
  public DataSource parse(String text) {
    return DataSource.parse(text);
  }
}
