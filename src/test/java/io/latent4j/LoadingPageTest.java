package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/loading-savedmodels.md, compiled and run. */
class LoadingPageTest {
  @TempDir Path folder;

  private String run(String marker) throws Exception {
    return new MarkdownExamples(Path.of("docs", "loading-savedmodels.md"), folder).run(marker);
  }

  @Test
  void samplesAreScaledAndShaped() throws Exception {
    assertThat(run("model.call(\"predict\", points)")).isEqualTo("no scaling\n2 labels\n");
  }

  @Test
  void bytesComeBackAsTheyWere() throws Exception {
    assertThat(run("asBytes()")).isEqualTo("2 bytes, the first 255\n");
  }
}
