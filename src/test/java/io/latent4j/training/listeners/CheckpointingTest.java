package io.latent4j.training.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latent4j.checkpoint.CheckpointManager;
import io.latent4j.checkpoint.ModelFormatException;
import io.latent4j.engine.EngineKind;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.Regression;
import io.latent4j.training.Snapshot;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class CheckpointingTest {
  private static final Map<String, String> SETTINGS = settings("7");

  @Parameter EngineKind kind;
  @TempDir Path folder;

  @AfterEach
  void interruptsDoNotLeak() {
    assertThat(Thread.interrupted()).isFalse();
  }

  /** What a run leaves behind. */
  private record Result(
      History.End end, List<Map<String, Double>> metrics, Map<String, String> state, int steps) {}

  /**
   * Trains in an engine that is opened and closed for it, with dropout, Adam and early stopping.
   */
  private Result train(int epochs, int patience, TrainingListener... others) {
    Map<String, String> state = new HashMap<>();
    int[] steps = {0};
    TrainingListener observer =
        new TrainingListener() {
          @Override
          public void onStep(TrainingRun run, int step, double loss) {
            steps[0]++;
          }

          @Override
          public void onEnd(TrainingRun run, History history) {
            state.putAll(Snapshot.of(run.state()));
          }
        };
    List<TrainingListener> listeners = new ArrayList<>(List.of(others)); // before early stopping
    listeners.add(EarlyStopping.of(patience));
    listeners.add(observer);
    try (Regression run = new Regression(kind)) {
      History history = run.fit(epochs, listeners.toArray(TrainingListener[]::new));
      assertThat(Thread.interrupted()).isEqualTo(history.end() == History.End.INTERRUPTED);
      return new Result(
          history.end(), history.epochs().stream().map(Epoch::metrics).toList(), state, steps[0]);
    }
  }

  private static Map<String, String> settings(String seed) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("system", "regression");
    settings.put("seed", seed);
    return settings;
  }

  private Checkpointing checkpointing() {
    return Checkpointing.of(folder, SETTINGS);
  }

  private static TrainingListener interruptAt(int epoch, int step) {
    return new TrainingListener() {
      @Override
      public void onStep(TrainingRun run, int current, double loss) {
        if (run.epochs().size() == epoch - 1 && current == step) {
          Thread.currentThread().interrupt();
        }
      }
    };
  }

  @Test
  void resumedRunGivesWhatAnUninterruptedOneDoes() {
    Result whole = train(6, 100);
    Result half = train(3, 100, checkpointing());
    Result resumed = train(6, 100, checkpointing().resuming());

    assertThat(half.metrics()).isEqualTo(whole.metrics().subList(0, 3));
    assertThat(resumed.metrics()).isEqualTo(whole.metrics());
    assertThat(resumed.state())
        .isEqualTo(whole.state())
        .containsKeys(
            "model.layers[0].kernel",
            "optimizer._variables[2]",
            "step.step",
            "early_stopping.best[0]",
            "early_stopping.best_epoch");
    assertThat(resumed.steps()).isEqualTo(3 * Regression.STEPS_PER_EPOCH);
    assertThat(resumed.end()).isEqualTo(History.End.COMPLETED);
  }

  @Test
  void runInterruptedInTheMiddleOfAnEpochResumesAtItsBeginning() {
    Result whole = train(6, 100);
    Result interrupted = train(6, 100, checkpointing(), interruptAt(3, 4));
    Result resumed = train(6, 100, checkpointing().resuming());

    assertThat(interrupted.end()).isEqualTo(History.End.INTERRUPTED);
    assertThat(interrupted.metrics()).hasSize(2);
    assertThat(resumed.metrics()).isEqualTo(whole.metrics());
    assertThat(resumed.state()).isEqualTo(whole.state());
    assertThat(resumed.steps()).isEqualTo(4 * Regression.STEPS_PER_EPOCH);
  }

  @Test
  void interruptWhileSavingLeavesACompleteCheckpoint() {
    Result whole = train(4, 100);
    TrainingListener interrupting =
        new TrainingListener() {
          @Override
          public void onEpoch(TrainingRun run, Epoch epoch) {
            if (epoch.number() == 2) {
              Thread.currentThread().interrupt(); // files that are written now are closed
            }
          }
        };
    Path log = folder.resolve("log.csv");

    Result interrupted = train(4, 100, interrupting, checkpointing(), CsvLog.of(log));

    assertThat(interrupted.end()).isEqualTo(History.End.INTERRUPTED);
    assertThat(log).content().hasLineCount(3);
    Result resumed = train(4, 100, checkpointing().resuming());
    assertThat(resumed.metrics()).isEqualTo(whole.metrics());
    assertThat(resumed.state()).isEqualTo(whole.state());
    assertThat(resumed.steps()).isEqualTo(2 * Regression.STEPS_PER_EPOCH);
  }

  @Test
  void resumingACompleteRunMakesNoMoreSteps() {
    Result first = train(3, 100, checkpointing());
    Result again = train(3, 100, checkpointing().resuming());

    assertThat(again.steps()).isZero();
    assertThat(again.end()).isEqualTo(History.End.COMPLETED);
    assertThat(again.metrics()).isEqualTo(first.metrics());
    assertThat(again.state()).isEqualTo(first.state());
  }

  @Test
  void resumingAnEarlyStoppedRunMakesNoMoreSteps() {
    Result first = train(200, 2, checkpointing());
    Result again = train(200, 2, checkpointing().resuming());

    assertThat(first.end()).isEqualTo(History.End.STOPPED);
    assertThat(again.steps()).isZero();
    assertThat(again.end()).isEqualTo(History.End.STOPPED);
    assertThat(again.metrics()).isEqualTo(first.metrics());
    assertThat(again.state()).isEqualTo(first.state());
  }

  @Test
  void resumedRunStopsWhereTheUninterruptedOneDoes() {
    Result whole = train(200, 2);
    int epochs = whole.metrics().size();
    train(epochs - 1, 2, checkpointing());
    Result resumed = train(200, 2, checkpointing().resuming());

    assertThat(resumed.steps()).isEqualTo(Regression.STEPS_PER_EPOCH);
    assertThat(resumed.end()).isEqualTo(History.End.STOPPED);
    assertThat(resumed.metrics()).isEqualTo(whole.metrics());
    assertThat(resumed.state()).isEqualTo(whole.state());
  }

  @Test
  void nothingToResumeIsABeginning() {
    Result fresh = train(2, 100);
    Result resumed = train(2, 100, checkpointing().resuming());

    assertThat(resumed.steps()).isEqualTo(2 * Regression.STEPS_PER_EPOCH);
    assertThat(resumed.state()).isEqualTo(fresh.state());
  }

  @Test
  void withoutResumingARunBeginsAnew() throws IOException {
    train(4, 100, checkpointing());
    Result again = train(1, 100, checkpointing());

    assertThat(again.steps()).isEqualTo(Regression.STEPS_PER_EPOCH);
    assertThat(CheckpointManager.latest(folder)).contains(folder.resolve("ckpt-1"));
    Result resumed = train(2, 100, checkpointing().resuming());
    assertThat(resumed.steps()).isEqualTo(Regression.STEPS_PER_EPOCH);
    assertThat(files()).contains("ckpt-1.epochs.json", "ckpt-2.epochs.json");
  }

  @Test
  void theLastTwoCheckpointsAreKept() throws IOException {
    train(5, 100, checkpointing());

    assertThat(files())
        .containsExactlyInAnyOrder(
            "checkpoint",
            "ckpt-4.index",
            "ckpt-4.data-00000-of-00001",
            "ckpt-4.epochs.json",
            "ckpt-5.index",
            "ckpt-5.data-00000-of-00001",
            "ckpt-5.epochs.json");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Test
  void otherSettingsAreNamedAndRefused() {
    Result first = train(1, 100, checkpointing());
    Checkpointing other = Checkpointing.of(folder, settings("8"));
    for (Checkpointing refused : List.of(other, other.resuming())) {
      assertThatExceptionOfType(CheckpointMismatchException.class)
          .isThrownBy(() -> train(2, 100, refused))
          .withMessage("%s has a training of other settings: seed is 7 and not 8", folder);
    }
    assertThat(train(1, 100, checkpointing().resuming()).metrics()).isEqualTo(first.metrics());
    train(1, 100, other.overwriting());
    assertThat(Checkpointing.settingsIn(folder)).contains(settings("8"));
  }

  @Test
  void anewWithTheSameSettingsReplacesWhatWasSaved() {
    train(2, 100, checkpointing());
    train(1, 100, checkpointing());
    assertThat(train(1, 100, checkpointing().resuming()).steps()).isZero();
  }

  @Test
  void damagedEpochsAreRefused() throws IOException {
    train(2, 100, checkpointing());
    Path json = folder.resolve("ckpt-2.epochs.json");
    String good = Files.readString(json);
    for (String bad :
        List.of(
            "",
            "null",
            "[]",
            good.substring(0, good.length() / 2),
            good.replace("\"settings\"", "\"setting\""),
            good.replace("\"metrics\"", "\"metric\""),
            good.replace("\"number\": 2", "\"number\": 3"),
            good.replace("\"number\": 2", "\"number\": \"two\""),
            good.replace("\"epochs\": [", "\"epochs\": [null,"))) {
      assertThat(bad).isNotEqualTo(good);
      Files.writeString(json, bad);
      assertThatExceptionOfType(ModelFormatException.class)
          .as(bad)
          .isThrownBy(() -> train(3, 100, checkpointing().resuming()))
          .withMessageStartingWith(json + ": expected the epochs of a run as JSON, found ")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
    Files.delete(json);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> train(3, 100, checkpointing().resuming()))
        .withMessage(json + ": expected the epochs of a run as JSON, found no such file");
  }

  @Test
  void damagedCheckpointIsRefused() throws IOException {
    train(2, 100, checkpointing());
    Path data = folder.resolve("ckpt-2.data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(data);
    bytes[bytes.length / 2] ^= 1;
    Files.write(data, bytes);
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> train(3, 100, checkpointing().resuming()))
        .withMessageContaining("ckpt-2");
    Files.write(data, Arrays.copyOf(bytes, 10));
    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> train(3, 100, checkpointing().resuming()))
        .withMessageContaining("ckpt-2");
  }

  @Test
  void folderThatCanNotBeMadeIsToldBeforeTheFirstStep() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train(1, 100, Checkpointing.of(file, SETTINGS), failAtStep()))
        .withMessage("folder for checkpoints must be a folder, but " + file + " is a file");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(
            () -> train(1, 100, Checkpointing.of(file.resolve("below"), SETTINGS), failAtStep()))
        .withMessageStartingWith(file.resolve("below") + ": folder for checkpoints can't be made");
    assertThat(file).hasContent("text");
  }

  private static TrainingListener failAtStep() {
    return new TrainingListener() {
      @Override
      public void onStep(TrainingRun run, int step, double loss) {
        throw new AssertionError("a step was made");
      }
    };
  }

  /** Files of a checkpoint can't be written where a folder has the name of one. */
  @Test
  void failedSaveLeavesNoEpochsWithoutACheckpoint() throws IOException {
    Files.createDirectories(folder.resolve("ckpt-1.index/x"));
    assertThatThrownBy(() -> train(1, 100, checkpointing())).isInstanceOf(RuntimeException.class);
    assertThat(folder.resolve("ckpt-1.epochs.json")).doesNotExist();
  }

  /** A name of the next checkpoint that is taken by a folder can't be written, even by root. */
  @Test
  void failedSaveLeavesTheFormerCheckpoint() throws IOException {
    Result whole = train(3, 100);
    train(1, 100, checkpointing());
    Path inTheWay = Files.createDirectories(folder.resolve("ckpt-2.epochs.json/x"));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> train(3, 100, checkpointing().resuming()))
        .withMessageStartingWith(folder + " can't be written: ");

    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    Result resumed = train(3, 100, checkpointing().resuming());
    assertThat(resumed.steps()).isEqualTo(2 * Regression.STEPS_PER_EPOCH);
    assertThat(resumed.state()).isEqualTo(whole.state());
  }
}
