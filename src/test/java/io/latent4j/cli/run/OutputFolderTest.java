package io.latent4j.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latent4j.files.ResultFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFolderTest {

  @TempDir Path root;
  private Path path;
  private OutputFolder folder;

  @BeforeEach
  void name() {
    path = root.resolve("a").resolve("b");
    folder = new OutputFolder(path);
  }

  private static void two(Path stage) throws IOException {
    Files.writeString(stage.resolve("one"), "new");
    Files.createDirectories(stage.resolve("part"));
    Files.writeString(stage.resolve("part").resolve("two"), "new");
  }

  /** How many there are, but for the list of the run's files. */
  private long entries() throws IOException {
    try (Stream<Path> tree = Files.walk(root)) {
      return tree.filter(entry -> !entry.endsWith(ResultFolder.MANIFEST)).count() - 1;
    }
  }

  @Test
  void makesTheFolderWithAllItsParents() throws IOException {
    folder.replace(OutputFolderTest::two);

    assertThat(path.resolve("part").resolve("two")).hasContent("new");
    assertThat(entries()).isEqualTo(5);
  }

  @Test
  void replacesFilesOfTheSameNameAndKeepsTheOthers() throws IOException {
    Files.createDirectories(path.resolve("part"));
    Files.writeString(path.resolve("one"), "old");
    Files.writeString(path.resolve("part").resolve("three"), "old");

    folder.replace(OutputFolderTest::two);

    assertThat(path.resolve("one")).hasContent("new");
    assertThat(path.resolve("part").resolve("two")).hasContent("new");
    assertThat(path.resolve("part").resolve("three")).hasContent("old");
    assertThat(entries()).isEqualTo(6);
  }

  @Test
  void removesTheFilesOfTheFormerRunAndKeepsItsOwnersFiles() throws IOException {
    folder.replace(OutputFolderTest::two);
    Files.writeString(path.resolve("part").resolve("notes"), "own");

    folder.replace(stage -> Files.writeString(stage.resolve("three"), "newer"));

    assertThat(path.resolve("three")).hasContent("newer");
    assertThat(path.resolve("part").resolve("notes")).hasContent("own");
    assertThat(entries()).isEqualTo(5);
  }

  @Test
  void failureLeavesWhatWasThere() throws IOException {
    Files.createDirectories(path);
    Files.writeString(path.resolve("one"), "old");

    assertThatIOException()
        .isThrownBy(
            () ->
                folder.replace(
                    stage -> {
                      two(stage);
                      throw new IOException("No space left on device");
                    }))
        .withMessage("--out " + path + " can't be written: No space left on device");
    assertThat(path.resolve("one")).hasContent("old");
    assertThat(entries()).isEqualTo(3);
  }

  @Test
  void failureLeavesNoFolderWhereThereWasNone() throws IOException {
    assertThatThrownBy(
            () ->
                folder.replace(
                    stage -> {
                      two(stage);
                      throw new IllegalStateException("bug");
                    }))
        .hasMessage("bug");
    assertThat(entries()).isZero();
  }

  @Test
  void fileThatIsAFolderThereIsRefusedBeforeAnyFileIsMoved() throws IOException {
    Files.createDirectories(path);
    Files.writeString(path.resolve("one"), "old");
    Files.writeString(path.resolve("part"), "old");

    assertThatIOException()
        .isThrownBy(() -> folder.replace(OutputFolderTest::two))
        .withMessage("--out " + path + " can't be written: part is a file there");
    assertThat(path.resolve("one")).hasContent("old");
  }

  @Test
  void checkLeavesNothingBehind() throws IOException {
    folder.requireWritable();
    assertThat(entries()).isZero();
    Files.createDirectories(path);
    folder.requireWritable();
    assertThat(entries()).isEqualTo(2);
  }

  @Test
  void checkFindsAFileInTheWay() throws IOException {
    Files.writeString(root.resolve("a"), "file");

    assertThatIOException()
        .isThrownBy(folder::requireWritable)
        .withMessage(
            "--out " + path + " can't be written: " + root.resolve("a") + " is not a folder");
  }

  private static void model(Path stage, String file) throws IOException {
    Path model = Files.createDirectories(stage.resolve("model").resolve("variables"));
    Files.writeString(model.resolveSibling("saved_model.pb"), file);
    Files.writeString(model.resolve(file), file);
  }

  @Test
  void aModelIsReplacedAsAWhole() throws IOException {
    Files.createDirectories(path);
    model(path, "old");
    Files.writeString(path.resolve("other"), "old");

    folder.replace(stage -> model(stage, "new"));

    Path model = path.resolve("model");
    assertThat(model.resolve("saved_model.pb")).hasContent("new");
    assertThat(model.resolve("variables").resolve("new")).exists();
    assertThat(path.resolve("other")).hasContent("old");
    assertThat(entries()).isEqualTo(7);
  }

  @Test
  void aModelReplacesNoFolderOfSomethingElse() throws IOException {
    Path own = Files.createDirectories(path.resolve("model")).resolve("photo");
    Files.writeString(own, "own");

    assertThatIOException()
        .isThrownBy(() -> folder.replace(stage -> model(stage, "new")))
        .withMessageEndingWith("model is a folder of something else there");
    assertThat(own).hasContent("own");
    assertThat(entries()).isEqualTo(4);
  }
}
