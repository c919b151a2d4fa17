package io.latent4j.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One label for each sample. Integers are kept as they are; texts are numbered from 0 in sorted
 * order, and their names kept.
 */
public final class Labels {

  private final int[] values;
  private final List<String> names;

  private Labels(int[] values, List<String> names) {
    if (values.length == 0) {
      throw new IllegalArgumentException("labels must not be empty");
    }
    this.values = values;
    this.names = names;
  }

  /**
   * Takes integers as labels.
   *
   * @param values one for each sample; any integers
   * @return the labels
   * @throws IllegalArgumentException if there are none
   */
  public static Labels of(int... values) {
    return new Labels(values.clone(), null);
  }

  /**
   * Takes integers with names as labels.
   *
   * @param values one for each sample, from 0 to the number of names - 1
   * @param names the name of each label
   * @return the labels
   * @throws IllegalArgumentException if there are none, or a value has no name
   */
  public static Labels of(int[] values, List<String> names) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] >= names.size()) {
        throw new IllegalArgumentException(
            "labels with names must be from 0 to "
                + (names.size() - 1)
                + ", but label "
                + i
                + " is "
                + values[i]);
      }
    }
    return new Labels(values.clone(), List.copyOf(names));
  }

  /**
   * Takes texts as labels: integers, if all of them are, else numbered in sorted order.
   *
   * @param texts one for each sample; white space around them is dropped
   * @return the labels
   * @throws IllegalArgumentException if there are none
   */
  public static Labels ofTexts(List<String> texts) {
    TextCodes codes = new TextCodes();
    int[] coded = texts.stream().mapToInt(text -> codes.code(text.strip())).toArray();
    return ofCodes(coded, codes);
  }

  /** Takes texts by their codes; a code that does not occur gets no label. */
  static Labels ofCodes(int[] coded, TextCodes codes) {
    boolean[] occurs = new boolean[codes.texts().size()];
    for (int code : coded) {
      occurs[code] = true;
    }
    List<String> texts =
        IntStream.range(0, occurs.length)
            .filter(code -> occurs[code])
            .mapToObj(codes.texts()::get)
            .toList();
    int[] label = new int[occurs.length];
    if (texts.stream().allMatch(text -> Decimal.toInt(text).isPresent())) {
      texts.forEach(text -> label[codes.code(text)] = Decimal.toInt(text).getAsInt());
      return new Labels(Arrays.stream(coded).map(code -> label[code]).toArray(), null);
    }
    boolean numbers = texts.stream().allMatch(Decimal::isNumber);
    List<String> names =
        texts.stream()
            .sorted(
                numbers
                    ? Comparator.comparingDouble(Decimal::toDouble).thenComparing(text -> text)
                    : Comparator.naturalOrder())
            .toList();
    for (int i = 0; i < names.size(); i++) {
      label[codes.code(names.get(i))] = i;
    }
    return new Labels(Arrays.stream(coded).map(code -> label[code]).toArray(), names);
  }

  /**
   * Takes texts by their codes, with the numbers that some of them have already; others are
   * numbered from there on.
   *
   * @param known how many codes are the numbers themselves
   */
  static Labels ofCodes(int[] coded, TextCodes codes, int known) {
    if (known == 0) {
      return ofCodes(coded, codes);
    }
    int[] label = new int[codes.texts().size()];
    List<String> names = new ArrayList<>(codes.texts().subList(0, known));
    for (int code : codes.sorted()) {
      label[code] = code < known ? code : names.size();
      if (code >= known) {
        names.add(codes.texts().get(code));
      }
    }
    return new Labels(Arrays.stream(coded).map(code -> label[code]).toArray(), names);
  }

  /** Takes numbers; those that are no 32-bit integers are numbered in order, under their digits. */
  static Labels ofNumbers(long[] numbers) {
    if (Arrays.stream(numbers).allMatch(n -> n == (int) n)) {
      return new Labels(Arrays.stream(numbers).mapToInt(n -> (int) n).toArray(), null);
    }
    long[] sorted = Arrays.stream(numbers).distinct().sorted().toArray();
    List<String> names = Arrays.stream(sorted).mapToObj(Long::toString).toList();
    int[] values = Arrays.stream(numbers).mapToInt(n -> Arrays.binarySearch(sorted, n)).toArray();
    return new Labels(values, names);
  }

  /**
   * Reads labels from a file: {@code .npy}, IDX, or a table ({@code .csv}, {@code .tsv}, {@code
   * .txt}) of one column, or of an identifier and one column; packed by gzip or not.
   *
   * <p>The first line of a table is a header if it differs in kind from those below it, or occurs
   * nowhere below while others repeat.
   *
   * @param file the file
   * @return the labels
   * @throws DataFileException if the file is missing, corrupt, or holds no labels
   */
  public static Labels read(Path file) {
    if (!isTable(file)) {
      return readArray(file);
    }
    LabelReader reader = LabelReader.of(TextFile.of(file));
    return reader.read(reader.header());
  }

  /**
   * Reads labels of which it is known how many they should be: that tells a header from a label.
   */
  static Labels read(Path file, int count) {
    if (!isTable(file)) {
      return readArray(file);
    }
    LabelReader reader = LabelReader.of(TextFile.of(file));
    return reader.read(reader.header(count));
  }

  static boolean isTable(Path file) {
    return DataFile.isTable(file.toString().toLowerCase(Locale.ROOT));
  }

  static Labels readArray(Path file) {
    boolean npy = file.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    return npy ? Npy.readLabels(file) : Idx.readLabels(file);
  }

  /**
   * Returns the number of labels.
   *
   * @return the number of samples they are for
   */
  public int size() {
    return values.length;
  }

  /**
   * Returns the labels as integers.
   *
   * @return a copy, one for each sample
   */
  public int[] values() {
    return values.clone();
  }

  /**
   * Returns the names of the labels.
   *
   * @return the name of label 0, 1 and so on, or nothing if the labels are just integers
   */
  public Optional<List<String>> names() {
    return Optional.ofNullable(names);
  }

  /**
   * Returns what to call a label.
   *
   * @param label a label
   * @return its name, or its decimal digits if it has none
   */
  public String name(int label) {
    boolean named = names != null && label >= 0 && label < names.size();
    return named ? names.get(label) : Integer.toString(label);
  }

  /**
   * Returns the number of different labels that occur.
   *
   * @return the number of classes
   */
  public int distinct() {
    return (int) Arrays.stream(values).distinct().count();
  }

  Labels select(int[] rows) {
    return new Labels(Arrays.stream(rows).map(row -> values[row]).toArray(), names);
  }

  Labels range(int from, int to) {
    return new Labels(Arrays.copyOfRange(values, from, to), names);
  }

  /** Puts other labels, numbered alike, behind these. */
  Labels followedBy(Labels other) {
    if (!Objects.equals(names, other.names)) {
      throw new IllegalArgumentException("labels to be joined must have the same names");
    }
    int[] all = Arrays.copyOf(values, values.length + other.values.length);
    System.arraycopy(other.values, 0, all, values.length, other.values.length);
    return new Labels(all, names);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels that
        && Arrays.equals(values, that.values)
        && Objects.equals(names, that.names);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    List<String> classes = new ArrayList<>();
    Arrays.stream(values).distinct().sorted().limit(11).forEach(label -> classes.add(name(label)));
    String shown =
        classes.size() <= 10
            ? String.join(", ", classes)
            : String.join(", ", classes.subList(0, 10)) + ", ...";
    return values.length + " labels: " + shown;
  }
}
