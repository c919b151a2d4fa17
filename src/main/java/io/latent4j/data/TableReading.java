package io.latent4j.data;

import io.latent4j.data.CellReader.Kind;
import io.latent4j.data.TableOptions.Categories;
import io.latent4j.data.TablePlan.Use;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Reads the cells of a table as a plan says. Rows are kept as numbers: those of texts count the
 * texts in the order in which they come, and become those of the sorted order at the end.
 */
final class TableReading implements TableRows.Visitor {

  /** A cell is not what the plan, made from the first rows, took it for. */
  static final class SurpriseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SurpriseException(long line) {
      super("line " + line + " is not as the first lines are", null, false, false);
    }
  }

  private static final char[] NO_TEXT = {};
  private static final int MOST_ROWS = Integer.MAX_VALUE - 8;

  private final TextFile file;
  private final TablePlan plan;
  private final MissingValues.Kind missing;
  private final CellReader reader;
  private final boolean oneHot;
  private final int[] featureOf;
  private final TextCodes[] categories;
  private final TextCodes labelCodes;
  private final Set<String> idsSeen = new HashSet<>();

  private final DoubleBlocks values = new DoubleBlocks();
  private final List<String> ids = new ArrayList<>();
  private final IntBlocks labels = new IntBlocks();
  private final IntBlocks rowNumbers = new IntBlocks();
  private boolean header;
  private int rows;

  private final double[] row;
  private long line;
  private int lastFilled;
  private boolean incomplete;
  private int label;
  private String id;

  TableReading(TextFile file, TablePlan plan, TableOptions options) {
    this.file = file;
    this.plan = plan;
    this.missing = options.missing().kind();
    this.oneHot = options.categoriesInUse() == Categories.ONE_HOT;
    this.reader = new CellReader(plan.style());
    this.header = plan.header();
    this.labelCodes = new TextCodes(plan.labelNames());
    int features = plan.features().size();
    this.row = new double[features];
    this.featureOf = new int[plan.columns().size()];
    this.categories = new TextCodes[features];
    for (int i = 0; i < features; i++) {
      int column = plan.features().get(i);
      featureOf[column] = i;
      if (plan.columns().get(column).use() == Use.CATEGORY) {
        categories[i] = new TextCodes(plan.texts(i));
      }
    }
  }

  @Override
  public void begin(long startingLine) {
    line = startingLine;
    lastFilled = 0;
    incomplete = false;
  }

  @Override
  public void cell(int column, char[] text, int from, int to, boolean quoted) {
    if (from < to) {
      lastFilled = column + 1;
    }
    if (header || column >= featureOf.length) {
      return;
    }
    TablePlan.Column planned = plan.columns().get(column);
    switch (planned.use()) {
      case NOTHING -> {}
      case IDENTIFIER -> id = identifier(planned, text, from, to);
      case LABEL -> {
        Kind kind = reader.read(text, from, to);
        if (isMissing(kind, planned)) {
          require(missing == MissingValues.Kind.DROP);
          incomplete = true;
        } else {
          require(!planned.wholeOrText() || kind != Kind.NUMBER || reader.isWhole());
          label = labelCodes.code(labelText(planned, kind, text, from, to));
        }
      }
      default -> {
        Kind kind = reader.read(text, from, to);
        if (isMissing(kind, planned)) {
          require(missing != MissingValues.Kind.REFUSE);
          incomplete = true;
          row[featureOf[column]] = Double.NaN;
        } else {
          row[featureOf[column]] = feature(column, planned.use(), kind, text, from, to);
        }
      }
    }
  }

  private static boolean isMissing(Kind kind, TablePlan.Column planned) {
    return kind == Kind.MISSING || kind == Kind.DASH && !planned.dashIsText();
  }

  private double feature(int column, Use use, Kind kind, char[] text, int from, int to) {
    if (use == Use.CATEGORY) {
      return category(column, new String(text, from, to - from));
    }
    require(
        switch (use) {
          case NUMBER -> kind == Kind.NUMBER;
          case DAYS -> kind == Kind.DATE;
          default -> kind == Kind.TRUTH;
        });
    return reader.value();
  }

  private double category(int column, String text) {
    int feature = featureOf[column];
    int code = categories[feature].code(text);
    int known = plan.texts(feature).size();
    if (known > 0 && code >= known && !oneHot) {
      TableColumn like = plan.like().get(feature);
      throw file.error(
          "line " + line + ", " + like.inWords(),
          "one of the " + known + " texts that have a number (--categories one-hot takes others)",
          Text.quote(text));
    }
    return code;
  }

  private String identifier(TablePlan.Column planned, char[] text, int from, int to) {
    String found = new String(text, from, to - from);
    if (planned.unique()) {
      Kind kind = reader.read(text, from, to);
      require(!isMissing(kind, planned));
      require(kind != Kind.TOO_LARGE && (kind != Kind.NUMBER || reader.isWhole()));
      require(idsSeen.add(found));
    }
    return found;
  }

  /**
   * Returns a whole number in plain digits, however it is written, where all labels are numbers.
   */
  private String labelText(TablePlan.Column planned, Kind kind, char[] text, int from, int to) {
    boolean plain =
        planned.kind() == TableColumn.Kind.NUMBER
            && kind == Kind.NUMBER
            && reader.isWhole()
            && Math.abs(reader.value()) < Long.MAX_VALUE;
    return plain ? Long.toString((long) reader.value()) : new String(text, from, to - from);
  }

  private void require(boolean expected) {
    if (!expected) {
      throw new SurpriseException(line);
    }
  }

  @Override
  public void end(int cells) {
    if (header) {
      header = false;
      return;
    }
    for (int i = cells; missing != MissingValues.Kind.REFUSE && i < featureOf.length; i++) {
      cell(i, NO_TEXT, 0, 0, false);
    }
    boolean isShort = cells < featureOf.length && missing == MissingValues.Kind.REFUSE;
    require(!isShort && lastFilled <= featureOf.length);
    if (rows == MOST_ROWS) {
      throw file.error("line " + line, "at most " + MOST_ROWS + " rows", "more");
    }
    if (!incomplete || missing != MissingValues.Kind.DROP) {
      values.add(row, row.length);
      labels.add(label);
      rowNumbers.add(rows);
      if (id != null) {
        ids.add(id);
      }
    }
    rows++;
  }

  /** How many rows are kept. */
  int count() {
    return rowNumbers.size();
  }

  int rowsLeftOut() {
    return rows - count();
  }

  /** The identifiers of the rows that are kept. */
  List<String> ids() {
    return ids;
  }

  /** The rows that are kept, from 0. */
  int[] rowNumbers() {
    return rowNumbers.toArray();
  }

  Labels labels() {
    return Labels.ofCodes(labels.toArray(), labelCodes, plan.labelNames().size());
  }

  /** Turns the numbers of the rows into features. */
  List<FeatureColumn> features(TableOptions options) {
    List<FeatureColumn> features = new ArrayList<>();
    for (int i = 0; i < row.length; i++) {
      boolean several = categories[i] != null && oneHot;
      int[] order = categories[i] == null ? null : order(i);
      OptionalDouble fill = several ? OptionalDouble.empty() : fill(i, order, options.missing());
      List<String> texts =
          order == null
              ? List.of()
              : Arrays.stream(order).mapToObj(categories[i].texts()::get).toList();
      int[] place = order == null ? null : placeOf(order, categories[i].texts().size());
      features.add(new FeatureColumn(plan.features().get(i), several, texts, place, fill));
    }
    return features;
  }

  /**
   * Returns the codes of a feature's texts in the order of their numbers: those that occur in rows
   * that are kept, sorted, or those that it has already.
   */
  private int[] order(int feature) {
    int known = plan.texts(feature).size();
    if (known > 0) {
      return IntStream.range(0, known).toArray();
    }
    boolean[] occurs = new boolean[categories[feature].texts().size()];
    for (int r = 0; r < count(); r++) {
      double code = value(r, feature);
      if (!Double.isNaN(code)) {
        occurs[(int) code] = true;
      }
    }
    return Arrays.stream(categories[feature].sorted()).filter(code -> occurs[code]).toArray();
  }

  private static int[] placeOf(int[] order, int codes) {
    int[] place = new int[codes];
    Arrays.fill(place, FeatureColumn.UNKNOWN);
    for (int i = 0; i < order.length; i++) {
      place[order[i]] = i;
    }
    return place;
  }

  private OptionalDouble fill(int feature, int[] order, MissingValues choice) {
    if (missing == MissingValues.Kind.REFUSE || missing == MissingValues.Kind.DROP) {
      return OptionalDouble.empty();
    }
    if (!plan.like().isEmpty() && plan.like().get(feature).fill().isPresent()) {
      return plan.like().get(feature).fill();
    }
    int[] place = order == null ? null : placeOf(order, categories[feature].texts().size());
    double[] present = new double[count()];
    int found = 0;
    for (int r = 0; r < count(); r++) {
      double value = value(r, feature);
      if (!Double.isNaN(value)) {
        present[found++] = place == null ? value : place[(int) value];
      }
    }
    if (found == 0 && choice.kind() != MissingValues.Kind.NUMBER) {
      throw file.error("", "a value in each feature of which to take the " + choice, "none");
    }
    double[] known = Arrays.copyOf(present, found);
    return OptionalDouble.of(
        switch (choice.kind()) {
          case MEAN -> Arrays.stream(known).sum() / found;
          case MEDIAN -> median(known);
          case NUMBER -> choice.number();
          case REFUSE, DROP -> throw new IllegalStateException("there is no missing value");
        });
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /** Texts that none of the features stands for, because another table did not have them. */
  List<String> unknownTexts(int feature) {
    int known = plan.texts(feature).size();
    List<String> all = categories[feature] == null ? List.of() : categories[feature].texts();
    return known == 0 ? List.of() : all.subList(known, all.size());
  }

  /** A number as it was read; NaN if it is missing, the code of a text. */
  double value(int row, int feature) {
    return values.get((long) row * this.row.length + feature);
  }
}
