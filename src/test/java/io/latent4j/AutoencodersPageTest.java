package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/autoencoders.md compiles, runs, and learns. */
class AutoencodersPageTest {

  @TempDir Path folder;

  @Test
  void digitsAndTheirReconstructions() throws Exception {
    List<String> lines =
        new MarkdownExamples(Path.of("docs", "autoencoders.md"), folder)
            .run("DenseArchitecture.of")
            .lines()
            .toList();

    String[] losses = lines.get(0).replace("loss ", "").split(", ");
    double last = Double.parseDouble(losses[1]);
    assertThat(last).isLessThan(Double.parseDouble(losses[0]) - 3);
    assertThat(lines.get(1)).isEqualTo("8 numbers for 64");
    // The weights that were kept are the best; the last epoch's are no better.
    assertThat(Double.parseDouble(lines.get(2).replace("loaded ", "")))
        .isLessThanOrEqualTo(last + 0.11);
    assertThat(folder.resolve("reconstructions.png")).isNotEmptyFile();
    assertThat(folder.resolve("code.png")).isNotEmptyFile();
  }

  @Test
  void partsClassifierAndNewImages() throws Exception {
    List<String> lines =
        new MarkdownExamples(Path.of("docs", "autoencoders.md"), folder)
            .run("EncoderClassifier.of")
            .lines()
            .toList();

    assertThat(lines.get(0)).isEqualTo("100 images");
    String[] right = lines.get(1).replace("right: ", "").split(", from random weights ");
    for (String share : right) {
      assertThat(Double.parseDouble(share)).isBetween(0.7, 1.0);
    }
    assertThat(lines.get(2)).isEqualTo("20 new images");
    assertThat(folder.resolve("encoder/saved_model.pb")).isNotEmptyFile();
    assertThat(folder.resolve("classifier/saved_model.pb")).isNotEmptyFile();
  }

  @Test
  void whereDigitsAre() throws Exception {
    List<String> lines =
        new MarkdownExamples(Path.of("docs", "autoencoders.md"), folder)
            .run("PlacedImages.of")
            .lines()
            .toList();

    assertThat(Double.parseDouble(lines.get(0).replace("the maximum is in the box: ", "")))
        .isBetween(0.6, 1.0);
    assertThat(Double.parseDouble(lines.get(1).replace("overlap: ", ""))).isBetween(0.35, 1.0);
    assertThat(lines.get(2)).matches("BoundingBox\\[.*], found BoundingBox\\[.*]");
  }
}
