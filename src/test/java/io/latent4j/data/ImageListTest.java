package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files of a folder are read, in which order, with which labels, and what is said of it. */
class ImageListTest {

  private static final String KINDS = "JPEG, PNG, GIF, BMP, WebP, TIFF";

  @TempDir Path temporary;
  private Path folder;

  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(temporary.resolve("photos"));
  }

  /** Makes files that are opened by nobody here. */
  private void files(String... names) {
    for (String name : names) {
      write(name, "");
    }
  }

  private void write(String name, String content) {
    try {
      Files.createDirectories(folder.resolve(name).getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Fixtures.write(folder.resolve(name), content);
  }

  private List<String> entries() {
    return new ImageList(folder, notes::add)
        .entries().stream()
            .map(
                entry -> {
                  entry.requireFile();
                  String path = folder.relativize(entry.path()).toString().replace('\\', '/');
                  return entry.label().isEmpty() ? path : path + "=" + entry.label();
                })
            .toList();
  }

  private void refused(String message) {
    assertThatThrownBy(this::entries).isInstanceOf(DataFileException.class).hasMessage(message);
  }

  @Test
  void everyUsualEndingIsAnImages() {
    files("a.jpg", "b.JPEG", "c.jpe", "d.jfif", "e.png", "f.GIF", "g.bmp", "h.webp", "i.tif");
    files("j.TIFF", "k.dib");
    assertThat(entries()).hasSize(11);
    assertThat(notes).isEmpty();
  }

  @Test
  void filesThatAreNoImagesByNameArePassedOverAndNamed() {
    files("b.png", "a.heic", "notes.txt", "c.svg", "d.raw", "e.psd", "f.mp4");
    files(".hidden.png", "Thumbs.db", "desktop.ini", ".DS_Store", "__MACOSX/._b.png");
    assertThat(entries()).containsExactly("b.png");
    assertThat(notes)
        .containsExactly(
            folder
                + ": passed over 6 files that are no images by name ("
                + KINDS
                + "): a.heic, c.svg, d.raw, e.psd, f.mp4, ...");
  }

  @Test
  void aFolderWithoutImagesNamesWhatIsThere() {
    files("a.heic");
    refused(folder + ": expected at least one image (" + KINDS + "), found none, but a.heic");
  }

  @Test
  void foldersAreClasses() {
    files("dogs/b.png", "dogs/a.jpg", "cats/z.tif", "cats/Thumbs.db", ".git/x.png");
    assertThat(entries()).containsExactly("cats/z.tif=cats", "dogs/a.jpg=dogs", "dogs/b.png=dogs");
    assertThat(notes).isEmpty();
  }

  @Test
  void anEmptyClassIsSaid() throws IOException {
    files("dogs/a.png", "cats/b.png", "birds/readme.txt");
    Files.createDirectory(folder.resolve("fish"));
    assertThat(entries()).containsExactly("cats/b.png=cats", "dogs/a.png=dogs");
    assertThat(notes)
        .containsExactly(
            folder + ": no image is in birds, fish, which give no label",
            folder
                + ": passed over 1 file that is no image by name ("
                + KINDS
                + "): "
                + Path.of("birds", "readme.txt"));
  }

  @Test
  void imagesDeeperDownBelongToTheClassOnTop() {
    files("cats/a.png", "cats/old/b.png", "dogs/2020/c.png");
    assertThat(entries())
        .containsExactly("cats/a.png=cats", "cats/old/b.png=cats", "dogs/2020/c.png=dogs");
    assertThat(notes)
        .containsExactly(
            folder
                + ": labels are the folders on top (cats, dogs), also of the images in "
                + Path.of("cats", "old")
                + ", "
                + Path.of("dogs", "2020"));
  }

  @Test
  void imagesBesideFoldersComeAlone() {
    files("a.png", "cats/b.png", "dogs/c.png", "notes/readme.txt");
    assertThat(entries()).containsExactly("a.png");
    assertThat(notes)
        .containsExactly(
            folder
                + ": the images in 2 folders in it are left out, as there are images beside: cats,"
                + " dogs");
  }

  @Test
  void aTableOfSomethingElseBesideClassesIsPassedOver() {
    files("dogs/a.png", "cats/b.png");
    write("sizes.csv", "width,height\n3,4\n");
    assertThat(entries()).containsExactly("cats/b.png=cats", "dogs/a.png=dogs");
    assertThat(notes)
        .containsExactly(
            folder.resolve("sizes.csv")
                + ": it names no image here, and is passed over; labels are the folders");
  }

  @Test
  void aLinkThatLeadsBackEndsThere() throws IOException {
    files("dogs/a.png", "cats/b.png");
    try {
      Files.createSymbolicLink(folder.resolve("dogs").resolve("up"), folder);
    } catch (UnsupportedOperationException | IOException e) {
      Assumptions.abort("this file system has no links");
    }
    // Seen from the link, the folder has its classes again, but not itself.
    assertThat(entries()).contains("cats/b.png=cats", "dogs/a.png=dogs").hasSizeLessThan(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,breed\nb,x\na1.x,y\n",
        "breed,id\nx,b\ny,a1.x\n",
        "b,x\na1.x,y\n",
        "id,width,breed\nb,3,x\na1.x,4,y\n",
        "label,id\nx,b\ny,a1.x\n",
        "file,what\nb.png,x\na1.x.jpg,y\n",
        "path,species\n./b.png,x\nmore\\..\\a1.x.jpg,y\n",
        "Image,Category,score\nb.png,x,1\na1.x,y,2\n",
      })
  void tablesNameImagesInManyWays(String table) {
    files("a1.x.jpg", "b.png", "more/other.txt");
    write("list.csv", table);
    assertThat(entries()).containsExactly("b.png=x", "a1.x.jpg=y");
    assertThat(notes).isEmpty();
  }

  @Test
  void aTableBesideFoldersNamesWhatIsInThem() {
    files("train/a.png", "train/b.png", "test/c.png", "train/notes.txt");
    write("labels.csv", "id,breed\nb,x\na,y\ntest/c.png,x\n");
    assertThat(entries()).containsExactly("train/b.png=x", "train/a.png=y", "test/c.png=x");
    assertThat(notes).isEmpty();
  }

  @Test
  void imagesThatTheTableDoesNotNameAreSaid() {
    files("a.png", "b.png", "c.png", "sub/d.png", "sub/e.png", "more/f.png");
    write("list.csv", "filename,label\nb.png,x\nsub/e.png,y\n");
    assertThat(entries()).containsExactly("b.png=x", "sub/e.png=y");
    assertThat(notes)
        .containsExactly(
            folder
                + ": 3 images that list.csv doesn't name are left out: a.png, c.png, "
                + Path.of("sub", "d.png"),
            folder
                + ": the images in 1 folder in it are left out, as there are images beside: more");
  }

  @Test
  void aNameOfSeveralImagesIsRefused() {
    files("a.png", "a.jpg");
    write("list.csv", "id,label\na,x\n");
    refused(
        folder.resolve("list.csv")
            + ": line 2: expected the name of an image in the folder, found 'a', which may be"
            + " a.jpg or a.png");
  }

  @Test
  void aNameOfImagesInSeveralFoldersIsRefused() {
    files("x/a.png", "y/a.png", "x/b.png");
    write("list.csv", "id,label\nb,x\na,x\n");
    refused(
        folder.resolve("list.csv")
            + ": line 3: expected the name of an image in the folder, found 'a', which may be "
            + Path.of("x", "a.png")
            + " or "
            + Path.of("y", "a.png"));
  }

  @Test
  void aFirstLineWhoseLabelComesAgainIsNoHeader() {
    files("a.png", "b.png");
    write("list.csv", "gone,cat\na,dog\nb,cat\n");
    refused(
        folder.resolve("list.csv")
            + ": line 1: expected the name of an image in the folder, found 'gone', which is not"
            + " there");
  }

  @Test
  void aTableWithoutLabelsSaysSo() {
    files("a.png", "b.png");
    write("list.csv", "filename,width,height\nb.png,3,4\na.png,5,6\n");
    assertThat(entries()).containsExactly("b.png", "a.png");
    assertThat(notes)
        .containsExactly(
            folder.resolve("list.csv")
                + ": no column is called label, so that the images have none; there are filename,"
                + " width, height");
  }

  @Test
  void aTableThatNamesNothingIsRefusedWhereThereAreImages() {
    files("a.png");
    write("list.csv", "width,height,depth\n3,4,5\n");
    refused(
        folder.resolve("list.csv")
            + ": line 1: expected filename,label, or a header with a column filename, found 3"
            + " columns");
  }
}
