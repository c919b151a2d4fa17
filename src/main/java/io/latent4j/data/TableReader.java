package io.latent4j.data;

import io.latent4j.data.CellReader.NumberStyle;
import io.latent4j.data.TableColumn.Role;
import io.latent4j.data.TableOptions.Separator;
import io.latent4j.data.TablePlan.Use;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tensorflow.ndarray.Shape;

/**
 * Reads a table. How it is written and what its columns are for is found out from its first rows,
 * and all cells are then read once. Only where one of them does not fit what was found out, all are
 * looked at before they are read again.
 */
final class TableReader {

  private static final int CHUNK_VALUES = 1 << 16;
  private static final long MOST_ONE_HOT_BYTES = 4L << 30;

  private final TextFile file;
  private final TableOptions options;

  TableReader(TextFile file, TableOptions options) {
    this.file = file;
    this.options = options;
  }

  Samples read() {
    TextEncoding encoding = TextEncoding.of(file);
    Samples samples;
    try {
      samples = read(encoding);
    } catch (CharacterCodingException e) {
      if (encoding.isMarked()) {
        throw notEncoded(encoding, e);
      }
      samples = readLatin();
    }
    return samples;
  }

  private Samples readLatin() {
    try {
      return read(TextEncoding.LATIN_1);
    } catch (CharacterCodingException e) {
      throw notEncoded(TextEncoding.LATIN_1, e);
    }
  }

  private DataFileException notEncoded(TextEncoding encoding, CharacterCodingException e) {
    return new DataFileException(
        file.path(), "", "text in " + encoding + ", as its mark says", "bytes that are none", e);
  }

  private Samples read(TextEncoding encoding) throws CharacterCodingException {
    TextSample sample = TextSample.of(file, encoding);
    Dialect dialect = DialectDetection.detect(file, sample, options.separator(), false);
    TableFacts facts = TableFacts.ofSample(file, dialect, sample);
    try {
      return read(encoding, dialect, facts);
    } catch (TableReading.SurpriseException e) {
      if (facts.isComplete()) {
        throw changed(e);
      }
    }
    try {
      return read(encoding, dialect, TableFacts.ofAll(file, encoding, dialect));
    } catch (TableReading.SurpriseException e) {
      throw changed(e);
    }
  }

  private DataFileException changed(TableReading.SurpriseException e) {
    return new DataFileException(
        file.path(), "", "a file that stays as it is", "another while it was read", e);
  }

  private Samples read(TextEncoding encoding, Dialect dialect, TableFacts facts)
      throws CharacterCodingException {
    HeaderDecision header = HeaderDecision.of(facts, options.header());
    TablePlan plan = TablePlanner.plan(file, facts, options, header);
    TableReading reading = new TableReading(file, plan, options);
    new TableRows(file, dialect).visit(encoding, reading);
    if (reading.count() == 0) {
      throw file.error(
          "",
          "at least one row without missing values",
          "none (--missing mean, median or a number; or --drop columns)");
    }
    List<FeatureColumn> features = reading.features(options);
    int width = width(features, reading.count());
    TableDescription description = describe(encoding, dialect, plan, reading, features);
    boolean labelled = plan.columns().stream().anyMatch(column -> column.use() == Use.LABEL);
    Optional<Labels> labels = labelled ? Optional.of(reading.labels()) : Optional.empty();
    options
        .notes()
        .ifPresent(
            listener ->
                description.notes().forEach(note -> listener.accept(file.path() + ": " + note)));
    TensorMemory memory =
        TensorMemory.create(
            false,
            Shape.of(reading.count(), width),
            target -> write(reading, features, width, target));
    Samples samples =
        Samples.owning(file.name(), memory)
            .withOrigin(
                new SampleOrigin(
                    description,
                    plan.header() ? description.featureNames() : null,
                    reading.ids().isEmpty() ? null : List.copyOf(reading.ids()),
                    reading.rowsLeftOut() == 0 ? null : reading.rowNumbers()));
    return labels.map(samples::withLabels).orElse(samples);
  }

  private int width(List<FeatureColumn> features, int rows) {
    long width = features.stream().mapToLong(FeatureColumn::width).sum();
    boolean oneHot = features.stream().anyMatch(FeatureColumn::oneHot);
    if (oneHot && width * rows > MOST_ONE_HOT_BYTES / Float.BYTES) {
      throw file.error(
          "",
          "texts whose columns take at most " + MOST_ONE_HOT_BYTES + " bytes",
          width
              + " columns of "
              + rows
              + " rows (--categories ordinal or drop; or --drop columns)");
    }
    return Math.toIntExact(width);
  }

  private static void write(
      TableReading reading, List<FeatureColumn> features, int width, TensorMemory target) {
    int chunkRows = Math.max(1, CHUNK_VALUES / width);
    float[] chunk = new float[chunkRows * width];
    for (int start = 0; start < reading.count(); start += chunkRows) {
      int rows = Math.min(chunkRows, reading.count() - start);
      for (int row = 0; row < rows; row++) {
        int offset = row * width;
        for (int feature = 0; feature < features.size(); feature++) {
          features.get(feature).write(reading.value(start + row, feature), chunk, offset);
          offset += features.get(feature).width();
        }
      }
      target.write((long) start * width, chunk, rows * width);
    }
  }

  private TableDescription describe(
      TextEncoding encoding,
      Dialect dialect,
      TablePlan plan,
      TableReading reading,
      List<FeatureColumn> features) {
    FeatureColumn[] featureOf = new FeatureColumn[plan.columns().size()];
    features.forEach(feature -> featureOf[feature.column()] = feature);
    List<TableColumn> columns = new ArrayList<>();
    for (int i = 0; i < featureOf.length; i++) {
      columns.add(column(i, plan, Optional.ofNullable(featureOf[i])));
    }
    List<String> names = new ArrayList<>();
    for (FeatureColumn feature : features) {
      names.addAll(feature.names(columns.get(feature.column()).title()));
    }
    List<String> decisions = new ArrayList<>();
    decisions.add("encoding: " + encoding);
    decisions.add(
        "separator: "
            + dialect.separator()
            + (options.separator() == Separator.AUTO ? ", found" : ", as was said"));
    decisions.addAll(plan.decisions());
    List<String> notes = new ArrayList<>();
    if (encoding.equals(TextEncoding.LATIN_1)) {
      notes.add("is not UTF-8 and read as Latin-1");
    }
    notes.addAll(plan.notes());
    if (reading.rowsLeftOut() > 0) {
      int all = reading.count() + reading.rowsLeftOut();
      notes.add(
          reading.rowsLeftOut() + " of " + all + " rows have missing values and are left out");
    }
    return new TableDescription(
        encoding.toString(),
        dialect.separator(),
        plan.header(),
        plan.style() == NumberStyle.COMMA,
        columns,
        plan.header() ? names : List.of(),
        reading.count(),
        reading.rowsLeftOut(),
        decisions,
        notes);
  }

  private static TableColumn column(int number, TablePlan plan, Optional<FeatureColumn> feature) {
    TablePlan.Column planned = plan.columns().get(number);
    Role role =
        switch (planned.use()) {
          case NOTHING -> Role.LEFT_OUT;
          case LABEL -> Role.LABEL;
          case IDENTIFIER -> Role.IDENTIFIER;
          default -> Role.FEATURE;
        };
    return new TableColumn(
        number,
        plan.names().map(names -> names.get(number)),
        role,
        planned.kind(),
        feature.map(FeatureColumn::texts).orElse(List.of()),
        feature.map(FeatureColumn::fill).orElse(OptionalDouble.empty()));
  }
}
