package io.latent4j.reinforcement;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * A pole on a cart that is pushed to the left or to the right, so that the pole does not fall
 * (Barto, Sutton and Anderson, <i>Neuronlike adaptive elements that can solve difficult learning
 * control problems</i>, 1983, without friction, by Euler's method, 0.02 seconds a step).
 *
 * <p>An observation is position and velocity of the cart, angle and angular velocity of the pole.
 * Each step gives 1. The episode is done when the pole leans by more than 12 degrees or the cart is
 * more than 2.4 from the middle, and truncated after 500 steps.
 */
public final class CartPole implements Environment {
  static final int STEP_LIMIT = 500;
  private static final double GRAVITY = 9.8;
  private static final double CART_MASS = 1;
  private static final double POLE_MASS = 0.1;
  private static final double HALF_POLE = 0.5;
  private static final double FORCE = 10;
  private static final double SECONDS = 0.02;
  private static final double LARGEST_ANGLE = Math.toRadians(12);
  private static final double LARGEST_POSITION = 2.4;
  private static final Shape SHAPE = Shape.of(4);
  private static final List<String> ACTIONS = List.of("left", "right");

  private final double[] state = new double[4];
  private boolean begun;
  private boolean ended;
  private int steps;

  private CartPole() {}

  /**
   * The cart.
   *
   * @return the environment, to be reset
   */
  public static CartPole create() {
    return new CartPole();
  }

  @Override
  public String name() {
    return "cartpole";
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
  public void reset(long seed) {
    GameRandom random = new GameRandom(seed);
    for (int i = 0; i < state.length; i++) {
      state[i] = random.uniform() * 0.1 - 0.05;
    }
    begin();
  }

  /** Begins from a state, for tests. */
  void begin(double... from) {
    System.arraycopy(from, 0, state, 0, from.length);
    begun = true;
    ended = false;
    steps = 0;
  }

  double[] state() {
    return state.clone();
  }

  @Override
  public Outcome step(int action) {
    Episodes.check(this, action, begun, ended);
    double force = action == 1 ? FORCE : -FORCE;
    double total = CART_MASS + POLE_MASS;
    double cos = Math.cos(state[2]);
    double sin = Math.sin(state[2]);
    double push = (force + POLE_MASS * HALF_POLE * state[3] * state[3] * sin) / total;
    double turning =
        (GRAVITY * sin - cos * push) / (HALF_POLE * (4.0 / 3.0 - POLE_MASS * cos * cos / total));
    double acceleration = push - POLE_MASS * HALF_POLE * turning * cos / total;
    state[0] += SECONDS * state[1];
    state[1] += SECONDS * acceleration;
    state[2] += SECONDS * state[3];
    state[3] += SECONDS * turning;
    steps++;
    boolean done = Math.abs(state[0]) > LARGEST_POSITION || Math.abs(state[2]) > LARGEST_ANGLE;
    boolean truncated = !done && steps >= STEP_LIMIT;
    ended = done || truncated;
    return new Outcome(1, done, truncated);
  }

  @Override
  public float[] observation() {
    Episodes.checkBegun(this, begun);
    return new float[] {(float) state[0], (float) state[1], (float) state[2], (float) state[3]};
  }

  @Override
  public BufferedImage picture() {
    Episodes.checkBegun(this, begun);
    int width = 240;
    int height = 160;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    double x = width * (0.5 + state[0] / (2.2 * LARGEST_POSITION));
    int ground = 130;
    g.setColor(new Color(0x7A869A));
    g.fillRect(0, ground, width, 2);
    g.setColor(new Color(0x14213D));
    g.fillRect((int) Math.round(x) - 20, ground - 18, 40, 18);
    g.setColor(new Color(0xE07A5F));
    g.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    double pole = 90;
    g.draw(
        new Line2D.Double(
            x,
            ground - 18,
            x + pole * Math.sin(state[2]),
            ground - 18 - pole * Math.cos(state[2])));
    g.dispose();
    return image;
  }

  /** Pushes to where the pole is about to fall. */
  @Override
  public Optional<Player> scripted() {
    return Optional.of(
        Player.each(see -> see[2] + 0.3 * see[3] + 0.02 * see[0] + 0.05 * see[1] > 0 ? 1 : 0));
  }
}
