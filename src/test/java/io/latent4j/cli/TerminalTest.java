package io.latent4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a person sees and does: the program in a pseudo-terminal, and keys. The terminal is that of
 * the command {@code script}, which Linux has.
 */
class TerminalTest {
  private static final long TIMEOUT_SECONDS = 120;
  private static final int CONTROL_C = 3;

  @TempDir Path folder;

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @BeforeAll
  static void needsAPseudoTerminal() {
    boolean isThere =
        Files.isExecutable(Path.of("/usr/bin/script")) && Files.exists(Path.of("/proc/self/stat"));
    assumeTrue(isThere, "a pseudo-terminal needs Linux and its command script");
  }

  private Process start(String line) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String command =
        "stty cols 80; exec env --default-signal=INT %s -Xmx512m -cp '%s' %s %s"
            .formatted(java, System.getProperty("java.class.path"), Latent4j.class.getName(), line);
    ProcessBuilder builder =
        new ProcessBuilder("script", "--quiet", "--return", "--flush", "-c", command, "/dev/null")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("SHELL", "/bin/sh");
    builder.environment().remove("TF_CPP_MIN_LOG_LEVEL");
    Process process = builder.start();
    Thread reader = new Thread(() -> read(process.getInputStream()), "screen");
    reader.setDaemon(true);
    reader.start();
    return process;
  }

  private void read(InputStream in) {
    try {
      byte[] bytes = new byte[1024];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        synchronized (screen) {
          screen.write(bytes, 0, count);
        }
      }
    } catch (IOException e) {
      // The terminal is gone, as it is when the program has ended.
    }
  }

  private String screen() {
    synchronized (screen) {
      return screen.toString(StandardCharsets.UTF_8);
    }
  }

  private void await(Process process, String seen) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
    while (!screen().contains(seen)) {
      boolean isOver = process.waitFor(50, TimeUnit.MILLISECONDS) && !screen().contains(seen);
      assertThat(isOver || System.nanoTime() > end)
          .as("waiting for '%s', seen so far: %s", seen, screen())
          .isFalse();
    }
  }

  private int status(Process process) throws InterruptedException {
    assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).as(screen()).isTrue();
    return process.exitValue();
  }

  /** With the bar on the screen; each would run for many minutes. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "autoencoder --data digits --layers 64,8 --epochs 100000 --patience 0",
        "som --data digits --iterations 1000000",
        "kmeans --data uniform:n=20000,features=8 --clusters 200 --restarts 100000",
        "gmm --data digits --components 5 --regularization 0.01 --restarts 100000"
      })
  void controlCEndsAtTheNextStepAndKeepsWhatWasFound(String line) throws Exception {
    Process process = start(line + " --limit 300 --out x");
    await(process, "%");
    await(process, " left"); // there is something to keep
    process.getOutputStream().write(CONTROL_C);
    process.getOutputStream().flush();

    assertThat(status(process)).as(screen()).isEqualTo(130);
    assertThat(screen()).contains("interrupted; what was best so far is in x");
    assertThat(folder.resolve("x/metrics.json")).content().contains("\"interrupted\": true");
    assertThat(folder.resolve("x/report.html")).exists();
  }

  @Test
  void theBarFitsIntoEightyColumnsAndShowsTheWholeFigure() throws Exception {
    Process process =
        start("autoencoder --data digits --limit 300 --layers 8,2 --epochs 400 --out x");

    assertThat(status(process)).as(screen()).isZero();
    List<String> drawn =
        screen().lines().flatMap(line -> List.of(line.split("\r")).stream()).toList();
    List<String> bars = drawn.stream().filter(line -> line.startsWith("training  ")).toList();
    assertThat(bars).isNotEmpty().allSatisfy(bar -> assertThat(bar.length()).isLessThan(80));
    String last = bars.get(bars.size() - 1).strip();
    assertThat(last).contains("/400 epochs", "100%").matches(".*val_loss \\d\\S*");
  }
}
