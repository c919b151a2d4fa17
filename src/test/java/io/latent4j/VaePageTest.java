package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/vae.md compiles, runs, and learns. */
class VaePageTest {

  @TempDir Path folder;

  @Test
  void digitsAndNewOnes() throws Exception {
    List<String> lines =
        new MarkdownExamples(Path.of("docs", "vae.md"), folder).run("Vae.of").lines().toList();

    String[] losses = lines.get(0).replace(" nats", "").split(" \\+ ");
    double negative = -Double.parseDouble(losses[0]) - Double.parseDouble(losses[1]);
    assertThat(negative).isBetween(-32.0, -20.0);
    assertThat(lines.get(1)).matches("[3-6] active units");
    double bound = Double.parseDouble(lines.get(2).replace("bound ", ""));
    assertThat(bound).isBetween(negative, negative + 3);
    assertThat(lines.get(3)).isEqualTo("loaded, " + lines.get(2));
    assertThat(folder.resolve("generated.png")).isNotEmptyFile();
  }
}
