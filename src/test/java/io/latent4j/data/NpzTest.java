package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {

  @TempDir Path folder;

  private Path zip(String... names) throws IOException {
    Path file = folder.resolve("arrays.npz");
    byte[] array = Fixtures.bytes(Fixtures.resource("version1.npy"));
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(array);
        zip.closeEntry();
      }
    }
    return file;
  }

  @Test
  void storedArraysAreRead() {
    try (Samples x = Npz.read(Fixtures.resource("stored.npz"));
        Samples y = Npz.read(Fixtures.resource("stored.npz"), "y")) {
      assertThat(x.name()).isEqualTo("stored.npz#x");
      assertThat(x.features()).isEqualTo(6);
      assertThat(y.toFloats()).containsExactly(0, 1);
    }
  }

  @Test
  void theOnlyArrayIsReadWhateverItsName() throws IOException {
    try (Samples samples = Npz.read(zip("features.npy", "README.txt"))) {
      assertThat(samples.toFloats()).containsExactly(0, 1, 2, 3, 4, 5);
    }
  }

  @Test
  void unclearChoicesListTheNames() {
    Path file = Fixtures.resource("unclear.npz");
    assertThatThrownBy(() -> Npz.read(file))
        .isInstanceOf(DataFileException.class)
        .hasMessage(
            file
                + ": expected one array, or one named x, X or data, or a choice by "
                + file
                + "#NAME, found the arrays first, second");
    assertThatThrownBy(() -> Npz.read(file, "third"))
        .isInstanceOf(DataFileException.class)
        .hasMessage(file + ": expected an array named 'third', found the arrays first, second");
  }

  @Test
  void filesWithoutArraysAreRefused() throws IOException {
    Path empty = zip("README.txt");
    assertThatThrownBy(() -> Npz.read(empty))
        .isInstanceOf(DataFileException.class)
        .hasMessage(empty + ": expected at least one array, found none");
    Path text = Fixtures.write(folder.resolve("t.npz"), "no zip".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Npz.read(text))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("t.npz: expected a zip of arrays, found");
    assertThatThrownBy(() -> Npz.read(folder))
        .isInstanceOf(DataFileException.class)
        .hasMessage(folder + ": expected a file, found a folder");
    assertThatThrownBy(() -> Npz.read(folder.resolve("none.npz")))
        .isInstanceOf(DataFileException.class)
        .hasMessageEndingWith("none.npz: expected a readable file, found no such file");
  }

  @Test
  void checksumsAreComparedAlsoWhereTheJdkDoesNot() {
    byte[] bytes = Fixtures.bytes(Fixtures.resource("stored.npz"));
    int element = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("\n") + 20;
    bytes[element] ^= 1;
    Path file = Fixtures.write(folder.resolve("flipped.npz"), bytes);
    assertThatThrownBy(() -> Npz.read(file, "x"))
        .isInstanceOf(DataFileException.class)
        .hasMessageContaining("flipped.npz#x: byte 176: expected")
        .hasMessageContaining("as checksum, as the zip says");
  }
}
