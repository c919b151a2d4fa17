package io.latent4j.data;

import io.latent4j.data.CellReader.NumberStyle;
import io.latent4j.data.ColumnFacts.Place;
import io.latent4j.data.TableFacts.UnevenRow;
import io.latent4j.data.TableOptions.Categories;
import io.latent4j.data.TableOptions.Dates;
import io.latent4j.data.TablePlan.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** Decides what each column of a table is for, from what the user says and what is in it. */
final class TablePlanner {

  private static final int NONE = -1;
  private static final int SHOWN = 6;
  private static final String LABEL = "label";

  private final TextFile file;
  private final TableFacts facts;
  private final TableOptions options;
  private final HeaderDecision header;
  private final ColumnNames names;
  private final Optional<List<String>> nameList;
  private final TableTroubles troubles = new TableTroubles();
  private final List<String> decisions = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** How many columns there are without empty ones at the end. */
  private final int width;

  private int id = NONE;
  private int label = NONE;
  private boolean idFound;
  private boolean labelFound;

  private TablePlanner(
      TextFile file, TableFacts facts, TableOptions options, HeaderDecision header) {
    this.file = file;
    this.facts = facts;
    this.options = options;
    this.header = header;
    if (!header.present() && !facts.first().isEmpty()) {
      facts.addFirst();
    }
    this.nameList = header.present() ? Optional.of(namesOf(facts)) : Optional.empty();
    this.width = widthWithoutEmpty();
    this.names = new ColumnNames(file, nameList, width);
  }

  /**
   * Makes a plan.
   *
   * @param facts what is known of the cells; the first row is added to them if it is no header
   * @throws DataFileException if the table can't be read so, with all that stands in the way
   */
  static TablePlan plan(
      TextFile file, TableFacts facts, TableOptions options, HeaderDecision header) {
    return new TablePlanner(file, facts, options, header).plan();
  }

  private static List<String> namesOf(TableFacts facts) {
    List<String> names = new ArrayList<>();
    // Where the first row is short, its names are those of the last columns, as R writes them,
    // unless rows just end with a separator.
    boolean shifted = facts.isFirstShort() && !facts.below(facts.width() - 1).isEmpty();
    if (shifted) {
      names.add("");
    }
    facts.first().forEach(cell -> names.add(cell.text()));
    while (names.size() < facts.width()) {
      names.add("");
    }
    return List.copyOf(names.subList(0, facts.width()));
  }

  private int widthWithoutEmpty() {
    int last = facts.width();
    while (last > 1 && isNameless(last - 1) && facts.below(last - 1).isEmpty()) {
      last--;
    }
    return last;
  }

  private boolean isNameless(int column) {
    return nameList.map(all -> all.get(column).isEmpty()).orElse(true);
  }

  private TablePlan plan() {
    if (facts.rows() == 0) {
      throw file.error("", "at least one row with a number", "no row");
    }
    findUnevenRows();
    return options.like().isPresent() ? planLike(options.like().get()) : planAlone();
  }

  private TablePlan planAlone() {
    List<Integer> features = featuresAlone();
    List<TablePlan.Column> columns = columns(features, Map.of());
    features.removeIf(column -> columns.get(column).use() == Use.NOTHING);
    tellDecisions(columns);
    troubles.throwIfAny(file);
    if (features.isEmpty()) {
      throw noFeature();
    }
    return new TablePlan(
        header.present(),
        facts.style(),
        columns,
        features,
        nameList,
        List.of(),
        List.of(),
        decisions,
        notes);
  }

  /** Finds identifier and label, and returns what is left to be features. */
  private List<Integer> featuresAlone() {
    Set<Integer> dropped = new HashSet<>(names.several(options.drop(), "--drop"));
    List<Integer> chosen = names.several(options.columns(), "--columns");
    options.id().ifPresent(text -> id = names.one(text, "--id"));
    options.label().ifPresent(text -> label = names.one(text, "--label"));
    if (id != NONE && id == label) {
      throw file.error("", "two columns (--id and --label)", inWords(id) + " for both");
    }
    Set<Integer> taken = new HashSet<>(dropped);
    taken.addAll(chosen);
    findIdentifier(taken);
    findLabel(taken);
    List<Integer> features = new ArrayList<>();
    (chosen.isEmpty() ? IntStream.range(0, width).boxed().toList() : chosen)
        .stream().filter(i -> !dropped.contains(i) && i != id && i != label).forEach(features::add);
    return features;
  }

  /** Looks for the columns of another table. */
  private TablePlan planLike(TableDescription other) {
    options.id().ifPresent(text -> id = names.one(text, "--id"));
    options.label().ifPresent(text -> label = names.one(text, "--label"));
    Map<TableColumn, Integer> found = find(other);
    Map<Integer, TableColumn> like = new LinkedHashMap<>();
    List<TableColumn> absent = new ArrayList<>();
    for (TableColumn column : other.features()) {
      if (found.containsKey(column)) {
        like.put(found.get(column), column);
      } else {
        absent.add(column);
      }
    }
    refuseAbsent(absent);
    if (id == NONE) {
      id = other.identifier().map(found::get).orElse(NONE);
    }
    if (label == NONE) {
      label = other.label().map(found::get).orElse(NONE);
    }
    findIdentifier(like.keySet());
    findLabel(like.keySet());
    List<Integer> features = List.copyOf(like.keySet());
    List<TablePlan.Column> columns = columns(features, like);
    tellOthers(found.values());
    tellDecisions(columns);
    troubles.throwIfAny(file);
    return new TablePlan(
        header.present(),
        facts.style(),
        columns,
        features,
        nameList,
        List.copyOf(like.values()),
        other.label().map(TableColumn::categories).orElse(List.of()),
        decisions,
        notes);
  }

  private void refuseAbsent(List<TableColumn> absent) {
    if (absent.size() == 1) {
      troubles.add(0, absent.get(0).inWords(), "a column like that of the samples", "none", "");
    } else if (!absent.isEmpty()) {
      String all = listed(absent.stream().map(TableColumn::title).toList());
      troubles.add(0, "columns " + all, "columns like those of the samples", "none", "");
    }
  }

  /** Finds the columns of another table: by what the user says, by name, or by place. */
  private Map<TableColumn, Integer> find(TableDescription other) {
    List<TableColumn> features = other.features();
    List<Integer> chosen = names.several(options.columns(), "--columns");
    if (!chosen.isEmpty()) {
      if (chosen.size() != features.size()) {
        throw file.error(
            "",
            "as many columns as the samples have, " + features.size() + " (--columns)",
            String.valueOf(chosen.size()));
      }
      return paired(features, chosen);
    }
    Set<String> there = new HashSet<>(nameList.orElse(List.of()));
    if (features.stream().flatMap(column -> column.name().stream()).anyMatch(there::contains)) {
      Map<TableColumn, Integer> found = findByName(other);
      tellOrder(features.stream().map(found::get).filter(Objects::nonNull).toList());
      return found;
    }
    if (other.header() && header.present()) {
      notes.add("none of its columns is called as in the samples; they are taken by their place");
    }
    return width == other.columns().size() ? byPlace(other) : findAmongOthers(other);
  }

  /** Finds features by their place among those that this table has by itself. */
  private Map<TableColumn, Integer> findAmongOthers(TableDescription other) {
    int told = notes.size();
    List<Integer> own = featuresAlone();
    if (own.size() == other.features().size()) {
      return paired(other.features(), own);
    }
    notes.subList(told, notes.size()).clear();
    id = NONE;
    label = NONE;
    return byPlace(other);
  }

  private Map<TableColumn, Integer> byPlace(TableDescription other) {
    Map<TableColumn, Integer> found = new HashMap<>();
    other.columns().stream()
        .filter(column -> column.number() < width)
        .forEach(column -> found.put(column, column.number()));
    return found;
  }

  private static Map<TableColumn, Integer> paired(List<TableColumn> columns, List<Integer> places) {
    Map<TableColumn, Integer> found = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      found.put(columns.get(i), places.get(i));
    }
    return found;
  }

  /** Of columns with one name the first stands for the first, and so on. */
  private Map<TableColumn, Integer> findByName(TableDescription other) {
    Map<String, Deque<Integer>> places = new HashMap<>();
    for (int i = 0; i < width; i++) {
      places.computeIfAbsent(nameList.orElseThrow().get(i), name -> new ArrayDeque<>()).add(i);
    }
    Map<TableColumn, Integer> found = new HashMap<>();
    for (TableColumn column : other.columns()) {
      Integer place = places.getOrDefault(column.name().orElseThrow(), new ArrayDeque<>()).poll();
      if (place != null) {
        found.put(column, place);
      }
    }
    return found;
  }

  private void tellOrder(List<Integer> places) {
    if (!places.equals(places.stream().sorted().toList())) {
      notes.add("its columns are in another order than in the samples; they are taken by name");
    }
  }

  /** Tells which columns stand for nothing in another table. */
  private void tellOthers(Collection<Integer> known) {
    if (!options.columns().isEmpty()) {
      return;
    }
    List<String> others =
        IntStream.range(0, width)
            .filter(i -> !known.contains(i) && i != id && i != label)
            .mapToObj(this::title)
            .toList();
    if (!others.isEmpty()) {
      boolean one = others.size() == 1;
      notes.add(
          (one ? "column " : "columns ")
              + listed(others)
              + (one ? " is no feature" : " are no features")
              + " of the samples and left out");
    }
  }

  private static String listed(List<String> titles) {
    List<String> shown = titles.stream().limit(SHOWN).map(Text::quote).toList();
    int more = titles.size() - SHOWN;
    return String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
  }

  private void findUnevenRows() {
    if (!header.present() && facts.isFirstShort() && !options.fillsShortRows()) {
      troubles.addRow(facts.firstLine(), facts.first().size(), facts.width(), facts.widthLine());
    }
    for (UnevenRow row : facts.uneven()) {
      troubles.addRow(row.line(), row.cells(), facts.width(), facts.widthLine());
    }
  }

  private void findIdentifier(Set<Integer> taken) {
    if (id != NONE || !header.present() || width < 2 || label == 0 || taken.contains(0)) {
      return;
    }
    ColumnFacts first = facts.below(0);
    boolean text = options.dates() == Dates.TEXT || !first.hasDatesOnly();
    if (TableNames.mayIdentify(names.name(0).orElseThrow())
        && first.isUnique()
        && first.missing() == 0
        && first.hasWholeNumbersAndTexts()
        && text) {
      id = 0;
      idFound = true;
      notes.add(
          (isNameless(0) ? "the first column, which has no name," : inWords(0))
              + " is taken as identifier, not as feature");
    }
  }

  private void findLabel(Set<Integer> taken) {
    if (label != NONE) {
      return;
    }
    OptionalInt found = namedLabel(taken);
    if (found.isEmpty()) {
      int last = width - 1;
      int first = id == 0 ? 1 : 0;
      if (isLabel(last, taken)) {
        found = OptionalInt.of(last);
      } else if (first < last && isLabel(first, taken)) {
        found = OptionalInt.of(first);
      } else if (last > first && last != id && !taken.contains(last) && isText(last)) {
        found = OptionalInt.of(last);
      }
    }
    found.ifPresent(
        column -> {
          label = column;
          labelFound = true;
          notes.add(inWords(column) + " is taken as label, not as feature");
        });
  }

  /** A column that is called label is one wherever it stands. */
  private OptionalInt namedLabel(Set<Integer> taken) {
    if (!header.present()) {
      return OptionalInt.empty();
    }
    List<Integer> found =
        IntStream.range(0, width)
            .filter(i -> i != id && !taken.contains(i))
            .filter(i -> names.name(i).orElseThrow().toLowerCase(Locale.ROOT).equals(LABEL))
            .boxed()
            .toList();
    if (found.size() > 1) {
      throw file.error(
          "line " + facts.firstLine(),
          "one column named label",
          found.size() + ", with the numbers " + found + " from 0 (--label NUMBER)");
    }
    return found.isEmpty() ? OptionalInt.empty() : OptionalInt.of(found.get(0));
  }

  private boolean isLabel(int column, Set<Integer> taken) {
    return width > 1
        && column != id
        && !taken.contains(column)
        && names.name(column).map(TableNames::isLabel).orElse(false)
        && facts.below(column).hasWholeNumbersAndTexts()
        && !isDays(column);
  }

  private boolean isText(int column) {
    ColumnFacts below = facts.below(column);
    return below.isMostlyText() && !isDays(column);
  }

  private boolean isDays(int column) {
    return options.dates() == Dates.DAYS && facts.below(column).hasDatesOnly();
  }

  private List<TablePlan.Column> columns(List<Integer> features, Map<Integer, TableColumn> like) {
    List<TablePlan.Column> columns = new ArrayList<>();
    Set<Integer> read = new HashSet<>(features);
    for (int i = 0; i < facts.width(); i++) {
      columns.add(column(i, read.contains(i), Optional.ofNullable(like.get(i))));
    }
    return columns;
  }

  private TablePlan.Column column(int column, boolean isFeature, Optional<TableColumn> like) {
    ColumnFacts below = facts.below(column);
    TableColumn.Kind kind = kind(below);
    Use use = Use.NOTHING;
    if (column == id) {
      use = Use.IDENTIFIER;
    } else if (column == label) {
      use = Use.LABEL;
      findMissingLabels(column, below);
    } else if (isFeature) {
      use =
          like.isPresent() ? featureLike(column, like.get(), below) : feature(column, kind, below);
    }
    return new TablePlan.Column(
        use,
        kind,
        below.dashIsText(),
        column == id && idFound,
        column == label && labelFound && below.hasWholeNumbersAndTexts());
  }

  private static TableColumn.Kind kind(ColumnFacts below) {
    if (below.present() == 0) {
      return TableColumn.Kind.EMPTY;
    }
    if (below.hasNumbersOnly()) {
      return TableColumn.Kind.NUMBER;
    }
    if (below.hasDatesOnly()) {
      return TableColumn.Kind.DATE;
    }
    return below.hasTruthsOnly() ? TableColumn.Kind.TRUTH : TableColumn.Kind.TEXT;
  }

  private Use feature(int column, TableColumn.Kind kind, ColumnFacts below) {
    boolean days = options.dates() == Dates.DAYS;
    boolean text = kind == TableColumn.Kind.TEXT || kind == TableColumn.Kind.DATE && !days;
    if (text && options.categories() == Categories.DROP) {
      notes.add(inWords(column) + " is text and left out (--categories drop)");
      return Use.NOTHING;
    }
    findMissing(column, below);
    if (text && options.categories() != Categories.REFUSE) {
      return Use.CATEGORY;
    }
    if (text) {
      refuseText(column, kind, below);
    }
    refuseTooLarge(column, below);
    return switch (kind) {
      case DATE -> Use.DAYS;
      case TRUTH -> Use.TRUTH;
      case NUMBER, TEXT, EMPTY -> Use.NUMBER;
    };
  }

  private void refuseTooLarge(int column, ColumnFacts below) {
    if (below.tooLarge() > 0) {
      add(
          column,
          below.firstTooLarge(),
          "a finite number that float32 can hold",
          below.tooLarge(),
          dropping(column));
    }
  }

  /** Reads a column as another table's was. */
  private Use featureLike(int column, TableColumn like, ColumnFacts below) {
    findMissing(column, below);
    if (!like.categories().isEmpty()) {
      return Use.CATEGORY;
    }
    switch (like.kind()) {
      case DATE -> {
        if (below.noDates() > 0) {
          add(column, below.firstNoDate(), "a date, as in the samples", below.noDates(), "");
        }
        return Use.DAYS;
      }
      case TRUTH -> {
        if (below.present() > 0 && !below.hasTruthsOnly()) {
          troubles.add(
              0, inWords(column), "true and false, as in the samples", "something else", "");
        }
        return Use.TRUTH;
      }
      default -> {
        if (below.noNumbers() > 0) {
          add(column, below.firstNoNumber(), "a number, as in the samples", below.noNumbers(), "");
        }
        refuseTooLarge(column, below);
        return Use.NUMBER;
      }
    }
  }

  private void refuseText(int column, TableColumn.Kind kind, ColumnFacts below) {
    if (kind == TableColumn.Kind.DATE) {
      add(column, below.firstNoNumber(), "a number", below.noNumbers(), "--dates days");
      return;
    }
    boolean mostlyDates = options.dates() == Dates.DAYS && 2 * below.noDates() < below.present();
    if (mostlyDates) {
      add(column, below.firstNoDate(), "a date", below.noDates(), dropping(column));
      return;
    }
    boolean identifies =
        width > 1 && below.isMostlyText() && below.isUnique() && below.present() > 1;
    boolean first =
        !header.present()
            && below.noNumbers() == 1
            && below.firstNoNumber().line() == facts.firstLine();
    String help =
        "--categories one-hot, ordinal or drop"
            + (identifies ? ", --id " + title(column) : "")
            + (first ? ", --header yes" : "")
            + (facts.style() == NumberStyle.POINT ? "" : "; numbers have a decimal comma");
    add(column, below.firstNoNumber(), "a number", below.noNumbers(), help);
  }

  private void findMissing(int column, ColumnFacts below) {
    if (below.missing() == 0) {
      return;
    }
    switch (options.missing().kind()) {
      case REFUSE ->
          add(
              column,
              below.firstMissing().orElseThrow(),
              "a number",
              below.missing(),
              below.present() == 0 ? dropping(column) : "--missing drop, mean, median or a number");
      case MEAN, MEDIAN -> {
        if (below.present() == 0 && options.like().isEmpty()) {
          troubles.add(
              0,
              inWords(column),
              "a value of which to take the " + options.missing(),
              "none",
              dropping(column));
        }
      }
      case DROP -> {
        if (below.present() == 0) {
          troubles.add(0, inWords(column), "a row with a value", "none", dropping(column));
        }
      }
      case NUMBER -> {}
    }
  }

  private void findMissingLabels(int column, ColumnFacts below) {
    if (below.missing() > 0 && options.missing().kind() != MissingValues.Kind.DROP) {
      add(column, below.firstMissing().orElseThrow(), "a label", below.missing(), "--missing drop");
    }
  }

  private void add(int column, Place place, String expected, int count, String help) {
    String shown = place.text().isEmpty() ? "an empty cell" : Text.quote(place.text());
    String others =
        count == 1 || !facts.isComplete() ? "" : ", the first of " + count + " such cells";
    troubles.add(place.line(), inWords(column), expected, shown + others, help);
  }

  private String dropping(int column) {
    return "--drop " + title(column);
  }

  private String title(int column) {
    String name = names.name(column).orElse("");
    if (name.isEmpty()) {
      return String.valueOf(column);
    }
    return name.matches("[\\p{L}\\p{N}_.-]+") ? name : "'" + Text.oneLine(name) + "'";
  }

  private String inWords(int column) {
    String name = names.name(column).orElse("");
    return name.isEmpty() ? "column " + column + " (from 0)" : "column " + Text.quote(name);
  }

  private DataFileException noFeature() {
    boolean said =
        !options
            .withoutNotes()
            .equals(
                TableOptions.standard()
                    .withSeparator(options.separator())
                    .withHeader(options.header()));
    return file.error(
        "",
        "at least one feature",
        said
            ? "no column that is left (--columns, --drop, --id, --label, --categories)"
            : "no column but " + (label != NONE ? "the label" : "the identifier"));
  }

  private void tellDecisions(List<TablePlan.Column> columns) {
    decisions.add("header: " + (header.present() ? "yes" : "no") + ", " + header.reason());
    if (facts.style() == NumberStyle.COMMA) {
      decisions.add("numbers: with a decimal comma");
    }
    decisions.add("identifier: " + (id == NONE ? "none" : inWords(id)));
    decisions.add("label: " + (label == NONE ? "none" : inWords(label)));
    for (int i = 0; i < columns.size(); i++) {
      switch (columns.get(i).use()) {
        case DAYS -> decisions.add(inWords(i) + ": dates, as days since 1970-01-01");
        case TRUTH -> decisions.add(inWords(i) + ": true and false, as 1 and 0");
        case CATEGORY -> decisions.add(inWords(i) + ": text, " + options.categories());
        default -> {}
      }
    }
    if (width < facts.width()) {
      decisions.add("left out: " + (facts.width() - width) + " empty at the end of each row");
    }
  }
}
