package io.latent4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.SavedModelBundle;

/** The examples of docs/savedmodels.md compile, run, and write what the page says. */
class SavedModelsPageTest {

  @TempDir Path folder;

  private void run(String marker) throws Exception {
    new MarkdownExamples(Path.of("docs", "savedmodels.md"), folder).run(marker);
  }

  @Test
  void aModelOfTheLibrary() throws Exception {
    run("Autoencoder.of");

    assertThat(signatures("digits"))
        .containsExactlyInAnyOrder("serving_default", "reconstruct", "encode", "decode");
  }

  @Test
  void aModelOfOnesOwn() throws Exception {
    run("new SavableModel");

    assertThat(signatures("judge")).containsExactlyInAnyOrder("serving_default", "judge");
  }

  private Iterable<String> signatures(String name) {
    try (SavedModelBundle bundle =
        SavedModelBundle.load(folder.resolve(name).toString(), "serve")) {
      return bundle.functions().stream().map(f -> f.signature().key()).toList();
    }
  }
}
