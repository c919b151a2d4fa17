package io.latent4j.training.listeners;

import io.latent4j.checkpoint.Checkpoint;
import io.latent4j.checkpoint.CheckpointManager;
import io.latent4j.files.UnwritableException;
import io.latent4j.training.Epoch;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Saves the state of training after each epoch, and resumes from it: the resumed run gives the
 * weights of an uninterrupted one, bit for bit.
 *
 * <p>The folder holds the last two of TensorFlow's checkpoints, which Python's {@code
 * tf.train.Checkpoint} reads, and the epochs so far beside each as JSON.
 *
 * <pre>{@code
 * trainer.fit(training, options, Checkpointing.of(Path.of("run"), Map.of("data", "digits", "seed", "42"))
 *         .resuming());
 * }</pre>
 */
public final class Checkpointing implements TrainingListener {
  private static final int SHOWN_DIGITS = 12;
  private static final int KEPT = 2;

  /** How many times as long as a save took to wait before the next, to save sparingly. */
  private static final int SPARING_PAUSE = 20;

  private static final String EPOCHS = ".epochs.json";

  private final Path folder;
  private final Map<String, String> settings;
  private final boolean resumes;
  private final boolean overwrites;
  private final int pause;
  private long lastSave;
  private long lastSaveTook;

  private Checkpointing(
      Path folder, Map<String, String> settings, boolean resumes, boolean overwrites, int pause) {
    this.folder = Objects.requireNonNull(folder, "folder");
    this.settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    this.resumes = resumes;
    this.overwrites = overwrites;
    this.pause = pause;
  }

  /**
   * Saves after each epoch, beginning anew. A training of other settings that is saved there is
   * refused, so that it isn't lost; one of the same settings is replaced.
   *
   * @param folder where to; made if it is missing
   * @param settings by name, what is the same only for runs that can resume each other: what is
   *     trained, on what, from which seed
   * @return the listener
   */
  public static Checkpointing of(Path folder, Map<String, String> settings) {
    return new Checkpointing(folder, settings, false, false, 0);
  }

  /**
   * The same, but going on from the latest checkpoint in the folder, if there is one. A run that
   * was complete or stopped early makes no more steps.
   *
   * @return the listener
   */
  public Checkpointing resuming() {
    return new Checkpointing(folder, settings, true, overwrites, pause);
  }

  /**
   * The same, but beginning anew whatever is saved in the folder.
   *
   * @return the listener
   */
  public Checkpointing overwriting() {
    return new Checkpointing(folder, settings, resumes, true, pause);
  }

  /**
   * The same, but leaving out so many saves that saving takes no more than a twentieth of the time;
   * the last epoch is always saved.
   *
   * @return the listener
   */
  public Checkpointing sparingly() {
    return new Checkpointing(folder, settings, resumes, overwrites, SPARING_PAUSE);
  }

  /** Makes the folder now: that it can't be written is better known before the first epoch. */
  @Override
  public void onStart(TrainingRun run) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "folder for checkpoints must be a folder, but " + folder + " is a file");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + ": folder for checkpoints can't be made: " + e, e);
    }
    if (!Files.isWritable(folder)) {
      throw new UncheckedIOException(
          new IOException(folder + ": no permission to write checkpoints"));
    }
    if (!resumes && !overwrites) {
      settingsIn(folder).ifPresent(this::requireSame);
    }
  }

  @Override
  public void onRestore(TrainingRun run) {
    Optional<Path> latest = resumes ? CheckpointManager.latest(folder) : Optional.empty();
    latest.ifPresent(
        prefix -> {
          SavedEpochs saved = SavedEpochs.read(epochsBeside(prefix));
          requireSame(saved.settings());
          Checkpoint.of(run.state()).restore(prefix);
          run.resumeAfter(saved.epochs());
        });
  }

  private void requireSame(Map<String, String> saved) {
    String differing = differences(settings, saved);
    if (!differing.isEmpty()) {
      throw new CheckpointMismatchException(
          "%s has a training of other settings: %s".formatted(folder, differing));
    }
  }

  /**
   * In which settings two runs differ, as {@code epochs is 10 and not 20, seed is 1 and not 2}.
   * That samples differ is told only where nothing else does: another seed, too, holds out other
   * ones.
   */
  private static String differences(Map<String, String> here, Map<String, String> there) {
    Set<String> names = new LinkedHashSet<>(here.keySet());
    names.addAll(there.keySet());
    names.removeIf(name -> Objects.equals(here.get(name), there.get(name)));
    boolean isToldOtherwise = names.stream().anyMatch(name -> !isHash(name));
    return names.stream()
        .filter(name -> !isToldOtherwise || !isHash(name))
        .map(
            name ->
                "%s is %s and not %s"
                    .formatted(
                        name,
                        shown(name, there.getOrDefault(name, "not set")),
                        shown(name, here.getOrDefault(name, "left out"))))
        .collect(Collectors.joining(", "));
  }

  private static boolean isHash(String name) {
    return name.endsWith("_hash");
  }

  private static String shown(String name, String value) {
    return isHash(name) && value.length() > SHOWN_DIGITS
        ? value.substring(0, SHOWN_DIGITS) + "..."
        : value;
  }

  /**
   * The settings of the training whose checkpoint is in a folder.
   *
   * @param folder where training was saved
   * @return its settings by name; empty if there is no checkpoint
   * @throws io.latent4j.checkpoint.ModelFormatException if what is there is damaged
   */
  public static Optional<Map<String, String>> settingsIn(Path folder) {
    return CheckpointManager.latest(folder)
        .map(prefix -> SavedEpochs.read(epochsBeside(prefix)).settings());
  }

  @Override
  public void onSave(TrainingRun run, Epoch epoch) {
    boolean isLast = run.isStopping() || epoch.number() == run.options().epochs();
    long start = System.nanoTime();
    if (!isLast && start - lastSave < pause * lastSaveTook) {
      return;
    }
    CheckpointManager manager = CheckpointManager.of(Checkpoint.of(run.state()), folder, KEPT);
    try {
      save(manager, new SavedEpochs(settings, run.epochs()), epoch.number());
    } catch (UnwritableException e) {
      throw new UncheckedIOException(folder + " can't be written: " + e.getReason(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " can't be written: " + e, e);
    }
    lastSave = System.nanoTime();
    lastSaveTook = lastSave - start;
  }

  private void save(CheckpointManager manager, SavedEpochs saved, int epoch) throws IOException {
    Path prefix = folder.resolve("ckpt-" + epoch);
    // The epochs first: a checkpoint that is complete then always has them.
    saved.write(epochsBeside(prefix));
    try {
      manager.save(epoch);
    } catch (RuntimeException e) {
      if (!manager.checkpoints().contains(prefix)) {
        Files.deleteIfExists(epochsBeside(prefix));
      }
      throw e;
    }
    deleteAllEpochsBut(manager.checkpoints());
  }

  private void deleteAllEpochsBut(List<Path> checkpoints) throws IOException {
    List<Path> kept = checkpoints.stream().map(Checkpointing::epochsBeside).toList();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "ckpt-*" + EPOCHS)) {
      for (Path file : files) {
        if (!kept.contains(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static Path epochsBeside(Path prefix) {
    return prefix.resolveSibling(prefix.getFileName() + EPOCHS);
  }
}
