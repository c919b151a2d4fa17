package io.latent4j.training.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.latent4j.engine.EngineKind;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.Regression;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvLogTest {
  @TempDir Path folder;

  @Test
  void fileIsCompleteAfterEachEpoch() throws IOException {
    Path file = folder.resolve("log.csv");
    List<List<String>> seen = new ArrayList<>();
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      History history =
          run.fit(
              3,
              CsvLog.of(file),
              new TrainingListener() {
                @Override
                public void onEpoch(TrainingRun training, Epoch epoch) {
                  seen.add(lines(file));
                }
              });

      List<String> expected = new ArrayList<>(List.of("epoch,loss,val_loss,seconds"));
      for (Epoch epoch : history.epochs()) {
        expected.add(
            "%d,%s,%s,%s"
                .formatted(
                    epoch.number(),
                    epoch.metric("loss"),
                    epoch.metric("val_loss"),
                    epoch.seconds()));
      }
      assertThat(lines(file)).isEqualTo(expected);
      assertThat(seen)
          .containsExactly(expected.subList(0, 2), expected.subList(0, 3), expected.subList(0, 4));
    }
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void formerFileIsReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("log.csv"), "something\nelse\nof\nmore\nlines\n");
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(1, CsvLog.of(file));
    }
    assertThat(lines(file)).hasSize(2).first().isEqualTo("epoch,loss,val_loss,seconds");
  }

  @Test
  void resumedRunsHaveTheEarlierEpochs() {
    Path file = folder.resolve("log.csv");
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(2, Checkpointing.of(folder, Map.of("run", "run")));
    }
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(3, Checkpointing.of(folder, Map.of("run", "run")).resuming(), CsvLog.of(file));
    }
    assertThat(lines(file))
        .extracting(line -> line.split(",")[0])
        .containsExactly("epoch", "1", "2", "3");
  }

  @Test
  void missingFolderIsAnError() {
    Path file = folder.resolve("missing/log.csv");
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> run.fit(1, CsvLog.of(file)))
          .withMessageStartingWith(file + " can't be written: ");
    }
  }
}
