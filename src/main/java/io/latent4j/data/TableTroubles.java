package io.latent4j.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What stands in the way of reading a table, all of it told at once. */
final class TableTroubles {

  private static final int SHOWN = 6;

  /**
   * A trouble.
   *
   * @param line where it is; 0 where no line is to blame
   * @param place the column, in words; empty where the whole row is meant
   * @param expected what should be there
   * @param found what is there
   * @param help the flags that help, or empty
   */
  private record Trouble(long line, String place, String expected, String found, String help) {

    /** What is there, for those who are not told what should be. */
    String inList() {
      return place.isEmpty() ? found + " instead of " + expected + inBrackets() : foundAndHelp();
    }

    String position() {
      String where = line == 0 ? "" : "line " + line;
      return where + (where.isEmpty() || place.isEmpty() ? "" : ", ") + place;
    }

    String foundAndHelp() {
      return found + inBrackets();
    }

    private String inBrackets() {
      return help.isEmpty() ? "" : " (" + help + ")";
    }
  }

  private final List<Trouble> troubles = new ArrayList<>();

  void add(long line, String place, String expected, String found, String help) {
    troubles.add(new Trouble(line, place, expected, found, help));
  }

  /** Adds a row that has not as many cells as another. */
  void addRow(long line, int cells, int expected, long likeLine) {
    String help = cells < expected ? "--missing drop, mean, median or a number" : "";
    troubles.add(
        new Trouble(line, "", cells(expected) + ", as in line " + likeLine, cells(cells), help));
  }

  private static String cells(int count) {
    return count + (count == 1 ? " cell" : " cells");
  }

  /** Throws if there is any. */
  void throwIfAny(TextFile file) {
    if (troubles.isEmpty()) {
      return;
    }
    troubles.sort(Comparator.comparingLong(Trouble::line));
    if (troubles.size() == 1) {
      Trouble one = troubles.get(0);
      throw file.error(one.position(), one.expected(), one.foundAndHelp());
    }
    String found =
        troubles.stream()
            .limit(SHOWN)
            .map(trouble -> trouble.position() + ": " + trouble.inList())
            .collect(Collectors.joining("; "));
    int more = troubles.size() - SHOWN;
    throw file.error(
        "",
        "a number in each cell of each feature",
        troubles.size() + " troubles: " + found + (more > 0 ? "; and " + more + " more" : ""));
  }
}
