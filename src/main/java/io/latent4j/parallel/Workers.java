package io.latent4j.parallel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A fixed number of threads, the caller's among them, that share ranges of rows. How a range is
 * divided depends on nothing but its length and the number of threads, so sums that are taken part
 * by part come out the same each time.
 *
 * <pre>{@code
 * try (Workers workers = new Workers(threads)) {
 *   workers.divide(rows, (part, from, to) -> scale(values, from, to));
 * }
 * }</pre>
 *
 * <p>Parts must not divide work themselves among the same workers: they would wait for threads that
 * wait for them. The threads start when they are first needed, don't keep the program running, and
 * end when the workers are closed.
 */
public final class Workers implements AutoCloseable {
  private static final int SMALLEST_PART = 64;

  private final int threads;
  private final ExecutorService pool;

  /** Work on a range of rows. */
  @FunctionalInterface
  public interface Part {

    /**
     * Does the work; other parts run at the same time.
     *
     * @param part which part it is, from 0
     * @param from the first row
     * @param to the row behind the last
     */
    void run(int part, int from, int to);
  }

  /**
   * Makes workers.
   *
   * @param threads how many work at the same time, the one that divides the work included
   * @throws IllegalArgumentException if there are none
   */
  public Workers(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
    this.threads = threads;
    pool =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "latent4j-worker");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Returns how many threads work at the same time.
   *
   * @return at least 1; no range has more parts
   */
  public int threads() {
    return threads;
  }

  /**
   * Tells into how many parts {@link #divide} divides rows.
   *
   * @param rows how many there are
   * @return from 1 to the number of threads
   */
  public int parts(int rows) {
    return Math.max(1, Math.min(threads, rows / SMALLEST_PART));
  }

  /**
   * Does all parts of some rows, and returns when the last one is done, even if the thread is
   * interrupted meanwhile: a part left running would write into results. The interruption is kept
   * for the caller to see. A few rows are not divided.
   *
   * @param rows how many there are
   * @param work what to do with each part; if some throw, what the first of them threw is thrown,
   *     with the others suppressed, when all have ended
   * @throws IllegalStateException if the workers are closed
   */
  public void divide(int rows, Part work) {
    run(rows, parts(rows), work);
  }

  /**
   * Does rows that are each much work, one part a thread however few they are.
   *
   * @param rows how many there are
   * @param work what to do with each part; see {@link #divide} for what it throws
   * @throws IllegalStateException if the workers are closed
   */
  public void divideHeavy(int rows, Part work) {
    run(rows, Math.max(1, Math.min(threads, rows)), work);
  }

  private void run(int rows, int parts, Part work) {
    if (pool.isShutdown()) {
      throw new IllegalStateException("workers are closed");
    }
    List<Future<?>> others = new ArrayList<>();
    Throwable failure = null;
    try {
      for (int part = 1; part < parts; part++) {
        int number = part;
        int from = bound(rows, part, parts);
        int to = bound(rows, part + 1, parts);
        others.add(pool.submit(() -> work.run(number, from, to)));
      }
      work.run(0, 0, bound(rows, 1, parts));
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    failure = await(others, failure);
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  private static int bound(int rows, int part, int parts) {
    return (int) ((long) rows * part / parts);
  }

  /** Waits for all parts; returns the first failure, if there is one. */
  private static Throwable await(List<Future<?>> others, Throwable before) {
    Throwable failure = before;
    boolean interrupted = false;
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
          failure = first(failure, e.getCause());
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return failure;
  }

  private static Throwable first(Throwable before, Throwable now) {
    if (before == null) {
      return now;
    }
    if (before != now) {
      before.addSuppressed(now);
    }
    return before;
  }

  /** Ends the threads; closing again does nothing. */
  @Override
  public void close() {
    pool.shutdown();
  }
}
