package io.latent4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WholeFileTest {
  private static final FileContent NEW = out -> out.write(new byte[] {'n', 'e', 'w'});

  @TempDir private Path folder;

  private Path former() throws IOException {
    return Files.writeString(folder.resolve("a.txt"), "former");
  }

  @Test
  void anExistingFileIsReplacedAndNothingElseIsLeft() throws IOException {
    WholeFile.write(former(), NEW);

    assertThat(Trees.read(folder)).isEqualTo(Map.of("a.txt", "new"));
  }

  @Test
  void contentThatFailsLeavesWhatWasThere() throws IOException {
    Path file = former();

    assertThatExceptionOfType(UnwritableException.class)
        .isThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IOException("No space left on device");
                    }))
        .withMessage("cannot write " + file + ": No space left on device")
        .satisfies(
            e -> {
              assertThat(e.getFile()).isEqualTo(file.toString());
              assertThat(e.getReason()).isEqualTo("No space left on device");
            });
    assertThatThrownBy(
            () ->
                WholeFile.write(
                    file,
                    out -> {
                      out.write(1);
                      throw new IllegalStateException("bug");
                    }))
        .hasMessage("bug");
    assertThat(Trees.read(folder)).isEqualTo(Map.of("a.txt", "former"));
  }

  /** A disk that is really full, where the system has one. */
  @Test
  void aFullDeviceIsAnError() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "this system has no /dev/full");

    assertThatExceptionOfType(UnwritableException.class)
        .isThrownBy(() -> WholeFile.write(full, NEW))
        .withMessage("cannot write /dev/full: No space left on device");
  }

  @Test
  void aDeviceIsWrittenToAndNotReplaced() throws IOException {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device), "this system has no /dev/null");
    Path link = Files.createSymbolicLink(folder.resolve("a.txt"), device);

    WholeFile.write(link, NEW);

    assertThat(link).isSymbolicLink();
    assertThat(Files.isRegularFile(device)).isFalse();
    Files.delete(link);
  }

  @Test
  void whatALinkLeadsToIsReplaced() throws IOException {
    Files.createDirectory(folder.resolve("elsewhere"));
    Path link =
        Files.createSymbolicLink(
            folder.resolve("link"), folder.getFileSystem().getPath("elsewhere", "a.txt"));
    WholeFile.write(link, out -> out.write('1'));
    assertThat(folder.resolve("elsewhere/a.txt")).hasContent("1");

    WholeFile.write(link, NEW);

    assertThat(link).isSymbolicLink();
    assertThat(folder.resolve("elsewhere/a.txt")).isRegularFile().hasContent("new");
    assertThat(folder.resolve("elsewhere").toFile().list()).containsExactly("a.txt");
  }

  @Test
  void linksInACircleAreAnError() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Path.of("link"));

    assertThatThrownBy(() -> WholeFile.write(link, NEW))
        .isInstanceOf(UnwritableException.class)
        .hasMessageStartingWith("cannot write " + link + ": ");
  }

  @Test
  void theFormerFileHandsOnItsPermissions() throws IOException {
    Path file = former();
    assumeTrue(
        Files.getFileStore(file).supportsFileAttributeView("posix"), "no POSIX permissions here");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));

    WholeFile.write(file, NEW);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw----");
  }

  @Test
  void aNameAsLongAsTheSystemAllowsCanBeWritten() throws IOException {
    Path file = folder.resolve("n".repeat(255));
    WholeFile.write(file, NEW);
    WholeFile.write(file, NEW);

    assertThat(file).hasContent("new");
  }

  @Test
  void aMissingFolderIsAnErrorOrMade() throws IOException {
    Path file = folder.resolve("some").resolve("folder").resolve("a.txt");

    assertThatThrownBy(() -> WholeFile.write(file, NEW))
        .isInstanceOf(UnwritableException.class)
        .hasMessage("cannot write " + file + ": there is no folder " + file.getParent());
    assertThat(Trees.read(folder)).isEmpty();

    WholeFile.writeWithFolders(file, NEW);
    assertThat(Trees.read(folder)).isEqualTo(Map.of("some/folder/a.txt", "new"));
  }

  @Test
  void foldersThatWereMadeInVainAreRemoved() throws IOException {
    Files.createDirectory(folder.resolve("some"));
    Path file = folder.resolve("some").resolve("folder").resolve("a.txt");

    assertThatThrownBy(
            () ->
                WholeFile.writeWithFolders(
                    file,
                    out -> {
                      throw new IOException("full");
                    }))
        .hasMessage("cannot write " + file + ": full");
    assertThat(Trees.read(folder)).isEqualTo(Map.of("some/", ""));
  }

  @Test
  void aFolderThatIsAFileIsAClearError() throws IOException {
    Path inTheWay = former();
    Path target = inTheWay.resolve("b.txt");

    assertThatThrownBy(() -> WholeFile.writeWithFolders(target, NEW))
        .isInstanceOf(UnwritableException.class)
        .hasMessage(
            "cannot write %s: its folder cannot be made (%s is not a folder)", target, inTheWay);
    assertThat(inTheWay).hasContent("former");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sub", "/"})
  void aFolderInThePlaceOfTheFileIsAClearError(String name) throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Path place = folder.resolve(name);

    assertThatThrownBy(() -> WholeFile.write(place, NEW))
        .isInstanceOf(UnwritableException.class)
        .hasMessage("cannot write " + place + ": it is a folder");
    assertThat(Trees.read(folder)).isEqualTo(Map.of("sub/", ""));
  }

  @Test
  void anInterruptWaitsUntilTheFileIsWritten() throws IOException {
    Path file = former();
    Thread.currentThread().interrupt();
    try {
      WholeFile.write(file, NEW);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Trees.read(folder)).isEqualTo(Map.of("a.txt", "new"));
  }

  @Test
  void theBytesAreOnTheDiskBeforeTheNameAndTheNameAfterwards() throws IOException {
    FaultyFileSystem disk = new FaultyFileSystem(FileSystems.getDefault(), (now, change) -> {});
    WholeFile.write(disk.path(former()), NEW);

    List<String> kinds = disk.changes().stream().map(change -> change.split(" ")[0]).toList();
    assertThat(kinds).startsWith("create").containsSubsequence("write", "force", "move-atomically");
    assertThat(kinds).endsWith("force").doesNotContain("copy", "delete");
    assertThat(disk.changes().get(kinds.lastIndexOf("force"))).isEqualTo("force " + folder);
  }

  /** There is the former file or the new one, whichever change fails, and nothing beside it. */
  @Test
  void whicheverChangeFailsOneOfTheTwoFilesIsThere() throws IOException {
    int changes = 0;
    boolean written = false;
    for (int number = 1; !written || number <= changes; number++) {
      Path file = former();
      FaultyFileSystem disk =
          new FaultyFileSystem(FileSystems.getDefault(), FaultyFileSystem.failingAt(number));
      try {
        WholeFile.write(disk.path(file), NEW);
        written = true;
      } catch (UnwritableException e) {
        assertThat(e).hasMessage("cannot write " + file + ": input/output error");
        written = false;
      }
      changes = disk.changes().size();
      assertThat(Trees.read(folder)).isEqualTo(Map.of("a.txt", written ? "new" : "former"));
    }
    assertThat(changes).isGreaterThanOrEqualTo(5);
  }

  @Test
  void wheneverTheProgramIsKilledOneOfTheTwoFilesIsThere() throws IOException {
    for (int number = 1; ; number++) {
      Path file = former();
      FaultyFileSystem disk =
          new FaultyFileSystem(FileSystems.getDefault(), FaultyFileSystem.killedBefore(number));
      try {
        WholeFile.write(disk.path(file), NEW);
        assertThat(number).isGreaterThan(5);
        return;
      } catch (FaultyFileSystem.Killed e) {
        assertThat(Files.readString(file)).isIn("former", "new");
      }
    }
  }

  @Test
  void movesThatAreNotAtomicPutTheFormerFileBack() throws IOException {
    Path file = former();
    FaultyFileSystem.Fault plain = FaultyFileSystem.withoutAtomicMoves(false);
    FaultyFileSystem disk = new FaultyFileSystem(FileSystems.getDefault(), plain);
    WholeFile.write(disk.path(file), NEW);
    assertThat(Trees.read(folder)).isEqualTo(Map.of("a.txt", "new"));

    former();
    int second =
        disk.changes().stream().filter(change -> change.startsWith("move ")).toList().size();
    assertThat(second).isEqualTo(2);
    int[] moves = {0};
    FaultyFileSystem.Fault secondMove =
        (now, change) -> {
          if (change.startsWith("move ") && ++moves[0] == 2) {
            throw new IOException("input/output error");
          }
        };
    FaultyFileSystem failing =
        new FaultyFileSystem(FileSystems.getDefault(), FaultyFileSystem.both(plain, secondMove));
    assertThatThrownBy(() -> WholeFile.write(failing.path(file), NEW))
        .hasMessage("cannot write " + file + ": input/output error");
    assertThat(Trees.read(folder)).isEqualTo(Map.of("a.txt", "former"));
  }

  @Test
  void aCompleteFileGetsItsName() throws IOException {
    Path part = Files.writeString(folder.resolve("a.txt.part"), "new");
    WholeFile.publish(part, former());
    assertThat(Trees.read(folder)).isEqualTo(Map.of("a.txt", "new"));

    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> WholeFile.publish(missing, folder.resolve("a.txt")))
        .isInstanceOf(UnwritableException.class)
        .hasMessageStartingWith("cannot write " + folder.resolve("a.txt") + ": ");
    assertThat(Trees.read(folder)).isEqualTo(Map.of("a.txt", "new"));
  }
}
