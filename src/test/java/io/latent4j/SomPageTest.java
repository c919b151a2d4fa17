package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/som.md compiles, runs, and does what the page says. */
class SomPageTest {

  @TempDir Path folder;

  @Test
  void flowersOnAMap() throws Exception {
    List<String> lines =
        new MarkdownExamples(Path.of("docs", "som.md"), folder)
            .run("SelfOrganizingMap.of")
            .lines()
            .toList();

    String error = lines.get(0).replace("quantization error ", "");
    // Four standardized features are 2 from their mean, in the root of the mean square.
    assertThat(Double.parseDouble(error)).isLessThan(0.6);
    assertThat(lines.get(1)).isEqualTo("150 samples on 80 neurons");
    assertThat(lines.get(2)).isEqualTo("again " + error);
    for (String name : List.of("map", "u_matrix", "hits", "components", "learning_curve")) {
      assertThat(folder.resolve(name + ".png")).isNotEmptyFile();
    }
  }
}
