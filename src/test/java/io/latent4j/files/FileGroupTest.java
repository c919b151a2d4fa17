package io.latent4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileGroupTest {
  private static final Map<String, String> FORMER =
      Map.of("c.index", "former", "c.data-1", "former", "c.data-2", "former", "d.index", "x");
  private static final Map<String, String> NEW =
      Map.of("c.index", "new", "c.data-1", "new", "d.index", "x");

  @TempDir private Path root;

  private static void write(Path folder) throws UnwritableException {
    write(folder, fresh -> Trees.write(fresh, Map.of("c.index", "new", "c.data-1", "new")));
  }

  private static void write(Path folder, FolderContent content) throws UnwritableException {
    FileGroup.replace(
        folder, "c.index", file -> file.getFileName().toString().startsWith("c."), content);
  }

  private Sweep sweep(FaultyFileSystem.Fault always) {
    return new Sweep(root.resolve("sweep"), FORMER, NEW, FileGroupTest::write, always);
  }

  @Test
  void whicheverChangeFailsTheFilesAreAsTheyWere() throws IOException {
    sweep((number, change) -> {}).succeeds().withEachChangeFailing();
    sweep(FaultyFileSystem.withoutAtomicMoves(false)).succeeds().withEachChangeFailing();
  }

  @Test
  void aProgramThatIsKilledLeavesWorkToTheNextOne() throws IOException {
    sweep((number, change) -> {})
        .withEachProgramKilled(folder -> write(folder, Sweep.Write.nothing()));
  }

  @Test
  void wheneverTheKeyIsThereTheOthersAreComplete() throws IOException {
    Path folder = root.resolve("sweep");
    for (int number = 1; ; number++) {
      Disk.deleteTree(folder);
      Trees.write(folder, FORMER);
      FaultyFileSystem disk =
          new FaultyFileSystem(FileSystems.getDefault(), FaultyFileSystem.killedBefore(number));
      try {
        write(disk.path(folder));
        assertThat(number).isGreaterThan(10);
        return;
      } catch (FaultyFileSystem.Killed e) {
        if (Files.exists(folder.resolve("c.index"))) {
          Map<String, String> found = Trees.read(folder);
          found.keySet().removeIf(path -> path.startsWith(Disk.PREFIX));
          assertThat(found).isIn(FORMER, NEW);
        }
      }
    }
  }

  @Test
  void aFolderInThePlaceOfAFileIsAClearError() throws IOException {
    Trees.write(root, Map.of("c.data-1", "former", "c.index/in-the-way", "x"));

    assertThatThrownBy(() -> write(root))
        .isInstanceOf(UnwritableException.class)
        .hasMessage("cannot write " + root.resolve("c.index") + ": c.index is a folder there");
    assertThat(Trees.read(root)).isEqualTo(Map.of("c.data-1", "former", "c.index/in-the-way", "x"));
  }

  @Test
  void theFolderIsMadeUnlessTheContentFails() throws IOException {
    Path folder = root.resolve("some").resolve("folder");
    assertThatThrownBy(() -> write(folder, fresh -> Trees.write(fresh, Map.of("c.data-1", "new"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("content must write c.index, but wrote [c.data-1]");
    assertThat(Trees.read(root)).isEmpty();

    write(folder);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("c.index", "c.data-1");
  }

  @Test
  void theKeyIsTheFirstToGoAndTheLastToCome() throws IOException {
    Trees.write(root, FORMER);
    FaultyFileSystem disk = new FaultyFileSystem(FileSystems.getDefault(), (number, change) -> {});
    write(disk.path(root));

    List<String> moved =
        disk.changes().stream()
            .filter(change -> change.startsWith("move-atomically "))
            .map(change -> Path.of(change.split(" ")[1]).getFileName().toString())
            .filter(name -> name.startsWith("c."))
            .toList();
    assertThat(moved).containsExactly("c.index", "c.data-2", "c.data-1", "c.data-1", "c.index");
  }
}
