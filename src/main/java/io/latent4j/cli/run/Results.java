package io.latent4j.cli.run;

import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.model.FloatArray;
import io.latent4j.model.Model;
import io.latent4j.pictures.Illustration;
import io.latent4j.report.Picture;
import io.latent4j.report.TextTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a command found, as it is collected: figures, arrays, pictures, and files of other kinds.
 */
public final class Results {

  /** Writes one file. */
  public interface FileWriter {

    /** Writes it. */
    void writeTo(Path file) throws IOException;
  }

  private final String prefix;
  private final Map<String, Object> figures;
  private final Map<String, FileWriter> files;
  private final List<Illustration> illustrations;
  private final Map<String, TextTable> tables;
  private final Map<String, FloatArray> floats;
  private final Map<String, int[]> integers;
  private final Map<String, Model> models;

  /** Nothing yet. */
  public Results() {
    this(
        "",
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new ArrayList<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>(),
        new LinkedHashMap<>());
  }

  private Results(
      String prefix,
      Map<String, Object> figures,
      Map<String, FileWriter> files,
      List<Illustration> illustrations,
      Map<String, TextTable> tables,
      Map<String, FloatArray> floats,
      Map<String, int[]> integers,
      Map<String, Model> models) {
    this.prefix = prefix;
    this.figures = figures;
    this.files = files;
    this.illustrations = illustrations;
    this.tables = tables;
    this.floats = floats;
    this.integers = integers;
    this.models = models;
  }

  /** Adds to the same results, with something before the names of figures and arrays. */
  public Results prefixed(String before) {
    return new Results(before, figures, files, illustrations, tables, floats, integers, models);
  }

  /** Adds a figure: a number, a boolean, a text, or a list of these. */
  public void figure(String name, Object value) {
    figures.put(prefix + name, value);
  }

  /** Adds an array. */
  public void array(String name, FloatArray array) {
    floats.put(prefix + name, array);
    file(name + ".npy", file -> Npy.write(file, array.values(), array.shape().asArray()));
  }

  /** Adds a vector. */
  public void array(String name, float... values) {
    array(name, FloatArray.of(values));
  }

  /** Adds a vector, narrowed to float32. */
  public void array(String name, double... values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    array(name, narrow);
  }

  /** Adds an array of whole numbers. */
  public void array(String name, int[] values, long... shape) {
    integers.put(prefix + name, values);
    file(name + ".npy", file -> Npy.write(file, values, shape));
  }

  /** Adds a file of any kind. */
  public void file(String name, FileWriter writer) {
    files.put(prefix + name, writer);
  }

  /** Adds files of a format of their own, which are written into the folder. */
  public void files(FileWriter writer) {
    files.put("./" + files.size(), writer);
  }

  /** Adds a model beside the main one, which is saved in a folder of its own and then closed. */
  public void model(String folder, Model model) {
    models.put(folder, model);
  }

  /** Where samples come from a table: adds results as tables. */
  public void tables(Samples samples, Scaling scaling) {
    if (samples.table().isPresent()) {
      TableFiles tables = TableFiles.of(samples, scaling);
      files(folder -> tables.writeTo(folder, this));
    }
  }

  /** Adds a picture, which also becomes a file of its name. */
  public void picture(Illustration illustration) {
    illustrations.add(illustration);
  }

  /** Adds a picture, which also becomes a file of that name, without its ending. */
  public void picture(String name, Picture picture, String caption) {
    picture(new Illustration(name, picture, caption));
  }

  /** Adds a table to the report. */
  public void table(TextTable table, String caption) {
    tables.put(caption, table);
  }

  /** The tables of the report by caption. */
  Map<String, TextTable> tables() {
    return tables;
  }

  /** The figures by name. */
  public Map<String, Object> figures() {
    return Collections.unmodifiableMap(figures);
  }

  /** The arrays of float32 by name. */
  Map<String, FloatArray> floats() {
    return floats;
  }

  /** The cluster of each sample, or null if they have none. */
  int[] labels() {
    return integers.get("labels");
  }

  /** The models beside the main one, by folder. */
  Map<String, Model> models() {
    return models;
  }

  /** Closes the models beside the main one. */
  public void close() {
    models.values().forEach(Model::close);
  }

  Map<String, FileWriter> files() {
    return files;
  }

  List<Illustration> illustrations() {
    return illustrations;
  }
}
