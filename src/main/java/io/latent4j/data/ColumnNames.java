package io.latent4j.data;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Finds the columns that users mean by name, number, or range. */
final class ColumnNames {

  private static final String RANGE = "..";
  private static final int SHOWN = 12;

  private final TextFile file;
  private final Optional<List<String>> names;
  private final int width;

  /**
   * Takes the columns there are.
   *
   * @param names their names, or nothing if they have none
   * @param width how many they are
   */
  ColumnNames(TextFile file, Optional<List<String>> names, int width) {
    this.file = file;
    this.names = names;
    this.width = width;
  }

  Optional<String> name(int column) {
    return names.map(all -> all.get(column));
  }

  /**
   * Finds one column.
   *
   * @param flag what to name if there is none
   */
  int one(String text, String flag) {
    return find(text, flag).orElseThrow(() -> unknown(text, flag));
  }

  /** Finds columns, in the order in which they are named, each once. */
  List<Integer> several(List<String> texts, String flag) {
    Set<Integer> found = new LinkedHashSet<>();
    texts.forEach(text -> found.addAll(range(text, flag)));
    return List.copyOf(found);
  }

  private List<Integer> range(String text, String flag) {
    OptionalInt one = find(text, flag);
    if (one.isPresent()) {
      return List.of(one.getAsInt());
    }
    // A name may have two dots in it.
    for (int i = text.indexOf(RANGE); i >= 0; i = text.indexOf(RANGE, i + 1)) {
      String start = text.substring(0, i).strip();
      String end = text.substring(i + RANGE.length()).strip();
      OptionalInt first = find(start, flag);
      OptionalInt last = find(end, flag);
      if (first.isPresent() && last.isPresent()) {
        if (first.getAsInt() > last.getAsInt()) {
          throw file.error(
              "",
              "a range of columns from left to right (" + flag + ")",
              Text.quote(text) + ", of which the first is right of the last");
        }
        return IntStream.rangeClosed(first.getAsInt(), last.getAsInt()).boxed().toList();
      }
      if (text.indexOf(RANGE, i + 1) < 0 && (first.isPresent() || last.isPresent())) {
        throw unknown(first.isPresent() ? end : start, flag);
      }
    }
    throw unknown(text, flag);
  }

  private OptionalInt find(String text, String flag) {
    List<Integer> named =
        IntStream.range(0, names.isPresent() ? width : 0)
            .filter(i -> names.orElseThrow().get(i).equals(text))
            .boxed()
            .toList();
    if (named.size() > 1) {
      throw file.error(
          "",
          "one column " + Text.quote(text) + " (" + flag + ")",
          named.size()
              + ", which have the numbers "
              + listed(named.stream().map(i -> "" + i).toList()));
    }
    if (named.size() == 1) {
      return OptionalInt.of(named.get(0));
    }
    OptionalInt number =
        text.chars().allMatch(c -> c >= '0' && c <= '9')
            ? Decimal.toInt(text)
            : OptionalInt.empty();
    return number.isPresent() && number.getAsInt() < width ? number : OptionalInt.empty();
  }

  private DataFileException unknown(String text, String flag) {
    String there =
        names
            .map(all -> "there are " + listed(all))
            .orElse("there are " + width + " columns without names, from 0");
    String nearest =
        names
            .flatMap(all -> Text.nearest(text, all))
            .map(name -> "; did you mean " + Text.oneLine(name) + "?")
            .orElse("");
    return file.error(
        "",
        "a column " + Text.quote(text) + " (" + flag + ")",
        "none of that name or number" + nearest + " (" + there + ")");
  }

  private static String listed(List<String> names) {
    String shown = Text.oneLine(String.join(", ", names.subList(0, Math.min(names.size(), SHOWN))));
    return names.size() > SHOWN ? shown + " and " + (names.size() - SHOWN) + " more" : shown;
  }
}
