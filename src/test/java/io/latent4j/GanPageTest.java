package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/gan.md compile and run. */
class GanPageTest {

  @TempDir Path folder;

  private MarkdownExamples examples() {
    return new MarkdownExamples(Path.of("docs", "gan.md"), folder);
  }

  @Test
  void newDigits() throws Exception {
    assertThat(examples().run("Gan.of(ConvolutionalGan.of(32, 16))").lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("100 of 64, 1797"),
            line -> assertThat(line).startsWith("At the end the discriminator takes real samples"),
            line -> assertThat(line).isEqualTo("64 again"));
    for (String name :
        new String[] {"generated.png", "nearest.png", "step_00150.png", "film.gif"}) {
      assertThat(folder.resolve(name)).isNotEmptyFile();
    }
  }

  @Test
  void negatives() throws Exception {
    assertThat(examples().run("CycleGan.of")).isEqualTo("1797 translated, true\n");
  }
}
