package io.latent4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCheckpointsTest {
  @TempDir Path folder;

  @Test
  void areRefusedAndNeverEndTheProcess() throws Exception {
    Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));

    ChildProcess child = ChildProcess.java(folder, DamagedCheckpoints.class, checkpoints);

    assertThat(child.exitCode()).as(child.errors()).isZero();
    // The others: bytes that nothing depends on, such as padding and unused fields.
    assertThat(child.output()).matches("refused (2[5-9]\\d|300) of 300\\R");
  }
}
