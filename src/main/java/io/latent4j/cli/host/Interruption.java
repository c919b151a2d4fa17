package io.latent4j.cli.host;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What Ctrl-C and SIGTERM do: they end the program at once while there is nothing to keep, have
 * training stop at its next step, and wait for files that are being written. The exit status is
 * then {@value ExitStatus#INTERRUPTED}.
 */
public final class Interruption implements AutoCloseable {

  private static final long LONGEST_WAIT_SECONDS = 120;

  private enum Phase {
    NOTHING_TO_KEEP,
    STOPPABLE,
    FINISHING
  }

  private final Thread worker = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private final PrintStream messages;
  private final Thread hook;
  private Phase phase = Phase.NOTHING_TO_KEEP;
  private boolean requested;
  private Runnable farewell = this::nothingToKeep;

  private Interruption(PrintStream messages) {
    this.messages = messages;
    hook = new Thread(this::onShutdown, "latent4j-interruption");
  }

  /** Minds signals while the current thread works, until closed. */
  public static Interruption bySignals(PrintStream messages) {
    Interruption interruption = new Interruption(messages);
    Runtime.getRuntime().addShutdownHook(interruption.hook);
    return interruption;
  }

  /** Minds no signals, for a program within another. */
  public static Interruption never() {
    return new Interruption(System.err);
  }

  /** Does work that ends early, and with a result, when its thread is interrupted. */
  public <T> T stoppable(Supplier<T> work) {
    enter(Phase.STOPPABLE);
    try {
      return work.get();
    } finally {
      finish();
    }
  }

  /** From here on there is something to keep, and nothing that could be stopped. */
  public void finish() {
    enter(Phase.FINISHING);
    // An interrupt that came too late to stop anything must not break the writing of files.
    Thread.interrupted();
  }

  private synchronized void enter(Phase next) {
    phase = next;
    if (requested && next == Phase.STOPPABLE) {
      worker.interrupt();
    }
  }

  /**
   * Says something else when a signal ends the program at once.
   *
   * @param words prints a message; if empty, that there was nothing to keep
   */
  public synchronized void sayAtOnce(Optional<Runnable> words) {
    farewell = words.orElse(this::nothingToKeep);
  }

  private void nothingToKeep() {
    messages.println("latent4j: interrupted before there was anything to keep");
  }

  private synchronized Runnable farewell() {
    return farewell;
  }

  /** Whether a signal has come. */
  public synchronized boolean isRequested() {
    return requested;
  }

  private void onShutdown() {
    if (somethingToKeep()) {
      await();
    } else {
      farewell().run();
    }
    // The virtual machine's own status would tell the signals apart.
    Runtime.getRuntime().halt(ExitStatus.INTERRUPTED);
  }

  private synchronized boolean somethingToKeep() {
    requested = true;
    if (phase == Phase.STOPPABLE) {
      worker.interrupt();
    }
    return phase != Phase.NOTHING_TO_KEEP;
  }

  private void await() {
    try {
      if (!over.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
        messages.println(
            "latent4j: interrupted, and gave up waiting after "
                + LONGEST_WAIT_SECONDS
                + " seconds");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      if (!isRequested()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    } catch (IllegalStateException e) {
      // A signal came just now: the hook ends the program.
    }
    over.countDown();
  }
}
