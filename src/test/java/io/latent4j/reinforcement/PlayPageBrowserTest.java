package io.latent4j.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.latent4j.engine.EngineOptions;
import io.latent4j.model.FitOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page to play in a browser without a window, where there is one: a game that the page plays to
 * its end is that of Java. Without a browser, {@link PlayPageTest} runs the page's scripts.
 */
class PlayPageBrowserTest {
  private static final int SEED = 7;
  private static final List<String> BROWSERS =
      List.of("chromium", "chromium-browser", "google-chrome", "chrome");

  private static Optional<Path> browser() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .flatMap(folder -> BROWSERS.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What the page has become when its scripts are done. */
  private static String shown(Path browser, Path folder, String address) throws Exception {
    Path dump = folder.resolve("dump.html");
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--user-data-dir=" + folder.resolve("profile"),
                "--dump-dom",
                address)
            .redirectOutput(dump.toFile())
            .redirectError(folder.resolve("log").toFile())
            .start();
    try {
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("the browser ends").isTrue();
    } finally {
      process.destroyForcibly().waitFor();
    }
    return Files.readString(dump);
  }

  @Test
  void theNetworkPlaysTheGameOfJava(@TempDir Path folder) throws Exception {
    Optional<Path> browser = browser();
    assumeTrue(browser.isPresent(), "no browser is on the path");
    FitOptions how = FitOptions.of(EngineOptions.defaults().withThreads(2).withSeed(5));
    Dqn options = Dqn.of(4000).withWarmUp(500).withLayers(List.of(16));
    Path page = folder.resolve("play.html");
    StringBuilder made = new StringBuilder();
    double[] sums = new double[2];
    try (DqnModel model = options.fit(Breakout::create, how)) {
      Files.writeString(page, PlayPage.html(model));
      for (int side = 0; side < 2; side++) {
        Breakout game = Breakout.create();
        game.reset(SEED);
        Outcome outcome;
        do {
          int action = side == 0 ? 0 : model.player().act(new float[][] {game.observation()})[0];
          if (side == 1) {
            made.append(action);
          }
          outcome = game.step(action);
          sums[side] += outcome.reward();
        } while (!outcome.ended());
      }
    }
    String shown = shown(browser.get(), folder, page.toUri() + "#seed=" + SEED + "&now");
    assertThat(shown)
        .contains("data-made=\"" + made + "\"")
        .contains(">You %d, network %d.<".formatted((int) sums[0], (int) sums[1]));
  }
}
