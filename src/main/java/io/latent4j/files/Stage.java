package io.latent4j.files;

import com.google.gson.Gson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A hidden folder where new entries of its parent, the root, are completed, and the swap that puts
 * them in the place of former ones.
 *
 * <p>The swap is written down before it begins, once all that is new is on the disk. A move that
 * fails is undone with all moves before it. A program that is killed leaves the stage: before the
 * swap was written down, the root is as it was, and the next stage of the same name clears it away;
 * after that, the next one first makes the remaining moves. So the root ends up either as it was or
 * as it was to be. The stage is locked, so that no other program takes it for an abandoned one.
 */
final class Stage implements Closeable {
  private static final Gson JSON = new Gson();

  private final Path root;
  private final Path place;
  private final FileChannel channel;
  private boolean abandoned;

  private Stage(Path root, Path place, FileChannel channel) {
    this.root = root;
    this.place = place;
    this.channel = channel;
  }

  /** The path of a stage. */
  static Path place(Path root, String name) {
    return root.resolve(Disk.PREFIX + name);
  }

  /**
   * Opens a stage, after having put in order what a killed program left of one of the same name.
   *
   * @param root the folder whose entries are swapped
   * @param name what tells stages of different purpose apart
   */
  static Stage open(Path root, String name) throws IOException {
    Path place = place(root, name);
    boolean made = make(place);
    Stage stage;
    try {
      stage = new Stage(root, place, open(place, made));
    } catch (IOException | RuntimeException e) {
      if (made) {
        Disk.deleteQuietly(place);
      }
      throw e;
    }
    try {
      stage.recover();
      Files.createDirectory(stage.fresh());
      return stage;
    } catch (IOException | RuntimeException | Error e) {
      stage.close();
      throw e;
    }
  }

  private static Path lock(Path place) {
    return place.resolve("lock");
  }

  private static boolean make(Path place) throws IOException {
    try {
      Files.createDirectory(place);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static FileChannel open(Path place, boolean made) throws IOException {
    FileChannel channel =
        FileChannel.open(lock(place), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (tryLock(channel, made)) {
      return channel;
    }
    channel.close();
    throw new FileSystemException(
        place.toString(),
        null,
        "it is being written by another program (if there is none, delete " + place + ")");
  }

  /** On a disk without locks a new stage is safe still, but an old one may be in use. */
  private static boolean tryLock(FileChannel channel, boolean made) {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException e) {
      return made;
    }
  }

  /** Where new entries are completed. */
  Path fresh() {
    return place.resolve("new");
  }

  private Path former() {
    return place.resolve("former");
  }

  private Path journal() {
    return place.resolve("journal.json");
  }

  /** A file that is there once all that is to be taken out is out. */
  private Path halfway() {
    return place.resolve("halfway");
  }

  private void recover() throws IOException {
    abandoned = true; // until all is well: what is there may be the only copy
    if (Files.exists(journal())) {
      Swap swap = readJournal();
      if (!Files.exists(halfway())) {
        for (String path : swap.away()) {
          moveIfThere(root.resolve(path), former().resolve(path));
        }
        markHalfway();
      }
      for (String path : swap.in()) {
        moveIfThere(fresh().resolve(path), root.resolve(path));
      }
      forceAround(swap);
    }
    clear();
    abandoned = false;
  }

  private Swap readJournal() throws IOException {
    try {
      return JSON.fromJson(Files.readString(journal()), Swap.class);
    } catch (RuntimeException e) {
      // Gson says by exceptions of many kinds that the file is not of this record.
      throw new FileSystemException(
          journal().toString(), null, journal() + " is damaged, and with it " + root);
    }
  }

  private static void moveIfThere(Path source, Path target) throws IOException {
    if (Disk.isThere(source)) {
      Files.createDirectories(target.getParent());
      Disk.move(source, target);
    }
  }

  /**
   * Takes entries out of the root and puts new ones in.
   *
   * @throws IOException if that can't be; the root is then as it was
   */
  void swap(Swap swap) throws IOException {
    Disk.forceTree(fresh());
    for (String path : swap.away()) {
      Files.createDirectories(former().resolve(path).getParent());
    }
    WholeFile.write(
        journal(), out -> out.write(JSON.toJson(swap).getBytes(StandardCharsets.UTF_8)));
    Disk.forceNames(root);
    Deque<Move> out = new ArrayDeque<>();
    Deque<Move> in = new ArrayDeque<>();
    try {
      for (String path : swap.away()) {
        make(new Move(root.resolve(path), former().resolve(path)), out);
      }
      markHalfway();
      for (String path : swap.in()) {
        make(new Move(fresh().resolve(path), root.resolve(path)), in);
      }
    } catch (IOException | RuntimeException e) {
      undo(out, in, e);
      throw e;
    }
    forceAround(swap);
    Disk.deleteQuietly(journal());
    Disk.forceNames(place);
  }

  private void markHalfway() throws IOException {
    Files.createFile(halfway());
    Disk.forceNames(place);
  }

  private record Move(Path source, Path target) {}

  private static void make(Move move, Deque<Move> made) throws IOException {
    made.push(move); // before, as a move by parts may fail midway
    Disk.move(move.source(), move.target());
  }

  private void undo(Deque<Move> out, Deque<Move> in, Exception cause) {
    try {
      undo(in);
      Files.deleteIfExists(halfway());
      undo(out);
      Files.deleteIfExists(journal());
    } catch (IOException e) {
      abandoned = true; // for the next stage to put in order
      cause.addSuppressed(e);
    }
  }

  private static void undo(Deque<Move> made) throws IOException {
    for (Move move : made) {
      if (Disk.isThere(move.target())) {
        Disk.move(move.target(), move.source());
      }
    }
  }

  private void forceAround(Swap swap) {
    List<String> moved = new ArrayList<>(swap.away());
    moved.addAll(swap.in());
    moved.stream()
        .map(path -> root.resolve(path).getParent())
        .distinct()
        .filter(Files::isDirectory)
        .forEach(Disk::forceNames);
  }

  /** Deletes all but the lock, the journal first: it must not outlive what it speaks of. */
  private void clear() throws IOException {
    Files.deleteIfExists(journal());
    for (Path entry : Disk.entries(place)) {
      if (!entry.equals(lock(place))) {
        Disk.deleteTree(entry);
      }
    }
  }

  /** Deletes the stage. What can't be deleted is no reason to fail: the next stage will try. */
  @Override
  public void close() {
    try {
      if (!abandoned) {
        clear();
        Files.deleteIfExists(lock(place));
      }
    } catch (IOException e) {
      abandoned = true;
    }
    closeQuietly();
    if (!abandoned) {
      Disk.deleteQuietly(place);
    }
  }

  private void closeQuietly() {
    try {
      channel.close();
    } catch (IOException e) {
      abandoned = true;
    }
  }
}
