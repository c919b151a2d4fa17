package io.latent4j.cli;

import io.latent4j.training.Progress;
import java.io.PrintStream;

/**
 * Where the program runs.
 *
 * @param out for results
 * @param err for messages and progress
 * @param isTerminal whether messages are seen on a terminal
 * @param interruption what signals do
 * @param hideNativeOutput keeps what native libraries print out of the messages
 */
record Host(
    PrintStream out,
    PrintStream err,
    boolean isTerminal,
    Interruption interruption,
    Runnable hideNativeOutput) {

  /** Shows how training goes: a bar on a terminal, lines elsewhere. */
  Progress progress() {
    return isTerminal ? Progress.bar(err) : Progress.lines(err);
  }

  void message(String text) {
    err.println("latent4j: " + text);
  }
}
