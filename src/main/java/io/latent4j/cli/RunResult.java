package io.latent4j.cli;

import io.latent4j.data.Npy;
import io.latent4j.report.MetricsFile;
import io.latent4j.report.Picture;
import io.latent4j.report.Report;
import io.latent4j.report.Scatter3d;
import io.latent4j.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a command found: figures, arrays, pictures, and the files they become. */
final class RunResult implements Result {

  /** Writes an array into a file. */
  private interface ArrayWriter {
    void writeTo(Path file) throws IOException;
  }

  private record Illustration(String name, Picture picture, String caption) {
    void addTo(Report report) {
      if (picture instanceof Scatter3d plot) {
        report.scatter3d(plot, caption);
      } else {
        report.picture(picture, caption);
      }
    }
  }

  private final String title;
  private final MetricsFile figures = new MetricsFile();
  private final Map<String, ArrayWriter> arrays = new LinkedHashMap<>();
  private final List<Illustration> illustrations = new ArrayList<>();

  RunResult(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  RunResult figure(String name, double value) {
    figures.put(name, value);
    return this;
  }

  RunResult figure(String name, long value) {
    figures.put(name, value);
    return this;
  }

  RunResult figure(String name, String value) {
    figures.put(name, value);
    return this;
  }

  RunResult array(String name, float[] values, long... shape) {
    arrays.put(name, file -> Npy.write(file, values, shape));
    return this;
  }

  RunResult array(String name, int[] values, long... shape) {
    arrays.put(name, file -> Npy.write(file, values, shape));
    return this;
  }

  /** Adds a picture, which also becomes a file of that name, without its ending. */
  RunResult picture(String name, Picture picture, String caption) {
    illustrations.add(new Illustration(name, picture, caption));
    return this;
  }

  /** Names and values (Double, Long or String). */
  Map<String, Object> figures() {
    return figures.values();
  }

  /** Adds the pictures to a report. */
  void illustrate(Report report) {
    illustrations.forEach(illustration -> illustration.addTo(report));
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.columns("figure", "value");
    figures().forEach(table::row);
    return table;
  }

  @Override
  public void writeTo(Path folder, RunProvenance provenance) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, ArrayWriter> array : arrays.entrySet()) {
      array.getValue().writeTo(folder.resolve(array.getKey() + ".npy"));
    }
    for (Illustration illustration : illustrations) {
      illustration.picture().writeTo(folder.resolve(illustration.name() + ".png"));
    }
    MetricsFile metrics = new MetricsFile();
    addFiguresTo(metrics, "");
    provenance.addTo(metrics);
    metrics.writeTo(folder.resolve("metrics.json"));
    Report report = Report.titled(title).figures(figures);
    provenance.addTo(report);
    illustrate(report);
    report.writeTo(folder.resolve("report.html"));
  }

  /** Adds the figures to others, with something before their names. */
  void addFiguresTo(MetricsFile metrics, String prefix) {
    figures()
        .forEach(
            (name, value) -> {
              if (value instanceof Double number) {
                metrics.put(prefix + name, number);
              } else if (value instanceof Long number) {
                metrics.put(prefix + name, number);
              } else {
                metrics.put(prefix + name, (String) value);
              }
            });
  }
}
