package io.latent4j.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A table that names images and says what they show. The column of names is called {@code filename}
 * or is the one that holds names of images; the column of labels is called {@code label} or alike,
 * or is the only other one.
 */
final class ImageTable {

  private static final String FILENAME = "filename";
  private static final List<String> LABELS =
      List.of("label", "labels", "class", "target", "species", "breed", "category");
  private static final int LOOKED_AT = 100;

  /** A line of the table. */
  private record Line(long number, List<String> cells) {}

  private final Path table;
  private final ImageNames names;
  private final Consumer<String> notes;
  private final List<Line> lines;

  ImageTable(Path table, ImageNames names, Consumer<String> notes) {
    this.table = table;
    this.names = names;
    this.notes = notes;
    this.lines = read(table);
  }

  private static List<Line> read(Path table) {
    List<Line> lines = new ArrayList<>();
    try (InputStream in = ByteInput.stream(table);
        CsvRows rows = new CsvRows(table.toString(), in)) {
      for (Optional<CsvRecord> row = rows.next(); row.isPresent(); row = rows.next()) {
        lines.add(new Line(row.get().getStartingLineNumber(), row.get().getFields()));
      }
    } catch (IOException e) {
      throw DataFileException.from(table.toString(), e);
    }
    return lines;
  }

  /** Tells whether any cell is the name of an image that is there. */
  boolean namesImages() {
    return lines.stream()
        .anyMatch(line -> line.cells().stream().anyMatch(cell -> names.find(cell).isThere()));
  }

  /** Returns the images in the table's order. */
  List<ImageList.Entry> entries() {
    if (lines.isEmpty()) {
      throw error("", "lines of filename,label", "none");
    }
    Columns columns = Columns.of(this);
    if (columns.label().isEmpty() && columns.header() && lines.get(0).cells().size() > 1) {
      notes.accept(
          table
              + ": no column is called label, so that the images have none; there are "
              + Text.some(lines.get(0).cells()));
    }
    return lines.subList(columns.header() ? 1 : 0, lines.size()).stream()
        .map(line -> entry(line, columns))
        .toList();
  }

  private ImageList.Entry entry(Line line, Columns columns) {
    String name = line.cells().get(columns.name());
    String label = "";
    if (columns.label().isPresent()) {
      label = line.cells().get(columns.label().getAsInt());
      if (label.isEmpty()) {
        throw error("line " + line.number(), "a label", "none");
      }
    }
    ImageNames.Found found = names.find(name);
    return new ImageList.Entry(
        found.path(),
        label,
        found.isThere()
            ? Optional.empty()
            : Optional.of(
                error(
                    "line " + line.number(),
                    "the name of an image in the folder",
                    Text.quote(name) + ", " + found.problem())));
  }

  private DataFileException error(String position, String expected, String found) {
    return new DataFileException(table.toString(), position, expected, found);
  }

  /** Where a line has the name and the label, and whether the first line says so. */
  private record Columns(int name, OptionalInt label, boolean header) {

    /** The first line is a header unless it names an image, or has a label that comes again. */
    static Columns of(ImageTable table) {
      Line first = table.lines.get(0);
      List<String> cells =
          first.cells().stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
      boolean header = first.cells().stream().noneMatch(table.names::isName);
      int name = header ? cells.indexOf(FILENAME) : -1;
      if (name < 0) {
        name = table.columnOfNames(header);
      }
      if (name < 0 || !header && cells.size() > 2) {
        throw table.error(
            "line " + first.number(),
            "filename,label, or a header with a column filename",
            cells.size() + " columns");
      }
      OptionalInt label = header ? labelled(cells, name) : OptionalInt.empty();
      if (label.isEmpty() && cells.size() == 2) {
        label = OptionalInt.of(1 - name);
        header &= name == cells.indexOf(FILENAME) || !table.comesAgain(label.getAsInt());
      }
      return new Columns(name, label, header);
    }

    private static OptionalInt labelled(List<String> header, int name) {
      return LABELS.stream()
          .mapToInt(header::indexOf)
          .filter(column -> column >= 0 && column != name)
          .findFirst();
    }
  }

  /** Returns the column that most often has names of images, -1 if it is not to be told. */
  private int columnOfNames(boolean header) {
    int columns = lines.get(0).cells().size();
    List<Line> some =
        lines.subList(header ? 1 : 0, Math.min(lines.size(), LOOKED_AT + (header ? 1 : 0)));
    int best = columns <= 2 ? 0 : -1;
    long most = 0;
    for (int column = 0; column < columns; column++) {
      int at = column;
      long count = some.stream().filter(line -> names.isName(line.cells().get(at))).count();
      if (count > most) {
        most = count;
        best = column;
      }
    }
    return best;
  }

  /** Tells whether the first line's cell is also one of those below, and so no name of a column. */
  private boolean comesAgain(int column) {
    String first = lines.get(0).cells().get(column);
    Set<String> words = Set.copyOf(LABELS);
    return !words.contains(first.toLowerCase(Locale.ROOT))
        && lines.stream().skip(1).anyMatch(line -> line.cells().get(column).equals(first));
  }
}
