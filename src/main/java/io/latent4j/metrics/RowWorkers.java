package io.latent4j.metrics;

import java.util.concurrent.atomic.AtomicInteger;

/** Shares out blocks of rows among threads; what each row gives must not depend on the others. */
final class RowWorkers {

  /** Work on rows from one to before another. */
  interface Work {
    void rows(int first, int end);
  }

  private RowWorkers() {}

  static void run(int count, int threads, Work work) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
    AtomicInteger next = new AtomicInteger();
    Runnable worker =
        () -> {
          int first = next.getAndAdd(PointBlocks.ROWS);
          while (first < count && first >= 0) {
            work.rows(first, Math.min(count, first + PointBlocks.ROWS));
            first = next.getAndAdd(PointBlocks.ROWS);
          }
        };
    Thread[] others = new Thread[threads - 1];
    Throwable[] failures = new Throwable[others.length];
    for (int i = 0; i < others.length; i++) {
      int number = i;
      others[i] = new Thread(worker, "latent4j-metrics-" + i);
      others[i].setDaemon(true);
      others[i].setUncaughtExceptionHandler((thread, failure) -> failures[number] = failure);
      others[i].start();
    }
    worker.run();
    for (int i = 0; i < others.length; i++) {
      join(others[i]);
      if (failures[i] != null) {
        throw new IllegalStateException("a worker failed: " + failures[i], failures[i]);
      }
    }
  }

  /** Waits for a thread that will end soon; an interruption is kept for the caller to see. */
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
