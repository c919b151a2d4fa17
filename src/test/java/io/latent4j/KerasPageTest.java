package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.engine.Outputs;
import io.latent4j.savedmodel.LoadedModel;
import io.latent4j.savedmodel.SavedModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of docs/keras-and-scikit-learn.md compile, run, and do what the page says. */
class KerasPageTest {

  private static final Path EXPORTED = Path.of("savedmodels", "keras_dense", "model");

  @TempDir Path folder;

  @BeforeEach
  void copyWhatKerasExported() throws IOException {
    try (Stream<Path> files = Files.walk(EXPORTED)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("keras").resolve(EXPORTED.relativize(file).toString()));
      }
    }
  }

  private String run(String marker) throws Exception {
    return new MarkdownExamples(Path.of("docs", "keras-and-scikit-learn.md"), folder).run(marker);
  }

  @Test
  void fineTuning() throws Exception {
    List<Double> losses =
        run("keras.trainable")
            .lines()
            .map(line -> Double.parseDouble(line.replace("loss ", "")))
            .toList();

    assertThat(losses).hasSize(2);
    assertThat(losses.get(1)).isLessThan(losses.get(0) / 2);
    try (LoadedModel before = SavedModels.load(folder.resolve("keras"));
        LoadedModel after = SavedModels.load(folder.resolve("tuned"))) {
      for (int i = 0; i < 8; i++) {
        String path = "variables[" + i + "]";
        boolean same =
            Arrays.equals(before.variable(path).toFloats(), after.variable(path).toFloats());
        assertThat(same).as(path).isEqualTo(i < 4);
      }
    }
  }

  @Test
  void answersFromManyThreadsAreThoseOfOne() throws Exception {
    List<String> expected = new ArrayList<>();
    try (LoadedModel model = SavedModels.load(folder.resolve("keras"))) {
      for (int request = 0; request < 100; request++) {
        float[][] x = new float[1][8];
        x[0][request % 8] = request;
        try (Outputs out = model.call("serving_default", Map.of("x", x))) {
          expected.add(String.format(Locale.getDefault(), "%.4f", out.floats("output_0")[0]));
        }
      }
    }

    assertThat(run("newFixedThreadPool").lines()).containsExactlyElementsOf(expected);
  }
}
