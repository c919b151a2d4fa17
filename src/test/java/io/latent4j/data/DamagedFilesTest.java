package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.checkpoint.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files of every format with bytes flipped, cut off, grown or made extreme are read as they stand,
 * or refused as bad data files; 200 of each, or as many as {@code -Dlatent4j.fuzz.cases} says.
 */
class DamagedFilesTest {

  private static final int FORMATS = 27;

  @TempDir Path folder;

  @Test
  void areReadOrRefusedAndNeverEndTheProcess() throws Exception {
    int cases = Integer.getInteger("latent4j.fuzz.cases", 200);
    Path files = Files.createDirectory(folder.resolve("files"));

    ChildProcess child = ChildProcess.java(folder, "-Xmx128m", DamagedFiles.class, files, cases);

    assertThat(child.exitCode()).as(child.output() + child.errors()).isZero();
    assertThat(child.output().lines())
        .hasSize(FORMATS)
        .allMatch(line -> line.matches("\\S+: \\d+ read, [1-9]\\d* refused"));
  }
}
