package io.latent4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFolderTest {
  private static final Map<String, String> FORMER =
      Map.of("m/one", "former", "m/sub/two", "former", "m/three", "former", "other", "x");
  private static final Map<String, String> NEW =
      Map.of("m/one", "new", "m/sub/deep/four", "new", "other", "x");
  private static final Predicate<Path> ALL = entry -> true;

  @TempDir private Path root;

  private static void content(Path fresh) throws IOException {
    Trees.write(fresh, Map.of("one", "new", "sub/deep/four", "new"));
  }

  private static void write(Path root) throws UnwritableException {
    WholeFolder.replace(root.resolve("m"), ALL, WholeFolderTest::content);
  }

  private static void writeNothing(Path root) throws UnwritableException {
    WholeFolder.replace(root.resolve("m"), ALL, Sweep.Write.nothing());
  }

  private Sweep sweep(FaultyFileSystem.Fault always) {
    return new Sweep(root.resolve("sweep"), FORMER, NEW, WholeFolderTest::write, always);
  }

  @Test
  void aFolderIsReplacedWithAllThatIsInIt() throws IOException {
    Trees.write(root, FORMER);
    write(root);
    assertThat(Trees.read(root)).isEqualTo(NEW);
  }

  @Test
  void foldersThatAreMissingAreMadeUnlessTheContentFails() throws IOException {
    Path deep = root.resolve("some").resolve("folder");
    assertThatThrownBy(() -> writeNothing(deep))
        .isInstanceOf(UnwritableException.class)
        .hasMessage("cannot write " + deep.resolve("m") + ": nothing to write");
    assertThat(Trees.read(root)).isEmpty();

    write(deep);
    assertThat(Trees.read(deep)).isEqualTo(Map.of("m/one", "new", "m/sub/deep/four", "new"));
  }

  @Test
  void contentThatFailsLeavesWhatWasThere() throws IOException {
    Trees.write(root, FORMER);
    for (RuntimeException failure :
        new RuntimeException[] {
          new UncheckedIOException("wrapped", new IOException("No space left on device")),
          new IllegalStateException("bug")
        }) {
      assertThatThrownBy(
              () ->
                  WholeFolder.replace(
                      root.resolve("m"),
                      ALL,
                      fresh -> {
                        content(fresh);
                        throw failure;
                      }))
          .hasMessage(
              failure instanceof UncheckedIOException
                  ? "cannot write " + root.resolve("m") + ": No space left on device"
                  : "bug");
    }
    assertThat(Trees.read(root)).isEqualTo(FORMER);
  }

  @Test
  void whatMustNotBeLostIsNotReplaced() throws IOException {
    Trees.write(root, FORMER);
    Path folder = root.resolve("m");

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WholeFolder.replace(
                    folder, entry -> !entry.endsWith("sub"), WholeFolderTest::content))
        .withMessage(
            "folder must hold nothing else than what is replaced, but %s has 'sub'", folder);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WholeFolder.replace(root.resolve("other"), ALL, WholeFolderTest::content))
        .withMessage(
            "folder must be a folder or not there yet, but %s is a file", root.resolve("other"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WholeFolder.replace(Path.of("/"), ALL, WholeFolderTest::content))
        .withMessage("folder must have a name, but is '/'");
    assertThat(Trees.read(root)).isEqualTo(FORMER);
  }

  @Test
  void whatALinkLeadsToIsReplaced() throws IOException {
    Trees.write(root, FORMER);
    Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("m"));

    WholeFolder.replace(link, ALL, WholeFolderTest::content);

    assertThat(link).isSymbolicLink();
    Files.delete(link);
    assertThat(Trees.read(root)).isEqualTo(NEW);
  }

  @Test
  void aFileAmongTheParentsIsAClearError() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "x");

    assertThatExceptionOfType(UnwritableException.class)
        .isThrownBy(() -> write(file.resolve("sub")))
        .withMessage("cannot write %s: %s is not a folder", file.resolve("sub").resolve("m"), file);
    assertThat(Trees.read(root)).isEqualTo(Map.of("file", "x"));
  }

  @Test
  void whicheverChangeFailsTheFolderIsAsItWas() throws IOException {
    sweep((number, change) -> {}).succeeds().withEachChangeFailing();
  }

  @Test
  void whicheverChangeFailsTheFolderIsAsItWasThoughItCannotBeMovedAtOnce() throws IOException {
    sweep(FaultyFileSystem.withoutAtomicMoves(true)).succeeds().withEachChangeFailing();
    sweep(FaultyFileSystem.withoutAtomicMoves(false)).succeeds().withEachChangeFailing();
  }

  @Test
  void aProgramThatIsKilledLeavesWorkToTheNextOne() throws IOException {
    sweep((number, change) -> {}).withEachProgramKilled(WholeFolderTest::writeNothing);
  }

  @Test
  void aProgramThatIsKilledLeavesWorkToTheNextOneThoughFoldersCannotBeMovedAtOnce()
      throws IOException {
    sweep(FaultyFileSystem.withoutAtomicMoves(true))
        .withEachProgramKilled(WholeFolderTest::writeNothing);
  }

  /** As of a container's volume, whose parent is another disk. */
  @Test
  void theEntriesOfAFolderThatCannotBeMovedAreReplaced() throws IOException {
    Path parent = root.resolve("sweep");
    sweep(
            (number, change) -> {
              if (change.equals("check " + parent) || change.contains(parent + "/.latent4j-")) {
                throw new AccessDeniedException(parent.toString());
              }
            })
        .succeeds()
        .withEachChangeFailing()
        .withEachProgramKilled(WholeFolderTest::writeNothing);
  }

  @Test
  void twoAtATimeIsAnError() throws IOException {
    assertThatThrownBy(() -> WholeFolder.replace(root.resolve("m"), ALL, fresh -> write(root)))
        .isInstanceOf(UnwritableException.class)
        .hasMessage(
            "cannot write %s: it is being written by another program (if there is none, delete"
                + " %s)",
            root.resolve("m"), root.resolve(".latent4j-m"));
    assertThat(Trees.read(root)).isEmpty();
  }

  @Test
  void anInterruptWaitsUntilTheFolderIsWritten() throws IOException {
    Trees.write(root, FORMER);
    Thread.currentThread().interrupt();
    try {
      write(root);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Trees.read(root)).isEqualTo(NEW);
  }

  @Test
  void allBytesAreOnTheDiskBeforeTheFolderIsMoved() throws IOException {
    Trees.write(root, FORMER);
    FaultyFileSystem disk = new FaultyFileSystem(FileSystems.getDefault(), (number, change) -> {});
    write(disk.path(root));

    Path fresh = root.resolve(".latent4j-m").resolve("new").resolve("m");
    int move = disk.changes().indexOf("move-atomically " + fresh + " " + root.resolve("m"));
    assertThat(disk.changes().subList(0, move))
        .contains("force " + fresh.resolve("one"))
        .contains("force " + fresh.resolve("sub").resolve("deep").resolve("four"))
        .contains("force " + fresh);
    assertThat(disk.changes().subList(move, disk.changes().size())).contains("force " + root);
  }
}
