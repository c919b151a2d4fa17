package io.latent4j.som;

import io.latent4j.model.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/**
 * The grid of a map. Neurons are numbered row by row from 0.
 *
 * <p>On a toroid the last row lies beside the first and the last column beside the first, so that
 * no neuron is at an edge.
 *
 * @param rows the number of rows
 * @param columns the number of neurons in a row
 * @param topology how they lie
 * @param toroid whether the edges are joined
 */
public record SomGrid(int rows, int columns, Topology topology, boolean toroid) implements Options {

  /** The most neurons that a map may have. */
  public static final int MOST_NEURONS = 1 << 24;

  private static final String GRID = "grid";
  private static final double ROW_HEIGHT = Math.sqrt(0.75);
  private static final int[][] SQUARE = {
    {-1, -1}, {-1, 0}, {-1, 1}, {0, -1}, {0, 1}, {1, -1}, {1, 0}, {1, 1}
  };
  private static final int[][] HEXAGON = {{-1, -1}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {1, 0}};

  /**
   * Checks the sizes.
   *
   * @param rows at least 1
   * @param columns at least 1
   * @param topology how the neurons lie
   * @param toroid whether the edges are joined
   * @throws IllegalArgumentException if a size is below 1, there are more than {@value
   *     #MOST_NEURONS} neurons, or a hexagonal toroid has an odd number of rows
   */
  public SomGrid {
    Objects.requireNonNull(topology, "topology");
    String size = rows + "x" + columns;
    Options.require(rows >= 1 && columns >= 1, GRID, "at least 1x1", size);
    Options.require(
        (long) rows * columns <= MOST_NEURONS,
        GRID,
        "of at most %d neurons".formatted(MOST_NEURONS),
        size);
    Options.require(
        !toroid || topology != Topology.HEXAGONAL || rows % 2 == 0,
        GRID,
        "of an even number of rows if it is a hexagonal toroid, so that the last fits the first",
        size);
  }

  /**
   * A flat rectangular grid.
   *
   * @param rows at least 1
   * @param columns at least 1
   * @return the grid
   * @throws IllegalArgumentException if a size is below 1 or there are too many neurons
   */
  public static SomGrid of(int rows, int columns) {
    return new SomGrid(rows, columns, Topology.RECTANGULAR, false);
  }

  /**
   * Chooses the number of rows.
   *
   * @param rows at least 1
   * @return the changed grid
   * @throws IllegalArgumentException see {@link #SomGrid}
   */
  public SomGrid withRows(int rows) {
    return Options.with(this, "rows", rows);
  }

  /**
   * Chooses the number of neurons in a row.
   *
   * @param columns at least 1
   * @return the changed grid
   * @throws IllegalArgumentException see {@link #SomGrid}
   */
  public SomGrid withColumns(int columns) {
    return Options.with(this, "columns", columns);
  }

  /**
   * Chooses how the neurons lie.
   *
   * @param topology the topology; {@link Topology#RECTANGULAR} by default
   * @return the changed grid
   * @throws IllegalArgumentException see {@link #SomGrid}
   */
  public SomGrid withTopology(Topology topology) {
    return Options.with(this, "topology", topology);
  }

  /**
   * Chooses whether the edges are joined.
   *
   * @param toroid true to join them; false by default
   * @return the changed grid
   * @throws IllegalArgumentException see {@link #SomGrid}
   */
  public SomGrid withToroid(boolean toroid) {
    return Options.with(this, "toroid", toroid);
  }

  /** Rows and columns together as {@code grid}, such as {@code 30x30}; topology and toroid. */
  @Override
  public Map<String, Object> options() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(GRID, rows + "x" + columns);
    options.put("topology", topology.toString());
    options.put("toroid", toroid);
    return options;
  }

  /**
   * Returns the number of neurons.
   *
   * @return rows times columns
   */
  public int neurons() {
    return rows * columns;
  }

  /**
   * Returns the number of a neuron.
   *
   * @param row its row, from 0
   * @param column its column, from 0
   * @return its number, from 0
   */
  public int neuron(int row, int column) {
    return row * columns + column;
  }

  /**
   * Returns how far two neurons are from each other, the shortest way.
   *
   * @param one the number of a neuron
   * @param other the number of a neuron
   * @return the Euclidean distance on the grid; 1 for the next in a row
   */
  public double distance(int one, int other) {
    int row = one / columns;
    int otherRow = other / columns;
    int down = Math.abs(row - otherRow);
    double across = one % columns - other % columns;
    if (topology == Topology.HEXAGONAL) {
      across += 0.5 * (row % 2 - otherRow % 2);
    }
    across = Math.abs(across);
    if (toroid) {
      down = Math.min(down, rows - down);
      across = Math.min(across, Math.abs(columns - across));
    }
    double height = topology == Topology.HEXAGONAL ? down * ROW_HEIGHT : down;
    return Math.sqrt(across * across + height * height);
  }

  /**
   * Returns the neurons beside one.
   *
   * @param neuron the number of a neuron
   * @return the numbers of the 8, hexagonal 6, around it in ascending order; fewer at the edges of
   *     a map that is no toroid, and on toroids so small that some would come twice
   */
  public int[] adjacent(int neuron) {
    int row = neuron / columns;
    int column = neuron % columns;
    TreeSet<Integer> found = new TreeSet<>();
    for (int[] step : topology == Topology.HEXAGONAL ? HEXAGON : SQUARE) {
      // What is to the left of an even row is to the right of the shifted ones.
      int shift = topology == Topology.HEXAGONAL && step[0] != 0 ? row % 2 : 0;
      int besideRow = row + step[0];
      int besideColumn = column + step[1] + shift;
      if (toroid) {
        besideRow = Math.floorMod(besideRow, rows);
        besideColumn = Math.floorMod(besideColumn, columns);
      }
      if (besideRow >= 0 && besideRow < rows && besideColumn >= 0 && besideColumn < columns) {
        found.add(neuron(besideRow, besideColumn));
      }
    }
    found.remove(neuron);
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Whether a neuron is beside another; neither a neuron nor no neuron (-1) is beside itself. */
  boolean isAdjacent(int neuron, int other) {
    for (int beside : adjacent(neuron)) {
      if (beside == other) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return rows + "x" + columns + " " + topology + (toroid ? " toroid" : "");
  }
}
