package io.latent4j.reinforcement;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/**
 * A game that is seen as on a screen: its picture in 84 x 84 shades of grey, and those of the three
 * steps before, as the first deep Q-network saw its games (Mnih and others, <i>Human-level control
 * through deep reinforcement learning</i>, 2015; no step is skipped here). {@link Dqn} and {@link
 * Pqn} learn from them with that network's three convolutions.
 *
 * <pre>{@code
 * Supplier<Environment> screens = Screens.of(Breakout::create);
 * }</pre>
 *
 * <p>The picture is fitted by mean areas, whatever its size. An observation is of shape (84, 84,
 * 4), values from 0 to 1, the newest screen last; an episode begins with four times the same.
 */
public final class Screens implements Environment {
  /** Height and width of a screen. */
  public static final int SIDE = 84;

  /** How many screens are seen at once. */
  public static final int STACK = 4;

  private static final Shape SHAPE = Shape.of(SIDE, SIDE, STACK);
  private static final int WHITE = 255;

  private final Environment game;
  private float[] stack;

  private Screens(Environment game) {
    this.game = game;
  }

  /**
   * Makes games seen as on a screen.
   *
   * @param game makes the game itself
   * @return makes the game with screens
   */
  public static Supplier<Environment> of(Supplier<? extends Environment> game) {
    return () -> new Screens(game.get());
  }

  /**
   * What it is called.
   *
   * @return such as {@code breakout-screens}
   */
  @Override
  public String name() {
    return game.name() + "-screens";
  }

  @Override
  public Shape observationShape() {
    return SHAPE;
  }

  @Override
  public List<String> actions() {
    return game.actions();
  }

  @Override
  public int newPixelPlanes() {
    return 1;
  }

  @Override
  public void reset(long seed) {
    game.reset(seed);
    stack = new float[SIDE * SIDE * STACK];
    float[] screen = grey(game.picture());
    for (int i = 0; i < stack.length; i++) {
      stack[i] = screen[i / STACK];
    }
  }

  @Override
  public float[] observation() {
    Episodes.checkBegun(this, stack != null);
    return stack.clone();
  }

  @Override
  public Outcome step(int action) {
    Outcome outcome = game.step(action);
    float[] screen = grey(game.picture());
    for (int pixel = 0; pixel < screen.length; pixel++) {
      int first = pixel * STACK;
      System.arraycopy(stack, first + 1, stack, first, STACK - 1);
      stack[first + STACK - 1] = screen[pixel];
    }
    return outcome;
  }

  @Override
  public BufferedImage picture() {
    return game.picture();
  }

  /** The player of the game sees the game, not the screen. */
  @Override
  public Optional<Player> scripted() {
    return Optional.empty();
  }

  /** A picture in 84 x 84 shades of grey, each a multiple of 1/255. */
  static float[] grey(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    int[] colors = picture.getRGB(0, 0, width, height, null, 0, width);
    long[] rows = new long[SIDE * width]; // of the brightness, SIDE times too large
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        addParts(rows, x, width, y, height, brightness(colors[y * width + x]));
      }
    }
    float[] screen = new float[SIDE * SIDE];
    long[] columns = new long[SIDE];
    for (int row = 0; row < SIDE; row++) {
      Arrays.fill(columns, 0);
      for (int x = 0; x < width; x++) {
        addParts(columns, 0, 1, x, width, rows[row * width + x]);
      }
      for (int column = 0; column < SIDE; column++) {
        double mean = columns[column] / ((double) width * height * 1000);
        screen[row * SIDE + column] = Math.round(mean) / (float) WHITE;
      }
    }
    return screen;
  }

  /** Adds a value to the cells of SIDE that it lies in, by the parts of {@code count} it covers. */
  private static void addParts(
      long[] cells, int offset, int step, int place, int count, long value) {
    int from = place * SIDE;
    int to = from + SIDE;
    for (int cell = from / count; cell * count < to; cell++) {
      int covered = Math.min(to, (cell + 1) * count) - Math.max(from, cell * count);
      cells[offset + cell * step] += covered * value;
    }
  }

  /** How bright a color is, from 0 to 255,000. */
  private static int brightness(int color) {
    return 299 * (color >> 16 & 0xFF) + 587 * (color >> 8 & 0xFF) + 114 * (color & 0xFF);
  }
}
