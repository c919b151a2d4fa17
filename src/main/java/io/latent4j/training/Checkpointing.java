package io.latent4j.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.latent4j.checkpoint.Checkpoint;
import io.latent4j.checkpoint.CheckpointManager;
import io.latent4j.checkpoint.ModelFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Saves the state of training after each epoch, and resumes from it: the resumed run gives the
 * weights of an uninterrupted one, bit for bit.
 *
 * <p>The folder holds TensorFlow's checkpoints, which Python's {@code tf.train.Checkpoint} reads,
 * and the epochs so far beside each as JSON.
 */
public final class Checkpointing implements TrainingListener {
  private static final int KEPT = 2;
  private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

  private final Path folder;
  private final String settings;
  private final boolean resumes;

  /** What is stored beside a checkpoint. */
  private record Progress(String settings, List<Epoch> epochs) {}

  private Checkpointing(Path folder, String settings, boolean resumes) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.settings = Objects.requireNonNull(settings, "settings");
    this.resumes = resumes;
  }

  /**
   * Saves after each epoch, beginning anew.
   *
   * @param folder where to; made if it is missing
   * @param settings a text that is the same only for runs that can resume each other: what is
   *     trained, on what, from which seed
   * @return the listener
   */
  public static Checkpointing into(Path folder, String settings) {
    return new Checkpointing(folder, settings, false);
  }

  /**
   * The same, but going on from the latest checkpoint in the folder, if there is one.
   *
   * @return the listener
   */
  public Checkpointing resuming() {
    return new Checkpointing(folder, settings, true);
  }

  @Override
  public void onRestore(TrainingRun run) {
    CheckpointManager manager = manager(run);
    if (!resumes) {
      return;
    }
    Optional<Path> latest = manager.latest();
    if (latest.isPresent()) {
      Progress progress = read(epochsBeside(latest.get()));
      if (!progress.settings().equals(settings)) {
        throw new IllegalArgumentException(
            "run to resume must be of %s, but the one in %s is of %s"
                .formatted(settings, folder, progress.settings()));
      }
      manager.restoreLatest();
      run.resumeAfter(progress.epochs());
    }
  }

  @Override
  public void onEpoch(TrainingRun run, Epoch epoch) {
    CheckpointManager manager = manager(run);
    List<Path> before = manager.checkpoints();
    try {
      Files.createDirectories(folder);
      // The epochs first: a checkpoint that is complete then always has them.
      write(
          epochsBeside(folder.resolve("ckpt-" + epoch.number())),
          new Progress(settings, run.epochs()));
      manager.save(epoch.number());
      List<Path> after = manager.checkpoints();
      for (Path outdated : before) {
        if (!after.contains(outdated)) {
          Files.deleteIfExists(epochsBeside(outdated));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing a checkpoint into " + folder, e);
    }
  }

  private CheckpointManager manager(TrainingRun run) {
    return CheckpointManager.of(Checkpoint.of(run.state()), folder, KEPT);
  }

  private static Path epochsBeside(Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + ".epochs.json");
  }

  private static Progress read(Path file) {
    try {
      Progress progress = JSON.fromJson(Files.readString(file), Progress.class);
      if (progress == null || progress.settings() == null || progress.epochs() == null) {
        throw new ModelFormatException(file, "settings and epochs", "a part of them");
      }
      return progress;
    } catch (IOException | JsonParseException e) {
      throw new ModelFormatException(file, "the epochs as JSON", String.valueOf(e.getMessage()), e);
    }
  }

  private static void write(Path file, Progress progress) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(partial, JSON.toJson(progress));
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
