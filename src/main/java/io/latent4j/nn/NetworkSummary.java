package io.latent4j.nn;

import io.latent4j.engine.ModelVariable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/** Keras's table of a network's layers, 80 columns wide. */
final class NetworkSummary {
  private static final List<String> TITLES = List.of("Layer (type)", "Output Shape", "Param #");
  private static final int[] WIDTHS = {33, 24, 13};
  private static final int[] WIDTHS_WITH_CONNECTIONS = {21, 17, 11, 18};

  /** Numbers are on the right. */
  private static final int PARAMETERS = 2;

  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  private final StringBuilder text = new StringBuilder();

  private final int[] widths;

  private NetworkSummary(int... widths) {
    this.widths = widths;
  }

  static String of(Layer network, List<Layer> layers) {
    NetworkSummary summary = new NetworkSummary(WIDTHS);
    return summary.describe(network, TITLES, layers.stream().map(NetworkSummary::cells).toList());
  }

  /** With what goes into each layer. */
  static String of(Layer network, List<Layer> layers, Function<Layer, String> connections) {
    NetworkSummary summary = new NetworkSummary(WIDTHS_WITH_CONNECTIONS);
    return summary.describe(
        network,
        append(TITLES, "Connected to"),
        layers.stream().map(layer -> append(cells(layer), connections.apply(layer))).toList());
  }

  private static List<String> append(List<String> cells, String last) {
    List<String> all = new ArrayList<>(cells);
    all.add(last);
    return all;
  }

  private static List<String> cells(Layer layer) {
    return List.of(
        "%s (%s)".formatted(layer.name(), layer.getClass().getSimpleName()),
        shape(layer.outputShapes()),
        grouped(layer.parameters()));
  }

  private String describe(Layer network, List<String> titles, List<List<String>> rows) {
    text.append("Model: \"").append(network.name()).append("\"\n");
    table(titles, rows);
    long all = network.parameters();
    long trainable = count(network.trainableVariables());
    total("Total", all);
    total("Trainable", trainable);
    total("Non-trainable", all - trainable);
    return text.toString().stripTrailing();
  }

  private void table(List<String> titles, List<List<String>> rows) {
    rule("┏", "━", "┳", "┓");
    row("┃", titles);
    rule("┡", "━", "╇", "┩");
    for (int i = 0; i < rows.size(); i++) {
      if (i > 0) {
        rule("├", "─", "┼", "┤");
      }
      row("│", rows.get(i));
    }
    rule("└", "─", "┴", "┘");
  }

  private void rule(String left, String line, String middle, String right) {
    text.append(left);
    for (int column = 0; column < widths.length; column++) {
      text.append(line.repeat(widths[column] + 2));
      text.append(column < widths.length - 1 ? middle : right);
    }
    text.append('\n');
  }

  private void row(String border, List<String> cells) {
    List<List<String>> wrapped = new ArrayList<>();
    for (int column = 0; column < widths.length; column++) {
      wrapped.add(wrap(cells.get(column), widths[column]));
    }
    int lines = wrapped.stream().mapToInt(List::size).max().orElse(0);
    for (int line = 0; line < lines; line++) {
      text.append(border);
      for (int column = 0; column < widths.length; column++) {
        List<String> cell = wrapped.get(column);
        String part = line < cell.size() ? cell.get(line) : "";
        String padding = " ".repeat(widths[column] - part.length());
        boolean toTheRight = column == PARAMETERS;
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

  private static String shape(List<Shape> shapes) {
    return shapes.size() == 1
        ? shape(shapes.get(0))
        : shapes.stream().map(NetworkSummary::shape).collect(Collectors.joining(", ", "[", "]"));
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
