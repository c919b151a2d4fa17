package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --data -} reads. */
class StandardInputTest {

  @TempDir Path folder;

  private final InputStream before = System.in;

  @AfterEach
  void putBack() {
    System.setIn(before);
  }

  private Samples read(byte[] content, TableOptions options) {
    System.setIn(new ByteArrayInputStream(content));
    DataOptions all = DataOptions.none().withTables(options);
    return new DataCatalog(folder).open("-", all).samples();
  }

  private Samples read(String text, TableOptions options) {
    return read(text.getBytes(StandardCharsets.UTF_8), options);
  }

  @Test
  void aTableIsReadLikeAFile() {
    List<String> notes = new ArrayList<>();
    TableOptions options = TableOptions.standard().withNotes(notes::add);
    String text = "x;y;species\n1,5;2;b\n3;4;a\n";
    try (Samples samples = read(text, options)) {
      assertThat(samples.toFloats()).containsExactly(1.5f, 2, 3, 4);
      assertThat(samples.featureNames()).contains(List.of("x", "y"));
      assertThat(samples.name()).isEqualTo("standard input");
    }
    assertThat(notes)
        .containsExactly("standard input: column 'species' is taken as label, not as feature");
    byte[] packed = Fixtures.gzip(text.getBytes(StandardCharsets.UTF_8));
    try (Samples samples = read(packed, options.withDrop("species"))) {
      assertThat(samples.toFloats()).containsExactly(1.5f, 2, 3, 4);
      assertThat(samples.labels()).isEmpty();
    }
  }

  @Test
  void anNpyFileIsKnownByItsStart() throws Exception {
    Path npy = folder.resolve("a.npy");
    Npy.write(npy, new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    try (Samples samples = read(Fixtures.bytes(npy), TableOptions.standard())) {
      assertThat(samples.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(samples.features()).isEqualTo(2);
    }
    try (Samples samples = read(Fixtures.gzip(Fixtures.bytes(npy)), TableOptions.standard())) {
      assertThat(samples.count()).isEqualTo(3);
    }
  }

  @Test
  void messagesNameIt() {
    assertThatThrownBy(() -> read("", TableOptions.standard()))
        .isInstanceOf(DataFileException.class)
        .hasMessage("standard input: expected at least one row with a number, found no row");
    assertThatThrownBy(() -> read("1,2\n3,x\n", TableOptions.standard()))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith("standard input: line 2, column 1 (from 0): expected a number");
    assertThatThrownBy(
            () -> read(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'}, TableOptions.standard()))
        .isInstanceOf(DataFileException.class)
        .hasMessageStartingWith("standard input: byte 6: expected the version");
  }
}
