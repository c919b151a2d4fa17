package io.latent4j.nn;

import io.latent4j.engine.ModelVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/** Keras's table of a network's layers, 80 columns wide. */
final class NetworkSummary {
  private static final int[] WIDTHS = {33, 24, 13};
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  private final StringBuilder text = new StringBuilder();

  private NetworkSummary() {}

  static String of(Sequential network) {
    NetworkSummary summary = new NetworkSummary();
    summary.text.append("Model: \"").append(network.name()).append("\"\n");
    summary.table(network.layers());
    long all = network.parameters();
    long trainable = count(network.trainableVariables());
    summary.total("Total", all);
    summary.total("Trainable", trainable);
    summary.total("Non-trainable", all - trainable);
    return summary.text.toString().stripTrailing();
  }

  private void table(List<Layer> layers) {
    rule("┏", "━", "┳", "┓");
    row("┃", "Layer (type)", "Output Shape", "Param #");
    rule("┡", "━", "╇", "┩");
    for (int i = 0; i < layers.size(); i++) {
      if (i > 0) {
        rule("├", "─", "┼", "┤");
      }
      Layer layer = layers.get(i);
      row(
          "│",
          "%s (%s)".formatted(layer.name(), layer.getClass().getSimpleName()),
          shape(layer.outputShape()),
          grouped(layer.parameters()));
    }
    rule("└", "─", "┴", "┘");
  }

  private void rule(String left, String line, String middle, String right) {
    text.append(left);
    for (int column = 0; column < WIDTHS.length; column++) {
      text.append(line.repeat(WIDTHS[column] + 2));
      text.append(column < WIDTHS.length - 1 ? middle : right);
    }
    text.append('\n');
  }

  private void row(String border, String... cells) {
    List<List<String>> wrapped = new ArrayList<>();
    for (int column = 0; column < WIDTHS.length; column++) {
      wrapped.add(wrap(cells[column], WIDTHS[column]));
    }
    int lines = wrapped.stream().mapToInt(List::size).max().orElse(0);
    for (int line = 0; line < lines; line++) {
      text.append(border);
      for (int column = 0; column < WIDTHS.length; column++) {
        List<String> cell = wrapped.get(column);
        String part = line < cell.size() ? cell.get(line) : "";
        String padding = " ".repeat(WIDTHS[column] - part.length());
        boolean toTheRight = column == WIDTHS.length - 1;
        text.append(' ').append(toTheRight ? padding + part : part + padding);
        text.append(' ').append(border);
      }
      text.append('\n');
    }
  }

  /** Breaks at spaces; a word that is too long ends in an ellipsis. */
  private static List<String> wrap(String cell, int width) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : cell.split(" ")) {
      String fitting = word.length() > width ? word.substring(0, width - 1) + "…" : word;
      if (!line.isEmpty() && line.length() + 1 + fitting.length() > width) {
        lines.add(line);
        line = "";
      }
      line = line.isEmpty() ? fitting : line + " " + fitting;
    }
    lines.add(line);
    return lines;
  }

  private static String shape(Shape shape) {
    return LongStream.of(shape.asArray())
        .mapToObj(size -> size == Shape.UNKNOWN_SIZE ? "None" : Long.toString(size))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static long count(List<ModelVariable<?>> variables) {
    return variables.stream().mapToLong(variable -> variable.shape().size()).sum();
  }

  private void total(String what, long count) {
    text.append(" %s params: %s (%s)\n".formatted(what, grouped(count), bytes(4 * count)));
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String bytes(long count) {
    double size = count;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f %s", size, UNITS[unit]);
  }
}
