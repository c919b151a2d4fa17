package io.latent4j.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultFolderTest {
  private static final Map<String, String> FIRST =
      Map.of(
          "metrics.json", "1", "map.png", "1", "model/pb", "1", "model/v/index", "1", "a/b/c", "1");
  private static final Map<String, String> SECOND =
      Map.of("metrics.json", "2", "code.npy", "2", "model/pb", "2", "model/v/data", "2");

  @TempDir private Path root;
  private Path path;

  @BeforeEach
  void name() {
    path = root.resolve("output").resolve("run");
  }

  private void run(Map<String, String> files) throws IOException {
    run(path, files);
  }

  private static void run(Path path, Map<String, String> files) throws UnwritableException {
    results(path).replace(fresh -> Trees.write(fresh, files));
  }

  /** With folders that have a file {@code pb} as units. */
  private static ResultFolder results(Path path) {
    return ResultFolder.at(path).withUnits(folder -> Files.exists(folder.resolve("pb")));
  }

  private static Map<String, String> together(Map<String, String> one, Map<String, String> other) {
    Map<String, String> all = new TreeMap<>(one);
    all.putAll(other);
    return all;
  }

  @Test
  void theFilesOfARunReplaceTheFormerRunsAsAWhole() throws IOException {
    run(FIRST);
    assertThat(Trees.read(path)).isEqualTo(FIRST);
    assertThat(results(path).files()).containsExactlyElementsOf(new TreeSet<>(FIRST.keySet()));

    run(SECOND);
    assertThat(Trees.read(path)).isEqualTo(SECOND);
    assertThat(results(path).files())
        .containsExactly("code.npy", "metrics.json", "model/pb", "model/v/data");
    run(FIRST);
    assertThat(Trees.read(path)).isEqualTo(FIRST);
  }

  @Test
  void whatSomebodyPutThereStays() throws IOException {
    Map<String, String> own =
        Map.of("notes.txt", "own", "model/readme", "own", "a/b/own", "own", "photos/p.png", "own");
    run(FIRST);
    Trees.write(path, own);

    run(SECOND);
    assertThat(Trees.read(path)).isEqualTo(together(SECOND, own));
    run(Map.of("x", "3"));
    assertThat(Trees.read(path)).isEqualTo(together(Map.of("x", "3"), own));
  }

  @Test
  void whatSomebodyChangedIsTheirsUnlessTheRunWritesItAgain() throws IOException {
    run(FIRST);
    Trees.write(path, Map.of("map.png", "2", "a/b/c", "longer", "metrics.json", "changed"));

    run(SECOND);
    assertThat(Trees.read(path))
        .isEqualTo(together(SECOND, Map.of("map.png", "2", "a/b/c", "longer")));
    run(FIRST);
    assertThat(Trees.read(path)).isEqualTo(FIRST);
  }

  @Test
  void whatSomebodyDeletedIsNotMissed() throws IOException {
    run(FIRST);
    Disk.deleteTree(path.resolve("a"));
    Files.delete(path.resolve("model").resolve("pb"));

    run(SECOND);
    assertThat(Trees.read(path)).isEqualTo(SECOND);
  }

  @Test
  void filesOfUnknownOriginAreReplacedOnlyByThoseOfTheSameName() throws IOException {
    Trees.write(path, Map.of("metrics.json", "own", "map.png", "own", "a/b/x", "own"));

    run(FIRST);
    assertThat(Trees.read(path)).isEqualTo(together(FIRST, Map.of("a/b/x", "own")));
  }

  @Test
  void aUnitReplacesAnotherOneWhollyAndNothingElse() throws IOException {
    Trees.write(path, Map.of("model/pb", "own", "model/v/old", "own"));
    run(SECOND);
    assertThat(Trees.read(path)).isEqualTo(SECOND);

    Path elsewhere = root.resolve("elsewhere");
    Map<String, String> photos = Map.of("model/photo", "own", "metrics.json", "own");
    Trees.write(elsewhere, photos);
    assertThatThrownBy(() -> run(elsewhere, SECOND))
        .isInstanceOf(UnwritableException.class)
        .hasMessage("cannot write " + elsewhere + ": model is a folder of something else there");
    assertThat(Trees.read(elsewhere)).isEqualTo(photos);
  }

  @Test
  void filesAndFoldersOfTheFormerRunReplaceEachOther() throws IOException {
    run(Map.of("a", "1", "b/c", "1"));
    run(Map.of("a/x", "2", "b", "2"));
    assertThat(Trees.read(path)).isEqualTo(Map.of("a/x", "2", "b", "2"));
  }

  @Test
  void aFolderInThePlaceOfAFileIsRefusedBeforeAnythingIsMoved() throws IOException {
    Map<String, String> own = Map.of("map.png/x", "own", "a", "own");
    Trees.write(path, own);

    assertThatThrownBy(() -> run(Map.of("code.npy", "1", "map.png", "1")))
        .hasMessage("cannot write " + path + ": map.png is a folder there");
    assertThatThrownBy(() -> run(Map.of("code.npy", "1", "a/b/c", "1")))
        .hasMessage("cannot write " + path + ": a is a file there");
    assertThat(Trees.read(path)).isEqualTo(own);
  }

  @Test
  void linksToFoldersAreFollowed() throws IOException {
    Path disk = Files.createDirectory(root.resolve("disk"));
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, disk);
    Path large = Files.createDirectory(root.resolve("large"));
    Files.createSymbolicLink(disk.resolve("model"), large);

    run(FIRST);
    run(SECOND);

    assertThat(path).isSymbolicLink();
    assertThat(disk.resolve("model")).isSymbolicLink();
    assertThat(Trees.read(large)).isEqualTo(Map.of("pb", "2", "v/data", "2"));
    assertThat(disk.resolve("map.png")).doesNotExist();
  }

  @Test
  void aLinkThatLeadsNowhereIsMadeToLeadToAFolder() throws IOException {
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, root.resolve("disk"));

    run(FIRST);
    assertThat(Trees.read(root.resolve("disk"))).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "{}",
        "[]",
        "",
        "{\"files\": {\"../other\": {\"bytes\": 1, \"crc32\": \"83dcefb7\"}}}",
        "{\"files\": {\"/other\": {\"bytes\": 1, \"crc32\": \"83dcefb7\"}}}",
        "{\"files\": {\"a/../../other\": {\"bytes\": 1, \"crc32\": \"83dcefb7\"}}}",
        "{\"files\": {\"map.png\": null}}"
      })
  void aDamagedManifestIsFoundOutBeforeTheWork(String text) throws IOException {
    run(FIRST);
    Files.writeString(root.resolve("output").resolve("other"), "1");
    Path manifest = path.resolve(ResultFolder.MANIFEST);
    Files.writeString(manifest, text);

    assertThatExceptionOfType(UnwritableException.class)
        .isThrownBy(results(path)::requireWritable)
        .withMessage(
            "cannot write %s: %s, which lists the files of the last run, is damaged; delete it to"
                + " keep them all",
            path, manifest);
    assertThatThrownBy(() -> run(SECOND)).hasMessageContaining("is damaged");
    assertThat(Trees.read(path)).isEqualTo(FIRST);
    assertThat(root.resolve("output").resolve("other")).hasContent("1");

    Files.delete(manifest);
    run(SECOND);
    assertThat(path.resolve("map.png")).hasContent("1");
  }

  @Test
  void theCheckLeavesNothingBehind() throws IOException {
    results(path).requireWritable();
    assertThat(Trees.read(root)).isEmpty();

    run(FIRST);
    results(path).requireWritable();
    assertThat(Trees.read(path)).isEqualTo(FIRST);
  }

  @Test
  void theCheckFindsAFileInTheWay() throws IOException {
    Path file = Files.writeString(root.resolve("output"), "x");
    assertThatThrownBy(results(path)::requireWritable)
        .isInstanceOf(UnwritableException.class)
        .hasMessage("cannot write %s: %s is not a folder", path, file);
    assertThatThrownBy(results(file)::requireWritable)
        .hasMessage("cannot write %s: %s is not a folder", file, file);
  }

  @Test
  void theCheckFindsAFolderThatCannotBeWritten() throws IOException {
    run(FIRST);
    FaultyFileSystem disk =
        new FaultyFileSystem(
            FileSystems.getDefault(),
            (number, change) -> {
              throw new IOException("read-only file system");
            });
    for (Path place : new Path[] {path, root.resolve("new").resolve("folder")}) {
      assertThatThrownBy(results(disk.path(place))::requireWritable)
          .isInstanceOf(UnwritableException.class)
          .hasMessage("cannot write %s: read-only file system", place);
    }
  }

  @Test
  void whicheverChangeFailsTheFirstRunLeavesNothing() throws IOException {
    Sweep first =
        new Sweep(
            root.resolve("sweep"),
            Map.of(),
            Map.of("output/run/a", "1", "output/run/b/c", "1"),
            folder -> run(folder.resolve("output").resolve("run"), Map.of("a", "1", "b/c", "1")),
            (number, change) -> {});
    first.succeeds().withEachChangeFailing();
  }

  @Test
  void whicheverChangeFailsTheResultsAreAsTheyWere() throws IOException {
    for (FaultyFileSystem.Fault always :
        new FaultyFileSystem.Fault[] {
          (number, change) -> {}, FaultyFileSystem.withoutAtomicMoves(false)
        }) {
      rerun(always).succeeds().withEachChangeFailing();
    }
  }

  @Test
  void aProgramThatIsKilledLeavesWorkToTheNextOne() throws IOException {
    rerun((number, change) -> {})
        .withEachProgramKilled(folder -> results(folder).replace(Sweep.Write.nothing()));
  }

  /** A second run into a folder with the results of a first one and files of its owner. */
  private Sweep rerun(FaultyFileSystem.Fault always) throws IOException {
    Map<String, String> own = Map.of("notes.txt", "own", "model/readme", "own");
    Path template = root.resolve("template");
    run(template, FIRST);
    String manifest = Files.readString(template.resolve(ResultFolder.MANIFEST));
    return new Sweep(
        root.resolve("sweep"),
        together(together(FIRST, own), Map.of(ResultFolder.MANIFEST, manifest)),
        together(SECOND, own),
        folder -> run(folder, SECOND),
        always);
  }
}
