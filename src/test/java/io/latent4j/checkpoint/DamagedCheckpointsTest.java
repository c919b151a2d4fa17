package io.latent4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedCheckpointsTest {
  @TempDir Path folder;

  @Test
  void areRefusedAndNeverEndTheProcess() throws Exception {
    Path checkpoints = Files.createDirectory(folder.resolve("checkpoints"));

    int cases = Integer.getInteger("latent4j.fuzz.cases", 210);

    ChildProcess child =
        ChildProcess.java(folder, "-Xmx128m", DamagedCheckpoints.class, checkpoints, cases);

    assertThat(child.exitCode()).as(child.errors()).isZero();
    // The others: bytes that nothing depends on, such as padding and unused fields.
    Matcher refused = Pattern.compile("refused (\\d+) of " + cases).matcher(child.output());
    assertThat(refused.find()).isTrue();
    assertThat(Integer.parseInt(refused.group(1))).isGreaterThan(cases * 3 / 4);
  }
}
