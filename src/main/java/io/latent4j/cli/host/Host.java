package io.latent4j.cli.host;

import java.io.PrintStream;
import java.util.function.IntSupplier;

/**
 * Where the program runs.
 *
 * @param out for results
 * @param err for messages and progress
 * @param isTerminal whether messages are seen on a terminal
 * @param columns how wide that is
 * @param interruption what signals do
 * @param hideNativeOutput keeps what native libraries print out of the messages
 */
public record Host(
    PrintStream out,
    PrintStream err,
    boolean isTerminal,
    IntSupplier columns,
    Interruption interruption,
    Runnable hideNativeOutput) {

  /** Shows how work goes: a bar on a terminal, lines elsewhere. */
  public Progress progress() {
    return isTerminal ? new ProgressBar(err, columns) : new ProgressLines(err);
  }

  /** Says something beside the results. */
  public void message(String text) {
    err.println("latent4j: " + text);
  }
}
