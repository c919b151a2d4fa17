package io.latent4j.cli;

import io.latent4j.data.Npy;
import io.latent4j.data.Scaling;
import io.latent4j.engine.ModelFunction;
import io.latent4j.engine.SavableModel;
import io.latent4j.report.MetricsFile;
import io.latent4j.report.Picture;
import io.latent4j.report.Report;
import io.latent4j.report.Scatter3d;
import io.latent4j.report.TextTable;
import io.latent4j.savedmodel.SavedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What a command found: figures, arrays, pictures, a model, and the files they become. */
final class RunResult implements Result {

  /** Writes an array into a file. */
  private interface ArrayWriter {
    void writeTo(Path file) throws IOException;
  }

  /** Writes files of a format of their own. */
  interface OtherFiles {
    void writeTo(Path folder) throws IOException;
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
  private final List<OtherFiles> others = new ArrayList<>();

  private Scaling scaling;
  private SavableModel model;
  private Runnable closeModel = () -> {};

  RunResult(String title) {
    this.title = title;
  }

  /** Makes a result; if that fails, the model that it may have by then is closed. */
  static RunResult of(String title, Consumer<RunResult> work) {
    RunResult result = new RunResult(title);
    try {
      work.accept(result);
      return result;
    } catch (RuntimeException | Error e) {
      result.close();
      throw e;
    }
  }

  /** Makes a model part of the result, which is closed with it. */
  RunResult model(SavableModel found, Runnable close) {
    model = found;
    closeModel = close;
    return this;
  }

  /** Says how the samples were scaled, if that is not what {@code --scale} says. */
  RunResult scaledBy(Scaling actual) {
    scaling = actual;
    return this;
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

  /** Adds files that are neither arrays nor pictures. */
  RunResult files(OtherFiles files) {
    others.add(files);
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

  /** Tells in a report where the model is and what it offers, if there is one. */
  void tellOfModel(Report report, Path folder) {
    if (model != null) {
      String functions =
          model.functions().stream().map(ModelFunction::name).collect(Collectors.joining(", "));
      String place = folder.resolve("model").toString().replace('\\', '/');
      report.text("%s/ is a SavedModel with the functions %s.".formatted(place, functions));
    }
  }

  @Override
  public void close() {
    closeModel.run();
  }

  @Override
  public TextTable table() {
    TextTable table = TextTable.columns("figure", "value");
    figures().forEach(table::row);
    return table;
  }

  @Override
  public void writeTo(Path folder, RunProvenance run) throws IOException {
    RunProvenance provenance = scaling == null ? run : run.withScaling(scaling);
    Files.createDirectories(folder);
    for (Map.Entry<String, ArrayWriter> array : arrays.entrySet()) {
      array.getValue().writeTo(folder.resolve(array.getKey() + ".npy"));
    }
    for (OtherFiles files : others) {
      files.writeTo(folder);
    }
    for (Illustration illustration : illustrations) {
      illustration.picture().writeTo(folder.resolve(illustration.name() + ".png"));
    }
    if (model != null) {
      SavedModels.save(model, folder.resolve("model"));
    }
    MetricsFile metrics = new MetricsFile();
    addFiguresTo(metrics, "");
    provenance.addTo(metrics);
    metrics.writeTo(folder.resolve("metrics.json"));
    Report report = Report.titled(title).figures(figures);
    provenance.addTo(report);
    tellOfModel(report, Path.of(""));
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
