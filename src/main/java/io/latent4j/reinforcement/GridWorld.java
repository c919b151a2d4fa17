package io.latent4j.reinforcement;

import io.latent4j.model.InvalidOptionException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * A world of cells with walls, goals and pits, whose moves may go astray: to either side of the
 * chosen direction, each with half of the chance to slip. Who moves against a wall stays.
 *
 * <p>A map is rows of characters: {@code #} a wall, {@code .} a free cell, {@code G} a goal, which
 * gives 1 and ends the episode, {@code P} a pit, which gives -1 and ends it. Each other move costs
 * 0.04. Episodes begin in any free cell, each as likely as the other, and are truncated after 100
 * steps. An observation is 1 for the cell where one is, 0 for the others.
 */
public final class GridWorld implements TabularEnvironment {
  /** How likely a move goes astray unless said otherwise. */
  public static final double USUAL_SLIP = 0.2;

  static final int STEP_LIMIT = 100;
  private static final double MOVE_REWARD = -0.04;
  private static final int CELL = 40;
  private static final List<String> ACTIONS = List.of("up", "right", "down", "left");
  private static final int[] ROWS = {-1, 0, 1, 0};
  private static final int[] COLUMNS = {0, 1, 0, -1};
  private static final String[] USUAL_MAP = {
    "......G", ".##.#.P", ".#...#.", "...#...", ".P.##.#", "......."
  };

  private final List<String> map;
  private final double slip;
  private final int columns;
  private final List<Integer> free;
  private GameRandom random;
  private int cell;
  private int steps;
  private boolean ended;

  private GridWorld(List<String> map, double slip) {
    this.map = map;
    this.slip = slip;
    this.columns = map.get(0).length();
    this.free =
        IntStream.range(0, map.size() * columns).filter(at -> at(at) == '.').boxed().toList();
  }

  /**
   * A world of 6 x 7 cells in which every fifth move goes astray.
   *
   * @return the world, to be reset
   */
  public static GridWorld create() {
    return of(USUAL_SLIP, USUAL_MAP);
  }

  /**
   * A world of one's own.
   *
   * @param slip how likely a move goes astray, from 0 to 1
   * @param map its rows, of one length
   * @return the world, to be reset
   * @throws IllegalArgumentException if the chance is outside its range, rows differ in length, a
   *     character is unknown, or no cell is free
   */
  public static GridWorld of(double slip, String... map) {
    if (!(slip >= 0 && slip <= 1)) {
      throw new InvalidOptionException("slip", "from 0 to 1", slip);
    }
    if (map.length == 0) {
      throw new InvalidOptionException("map", "of at least one row", "empty");
    }
    for (String row : map) {
      if (row.length() != map[0].length()) {
        throw new InvalidOptionException("map", "of rows of " + map[0].length(), row.length());
      }
      if (!row.matches("[#.GP]+")) {
        throw new InvalidOptionException("map", "of the characters # . G P", row);
      }
    }
    GridWorld world = new GridWorld(List.of(map), slip);
    if (world.free.isEmpty()) {
      throw new InvalidOptionException("map", "with a free cell", String.join("/", map));
    }
    return world;
  }

  @Override
  public String name() {
    return "gridworld";
  }

  @Override
  public Shape observationShape() {
    return Shape.of(states());
  }

  @Override
  public List<String> actions() {
    return ACTIONS;
  }

  @Override
  public boolean binary() {
    return true;
  }

  @Override
  public int states() {
    return map.size() * columns;
  }

  /**
   * How many rows the map has.
   *
   * @return at least 1
   */
  public int rows() {
    return map.size();
  }

  /**
   * How many cells a row has.
   *
   * @return at least 1
   */
  public int columns() {
    return columns;
  }

  /**
   * What is in a cell.
   *
   * @param state the cell, row by row from 0
   * @return its character in the map
   */
  public char at(int state) {
    return map.get(state / columns).charAt(state % columns);
  }

  @Override
  public int state() {
    Episodes.checkBegun(this, random != null);
    return cell;
  }

  @Override
  public List<Integer> starts() {
    return free;
  }

  @Override
  public void reset(long seed) {
    random = new GameRandom(seed);
    cell = free.get(random.below(free.size()));
    steps = 0;
    ended = false;
  }

  @Override
  public float[] observation() {
    Episodes.checkBegun(this, random != null);
    float[] cells = new float[states()];
    cells[cell] = 1;
    return cells;
  }

  @Override
  public Outcome step(int action) {
    Episodes.check(this, action, random != null, ended);
    double draw = random.uniform();
    int way = action;
    if (draw < slip) {
      way = (action + (draw < slip / 2 ? 1 : 3)) % 4;
    }
    cell = moved(cell, way);
    steps++;
    boolean done = isEnd(cell);
    boolean truncated = !done && steps >= STEP_LIMIT;
    ended = done || truncated;
    return new Outcome(reward(cell), done, truncated);
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    if (at(state) != '.') {
      throw new IllegalArgumentException("state must be a free cell, but is " + state);
    }
    List<Transition> all = new ArrayList<>();
    add(all, 1 - slip, state, action);
    if (slip > 0) {
      add(all, slip / 2, state, (action + 1) % 4);
      add(all, slip / 2, state, (action + 3) % 4);
    }
    return all;
  }

  private void add(List<Transition> to, double probability, int state, int way) {
    int next = moved(state, way);
    to.add(new Transition(probability, next, reward(next), isEnd(next)));
  }

  private int moved(int from, int way) {
    int row = from / columns + ROWS[way];
    int column = from % columns + COLUMNS[way];
    boolean inside = row >= 0 && row < map.size() && column >= 0 && column < columns;
    return inside && at(row * columns + column) != '#' ? row * columns + column : from;
  }

  private boolean isEnd(int state) {
    return at(state) == 'G' || at(state) == 'P';
  }

  private double reward(int state) {
    return switch (at(state)) {
      case 'G' -> 1;
      case 'P' -> -1;
      default -> MOVE_REWARD;
    };
  }

  @Override
  public BufferedImage picture() {
    Episodes.checkBegun(this, random != null);
    BufferedImage image =
        new BufferedImage(columns * CELL, rows() * CELL, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    for (int state = 0; state < states(); state++) {
      g.setColor(
          switch (at(state)) {
            case '#' -> new Color(0x3D405B);
            case 'G' -> new Color(0x81B29A);
            case 'P' -> new Color(0xE07A5F);
            default -> new Color(0xF4F1EA);
          });
      g.fillRect(state % columns * CELL, state / columns * CELL, CELL - 1, CELL - 1);
    }
    g.setColor(new Color(0x14213D));
    g.fillOval(cell % columns * CELL + 10, cell / columns * CELL + 10, CELL - 21, CELL - 21);
    g.dispose();
    return image;
  }

  /** Does what value iteration finds best at a discount of 0.99. */
  @Override
  public Optional<Player> scripted() {
    ValueIteration best = ValueIteration.of(this, 0.99);
    return Optional.of(
        Player.each(
            see -> {
              int state = 0;
              while (see[state] == 0) {
                state++;
              }
              return best.action(state);
            }));
  }
}
