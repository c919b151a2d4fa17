package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's examples compile, run, and do what the README says. */
class ReadmeTest {
  @TempDir private Path folder;

  @Test
  void theAutoencoderLearns() throws Exception {
    Matcher figures =
        Pattern.compile("\\{loss=(\\S+), val_loss=(\\S+)\\}").matcher(run("Autoencoder.of"));

    assertThat(figures.find()).isTrue();
    // The pixels' variance, which a constant would leave, is 0.141.
    assertThat(Double.parseDouble(figures.group(2))).isLessThan(0.03);
  }

  @Test
  void theLoopByHandLearns() throws Exception {
    String printed = run("GradientTape.on");

    List<Double> losses =
        printed.lines().map(line -> Double.parseDouble(line.replace("loss ", ""))).toList();
    assertThat(losses).hasSize(3);
    assertThat(losses.get(2)).isLessThan(losses.get(0)).isLessThan(0.05);
  }

  private String run(String marker) throws Exception {
    return new MarkdownExamples(Path.of("README.md"), folder).run(marker);
  }
}
