package io.latent4j.training.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import io.latent4j.engine.EngineKind;
import io.latent4j.training.History;
import io.latent4j.training.Regression;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets TensorBoard's own reader read what was written here. */
@Tag("parity")
class TensorBoardParityTest {
  private static final Path SCRIPT = Path.of("tools", "parity", "check_tensorboard.py");

  @TempDir Path folder;

  @Test
  void tensorBoardReadsWhatTrainingGave() throws Exception {
    Path board = folder.resolve("run");
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      float[][][][] images = {{{{0}, {0.2f}}, {{0.6f}, {7}}}};
      History history =
          run.fit(3, TensorBoard.of(board).withHistograms(1).withImages("squares", now -> images));
      Map<String, Object> expected =
          Map.of(
              "loss", history.values("loss"),
              "val_loss", history.values("val_loss"),
              "learning_rate", 0.03f,
              "pixels", new int[] {0, 51, 153, 255},
              "kernel", run.model.trainableVariables().get(0).toFloats());
      Files.writeString(folder.resolve("expected.json"), new Gson().toJson(expected));
    }

    Path output = folder.resolve("output.txt");
    Process python =
        new ProcessBuilder(
                System.getProperty("latent4j.python", "target/python/bin/python"),
                SCRIPT.toString(),
                board.toString(),
                folder.resolve("expected.json").toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(python.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      python.destroyForcibly();
    }

    String text = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(python.exitValue()).as(text).isZero();
    assertThat(text).endsWith("3 epochs agree\n");
  }
}
