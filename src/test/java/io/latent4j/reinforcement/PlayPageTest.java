package io.latent4j.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JavaScript of the page plays the game of Java, and its network does the same. */
class PlayPageTest {
  private static final FitOptions HOW =
      FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(5));

  private static Context javaScript() {
    return Context.newBuilder("js").option("engine.WarnInterpreterOnly", "false").build();
  }

  private static String script(String name) throws Exception {
    try (InputStream in = PlayPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static float[] floats(Value array) {
    float[] values = new float[(int) array.getArraySize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.getArrayElement(i).asFloat();
    }
    return values;
  }

  @Test
  void sameSeedAndActionsGiveTheSameStates() throws Exception {
    try (Context js = javaScript()) {
      js.eval("js", script("breakout.js"));
      Value other = js.eval("js", "new Breakout(0.1)");
      Breakout game = Breakout.create();
      Player follower = game.scripted().orElseThrow();
      for (int seed : new int[] {0, 1, 42, Integer.MAX_VALUE}) {
        game.reset(seed);
        other.invokeMember("reset", seed);
        GameRandom random = new GameRandom(seed);
        double sum = 0;
        Outcome outcome;
        do {
          assertThat(floats(other.invokeMember("observation"))).isEqualTo(game.observation());
          int follows = follower.act(new float[][] {game.observation()})[0];
          int action = random.uniform() < 0.02 ? random.below(3) : follows;
          outcome = game.step(action);
          Value told = other.invokeMember("step", action);
          assertThat(told.getMember("reward").asDouble()).isEqualTo(outcome.reward());
          assertThat(told.getMember("done").asBoolean()).isEqualTo(outcome.done());
          assertThat(told.getMember("truncated").asBoolean()).isEqualTo(outcome.truncated());
          sum += outcome.reward();
        } while (!outcome.ended());
        assertThat(sum).isPositive();
      }
    }
  }

  static List<Learner> learners() {
    return List.of(
        Dqn.of(3000).withWarmUp(500).withDuelling(true).withLayers(List.of(8, 8)),
        Pqn.of(4096).withGames(16).withLayers(List.of(12)));
  }

  @ParameterizedTest
  @MethodSource("learners")
  void theNetworkDoesTheSame(Learner learner) throws Exception {
    try (DqnModel model = learner.fit(Breakout::create, HOW);
        Context js = javaScript()) {
      js.eval("js", script("breakout.js"));
      js.eval("js", script("network.js"));
      Value network = js.eval("js", "new Network(" + model.toJson() + ")");
      Value other = js.eval("js", "new Breakout(0.1)");
      Breakout game = Breakout.create();
      game.reset(9);
      other.invokeMember("reset", 9);
      for (int step = 0; step < 25; step++) {
        float[][] seen = {game.observation()};
        float[] values = model.values(seen)[0];
        float[] found = floats(network.invokeMember("values", other.invokeMember("observation")));
        for (int action = 0; action < values.length; action++) {
          assertThat(found[action]).isCloseTo(values[action], within(1e-5f));
        }
        int action = model.player().act(seen)[0];
        assertThat(network.invokeMember("act", other.invokeMember("observation")).asInt())
            .isEqualTo(action);
        other.invokeMember("step", action);
        if (game.step(action).ended()) {
          game.reset(step);
          other.invokeMember("reset", step);
        }
      }
    }
  }

  @Test
  void thePageNeedsNothingElse() {
    try (DqnModel model = learners().get(0).fit(Breakout::create, HOW)) {
      String page = PlayPage.html(model);
      assertThat(page)
          .contains("function Breakout(", "new Network({\"trunk\"", "const STICKINESS = 0.1;")
          .doesNotContain("http", "src=", "/*WEIGHTS*/");
    }
    try (DqnModel other =
        Pqn.of(4096).withGames(16).withLayers(List.of(4)).fit(CartPole::create, HOW)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> PlayPage.html(other))
          .withMessage("model must play breakout, of 400 values, but takes 4");
    }
  }
}
