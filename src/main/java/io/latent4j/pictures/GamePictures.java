package io.latent4j.pictures;

import io.latent4j.reinforcement.DqnModel;
import io.latent4j.reinforcement.DynamicsModel;
import io.latent4j.reinforcement.Environment;
import io.latent4j.reinforcement.GridWorld;
import io.latent4j.reinforcement.Outcome;
import io.latent4j.reinforcement.QTable;
import io.latent4j.reinforcement.StockKeeping;
import io.latent4j.report.Film;
import io.latent4j.report.LinePlot;
import io.latent4j.report.MapPlot;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Pictures of what was learned by reward. */
public final class GamePictures {
  private static final int FRAME_MILLISECONDS = 120;
  private static final int LONGEST_FILM = 200;
  private static final int PANEL = 210;
  private static final int MOMENTS = 6;
  private static final Color INK = new Color(0x2B2F36);
  private static final Color BAR = new Color(0x4FC3F7);
  private static final Color BEST = new Color(0xE07A5F);
  private static final Color WRONG = new Color(0xFFD166);
  private static final Color GROUND = new Color(0x14213D);
  private static final Color[] PLANES = {
    new Color(0x4FC3F7), new Color(0xFFFFFF), new Color(0x7A869A), new Color(0xE07A5F)
  };
  private static final String[] ARROWS = {"\u2191", "\u2192", "\u2193", "\u2190"};

  private GamePictures() {}

  /**
   * The returns of training, with those of players that don't learn.
   *
   * @param curves by the name of the line, of shape (points, 2): after how many steps, and the
   *     return
   * @param anchors returns that stay, by the name of the line
   * @return the picture; empty if no line has a point
   */
  public static Optional<Illustration> returns(
      Map<String, double[][]> curves, Map<String, Double> anchors) {
    LinePlot plot = LinePlot.titled("Return of the episodes of training").axes("steps", "return");
    double last = 0;
    for (Map.Entry<String, double[][]> curve : curves.entrySet()) {
      double[][] points = curve.getValue();
      if (points.length > 0) {
        plot.series(curve.getKey(), column(points, 0), column(points, 1));
        last = Math.max(last, points[points.length - 1][0]);
      }
    }
    if (last == 0) {
      return Optional.empty();
    }
    for (Map.Entry<String, Double> anchor : anchors.entrySet()) {
      double value = anchor.getValue();
      plot.series(anchor.getKey(), new double[] {0, last}, new double[] {value, value});
    }
    return Optional.of(
        new Illustration(
            "returns", plot, "Mean return of the episodes that ended, while learning"));
  }

  private static double[] column(double[][] rows, int column) {
    double[] values = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = rows[i][column];
    }
    return values;
  }

  /**
   * A game that a network plays, with the values of its actions beside it: up to 200 steps.
   *
   * @param model who plays
   * @param environment makes the game
   * @param seed what the episode derives from
   * @return the film
   */
  public static Film film(DqnModel model, Supplier<? extends Environment> environment, long seed) {
    Environment game = environment.get();
    Film film = Film.of(FRAME_MILLISECONDS);
    game.reset(seed);
    double sum = 0;
    Outcome outcome;
    int steps = 0;
    do {
      float[][] seen = {game.observation()};
      float[] values = model.values(seen)[0];
      int action = model.player().act(seen)[0];
      film.frame(frame(game, values, action, sum));
      outcome = game.step(action);
      sum += outcome.reward();
      steps++;
    } while (!outcome.ended() && steps < LONGEST_FILM);
    return film.frame(frame(game, model.values(new float[][] {game.observation()})[0], -1, sum));
  }

  private static BufferedImage frame(Environment game, float[] values, int action, double sum) {
    BufferedImage picture = game.picture();
    List<String> actions = game.actions();
    int height = Math.max(picture.getHeight(), 34 + 22 * actions.size());
    BufferedImage frame =
        new BufferedImage(picture.getWidth() + PANEL, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = frame.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, frame.getWidth(), height);
    g.drawImage(picture, 0, 0, null);
    int left = picture.getWidth() + 12;
    g.setColor(INK);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    g.drawString(String.format(Locale.ROOT, "return %.4g", sum), left, 18);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    double most = 1e-6;
    for (float value : values) {
      most = Math.max(most, Math.abs(value));
    }
    for (int i = 0; i < values.length; i++) {
      int y = 34 + 22 * i;
      g.setColor(INK);
      g.drawString(actions.get(i), left, y + 12);
      g.setColor(i == action ? BEST : BAR);
      g.fillRect(left + 56, y + 2, (int) Math.round(80 * Math.abs(values[i]) / most), 12);
      g.setColor(INK);
      g.drawString(String.format(Locale.ROOT, "%.2f", values[i]), left + 142, y + 12);
    }
    g.dispose();
    return frame;
  }

  /**
   * What the network looks at: moments of a game and, below each, how strongly the value of the
   * best action depends on each cell, all planes together.
   *
   * @param model a network whose layers are known and that sees images
   * @param environment makes the game
   * @param seed what the episode derives from
   * @return the picture; empty if observations are no images, or another program saved the model
   */
  public static Optional<Illustration> attention(
      DqnModel model, Supplier<? extends Environment> environment, long seed) {
    Environment game = environment.get();
    if (game.observationShape().numDimensions() != 3 || !model.hasLayers()) {
      return Optional.empty();
    }
    List<BufferedImage> moments = new ArrayList<>();
    List<float[]> seen = new ArrayList<>();
    game.reset(seed);
    for (int step = 0; moments.size() < MOMENTS; step++) {
      if (step % 5 == 0) {
        moments.add(game.picture());
        seen.add(game.observation());
      }
      int action = model.player().act(new float[][] {game.observation()})[0];
      if (game.step(action).ended()) {
        game.reset(seed + step + 1);
      }
    }
    float[][] gradients = model.gradient(seen.toArray(float[][]::new));
    int rows = (int) game.observationShape().get(0);
    int columns = (int) game.observationShape().get(1);
    int planes = (int) game.observationShape().get(2);
    BufferedImage strip = strip(moments, gradients, rows, columns, planes);
    return Optional.of(
        new Illustration(
            "attention",
            () -> strip,
            "Moments of a game, and how strongly the value of the best action depends on each"
                + " cell: the darker, the more"));
  }

  private static BufferedImage strip(
      List<BufferedImage> moments, float[][] gradients, int rows, int columns, int planes) {
    int width = moments.get(0).getWidth();
    int height = moments.get(0).getHeight();
    int gap = 10;
    BufferedImage strip =
        new BufferedImage(
            moments.size() * (width + gap) + gap, 2 * height + 3 * gap, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = strip.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, strip.getWidth(), strip.getHeight());
    for (int moment = 0; moment < moments.size(); moment++) {
      int left = gap + moment * (width + gap);
      g.drawImage(moments.get(moment), left, gap, null);
      float[] heat = heat(gradients[moment], rows * columns, planes);
      for (int cell = 0; cell < heat.length; cell++) {
        int light = Math.round(245 * (1 - heat[cell]));
        g.setColor(new Color(light, Math.min(255, light + 5), 245 - Math.round(120 * heat[cell])));
        int x0 = cell % columns * width / columns;
        int y0 = cell / columns * height / rows;
        int x1 = (cell % columns + 1) * width / columns;
        int y1 = (cell / columns + 1) * height / rows;
        g.fillRect(left + x0, 2 * gap + height + y0, x1 - x0, y1 - y0);
      }
    }
    g.dispose();
    return strip;
  }

  /**
   * The next frames of a game, true and as a model imagines them without looking.
   *
   * @param comparison the frames
   * @return the picture: above the true ones, below the imagined ones, where cells that are wrong
   *     have a frame
   */
  public static Illustration prediction(DynamicsModel.Comparison comparison) {
    int cell = 12;
    int rows = (int) comparison.shape().get(0);
    int columns = (int) comparison.shape().get(1);
    int planes = (int) comparison.shape().get(2);
    int steps = comparison.frames().length;
    int gap = 8;
    int head = 22;
    int left = 84;
    int width = left + steps * (columns * cell + gap);
    int height = head + 2 * (rows * cell + gap);
    BufferedImage strip = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = strip.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.setColor(INK);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    g.drawString("true", 8, head + rows * cell / 2);
    g.drawString("imagined", 8, head + gap + rows * cell * 3 / 2);
    for (int step = 0; step < steps; step++) {
      int x = left + step * (columns * cell + gap);
      g.setColor(INK);
      g.drawString((step == 0 ? "step " : "") + (step + 1), x, 15);
      float[] truth = comparison.frames()[step];
      float[] imagined = comparison.imagined()[step];
      for (int at = 0; at < rows * columns; at++) {
        int cellX = x + at % columns * cell;
        int cellY = head + at / columns * cell;
        int below = cellY + rows * cell + gap;
        g.setColor(color(truth, at * planes, planes));
        g.fillRect(cellX, cellY, cell, cell);
        g.setColor(color(imagined, at * planes, planes));
        g.fillRect(cellX, below, cell, cell);
        if (!Arrays.equals(
            truth, at * planes, (at + 1) * planes, imagined, at * planes, (at + 1) * planes)) {
          g.setColor(WRONG);
          g.drawRect(cellX, below, cell - 1, cell - 1);
          g.drawRect(cellX + 1, below + 1, cell - 3, cell - 3);
        }
      }
    }
    g.dispose();
    return new Illustration(
        "prediction",
        () -> strip,
        "The next frames of a game, true and as a model of the game imagines them from the first"
            + " without looking; cells that are wrong have a frame");
  }

  /** The color of the first plane that is set in a cell. */
  private static Color color(float[] planes, int from, int count) {
    for (int plane = 0; plane < count; plane++) {
      if (planes[from + plane] > 0) {
        return PLANES[plane % PLANES.length];
      }
    }
    return GROUND;
  }

  /** The norm over the planes of each cell, of the largest. */
  private static float[] heat(float[] gradient, int cells, int planes) {
    float[] heat = new float[cells];
    float most = 1e-12f;
    for (int cell = 0; cell < cells; cell++) {
      for (int plane = 0; plane < planes; plane++) {
        float value = gradient[cell * planes + plane];
        heat[cell] += value * value;
      }
      heat[cell] = (float) Math.sqrt(heat[cell]);
      most = Math.max(most, heat[cell]);
    }
    for (int cell = 0; cell < cells; cell++) {
      heat[cell] /= most;
    }
    return heat;
  }

  /**
   * Values and best moves of a world of cells.
   *
   * @param world the world
   * @param table what was learned in it
   * @return the picture
   */
  public static Illustration policy(GridWorld world, QTable table) {
    float[][] values = new float[world.rows()][world.columns()];
    MapPlot plot = MapPlot.of(world.rows(), world.columns()).titled("Values and best moves");
    for (int state = 0; state < world.states(); state++) {
      int row = state / world.columns();
      int column = state % world.columns();
      values[row][column] =
          switch (world.at(state)) {
            case 'G' -> 1;
            case 'P' -> -1;
            case '#' -> Float.NaN;
            default -> (float) table.value(state);
          };
      String name =
          switch (world.at(state)) {
            case 'G' -> "goal";
            case 'P' -> "pit";
            case '#' -> "wall";
            default ->
                String.format(
                    Locale.ROOT, "%s %.2f", ARROWS[table.action(state)], table.value(state));
          };
      plot.name(row, column, name);
    }
    float least = -1;
    for (float[] row : values) {
      for (int column = 0; column < row.length; column++) {
        row[column] = Float.isNaN(row[column]) ? least : row[column];
      }
    }
    return new Illustration(
        "policy", plot.values("value", values), "The value of each cell and the best move there");
  }

  /**
   * What is best to order, by what is there and what is ordered.
   *
   * @param table what was learned
   * @return the picture
   */
  public static Illustration policy(QTable table) {
    int least = -4;
    int most = 8;
    float[][] orders = new float[most - least + 1][9];
    MapPlot plot = MapPlot.of(orders.length, 9).titled("Units to order");
    for (int units = most; units >= least; units--) {
      int row = most - units;
      for (int underWay = 0; underWay < 9; underWay++) {
        int action = table.action(StockKeeping.state(units, underWay));
        orders[row][underWay] = action;
        if (underWay == 0) {
          plot.name(row, 0, units + " there");
        }
      }
    }
    return new Illustration(
        "policy",
        plot.values("units", orders),
        "What to order: from top to bottom fewer units there (below 0 customers wait), from left to"
            + " right more units ordered already, from 0");
  }
}
