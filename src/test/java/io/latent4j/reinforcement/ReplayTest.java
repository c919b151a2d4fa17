package io.latent4j.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

/** What is remembered, and how it is drawn. */
class ReplayTest {

  @Test
  void theTreeFindsWhatASumOverAllDoes() {
    GameRandom random = new GameRandom(1);
    for (int capacity : new int[] {1, 2, 7, 64, 100}) {
      SumTree tree = new SumTree(capacity);
      double[] weights = new double[capacity];
      for (int change = 0; change < 500; change++) {
        int place = random.below(capacity);
        weights[place] = random.below(4); // whole, so that sums are exact; some are 0
        tree.set(place, weights[place]);
      }
      weights[capacity - 1] = 1;
      tree.set(capacity - 1, 1);
      double total = 0;
      for (double weight : weights) {
        total += weight;
      }
      assertThat(tree.total()).isEqualTo(total);
      for (int draw = 0; draw < 200; draw++) {
        double target = random.uniform() * total;
        int expected = 0;
        double sum = weights[0];
        while (sum <= target) {
          sum += weights[++expected];
        }
        assertThat(tree.find(target)).isEqualTo(expected);
      }
      assertThat(tree.get(tree.find(total))).isPositive();
    }
  }

  @Test
  void drawsAreInProportionToErrorsAndWeighted() {
    Sampler.Prioritized sampler = new Sampler.Prioritized(4);
    for (int place = 0; place < 4; place++) {
      sampler.added(place);
    }
    sampler.learned(new int[] {0, 1, 2, 3}, new float[] {1, 2, -4, 0});
    GameRandom random = new GameRandom(9);
    int[] counts = new int[4];
    int[] places = new int[20];
    float[] weights = new float[20];
    sampler.progress(1);
    for (int draw = 0; draw < 5000; draw++) {
      sampler.draw(random, 4, places, weights);
      for (int place : places) {
        counts[place]++;
      }
    }
    double[] expected = new double[4];
    double total = 0;
    double[] errors = {1, 2, 4, 0};
    for (int i = 0; i < 4; i++) {
      expected[i] = Math.pow(errors[i] + 1e-3, 0.6);
      total += expected[i];
    }
    for (int i = 0; i < 4; i++) {
      assertThat(counts[i] / 100_000.0).isCloseTo(expected[i] / total, within(0.005));
    }
    // With full correction a weight is inverse to the chance.
    for (int i = 1; i < 20; i++) {
      assertThat(weights[i] / weights[0])
          .isCloseTo((float) (expected[places[0]] / expected[places[i]]), within(1e-3f));
    }
  }

  private static float[] observation(int number, boolean binary) {
    float[] values = new float[70];
    for (int i = 0; i < values.length; i++) {
      values[i] = binary ? number * (i + 3) / 5 % 2 : number + i / 100f;
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theOldestMakesRoom(boolean binary) throws IOException {
    ObservationStore.Kind kind = new ObservationStore.Kind(Shape.of(70), binary, 0);
    ReplayMemory memory = new ReplayMemory(5, kind);
    for (int i = 0; i < 7; i++) {
      int place = memory.add(observation(i, binary), i, i, 0.5f, observation(i + 1, binary));
      assertThat(place).isEqualTo(i % 5);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    memory.write(new DataOutputStream(bytes));
    ReplayMemory read = new ReplayMemory(5, kind);
    read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (ReplayMemory some : List.of(memory, read)) {
      assertThat(some.count()).isEqualTo(5);
      for (int number = 2; number < 7; number++) {
        int place = number % 5;
        assertThat(some.action(place)).isEqualTo(number);
        assertThat(some.reward(place)).isEqualTo(number);
        float[] both = new float[141];
        some.copy(place, false, both, 0);
        some.copy(place, true, both, 71);
        assertThat(both).startsWith(observation(number, binary));
        assertThat(both).endsWith(observation(number + 1, binary));
      }
      assertThat(some.add(new float[70], 0, 0, 0, new float[70])).isEqualTo(2);
    }
  }

  @Test
  void bitsTakeLessAndTooMuchIsRefused() {
    ObservationStore.Kind numbers = new ObservationStore.Kind(Shape.of(400), false, 0);
    ObservationStore.Kind bits = new ObservationStore.Kind(Shape.of(400), true, 0);
    ObservationStore.Kind screens = ObservationStore.Kind.of(Screens.of(Breakout::create).get());
    assertThat(ReplayMemory.bytes(100_000, bits, false)).isLessThan(15_000_000);
    assertThat(ReplayMemory.bytes(100_000, numbers, false)).isGreaterThan(320_000_000);
    assertThat(ReplayMemory.bytes(100_000, screens, false)).isBetween(705_600_000L, 740_000_000L);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReplayMemory.check(100_000_000, numbers, false))
        .withMessageMatching(
            "replay must fit into the memory that Java has left, [0-9.]+ GB, but 100000000"
                + " transitions of 400 values take 32\\d.\\d GB; java -Xmx gives more.*");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dqn.of(1000).withReplay(10))
        .withMessage("replay must be at least 32, but is 10");
  }

  private static long heap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void eachScreenOfAStackIsKeptOnce() throws IOException {
    int count = 2000;
    Environment game = Screens.of(Breakout::create).get();
    ObservationStore.Kind kind = ObservationStore.Kind.of(game);
    long before = heap();
    ReplayMemory memory = new ReplayMemory(count, kind);
    List<float[]> some = new ArrayList<>();
    game.reset(3);
    float[] seen = game.observation();
    for (int i = 0; i < count; i++) {
      Outcome outcome = game.step(i % 3);
      float[] then = game.observation();
      memory.add(seen, i % 3, 0, 1, then);
      if (i % 400 == 0) {
        some.add(then);
      }
      seen = then;
      if (outcome.ended()) {
        game.reset(i);
        seen = game.observation();
      }
    }
    assertThat(heap() - before).isLessThan(ReplayMemory.bytes(count, kind, false) * 5 / 4);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    memory.write(new DataOutputStream(bytes));
    assertThat(bytes.size()).isLessThan(count * 84 * 84 * 5 / 4);
    ReplayMemory read = new ReplayMemory(count, kind);
    read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int i = 0; i < some.size(); i++) {
      float[] copy = new float[kind.size()];
      memory.copy(400 * i, true, copy, 0);
      assertThat(copy).isEqualTo(some.get(i));
      float[] again = new float[kind.size()];
      read.copy(400 * i, true, again, 0);
      assertThat(again).isEqualTo(some.get(i));
    }
  }

  /** One transition that an n-step memory gave. */
  private record Taken(float seen, int action, float reward, float discount, float then) {}

  private static List<Taken> taken(int steps, Outcome... outcomes) {
    List<Taken> all = new ArrayList<>();
    NStep open = new NStep(steps, 0.5);
    for (int i = 0; i < outcomes.length; i++) {
      open.add(
          new float[] {i},
          10 + i,
          outcomes[i],
          new float[] {i + 1},
          (seen, action, reward, discount, then) ->
              all.add(new Taken(seen[0], action, reward, discount, then[0])));
    }
    return all;
  }

  @Test
  void rewardsOfSomeStepsAreSummed() {
    Outcome one = new Outcome(1, false, false);
    assertThat(taken(1, one, one))
        .containsExactly(new Taken(0, 10, 1, 0.5f, 1), new Taken(1, 11, 1, 0.5f, 2));
    assertThat(taken(3, one, one, new Outcome(4, false, false), one))
        .containsExactly(new Taken(0, 10, 2.5f, 0.125f, 3), new Taken(1, 11, 3.25f, 0.125f, 4));
    assertThat(taken(3, one, new Outcome(2, true, false)))
        .containsExactly(new Taken(0, 10, 2, 0, 2), new Taken(1, 11, 2, 0, 2));
    // Cut off: what comes next still counts.
    assertThat(taken(3, one, new Outcome(2, false, true)))
        .containsExactly(new Taken(0, 10, 2, 0.25f, 2), new Taken(1, 11, 2, 0.5f, 2));
  }

  @Test
  void lambdaReturnsReachBackwards() {
    float[] returns = new float[3];
    double[] rewards = {1, 2, 3};
    double[] next = {10, 20, 30};
    boolean[] none = new boolean[3];
    RolloutExperience.lambdaReturns(0.5, 0, 1, rewards, none, none, next, returns);
    assertThat(returns).containsExactly(6, 12, 18);
    RolloutExperience.lambdaReturns(0.5, 1, 1, rewards, none, none, next, returns);
    assertThat(returns).containsExactly(1 + 0.5f * (2 + 0.5f * 18), 2 + 0.5f * 18, 18);
    RolloutExperience.lambdaReturns(0.5, 0.5, 1, rewards, none, none, next, returns);
    assertThat(returns[1]).isEqualTo(2 + 0.5f * (0.5f * 20 + 0.5f * 18));
    boolean[] second = {false, true, false};
    RolloutExperience.lambdaReturns(0.5, 1, 1, rewards, second, second, next, returns);
    assertThat(returns).containsExactly(2, 2, 18);
    // Cut off after the second step: its value counts, and the third belongs to another episode.
    RolloutExperience.lambdaReturns(0.5, 1, 1, rewards, none, second, next, returns);
    assertThat(returns).containsExactly(7, 12, 18);
  }
}
