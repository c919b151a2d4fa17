package io.latent4j.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Writes again and again, with another fault each time, until there was one for each change that
 * the writing makes.
 *
 * @param folder an empty folder
 * @param former what is in it before
 * @param afterwards what is in it when all went well
 * @param write the writing; it ends with an {@link UnwritableException} or all is well
 * @param always a fault that there is besides
 */
record Sweep(
    Path folder,
    Map<String, String> former,
    Map<String, String> afterwards,
    Write write,
    FaultyFileSystem.Fault always) {
  private static final int STRIDE = 7;

  /** Writes somewhere below a folder. */
  @FunctionalInterface
  interface Write {
    void into(Path folder) throws UnwritableException;

    /** The same, but cut off before anything is changed for good: only what was left is tidied. */
    static FolderContent nothing() {
      return fresh -> {
        throw new IOException("nothing to write");
      };
    }
  }

  /** What is in the folder before, as {@link Trees} reads it. */
  private Map<String, String> before() {
    Map<String, String> visible = new TreeMap<>(former);
    visible.remove(ResultFolder.MANIFEST);
    return visible;
  }

  private Path reset() throws IOException {
    Disk.deleteTree(folder);
    Files.createDirectory(folder);
    Trees.write(folder, former);
    return folder;
  }

  private FaultyFileSystem disk(FaultyFileSystem.Fault fault) {
    return new FaultyFileSystem(FileSystems.getDefault(), FaultyFileSystem.both(always, fault));
  }

  /** All is well without a fault. */
  Sweep succeeds() throws IOException {
    write.into(disk((number, change) -> {}).path(reset()));
    assertThat(Trees.read(folder)).isEqualTo(afterwards);
    return this;
  }

  /** One change fails: an exception means that all is as before, else all is well. */
  Sweep withEachChangeFailing() throws IOException {
    Set<Boolean> outcomes = new TreeSet<>();
    int changes = 1;
    for (int number = 1; number <= changes; number++) {
      FaultyFileSystem disk = disk(FaultyFileSystem.failingAt(number));
      boolean written;
      try {
        write.into(disk.path(reset()));
        written = true;
      } catch (UnwritableException e) {
        assertThat(e).hasMessageEndingWith("input/output error");
        written = false;
      }
      outcomes.add(written);
      changes = Math.max(changes, disk.changes().size());
      String failed = disk.changes().get(number - 1);
      if (written) {
        assertThat(withoutStages(Trees.read(folder))).as(failed).isEqualTo(afterwards);
      } else {
        assertThat(Trees.read(folder)).as(failed).isEqualTo(before());
      }
    }
    assertThat(outcomes).contains(false);
    return this;
  }

  /** What can't be deleted after all went well is left for the next one to delete. */
  private static Map<String, String> withoutStages(Map<String, String> tree) {
    tree.keySet()
        .removeIf(path -> path.startsWith(Disk.PREFIX) || path.contains("/" + Disk.PREFIX));
    return tree;
  }

  /**
   * The program is killed before each change, and so is the next one that writes, before one of a
   * few of the changes that it makes, in turn others; the one after that finds, or makes, either of
   * the two states.
   *
   * @param next what the next programs write: nothing
   */
  void withEachProgramKilled(Write next) throws IOException {
    Set<Boolean> outcomes = new TreeSet<>();
    for (int first = 1; isKilled(write, first, reset()); first++) {
      for (int second = 1 + first % STRIDE; ; second += STRIDE) {
        isKilled(write, first, reset());
        boolean killedAgain = isKilled(next, second, folder);
        try {
          next.into(disk((number, change) -> {}).path(folder));
        } catch (UnwritableException e) {
          assertThat(e).hasMessageEndingWith("nothing to write");
        }
        Map<String, String> found = Trees.read(folder);
        assertThat(found).as(first + ", " + second).isIn(before(), afterwards);
        outcomes.add(found.equals(afterwards));
        if (!killedAgain) {
          break;
        }
      }
    }
    assertThat(outcomes).containsExactly(false, true);
  }

  private boolean isKilled(Write work, int number, Path place) throws IOException {
    try {
      work.into(disk(FaultyFileSystem.killedBefore(number)).path(place));
      return false;
    } catch (FaultyFileSystem.Killed e) {
      return true;
    } catch (UnwritableException e) {
      assertThat(e).hasMessageEndingWith("nothing to write");
      return false;
    }
  }
}
