package io.latent4j.manifold;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A fixed number of threads that share ranges of rows. How a range is divided depends on nothing
 * but its length and the number of threads, so sums that are taken part by part come out the same
 * each time.
 */
final class Workers implements AutoCloseable {
  private static final int SMALLEST_PART = 64;

  private final int threads;
  private final ExecutorService pool;

  /** Work on the rows from one to another, as the part of that number. */
  interface Part {
    void run(int part, int from, int to);
  }

  Workers(int threads) {
    this.threads = threads;
    pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "latent4j-manifold");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Into how many parts rows are divided. */
  int parts(int rows) {
    return Math.max(1, Math.min(threads, rows / SMALLEST_PART));
  }

  /** Does all parts of some rows, and returns when the last one is done. */
  void divide(int rows, Part work) {
    run(rows, parts(rows), work);
  }

  /** Does rows that are each much work, one part a thread however few they are. */
  void divideHeavy(int rows, Part work) {
    run(rows, Math.max(1, Math.min(threads, rows)), work);
  }

  private void run(int rows, int parts, Part work) {
    if (parts == 1) {
      work.run(0, 0, rows);
      return;
    }
    List<Future<?>> others = new ArrayList<>();
    for (int part = 1; part < parts; part++) {
      int number = part;
      int from = bound(rows, part, parts);
      int to = bound(rows, part + 1, parts);
      others.add(pool.submit(() -> work.run(number, from, to)));
    }
    try {
      work.run(0, 0, bound(rows, 1, parts));
    } finally {
      await(others);
    }
  }

  private static int bound(int rows, int part, int parts) {
    return (int) ((long) rows * part / parts);
  }

  /** Waits also while the thread is interrupted: a part left running would write into results. */
  private static void await(List<Future<?>> others) {
    boolean interrupted = false;
    RuntimeException failed = null;
    for (Future<?> other : others) {
      boolean done = false;
      while (!done) {
        try {
          other.get();
          done = true;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          done = true;
          if (e.getCause() instanceof Error error) {
            throw error;
          }
          failed = (RuntimeException) e.getCause();
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failed != null) {
      throw failed;
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
