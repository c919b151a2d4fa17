package io.latent4j.reinforcement;

import io.latent4j.model.InvalidOptionException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * Breakout on 10 x 10 cells, seen as four planes: paddle, ball, trail (where the ball was) and
 * bricks.
 *
 * <p>There are three rows of bricks, rows 1 to 3 from the top, and a paddle of one cell in row 9,
 * which begins in column 4. The ball begins in row 3 at one of the sides and moves diagonally down.
 * A brick gives 1, one a contact: a ball that comes from one brick straight into another goes
 * through. Walls and bricks reflect. On the paddle a ball from straight above turns vertically
 * only, one from the side goes back the way it came. When all bricks are gone and the ball is at
 * the paddle, they are all there again. A miss ends the episode. With some probability the last
 * action is repeated instead of the one that was chosen.
 *
 * <p>An episode is truncated after 1,000 steps.
 */
public final class Breakout implements Environment {
  /** How likely it is, unless said otherwise, that the last action is repeated. */
  public static final double USUAL_STICKINESS = 0.1;

  static final int SIDE = 10;
  static final int PLANES = 4;
  static final int STEP_LIMIT = 1000;
  private static final int CELL = 16;
  private static final Shape SHAPE = Shape.of(SIDE, SIDE, PLANES);
  private static final List<String> ACTIONS = List.of("none", "left", "right");
  private static final Color GROUND = new Color(0x14213D);
  private static final Color[] COLORS = {
    new Color(0x4FC3F7), new Color(0xFFFFFF), new Color(0x7A869A), new Color(0xE07A5F)
  };

  private final double stickiness;
  private final boolean[] bricks = new boolean[SIDE * SIDE];
  private GameRandom random;
  private int paddle;
  private int ballRow;
  private int ballColumn;
  private int trailRow;
  private int trailColumn;
  private int down;
  private int right;
  private boolean touching;
  private int lastAction;
  private int steps;
  private boolean ended;

  private Breakout(double stickiness) {
    this.stickiness = stickiness;
  }

  /**
   * The game in which one action in ten is the last one again.
   *
   * @return the game, to be reset
   */
  public static Breakout create() {
    return withStickiness(USUAL_STICKINESS);
  }

  /**
   * The game.
   *
   * @param stickiness how likely it is that the last action is repeated, from 0 to 1
   * @return the game, to be reset
   * @throws IllegalArgumentException if it is outside its range
   */
  public static Breakout withStickiness(double stickiness) {
    if (!(stickiness >= 0 && stickiness <= 1)) {
      throw new InvalidOptionException("stickiness", "from 0 to 1", stickiness);
    }
    return new Breakout(stickiness);
  }

  @Override
  public String name() {
    return "breakout";
  }

  @Override
  public Shape observationShape() {
    return SHAPE;
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
  public void reset(long seed) {
    random = new GameRandom(seed);
    boolean fromLeft = random.uniform() < 0.5;
    place(4, 3, fromLeft ? 0 : SIDE - 1, 1, fromLeft ? 1 : -1);
    Arrays.fill(bricks, false);
    refill();
  }

  /** Puts paddle and ball, the latter moving by one row and one column a step. */
  void place(int paddleAt, int row, int column, int rowStep, int columnStep) {
    paddle = paddleAt;
    ballRow = row;
    ballColumn = column;
    trailRow = row;
    trailColumn = column;
    down = rowStep;
    right = columnStep;
    touching = false;
    lastAction = 0;
    steps = 0;
    ended = false;
  }

  /** Leaves these bricks only, for tests. */
  void leaveBricks(int... cells) {
    Arrays.fill(bricks, false);
    for (int cell : cells) {
      bricks[cell] = true;
    }
  }

  private void refill() {
    Arrays.fill(bricks, SIDE, 4 * SIDE, true);
  }

  private boolean anyBrick() {
    for (boolean brick : bricks) {
      if (brick) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Outcome step(int action) {
    Episodes.check(this, action, random != null, ended);
    int made = stickiness > 0 && random.uniform() < stickiness ? lastAction : action;
    lastAction = made;
    steps++;
    movePaddle(made);
    double reward = moveBall();
    boolean done = ended;
    boolean truncated = !done && steps >= STEP_LIMIT;
    ended |= truncated;
    return new Outcome(reward, done, truncated);
  }

  private void movePaddle(int action) {
    if (action == 1) {
      paddle = Math.max(0, paddle - 1);
    } else if (action == 2) {
      paddle = Math.min(SIDE - 1, paddle + 1);
    }
  }

  private double moveBall() {
    trailRow = ballRow;
    trailColumn = ballColumn;
    int row = ballRow + down;
    int column = ballColumn + right;
    if (column < 0 || column >= SIDE) {
      column = Math.max(0, Math.min(SIDE - 1, column));
      right = -right;
    }
    double reward = 0;
    boolean touches = false;
    if (row < 0) {
      row = 0;
      down = 1;
    } else if (bricks[row * SIDE + column]) {
      touches = true;
      if (!touching) {
        reward = 1;
        bricks[row * SIDE + column] = false;
        row = ballRow;
        down = -down;
      }
    } else if (row == SIDE - 1) {
      row = atPaddle(row, column);
    }
    touching = touches;
    ballRow = row;
    ballColumn = column;
    return reward;
  }

  /** Where the ball is after it came to the paddle's row. */
  private int atPaddle(int row, int column) {
    if (!anyBrick()) {
      refill();
    }
    if (ballColumn == paddle) {
      down = -1;
      return ballRow;
    }
    if (column == paddle) {
      down = -1;
      right = -right;
      return ballRow;
    }
    ended = true;
    return row;
  }

  @Override
  public float[] observation() {
    Episodes.checkBegun(this, random != null);
    float[] planes = new float[SIDE * SIDE * PLANES];
    planes[((SIDE - 1) * SIDE + paddle) * PLANES] = 1;
    planes[(ballRow * SIDE + ballColumn) * PLANES + 1] = 1;
    planes[(trailRow * SIDE + trailColumn) * PLANES + 2] = 1;
    for (int cell = 0; cell < bricks.length; cell++) {
      if (bricks[cell]) {
        planes[cell * PLANES + 3] = 1;
      }
    }
    return planes;
  }

  @Override
  public BufferedImage picture() {
    return picture(observation());
  }

  /** Draws an observation. */
  static BufferedImage picture(float[] planes) {
    BufferedImage image = new BufferedImage(SIDE * CELL, SIDE * CELL, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(GROUND);
    g.fillRect(0, 0, SIDE * CELL, SIDE * CELL);
    for (int plane : new int[] {3, 2, 1, 0}) { // the ball over its trail and over bricks
      g.setColor(COLORS[plane]);
      for (int cell = 0; cell < SIDE * SIDE; cell++) {
        if (planes[cell * PLANES + plane] > 0) {
          g.fillRect(cell % SIDE * CELL + 1, cell / SIDE * CELL + 1, CELL - 2, CELL - 2);
        }
      }
    }
    g.dispose();
    return image;
  }

  /** Follows the ball: goes below where it will be next. */
  @Override
  public Optional<Player> scripted() {
    return Optional.of(Player.each(Breakout::follow));
  }

  private static int follow(float[] planes) {
    int paddle = column(planes, 0);
    int ball = column(planes, 1);
    int trail = column(planes, 2);
    int next = Math.max(0, Math.min(SIDE - 1, 2 * ball - trail));
    if (next == paddle) {
      return 0;
    }
    return next < paddle ? 1 : 2;
  }

  private static int column(float[] planes, int plane) {
    for (int cell = 0; cell < SIDE * SIDE; cell++) {
      if (planes[cell * PLANES + plane] > 0) {
        return cell % SIDE;
      }
    }
    throw new IllegalArgumentException("observation must have something in plane " + plane);
  }
}
