package io.latent4j.cli;

import io.latent4j.cli.host.Host;
import io.latent4j.cli.host.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The program within the process of the test. */
final class InProcess {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Runs the program, and returns its exit status. */
  int run(String... arguments) {
    return new Latent4j(host(out, err)).run(arguments);
  }

  /** A host that is no terminal, whose results and messages go somewhere. */
  static Host host(OutputStream out, OutputStream err) {
    return new Host(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        () -> 80,
        Interruption.never(),
        () -> {});
  }

  /** What was written to standard output. */
  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What was written to standard error. */
  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
