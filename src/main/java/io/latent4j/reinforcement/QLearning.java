package io.latent4j.reinforcement;

import io.latent4j.model.FitOptions;
import io.latent4j.model.Options;
import io.latent4j.model.Provenance;
import io.latent4j.model.Stage;
import io.latent4j.model.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Q-learning on a table (Watkins and Dayan, <i>Q-learning</i>, 1992): the value of what was done
 * moves towards the reward and the discounted value of the next state.
 *
 * <p>How far it moves falls with the number n of visits of the state and action, {@code (1 + (1 -
 * discount) n)^-0.8} (after Wainwright, <i>Stochastic approximation with cone-contractive
 * operators</i>, 2019), and what is given is the mean over the last quarter of the steps (Polyak
 * and Juditsky, <i>Acceleration of stochastic approximation by averaging</i>, 1992), so that values
 * settle also where chance rules. A share of the actions is drawn; it falls linearly from the first
 * to the last.
 *
 * @param steps how many steps to make; at least 1
 * @param discount what a reward of the next step counts beside one of this, from 0 to below 1
 * @param firstEpsilon the share of random actions at first, from 0 to 1
 * @param lastEpsilon the share in the end, from 0 to 1
 */
public record QLearning(int steps, double discount, double firstEpsilon, double lastEpsilon)
    implements Options {
  private static final int STAGES = 100;
  private static final double POWER = 0.8;
  private static final double LEARNED_BEFORE = 0.75;

  /**
   * Checks the options.
   *
   * @param steps at least 1
   * @param discount from 0 to below 1
   * @param firstEpsilon from 0 to 1
   * @param lastEpsilon from 0 to 1
   */
  public QLearning {
    Rules.steps(steps);
    Rules.discount(discount);
    Rules.share("firstEpsilon", firstEpsilon);
    Rules.share("lastEpsilon", lastEpsilon);
  }

  /**
   * A discount of 0.95, and a share of random actions that falls from 1 to 0.2.
   *
   * @param steps how many steps to make; at least 1
   * @return the options
   * @throws IllegalArgumentException if it is less
   */
  public static QLearning of(int steps) {
    return new QLearning(steps, 0.95, 1, 0.2);
  }

  /**
   * Chooses what later rewards count.
   *
   * @param discount from 0 to below 1
   * @return the changed options
   */
  public QLearning withDiscount(double discount) {
    return Options.with(this, "discount", discount);
  }

  /**
   * Chooses how much is drawn.
   *
   * @param first the share of random actions at first, from 0 to 1
   * @param last the share in the end, from 0 to 1
   * @return the changed options
   */
  public QLearning withEpsilon(double first, double last) {
    return new QLearning(steps, discount, first, last);
  }

  /**
   * Learns. When the thread is interrupted or a listener wants it, the table is what was learned so
   * far.
   *
   * @param environment where to learn
   * @param how the seed, and whom to tell
   * @return the table
   */
  public QTable fit(TabularEnvironment environment, FitOptions how) {
    return new Run(environment, how).table();
  }

  /** One fit. */
  private final class Run {
    private final TabularEnvironment environment;
    private final FitOptions how;
    private final GameRandom random;
    private final double[][] q;
    private final int[][] visits;
    private final double[][] mean;
    private final int[][] taken;
    private final List<double[]> returns = new ArrayList<>();
    private long episode;
    private double sum;
    private double endedSum;
    private int endedCount;

    Run(TabularEnvironment environment, FitOptions how) {
      this.environment = environment;
      this.how = how;
      random = new GameRandom(GameRandom.derived(how.engine().seed(), -1));
      q = new double[environment.states()][environment.actions().size()];
      visits = new int[q.length][q[0].length];
      mean = new double[q.length][q[0].length];
      taken = new int[q.length][q[0].length];
    }

    QTable table() {
      long start = System.nanoTime();
      Stages stages = new Stages(how.listeners());
      Stage stage = stages.begin("learning", "part", STAGES);
      environment.reset(seed());
      for (int part = 1; part <= STAGES && stages.goOn(); part++) {
        learn((long) steps * (part - 1) / STAGES, (long) steps * part / STAGES);
        if (endedCount > 0) {
          returns.add(new double[] {(double) steps * part / STAGES, endedSum / endedCount});
        }
        stage.advance(endedCount == 0 ? Map.of() : Map.of("return", endedSum / endedCount));
        endedSum = 0;
        endedCount = 0;
      }
      stage.end();
      Provenance provenance =
          Provenances.of("qlearning", options(), how.engine(), environment, steps)
              .withEnd((System.nanoTime() - start) * 1e-9, !stages.goOn());
      settle();
      return new QTable(q, visits, column(0), column(1), provenance);
    }

    /** The mean of the last part is nearer to what the values settle at. */
    private void settle() {
      for (int state = 0; state < q.length; state++) {
        for (int action = 0; action < q[state].length; action++) {
          if (taken[state][action] > 0) {
            q[state][action] = mean[state][action];
          }
        }
      }
    }

    private double[] column(int index) {
      return returns.stream().mapToDouble(row -> row[index]).toArray();
    }

    private long seed() {
      return GameRandom.derived(how.engine().seed(), episode++);
    }

    private void learn(long from, long to) {
      int actions = q[0].length;
      for (long step = from; step < to; step++) {
        double epsilon = firstEpsilon + (lastEpsilon - firstEpsilon) * step / steps;
        int state = environment.state();
        int action = random.uniform() < epsilon ? random.below(actions) : QTable.largest(q[state]);
        Outcome outcome = environment.step(action);
        int next = environment.state();
        double later = outcome.done() ? 0 : discount * q[next][QTable.largest(q[next])];
        double rate = Math.pow(1 + (1 - discount) * visits[state][action]++, -POWER);
        q[state][action] += rate * (outcome.reward() + later - q[state][action]);
        if (step >= steps * LEARNED_BEFORE) {
          mean[state][action] += (q[state][action] - mean[state][action]) / ++taken[state][action];
        }
        sum += outcome.reward();
        if (outcome.ended()) {
          endedSum += sum;
          endedCount++;
          sum = 0;
          environment.reset(seed());
        }
      }
    }
  }
}
