package io.latent4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class CheckpointManagerTest {
  @TempDir Path folder;

  private final Engine engine = GraphEngine.create();
  private final ModelVariable<TFloat32> weight = SampleTree.floats(engine, "weight", 0, 1);
  private final Checkpoint checkpoint = Checkpoint.of(TreeNode.of("weight", weight));

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void keepsTheLastOnesAndListsThemForPython() throws IOException {
    CheckpointManager manager = CheckpointManager.of(checkpoint, folder, 2);
    assertThat(manager.latest()).isEmpty();
    assertThat(manager.restoreLatest()).isEmpty();
    for (long step : new long[] {1, 5, 10}) {
      weight.assign(step);
      assertThat(manager.save(step)).isEqualTo(folder.resolve("ckpt-" + step));
    }

    assertThat(manager.latest()).contains(folder.resolve("ckpt-10"));
    assertThat(manager.checkpoints())
        .containsExactly(folder.resolve("ckpt-5"), folder.resolve("ckpt-10"));
    assertThat(names())
        .containsExactly(
            "checkpoint",
            "ckpt-10.data-00000-of-00001",
            "ckpt-10.index",
            "ckpt-5.data-00000-of-00001",
            "ckpt-5.index");
    assertThat(folder.resolve("checkpoint"))
        .hasContent(
            """
            model_checkpoint_path: "ckpt-10"
            all_model_checkpoint_paths: "ckpt-5"
            all_model_checkpoint_paths: "ckpt-10"
            """);
    weight.assign(0);
    assertThat(manager.restoreLatest()).contains(folder.resolve("ckpt-10"));
    assertThat(weight.toFloats()).containsExactly(10);
  }

  @Test
  void goesOnWhereAFormerRunEnded() {
    CheckpointManager.of(checkpoint, folder, 2).save(1);
    CheckpointManager.of(checkpoint, folder, 2).save(2);
    CheckpointManager manager = CheckpointManager.of(checkpoint, folder, 2);
    manager.save(3);
    assertThat(manager.checkpoints())
        .containsExactly(folder.resolve("ckpt-2"), folder.resolve("ckpt-3"));
  }

  @Test
  void savingAStepAgainMakesItTheLatest() {
    CheckpointManager manager = CheckpointManager.of(checkpoint, folder, 3);
    List.of(1, 2, 1).forEach(manager::save);
    assertThat(manager.checkpoints())
        .containsExactly(folder.resolve("ckpt-2"), folder.resolve("ckpt-1"));
  }

  @Test
  void tellsPythonTheStepAsItsSaveCounter() {
    Path prefix = CheckpointManager.of(checkpoint, folder, 1).save(7);
    try (TInt64 counter =
        CheckpointReader.open(prefix).read(ObjectGraph.SAVE_COUNTER_KEY, TInt64.class)) {
      assertThat(counter.getLong()).isEqualTo(7);
    }
  }

  @Test
  void passesOverCheckpointsThatSomebodyDeleted() throws IOException {
    CheckpointManager manager = CheckpointManager.of(checkpoint, folder, 3);
    List.of(1, 2).forEach(manager::save);
    Files.delete(folder.resolve("ckpt-2.index"));
    assertThat(manager.latest()).contains(folder.resolve("ckpt-1"));
  }

  @Test
  void neverDeletesOutsideItsFolder() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere")).resolve("ckpt-1");
    Path run = Files.createDirectory(folder.resolve("run"));
    checkpoint.save(elsewhere);
    Files.writeString(run.resolve("checkpoint"), "model_checkpoint_path: \"" + elsewhere + "\"\n");
    assertThat(CheckpointManager.latest(run)).contains(elsewhere);

    CheckpointManager.of(checkpoint, run, 1).save(2);

    assertThat(CheckpointManager.latest(run)).contains(run.resolve("ckpt-2"));
    assertThat(new CheckpointFiles(elsewhere).exist()).isTrue();
  }

  @Test
  void readsWhatPythonWrites() throws IOException {
    checkpoint.save(folder.resolve("a \"b\" é"));
    checkpoint.save(folder.resolve("ckpt-1"));
    Files.writeString(
        folder.resolve("checkpoint"),
        """
        model_checkpoint_path: "a \\"b\\" \\303\\251"
        all_model_checkpoint_paths: "%s"
        all_model_checkpoint_paths: "a \\"b\\" \\303\\251"
        all_model_checkpoint_timestamps: 1700000000.5
        last_preserved_timestamp: 1700000000.25
        """
            .formatted(folder.resolve("ckpt-1")));
    assertThat(CheckpointManager.of(checkpoint, folder, 3).checkpoints())
        .containsExactly(folder.resolve("ckpt-1"), folder.resolve("a \"b\" é"));
  }

  @Test
  void refusesAListThatIsNone() throws IOException {
    for (String content :
        List.of("nonsense", "model_checkpoint_path: ckpt-1", "model_checkpoint_path: \"\"")) {
      Files.writeString(folder.resolve("checkpoint"), content);
      assertThatThrownBy(() -> CheckpointManager.latest(folder))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageStartingWith(folder.resolve("checkpoint") + ": expected ");
    }
    Files.write(folder.resolve("checkpoint"), new byte[] {'a', ':', (byte) 0xff});
    assertThatThrownBy(() -> CheckpointManager.latest(folder))
        .isInstanceOf(ModelFormatException.class);
  }

  @Test
  void namesTheArgumentThatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckpointManager.of(checkpoint, folder, 0))
        .withMessage("maxToKeep must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CheckpointManager.of(checkpoint, folder, 1).save(-1))
        .withMessage("step must not be negative, but is -1");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
