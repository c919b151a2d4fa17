package io.latent4j.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps the last few checkpoints of a run in a folder, named {@code ckpt-} and the step. Python's
 * {@code tf.train.latest_checkpoint} and {@code tf.train.CheckpointManager} understand the folder.
 *
 * <pre>{@code
 * CheckpointManager manager = CheckpointManager.of(checkpoint, Path.of("run"), 3);
 * manager.restoreLatest(); // goes on where a former run ended, if there was one
 * ...
 * manager.save(step);
 * }</pre>
 */
public final class CheckpointManager {
  private static final String NAME = "ckpt-";

  private final Checkpoint checkpoint;
  private final Path folder;
  private final int maxToKeep;

  private CheckpointManager(Checkpoint checkpoint, Path folder, int maxToKeep) {
    this.checkpoint = checkpoint;
    this.folder = folder;
    this.maxToKeep = maxToKeep;
  }

  /**
   * Manages the checkpoints of a folder, those from former runs included.
   *
   * @param checkpoint what to save and restore
   * @param folder where to; made by the first save if it is missing
   * @param maxToKeep how many checkpoints to keep, at least 1
   * @return the manager
   * @throws IllegalArgumentException if none are to be kept
   */
  public static CheckpointManager of(Checkpoint checkpoint, Path folder, int maxToKeep) {
    Objects.requireNonNull(checkpoint, "checkpoint");
    Objects.requireNonNull(folder, "folder");
    if (maxToKeep < 1) {
      throw new IllegalArgumentException("maxToKeep must be at least 1, but is " + maxToKeep);
    }
    return new CheckpointManager(checkpoint, folder, maxToKeep);
  }

  /**
   * Saves a checkpoint and then deletes the oldest ones that are too many.
   *
   * @param step how many steps were made, which becomes part of the name
   * @return the prefix of the checkpoint
   * @throws IllegalArgumentException if the step is negative
   * @throws UncheckedIOException if a file can't be written; the former checkpoints are still there
   * @throws ModelFormatException if the folder's list of checkpoints can't be read
   */
  public Path save(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("step must not be negative, but is " + step);
    }
    Path prefix = folder.resolve(NAME + step);
    List<Path> prefixes = new ArrayList<>(existing(folder));
    checkpoint.save(prefix, step);
    prefixes.remove(prefix);
    prefixes.add(prefix);
    int surplus = Math.max(0, prefixes.size() - maxToKeep);
    try {
      // The list first: it must not name a checkpoint that is being deleted.
      CheckpointState state =
          new CheckpointState(folder, prefixes.subList(surplus, prefixes.size()));
      state.write();
      for (Path outdated : prefixes.subList(0, surplus)) {
        if (state.isOwn(outdated)) {
          new CheckpointFiles(outdated).delete();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "list of checkpoints in " + folder + " can't be updated: " + e.getMessage(), e);
    }
    return prefix;
  }

  /**
   * The checkpoints that are there.
   *
   * @return their prefixes, the latest last
   * @throws ModelFormatException if the folder's list of checkpoints can't be read
   */
  public List<Path> checkpoints() {
    return existing(folder);
  }

  /**
   * The checkpoint that was saved last.
   *
   * @return its prefix, or nothing if there is none
   * @throws ModelFormatException if the folder's list of checkpoints can't be read
   */
  public Optional<Path> latest() {
    return latest(folder);
  }

  /**
   * The checkpoint that was saved last to a folder, by whatever program.
   *
   * @param folder the folder
   * @return its prefix, or nothing if there is none
   * @throws ModelFormatException if the folder's list of checkpoints can't be read
   */
  public static Optional<Path> latest(Path folder) {
    List<Path> prefixes = existing(folder);
    return prefixes.isEmpty() ? Optional.empty() : Optional.of(prefixes.get(prefixes.size() - 1));
  }

  /**
   * Restores the checkpoint that was saved last, if there is one.
   *
   * @return its prefix, or nothing if there is none and nothing was restored
   * @throws ModelFormatException if it can't be restored; no variable is changed then
   */
  public Optional<Path> restoreLatest() {
    Optional<Path> latest = latest();
    latest.ifPresent(checkpoint::restore);
    return latest;
  }

  private static List<Path> existing(Path folder) {
    return CheckpointState.read(folder).prefixes().stream()
        .filter(prefix -> new CheckpointFiles(prefix).exist())
        .toList();
  }
}
