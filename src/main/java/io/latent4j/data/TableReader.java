package io.latent4j.data;

import io.latent4j.data.TablePlan.Use;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
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
    try {
      return read(encoding);
    } catch (CharacterCodingException e) {
      if (encoding.isMarked()) {
        throw encoding.error(file, e);
      }
    }
    try {
      return read(TextEncoding.LATIN_1);
    } catch (CharacterCodingException e) {
      throw TextEncoding.LATIN_1.error(file, e);
    }
  }

  private Samples read(TextEncoding encoding) throws CharacterCodingException {
    TextSample sample = TextSample.of(file, encoding);
    Dialect dialect = DialectDetection.detect(file, sample, options.separator(), false);
    TableFacts facts = TableFacts.ofSample(file, dialect, sample, options.fillsShortRows());
    try {
      return read(encoding, dialect, facts);
    } catch (TableReading.SurpriseException e) {
      if (facts.isComplete()) {
        throw changed(e);
      }
    }
    try {
      return read(
          encoding, dialect, TableFacts.ofAll(file, encoding, dialect, options.fillsShortRows()));
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
    boolean labelled = plan.columns().stream().anyMatch(column -> column.use() == Use.LABEL);
    Optional<Labels> labels = labelled ? Optional.of(reading.labels()) : Optional.empty();
    TableDescription description =
        new TableResult(encoding, dialect, plan, reading, features, labels).describe(options);
    options
        .notes()
        .ifPresent(
            listener ->
                description.notes().forEach(note -> listener.accept(file.path() + ": " + note)));
    TensorMemory memory =
        NumberMemory.create(
            Shape.of(reading.count(), width), target -> write(reading, features, width, target));
    Samples samples =
        Samples.owning(file.name(), memory)
            .withOrigin(
                new SampleOrigin(
                    description,
                    plan.header() ? description.featureNames() : null,
                    reading.ids().isEmpty() ? null : List.copyOf(reading.ids()),
                    reading.rowsLeftOut() == 0 ? null : reading.rowNumbers(),
                    missing(reading, features, width)));
    return labels.map(samples::withLabels).orElse(samples);
  }

  /** Which values stand for missing ones, or null if none does. */
  private static boolean[][] missing(
      TableReading reading, List<FeatureColumn> features, int width) {
    boolean[] complete = new boolean[width];
    boolean[][] missing = new boolean[reading.count()][];
    boolean isComplete = true;
    for (int row = 0; row < missing.length; row++) {
      missing[row] = complete;
      int offset = 0;
      for (int i = 0; i < features.size(); i++) {
        int next = offset + features.get(i).width();
        if (Double.isNaN(reading.value(row, i))) {
          missing[row] = missing[row] == complete ? new boolean[width] : missing[row];
          Arrays.fill(missing[row], offset, next, true);
          isComplete = false;
        }
        offset = next;
      }
    }
    return isComplete ? null : missing;
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
      TableReading reading, List<FeatureColumn> features, int width, NumberMemory target) {
    int chunkRows = Math.max(1, CHUNK_VALUES / width);
    double[] chunk = new double[chunkRows * width];
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
}
