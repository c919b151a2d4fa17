package io.latent4j.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.model.FitOptions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QLearningTest {
  private static final FitOptions HOW = FitOptions.defaults().withSeed(3);

  @Test
  void theGridsValuesAreThoseOfValueIteration() {
    GridWorld world = GridWorld.create();
    QLearning options = Presets.qLearning("gridworld");
    QTable table = options.fit(world, HOW.withSeed(42));
    ValueIteration best = ValueIteration.of(world, options.discount());

    assertThat(table.error(best)).isLessThan(0.01);
    for (int state : world.starts()) {
      double loss = best.value(state) - best.value(state, table.action(state));
      assertThat(loss).as("of the action in cell %d", state).isLessThan(1e-3);
    }
    double[] returns = table.returns();
    assertThat(returns[returns.length - 1]).isGreaterThan(returns[0] + 0.3);
  }

  @Test
  void theShopCostsWhatTheBestOneDoes() {
    StockKeeping shop = StockKeeping.create();
    QTable table = QLearning.of(10_000_000).fit(shop, HOW);
    Player learned =
        Player.each(
            see ->
                table.action(StockKeeping.state(Math.round(see[0] * 10), Math.round(see[1] * 10))));
    double cost = Evaluation.of(StockKeeping::create, learned, 2000, 5).meanReturn();
    double best =
        Evaluation.of(StockKeeping::create, shop.scripted().orElseThrow(), 2000, 5).meanReturn();
    assertThat(cost / best).isBetween(0.98, 1.02);
  }

  @Test
  void sameSeedSameTable() {
    QLearning options = QLearning.of(20_000);
    QTable first = options.fit(GridWorld.create(), HOW);
    QTable second = options.fit(GridWorld.create(), HOW);
    QTable other = options.fit(GridWorld.create(), HOW.withSeed(4));
    assertThat(Arrays.deepEquals(first.values(), second.values())).isTrue();
    assertThat(Arrays.deepEquals(first.values(), other.values())).isFalse();
    assertThat(first.provenance().options()).containsEntry("first_epsilon", 1.0);
  }

  @Test
  void aListenerMayEndIt() {
    QTable table =
        QLearning.of(1_000_000)
            .fit(GridWorld.create(), HOW.withListener(progress -> progress.done() < 3));
    int made = Arrays.stream(table.visits()).flatMapToInt(Arrays::stream).sum();
    assertThat(made).isEqualTo(30_000);
    assertThat(table.provenance().interrupted()).isTrue();
  }

  @Test
  void optionsAreChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QLearning.of(0))
        .withMessage("steps must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QLearning.of(1).withDiscount(1))
        .withMessage("discount must be from 0 to below 1, but is 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QLearning.of(1).withEpsilon(1, 2))
        .withMessage("lastEpsilon must be from 0 to 1, but is 2.0");
  }
}
