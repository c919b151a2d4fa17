package io.latent4j.cli.run;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.FloatArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Results of a table as tables: each row by its identifier, each feature by its name.
 *
 * @param rows what each row is called, by identifier or number
 * @param hasIds whether by identifier
 * @param features what each feature is called
 * @param scaling how they were scaled
 */
record TableFiles(List<String> rows, boolean hasIds, List<String> features, Scaling scaling) {

  static TableFiles of(Samples samples, Scaling scaling) {
    List<String> rows =
        samples
            .ids()
            .orElseGet(
                () -> Arrays.stream(samples.rowNumbers()).mapToObj(String::valueOf).toList());
    List<String> features =
        samples
            .featureNames()
            .orElseGet(
                () ->
                    IntStream.range(0, samples.features())
                        .mapToObj(feature -> "feature " + feature)
                        .toList());
    return new TableFiles(rows, samples.ids().isPresent(), features, scaling);
  }

  /** Writes what there is of results.csv, components.csv, centers.csv and completed.csv. */
  void writeTo(Path folder, Results results) throws IOException {
    writeResults(folder, results);
    Optional<FloatArray> components = matrix(results, "components");
    if (components.isPresent()) {
      writeRows(
          folder.resolve("components.csv"), "component", String::valueOf, components.get().rows());
    }
    Optional<FloatArray> centers = matrix(results, "centers");
    if (centers.isPresent()) {
      float[] own = scaling.invert(centers.get().values(), features.size());
      FloatArray unscaled = new FloatArray(own, centers.get().shape());
      writeRows(folder.resolve("centers.csv"), "cluster", String::valueOf, unscaled.rows());
    }
    Optional<FloatArray> completed = matrix(results, "completed");
    if (completed.isPresent()) {
      writeRows(
          folder.resolve("completed.csv"),
          hasIds ? "id" : "row",
          rows::get,
          completed.get().rows());
    }
  }

  private Optional<FloatArray> matrix(Results results, String name) {
    return Optional.ofNullable(results.floats().get(name))
        .filter(array -> array.shape().numDimensions() == 2)
        .filter(array -> array.columns() == features.size());
  }

  private void writeResults(Path folder, Results results) throws IOException {
    int[] labels = results.labels();
    Map<String, FloatArray> floats = results.floats();
    List<String> header = new ArrayList<>(List.of(hasIds ? "id" : "row"));
    List<FloatArray> columns = new ArrayList<>();
    if (labels != null) {
      header.add("label");
    }
    for (String name : List.of("code", "embedding")) {
      FloatArray array = floats.get(name);
      if (array != null && array.rowCount() == rows.size()) {
        columns.add(array);
        for (int j = 0; j < array.columns(); j++) {
          header.add(name + "_" + j);
        }
      }
    }
    if (header.size() == 1) {
      return;
    }
    try (CsvWriter csv = CsvWriter.builder().build(folder.resolve("results.csv"))) {
      csv.writeRecord(header);
      for (int row = 0; row < rows.size(); row++) {
        List<String> cells = new ArrayList<>();
        cells.add(rows.get(row));
        if (labels != null) {
          cells.add(String.valueOf(labels[row]));
        }
        for (FloatArray array : columns) {
          for (int j = 0; j < array.columns(); j++) {
            cells.add(String.valueOf(array.values()[row * array.columns() + j]));
          }
        }
        csv.writeRecord(cells);
      }
    }
  }

  private void writeRows(Path file, String what, IntFunction<String> names, float[][] values)
      throws IOException {
    List<String> header = new ArrayList<>(List.of(what));
    header.addAll(features);
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord(header);
      for (int i = 0; i < values.length; i++) {
        List<String> cells = new ArrayList<>(List.of(names.apply(i)));
        for (float value : values[i]) {
          cells.add(String.valueOf(value));
        }
        csv.writeRecord(cells);
      }
    }
  }
}
