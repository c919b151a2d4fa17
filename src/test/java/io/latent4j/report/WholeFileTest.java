package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir private Path folder;

  @Test
  void anExistingFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("a.png");
    Files.writeString(file, "before");
    WholeFile.write(file, new byte[] {1, 2, 3});

    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).containsExactly("a.png");
  }

  @Test
  void aWriteThatFailsLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("a.png"), "before");
    long process = ProcessHandle.current().pid();
    Files.createDirectory(folder.resolve(".a.png." + process + ".tmp"));

    assertThatThrownBy(() -> WholeFile.write(file, new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot write " + file);
    assertThat(file).hasContent("before");
  }

  @Test
  void missingFoldersAreMade() throws IOException {
    Path file = folder.resolve("new").resolve("folder").resolve("a.txt");
    WholeFile.write(file, new byte[1]);

    assertThat(file).hasSize(1);
  }

  @Test
  void aFolderThatIsAFileIsAClearError() throws IOException {
    Path notAFolder = Files.writeString(folder.resolve("file"), "x");
    Path target = notAFolder.resolve("a.png");
    ImageGrid grid = ImageGrid.of(1, 1).row(new float[1]);

    assertThatThrownBy(() -> grid.writeTo(target))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot write " + target)
        .hasMessageContaining("folder cannot be made");
    assertThat(notAFolder).hasContent("x");
  }

  @Test
  void aFolderInThePlaceOfTheFileIsAClearError() throws IOException {
    Path place = Files.createDirectory(folder.resolve("a.png"));

    assertThatThrownBy(() -> WholeFile.write(place, new byte[1]))
        .isInstanceOf(IOException.class)
        .hasMessage("cannot write " + place + ": it is a folder");
    assertThat(folder.toFile().list()).containsExactly("a.png");
  }
}
