package io.latent4j.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which images of a folder are meant, in which order, with which labels: those that the folder's
 * only CSV file of {@code filename,label} names, or all, by their names. Subfolders and files whose
 * names start with a dot are left alone.
 */
final class ImageList {

  /**
   * An image that is meant.
   *
   * @param path the file, which may turn out to be missing
   * @param label what the CSV file says it shows; empty if there is none
   * @param origin where it is named
   */
  record Entry(Path path, String label, Optional<Origin> origin) {

    /** Makes sure that there is such a file. */
    void requireFile() {
      if (origin.isPresent() && !Files.isRegularFile(path)) {
        throw origin.get().error("which is not there");
      }
    }
  }

  /** A line of the CSV file. */
  record Origin(String csv, long line, String name) {

    DataFileException error(String problem) {
      return new DataFileException(
          csv,
          "line " + line,
          "the name of an image in the folder",
          Text.quote(name) + ", " + problem);
    }
  }

  private final Path folder;

  ImageList(Path folder) {
    this.folder = folder;
  }

  List<Entry> entries() {
    List<Path> images = new ArrayList<>();
    List<Path> tables = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(".") || Files.isDirectory(file)) {
          continue;
        }
        if (ImageFile.isNamedLikeOne(name)) {
          images.add(file);
        } else if (name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
          tables.add(file);
        }
      }
    } catch (IOException e) {
      throw DataFileException.from(folder.toString(), e);
    }
    images.sort(byName());
    tables.sort(byName());
    if (tables.size() > 1) {
      throw new DataFileException(
          folder.toString(),
          "",
          "at most one .csv that names the images",
          tables.get(0).getFileName() + " and " + tables.get(1).getFileName());
    }
    List<Entry> entries =
        tables.isEmpty()
            ? images.stream().map(file -> new Entry(file, "", Optional.empty())).toList()
            : named(tables.get(0));
    if (entries.isEmpty()) {
      throw new DataFileException(
          folder.toString(), "", "at least one image (" + ImageFile.KINDS + ")", "none");
    }
    return entries;
  }

  private static Comparator<Path> byName() {
    return Comparator.comparing(file -> file.getFileName().toString());
  }

  private List<Entry> named(Path table) {
    List<Entry> entries = new ArrayList<>();
    try (InputStream in = ByteInput.stream(table);
        CsvRows rows = new CsvRows(table.toString(), in)) {
      Optional<CsvRecord> row = rows.next();
      if (row.isEmpty()) {
        throw rows.error("", "lines of filename,label", "none");
      }
      Columns columns = Columns.of(rows, row.get());
      if (columns.header()) {
        row = rows.next();
      }
      for (; row.isPresent(); row = rows.next()) {
        entries.add(entry(table, row.get(), columns));
      }
    } catch (IOException e) {
      throw DataFileException.from(table.toString(), e);
    }
    return entries;
  }

  private Entry entry(Path table, CsvRecord row, Columns columns) {
    String name = row.getField(columns.name());
    Origin origin = new Origin(table.toString(), row.getStartingLineNumber(), name);
    String label = "";
    if (columns.label().isPresent()) {
      label = row.getField(columns.label().getAsInt());
      if (label.isEmpty()) {
        throw new DataFileException(origin.csv(), "line " + origin.line(), "a label", "none");
      }
    }
    return new Entry(inside(name, origin), label, Optional.of(origin));
  }

  private Path inside(String name, Origin origin) {
    if (name.isEmpty()) {
      throw origin.error("which is no name");
    }
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException e) {
      throw origin.error("which can't be a file's name");
    }
    Path within = path.normalize();
    if (path.isAbsolute() || within.startsWith("..") || within.toString().isEmpty()) {
      throw origin.error("which is not in the folder");
    }
    return folder.resolve(within);
  }

  /** Where a line has the name and the label, and whether the first line says so. */
  private record Columns(int name, OptionalInt label, boolean header) {

    /** The first line is a header unless it names an image. */
    static Columns of(CsvRows rows, CsvRecord first) {
      List<String> cells =
          first.getFields().stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
      boolean header = cells.stream().noneMatch(ImageFile::isNamedLikeOne);
      boolean named = header && cells.contains("filename");
      if (!named && cells.size() > 2) {
        throw rows.error(
            "line " + first.getStartingLineNumber(),
            "filename,label, or a header with a column filename",
            cells.size() + " columns");
      }
      int name = named ? cells.indexOf("filename") : 0;
      int label = named ? cells.indexOf("label") : cells.size() - 1;
      boolean labelled = label >= 0 && label != name;
      return new Columns(name, labelled ? OptionalInt.of(label) : OptionalInt.empty(), header);
    }
  }
}
