package io.latent4j.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** What all environments have in common, and the smaller ones. */
class EnvironmentsTest {

  @ParameterizedTest
  @ValueSource(strings = {"breakout", "cartpole", "gridworld", "stock"})
  void environmentsKeepTheirWord(String name) {
    Supplier<Environment> make = Environments.of(name);
    Environment environment = make.get();
    assertThat(environment.name()).isEqualTo(name);
    assertThatIllegalStateException().isThrownBy(environment::observation);
    CheckedEnvironment first = new CheckedEnvironment(environment);
    CheckedEnvironment second = new CheckedEnvironment(make.get());
    GameRandom random = new GameRandom(3);
    for (int episode = 0; episode < 3; episode++) {
      assertThat(first.reset(episode)).isEqualTo(second.reset(episode));
      Outcome outcome;
      do {
        int action = random.below(first.actions());
        outcome = first.step(action);
        assertThat(second.step(action)).isEqualTo(outcome);
        assertThat(first.observation()).isEqualTo(second.observation());
      } while (!outcome.ended());
    }
    BufferedImage picture = environment.picture();
    assertThat(picture.getWidth()).isPositive();
    double random100 = Evaluation.of(make, Player.random(first.actions(), 1), 100, 5).meanReturn();
    double scripted =
        Evaluation.of(make, environment.scripted().orElseThrow(), 100, 5).meanReturn();
    assertThat(scripted).isGreaterThan(random100);
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.of("pong"))
        .withMessage(
            "environment must be one of breakout, cartpole, gridworld, stock, but is pong");
  }

  /** Worked out by hand from the equations for one push to the right at rest. */
  @Test
  void cartPoleFollowsTheEquations() {
    CartPole cart = CartPole.create();
    cart.reset(1);
    cart.begin(0, 0, 0.1, 0);
    cart.step(1);
    double cos = Math.cos(0.1);
    double sin = Math.sin(0.1);
    double push = 10 / 1.1;
    double turning = (9.8 * sin - cos * push) / (0.5 * (4 / 3.0 - 0.1 * cos * cos / 1.1));
    double acceleration = push - 0.05 * turning * cos / 1.1;
    assertThat(cart.state())
        .containsExactly(new double[] {0, 0.02 * acceleration, 0.1, 0.02 * turning}, within(1e-12));
    cart.step(1);
    assertThat(cart.state()[0]).isEqualTo(0.02 * 0.02 * acceleration, within(1e-12));
    assertThat(cart.state()[2]).isEqualTo(0.1 + 0.02 * 0.02 * turning, within(1e-12));
  }

  @Test
  void cartPoleEndsWhereThePoleLeansOrTheCartLeaves() {
    CartPole cart = CartPole.create();
    cart.reset(1);
    cart.begin(0, 0, 0.208, 0.2);
    assertThat(cart.step(0)).isEqualTo(new Outcome(1, true, false));
    cart.begin(2.39, 1, 0, 0);
    assertThat(cart.step(0)).isEqualTo(new Outcome(1, true, false));
    cart.begin(2.37, 1, 0, 0);
    assertThat(cart.step(0)).isEqualTo(new Outcome(1, false, false));
    assertThat(Evaluation.of(CartPole::create, cart.scripted().orElseThrow(), 20, 1).lengths())
        .containsOnly(500);
  }

  @Test
  void movesOfTheGridGoAstrayAsOftenAsSaid() {
    GridWorld world = GridWorld.of(0.2, "...", "...", "...");
    int[] ways = new int[9];
    int count = 0;
    for (int seed = 0; seed < 40_000; seed++) {
      world.reset(seed);
      if (world.state() == 4) {
        world.step(0);
        ways[world.state()]++;
        count++;
      }
    }
    assertThat((double) ways[1] / count).isCloseTo(0.8, within(0.02));
    assertThat((double) ways[3] / count).isCloseTo(0.1, within(0.015));
    assertThat((double) ways[5] / count).isCloseTo(0.1, within(0.015));
  }

  @Test
  void wallsStopGoalsAndPitsEnd() {
    GridWorld world = GridWorld.of(0, "#.G", "#P#");
    world.reset(1);
    assertThat(world.state()).isEqualTo(1);
    assertThat(world.step(3)).isEqualTo(new Outcome(-0.04, false, false));
    assertThat(world.state()).isEqualTo(1);
    assertThat(world.step(1)).isEqualTo(new Outcome(1, true, false));
    world.reset(1);
    assertThat(world.step(2)).isEqualTo(new Outcome(-1, true, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GridWorld.of(0, "..", "."))
        .withMessage("map must be of rows of 2, but is 1");
    assertThatIllegalArgumentException().isThrownBy(() -> GridWorld.of(0, "#x"));
    assertThatIllegalArgumentException().isThrownBy(() -> GridWorld.of(0, "##"));
  }

  /** Two cells in a row: 1 in one move, and -0.04 plus the discounted 1 in two. */
  @Test
  void valueIterationSolvesACorridor() {
    ValueIteration best = ValueIteration.of(GridWorld.of(0, "..G"), 0.9);
    assertThat(best.value(1)).isEqualTo(1, within(1e-9));
    assertThat(best.value(0)).isEqualTo(-0.04 + 0.9, within(1e-9));
    assertThat(best.action(0)).isEqualTo(1);
    assertThat(best.isReachable(2)).isFalse();
  }

  @Test
  void chancesAddUpToOneAndAgreeWithTheGame() {
    for (TabularEnvironment environment : List.of(GridWorld.create(), StockKeeping.create())) {
      environment.reset(1);
      for (int action = 0; action < environment.actions().size(); action++) {
        int state = environment.starts().get(0);
        assertThat(
                environment.transitions(state, action).stream()
                    .mapToDouble(TabularEnvironment.Transition::probability)
                    .sum())
            .isEqualTo(1, within(1e-12));
      }
      for (int step = 0; step < 50; step++) {
        int from = environment.state();
        int action = step % environment.actions().size();
        Outcome outcome = environment.step(action);
        int to = environment.state();
        assertThat(environment.transitions(from, action))
            .anyMatch(way -> way.next() == to && way.reward() == outcome.reward());
        if (outcome.ended()) {
          environment.reset(step);
        }
      }
    }
  }

  /**
   * Kaplan's condition: the best sum is the least for which the costs of the day of delivery are.
   */
  @Test
  void itIsBestToOrderUpToOneSum() {
    int sum = StockKeeping.optimalBaseStock();
    ValueIteration best = ValueIteration.of(StockKeeping.create(), 0.99);
    boolean[] reached = best.reachedByTheBest();
    int states = 0;
    for (int state = 0; state < reached.length; state++) {
      if (reached[state]) {
        int position = StockKeeping.units(state) + StockKeeping.underWay(state);
        assertThat(best.action(state)).isEqualTo(Math.max(0, Math.min(4, sum - position)));
        states++;
      }
    }
    assertThat(states).isGreaterThan(20);
    double[] means = new double[3];
    for (int i = 0; i < 3; i++) {
      Player player = StockKeeping.baseStock(sum - 1 + i);
      means[i] = Evaluation.of(StockKeeping::create, player, 3000, 9).meanReturn();
    }
    assertThat(means[1]).isGreaterThan(means[0]).isGreaterThan(means[2]);
  }

  /** Goes wrong at a step. */
  private static final class Broken implements Environment {
    private final String how;
    private int steps;

    Broken(String how) {
      this.how = how;
    }

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public Shape observationShape() {
      return how.equals("matrix") ? Shape.of(2, 2) : Shape.of(3);
    }

    @Override
    public List<String> actions() {
      return how.equals("idle") ? List.of() : List.of("go");
    }

    @Override
    public void reset(long seed) {
      steps = 0;
    }

    @Override
    public float[] observation() {
      if (steps == 4 && how.equals("shape")) {
        return new float[2];
      }
      float odd = steps == 4 && how.equals("pixels") ? 0.3001f : 1;
      return new float[] {0, steps == 4 && how.equals("nan") ? Float.NaN : odd, 0};
    }

    @Override
    public int newPixelPlanes() {
      return how.equals("pixels") ? 1 : 0;
    }

    @Override
    public Outcome step(int action) {
      steps++;
      double reward = steps == 4 && how.equals("reward") ? Double.POSITIVE_INFINITY : 1;
      return new Outcome(reward, false, false);
    }

    @Override
    public BufferedImage picture() {
      return new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    }
  }

  private static void play(String how) {
    EnvironmentBatch games = EnvironmentBatch.of(() -> new Broken(how), 2, 1);
    for (int step = 0; step < 5; step++) {
      games.step(0, 0);
    }
  }

  @Test
  void environmentsOfOnesOwnAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> play("nan"))
        .withMessage(
            "observation of broken must be finite, but value 1 is NaN at step 4 of the episode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> play("shape"))
        .withMessage(
            "observation of broken must stay of shape [3], 3 values, but is of shape [3], 2 values,"
                + " at step 4 of the episode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> play("pixels"))
        .withMessage(
            "observation of broken must be of multiples of 1/255 from 0 to 1, as it says, but value"
                + " 1 is 0.3001 at step 4 of the episode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> play("reward"))
        .withMessage("reward of broken must be finite, but is Infinity at step 4 of the episode");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> play("matrix"))
        .withMessage(
            "observation of broken must be of shape (n) or (height, width, planes), but is [2, 2]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> play("idle"))
        .withMessage("broken must have at least one action, but has none");
  }

  @Test
  void screensAreMeanAreasOfThePictures() {
    BufferedImage halves = new BufferedImage(168, 42, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 42; y++) {
      for (int x = 0; x < 168; x++) {
        halves.setRGB(x, y, x % 2 == 0 ? 0xFFFFFF : y < 21 ? 0 : 0xFF0000);
      }
    }
    float[] grey = Screens.grey(halves);
    for (int pixel = 0; pixel < grey.length; pixel++) {
      float expected = pixel < grey.length / 2 ? 128 : 166; // 255 and 76.2 of the red
      assertThat(grey[pixel] * 255).isCloseTo(expected, within(0.51f));
    }
    BufferedImage odd = new BufferedImage(100, 150, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 150; y++) {
      for (int x = 0; x < 100; x++) {
        odd.setRGB(x, y, 0x010101 * (x + y));
      }
    }
    float[] slope = Screens.grey(odd);
    for (int row = 0; row < 84; row += 7) {
      for (int column = 0; column < 84; column += 7) {
        double middle = (column + 0.5) * 100 / 84 + (row + 0.5) * 150 / 84 - 1;
        assertThat((double) slope[row * 84 + column] * 255).isCloseTo(middle, within(0.6));
      }
    }
  }

  @Test
  void fourScreensAreSeenTheNewestLast() {
    Environment game = Screens.of(Breakout::create).get();
    Breakout plain = Breakout.create();
    assertThat(game.name()).isEqualTo("breakout-screens");
    assertThat(game.observationShape()).isEqualTo(Shape.of(84, 84, 4));
    assertThatIllegalStateException().isThrownBy(game::observation);
    game.reset(4);
    plain.reset(4);
    List<float[]> screens = new ArrayList<>();
    float[] first = Screens.grey(plain.picture());
    screens.addAll(List.of(first, first, first, first));
    for (int step = 0; step < 6; step++) {
      float[] seen = game.observation();
      for (int i = 0; i < seen.length; i++) {
        assertThat(seen[i]).isEqualTo(screens.get(step + i % 4)[i / 4]);
      }
      assertThat(game.step(step % 3)).isEqualTo(plain.step(step % 3));
      screens.add(Screens.grey(plain.picture()));
    }
  }

  @Test
  void gamesOfABatchDifferAndBeginAgain() {
    EnvironmentBatch games = EnvironmentBatch.of(Breakout::create, 4, 11);
    EnvironmentBatch again = EnvironmentBatch.of(Breakout::create, 4, 11);
    int ended = 0;
    for (int step = 0; step < 300; step++) {
      int[] actions = {step % 3, 0, 1, 2};
      games.step(actions);
      again.step(actions);
      for (int game = 0; game < 4; game++) {
        assertThat(again.observations()[game]).isEqualTo(games.observations()[game]);
        if (games.outcomes()[game].ended()) {
          ended++;
          assertThat(games.observations()[game]).isNotEqualTo(games.arrived()[game]);
        }
      }
    }
    assertThat(ended).isGreaterThan(20);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> games.step(0))
        .withMessage("actions must be as many as games, 4, but are 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> games.step(0, 0, 0, 9))
        .withMessage("action must be from 0 to 2, but is 9");
  }
}
