package io.latent4j.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files end in an exception that says so, or the model still works; the process never ends
 * and never hangs.
 */
class DamagedModelsTest {
  @TempDir Path folder;

  @Test
  void hundredCases() throws Exception {
    assertThat(fuzz(0, 100)).endsWith("refused\n").doesNotContain("WRONG");
  }

  /** More by command: {@code mvn test -Dtest=DamagedModelsTest -Dexcluded.groups=parity,gpu}. */
  @Test
  @Tag("slow")
  void thousandCases() throws Exception {
    for (int first = 100; first < 1100; first += 100) {
      assertThat(fuzz(first, 100)).endsWith("refused\n").doesNotContain("WRONG");
    }
  }

  private String fuzz(int first, int count) throws Exception {
    Path out = folder.resolve("out" + first);
    Path err = folder.resolve("err" + first);
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ModelFuzzer.class.getName(),
                String.valueOf(first),
                String.valueOf(count),
                Files.createDirectories(folder.resolve("work")).toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES))
          .as("ended: " + Files.readString(out))
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(out);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }
}
