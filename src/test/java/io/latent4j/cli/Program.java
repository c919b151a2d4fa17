package io.latent4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The program as a process of its own. */
final class Program {

  private static final long TIMEOUT_SECONDS = 120;

  /**
   * How a process ended.
   *
   * @param status its exit status
   * @param out what it wrote to standard output
   * @param err what it wrote to standard error
   */
  record Outcome(int status, String out, String err) {}

  private final Process process;
  private final Path out;
  private final Path err;

  private Program(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts the program in a folder, where its standard streams become files.
   *
   * @param line the command line, with blanks between
   */
  static Program start(Path folder, String line) throws IOException {
    return start(folder, List.of(), line);
  }

  /** Starts the program with options of the virtual machine. */
  static Program start(Path folder, List<String> options, String line) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(Latent4j.class.getName());
    command.addAll(List.of(line.split(" ")));
    Path out = Files.createTempFile(folder, "standard-", ".out");
    Path err = Files.createTempFile(folder, "standard-", ".err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    // Whoever runs the tests may have silenced TensorFlow, which the program must do by itself.
    builder.environment().remove("TF_CPP_MIN_LOG_LEVEL");
    builder.environment().remove("LATENT4J_DATA");
    return new Program(builder.start(), out, err);
  }

  /** Runs the program until it ends. */
  static Outcome run(Path folder, String line) throws IOException, InterruptedException {
    return start(folder, line).outcome();
  }

  /** Waits until a text appears on standard error. */
  Program awaitMessage(String text) throws InterruptedException {
    return await(() -> text(err).contains(text));
  }

  /** Waits until something has come about. */
  Program await(BooleanSupplier event) throws InterruptedException {
    while (!event.getAsBoolean()) {
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new AssertionError("ended before what was waited for: " + text(err));
      }
    }
    return this;
  }

  /**
   * Sends the signal of Ctrl-C, or TERM where the tests run in a shell's background: there a
   * process is born deaf to the former.
   */
  Program interrupt() throws IOException, InterruptedException {
    return signal(ignoresInterrupts() ? "TERM" : "INT");
  }

  private static boolean ignoresInterrupts() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .findFirst()
            .orElse("SigIgn: 0")
            .substring("SigIgn:".length())
            .trim();
    int interrupt = 1 << 1; // signal 2
    return (Long.parseUnsignedLong(ignored, 16) & interrupt) != 0;
  }

  /** Sends a signal, such as TERM. */
  Program signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start().waitFor();
    return this;
  }

  /** Writes to its standard input; returns when all but what a pipe holds was read. */
  Program send(byte[] content) throws IOException {
    process.getOutputStream().write(content);
    process.getOutputStream().flush();
    return this;
  }

  Outcome outcome() throws IOException, InterruptedException {
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + TIMEOUT_SECONDS + " s: " + text(err));
    }
    return new Outcome(process.exitValue(), text(out), text(err));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
