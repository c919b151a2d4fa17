package io.latent4j.cli.host;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
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
 * @param notes what is still to be said, unless the input is refused
 */
public record Host(
    PrintStream out,
    PrintStream err,
    boolean isTerminal,
    IntSupplier columns,
    Interruption interruption,
    Runnable hideNativeOutput,
    List<String> notes) {

  /** A host with nothing to say yet. */
  public Host(
      PrintStream out,
      PrintStream err,
      boolean isTerminal,
      IntSupplier columns,
      Interruption interruption,
      Runnable hideNativeOutput) {
    this(out, err, isTerminal, columns, interruption, hideNativeOutput, new ArrayList<>());
  }

  /** Shows how work goes: a bar on a terminal, lines elsewhere. */
  public Progress progress() {
    tellNotes();
    return isTerminal ? new ProgressBar(err, columns) : new ProgressLines(err);
  }

  /** Says something beside the results. */
  public void message(String text) {
    tellNotes();
    err.println("latent4j: " + text);
  }

  /**
   * Says something of the input, such as what was taken for granted, but not before other messages
   * or progress: if the input is refused, that is all there is to say.
   */
  public void note(String text) {
    notes.add(text);
  }

  /** Says what was noted. */
  public void tellNotes() {
    notes.forEach(note -> err.println("latent4j: " + note));
    notes.clear();
  }

  /** Says why the work can't be done, and nothing of what was noted. */
  public void refuse(String text) {
    notes.clear();
    message(text);
  }
}
