package io.latent4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Watches the memory of the process, native memory included, where the system tells. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** Runs something some times, and fails if memory has grown much since a quarter of them. */
  public static void assertFlat(int times, long megabytes, Runnable step) {
    assumeTrue(Files.isReadable(STATUS), "only Linux tells how much memory is resident");
    for (int i = 0; i < times / 4; i++) {
      step.run();
    }
    long before = kilobytes();
    for (int i = times / 4; i < times; i++) {
      step.run();
    }
    assertThat((kilobytes() - before) / 1024).as("growth in MB").isLessThan(megabytes);
  }

  private static long kilobytes() {
    System.gc();
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
