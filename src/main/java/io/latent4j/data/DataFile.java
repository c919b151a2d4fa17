package io.latent4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of samples, its format told by its name or, where that says nothing, its first bytes. */
final class DataFile {

  static final String KINDS = ".npy, .npz, .npz#ARRAY, .csv[.gz], .tsv[.gz], .txt[.gz], IDX[.gz]";

  /** The last two are what the tables of collections such as UCI's are called. */
  private static final Pattern TABLE = Pattern.compile(".*\\.(csv|tsv|txt|data|dat)(\\.gz)?");

  private static final Pattern ARRAY = Pattern.compile("(.*\\.npz)#(.+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern IDX =
      Pattern.compile(".*([.-]idx\\d?(-[a-z0-9]+)?)(\\.gz)?", Pattern.CASE_INSENSITIVE);

  private final Path path;
  private final Optional<String> array;

  private DataFile(Path path, Optional<String> array) {
    this.path = path;
    this.array = array;
  }

  /** Returns the file that is meant, if the text looks like a data file's name, or is a file's. */
  static Optional<DataFile> parse(String spec) {
    Matcher array = ARRAY.matcher(spec);
    try {
      if (array.matches()) {
        return Optional.of(new DataFile(Path.of(array.group(1)), Optional.of(array.group(2))));
      }
      Path path = Path.of(spec);
      boolean known = Format.byName(path).isPresent() && !Files.isDirectory(path);
      return known || Files.isRegularFile(path)
          ? Optional.of(new DataFile(path, Optional.empty()))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Tells whether a name, in small letters, is that of a table. */
  static boolean isTable(String name) {
    return TABLE.matcher(name).matches();
  }

  Samples read(TableOptions tables) {
    if (array.isPresent()) {
      return Npz.read(path, array);
    }
    return switch (Format.byName(path).orElseGet(() -> Format.byStart(path))) {
      case NPY -> Npy.read(path);
      case NPZ -> Npz.read(path);
      case TABLE -> Csv.read(path, tables);
      case IDX -> Idx.read(path);
    };
  }

  private enum Format {
    NPY,
    NPZ,
    TABLE,
    IDX;

    static Optional<Format> byName(Path path) {
      String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
      if (name.endsWith(".npy")) {
        return Optional.of(NPY);
      }
      if (name.endsWith(".npz")) {
        return Optional.of(NPZ);
      }
      if (isTable(name)) {
        return Optional.of(TABLE);
      }
      return DataFile.IDX.matcher(name).matches() ? Optional.of(IDX) : Optional.empty();
    }

    static Format byStart(Path path) {
      byte[] start;
      try (InputStream in = ByteInput.stream(path)) {
        start = in.readNBytes(4);
      } catch (IOException e) {
        throw DataFileException.from(path.toString(), e);
      }
      if (start.length == 4 && Idx.isMagic(start)) {
        return IDX;
      }
      if (start.length == 4 && start[0] == (byte) 0x93 && start[1] == 'N') {
        return NPY;
      }
      throw new DataFileException(
          path.toString(),
          "",
          "a name or content that tells the format (" + KINDS + ")",
          "neither");
    }
  }
}
