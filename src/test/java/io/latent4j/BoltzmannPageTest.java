package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/boltzmann.md compiles, runs, and does what the page says. */
class BoltzmannPageTest {

  @TempDir Path folder;

  @Test
  void featuresChainsAndAStack() throws Exception {
    List<String> lines =
        new MarkdownExamples(Path.of("docs", "boltzmann.md"), folder)
            .run("Rbm.of")
            .lines()
            .toList();

    assertThat(lines.get(0)).isEqualTo("359 samples, 64 features");
    String[] likelihoods = lines.get(1).replace("pseudo-likelihood ", "").split(", ");
    assertThat(Double.parseDouble(likelihoods[1])).isGreaterThan(-0.45);
    assertThat(lines.get(2)).isEqualTo("359 completed, 10 made");
    assertThat(lines.get(3)).isEqualTo("5 eights");
    assertThat(folder.resolve("filters.png")).isNotEmptyFile();
    assertThat(folder.resolve("rbm").resolve("saved_model.pb")).isNotEmptyFile();
  }
}
