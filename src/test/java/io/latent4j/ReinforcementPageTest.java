package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/reinforcement.md compiles and runs. */
class ReinforcementPageTest {

  @TempDir Path folder;

  @Test
  void aCartAndAPole() throws Exception {
    String out =
        new MarkdownExamples(Path.of("docs", "reinforcement.md"), folder).run("Presets.pqn");

    assertThat(out.lines()).containsExactly("20 episodes", "true", "2 values");
    assertThat(folder.resolve("game.gif")).isNotEmptyFile();
    assertThat(folder.resolve("model")).isDirectory();
  }
}
