package io.latent4j.training.listeners;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/**
 * Writes files although the thread is interrupted: an interrupt closes a file that is being
 * written, but here it asks for no more than an end of training after the step.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  /** Writes files; can be run again if it was cut off. */
  @FunctionalInterface
  interface Writing {
    void run() throws IOException;
  }

  /**
   * Writes files, and leaves an interrupt for who asks next.
   *
   * @param target what is written, for the message
   * @param writing writes it
   * @throws UncheckedIOException if it can't be written
   */
  static void write(Path target, Writing writing) {
    boolean interrupted = Thread.interrupted();
    try {
      while (wasCutOff(target, writing)) {
        Thread.interrupted();
        interrupted = true;
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static boolean wasCutOff(Path target, Writing writing) {
    try {
      writing.run();
      return false;
    } catch (ClosedByInterruptException e) {
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(target + " can't be written: " + e, e);
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ClosedByInterruptException) {
        return true;
      }
      throw e;
    }
  }
}
