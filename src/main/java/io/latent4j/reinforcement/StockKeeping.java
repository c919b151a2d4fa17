package io.latent4j.reinforcement;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * A shop that orders one article: how much each day, when demand and the time of delivery are
 * random. It shows how a simulator of a business becomes an {@link Environment}.
 *
 * <p>Each day units are ordered, from 0 to 4; then the lorry comes with a chance of one in two, and
 * brings all that was ordered and is not there yet; then customers want 0 to 4 units, with the
 * chances 1, 4, 6, 4 and 1 of 16. Who finds none waits. A unit that lies over night costs 1, a
 * customer who waits over night 4; the reward is the cost, negative. From 8 customers waiting on,
 * further ones go elsewhere, and more than 12 units in all are not ordered. The shop begins with 4
 * units, and an episode is truncated after 100 days.
 *
 * <p>Orders do not overtake each other, costs are linear, and ordering itself is free: so it is
 * best to order each day up to the same sum of what is there, less who waits, and what is ordered
 * (Kaplan, <i>A Dynamic Inventory Model with Stochastic Lead Times</i>, 1970).
 *
 * <p>An observation is what is there, less who waits, and what is ordered, each in tens.
 */
public final class StockKeeping implements TabularEnvironment {
  static final int STEP_LIMIT = 100;
  static final double HOLDING = 1;
  static final double WAITING = 4;
  private static final double DELIVERY = 0.5;
  private static final double[] DEMAND = {1 / 16.0, 4 / 16.0, 6 / 16.0, 4 / 16.0, 1 / 16.0};
  private static final int MOST_ORDERED = 4;
  private static final int MOST_WAITING = 8;
  private static final int MOST_UNITS = 12;
  private static final int START = 4;
  private static final List<String> ACTIONS =
      IntStream.rangeClosed(0, MOST_ORDERED).mapToObj(n -> "order " + n).toList();
  private static final Shape SHAPE = Shape.of(2);

  private GameRandom random;
  private int level;
  private int ordered;
  private int days;
  private boolean ended;

  private StockKeeping() {}

  /**
   * The shop.
   *
   * @return the environment, to be reset
   */
  public static StockKeeping create() {
    return new StockKeeping();
  }

  @Override
  public String name() {
    return "stock";
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
  public int states() {
    return (MOST_WAITING + MOST_UNITS + 1) * (MOST_UNITS + MOST_WAITING + 1);
  }

  /**
   * The state of some numbers.
   *
   * @param units what is there, less who waits, from -8 to 12
   * @param underWay what is ordered, from 0 to 20
   * @return the state
   */
  public static int state(int units, int underWay) {
    return (units + MOST_WAITING) * (MOST_UNITS + MOST_WAITING + 1) + underWay;
  }

  /**
   * What is there in a state.
   *
   * @param state the state
   * @return the units, less who waits
   */
  public static int units(int state) {
    return state / (MOST_UNITS + MOST_WAITING + 1) - MOST_WAITING;
  }

  /**
   * What is ordered in a state.
   *
   * @param state the state
   * @return the units
   */
  public static int underWay(int state) {
    return state % (MOST_UNITS + MOST_WAITING + 1);
  }

  @Override
  public int state() {
    Episodes.checkBegun(this, random != null);
    return state(level, ordered);
  }

  @Override
  public List<Integer> starts() {
    return List.of(state(START, 0));
  }

  @Override
  public void reset(long seed) {
    random = new GameRandom(seed);
    level = START;
    ordered = 0;
    days = 0;
    ended = false;
  }

  @Override
  public float[] observation() {
    Episodes.checkBegun(this, random != null);
    return new float[] {level / 10f, ordered / 10f};
  }

  @Override
  public Outcome step(int action) {
    Episodes.check(this, action, random != null, ended);
    boolean delivered = random.uniform() < DELIVERY;
    int demand = 0;
    double draw = random.uniform();
    for (double sum = DEMAND[0]; draw >= sum; sum += DEMAND[demand]) {
      demand++;
    }
    int next = next(state(), action, delivered, demand);
    level = units(next);
    ordered = underWay(next);
    days++;
    ended = days >= STEP_LIMIT;
    return new Outcome(reward(level), false, ended);
  }

  private static int next(int state, int action, boolean delivered, int demand) {
    int units = units(state);
    int underWay = underWay(state);
    underWay += Math.max(0, Math.min(action, MOST_UNITS - units - underWay));
    if (delivered) {
      units += underWay;
      underWay = 0;
    }
    return state(Math.max(-MOST_WAITING, units - demand), underWay);
  }

  private static double reward(int level) {
    return level >= 0 ? -HOLDING * level : WAITING * level;
  }

  @Override
  public List<Transition> transitions(int state, int action) {
    List<Transition> all = new ArrayList<>();
    for (int demand = 0; demand < DEMAND.length; demand++) {
      for (boolean delivered : new boolean[] {false, true}) {
        int next = next(state, action, delivered, demand);
        double chance = DEMAND[demand] * (delivered ? DELIVERY : 1 - DELIVERY);
        all.add(new Transition(chance, next, reward(units(next)), false));
      }
    }
    return all;
  }

  /**
   * Orders up to a sum of what is there, less who waits, and what is ordered.
   *
   * @param sum the sum
   * @return the player
   */
  public static Player baseStock(int sum) {
    return Player.each(
        see -> {
          int position = Math.round(see[0] * 10) + Math.round(see[1] * 10);
          return Math.max(0, Math.min(MOST_ORDERED, sum - position));
        });
  }

  /**
   * The sum up to which it is best to order, by dynamic programming.
   *
   * @return the sum
   */
  public static int optimalBaseStock() {
    ValueIteration best = ValueIteration.of(create(), 0.99);
    return START + best.action(state(START, 0));
  }

  @Override
  public Optional<Player> scripted() {
    return Optional.of(baseStock(optimalBaseStock()));
  }

  @Override
  public BufferedImage picture() {
    Episodes.checkBegun(this, random != null);
    int width = 260;
    int height = 160;
    int ground = 96;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    bars(g, 20, ground, level, level < 0 ? new Color(0xE07A5F) : new Color(0x81B29A));
    bars(g, 150, ground, ordered, new Color(0x7A869A));
    g.setColor(new Color(0x14213D));
    g.drawLine(10, ground, width - 10, ground);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    g.drawString((level < 0 ? "waiting " : "in stock ") + Math.abs(level), 20, 150);
    g.drawString("ordered " + ordered, 150, 150);
    g.drawString("day " + days, 110, 18);
    g.dispose();
    return image;
  }

  private static void bars(Graphics2D g, int left, int ground, int count, Color color) {
    g.setColor(color);
    for (int i = 0; i < Math.abs(count); i++) {
      int x = left + i % 8 * 12;
      int row = i / 8;
      g.fillRect(x, count > 0 ? ground - 14 - row * 14 : ground + 4 + row * 14, 10, 10);
    }
  }
}
