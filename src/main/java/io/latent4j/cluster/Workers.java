package io.latent4j.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A few threads that share the samples, each its own range, always the same one. */
final class Workers implements AutoCloseable {

  /** Ranges begin on multiples of this. */
  private static final int ALIGNMENT = 64;

  /** Work on a range of samples. */
  interface Work {
    void range(int worker, int first, int end);
  }

  private final int threads;
  private final ExecutorService executor;

  Workers(int threads) {
    this.threads = threads;
    this.executor =
        Executors.newFixedThreadPool(
            Math.max(1, threads - 1),
            task -> {
              Thread thread = new Thread(task, "latent4j-cluster");
              thread.setDaemon(true);
              return thread;
            });
  }

  int count() {
    return threads;
  }

  /** Has all ranges of so many samples worked on; an exception of one is thrown when all ended. */
  void run(int samples, Work work) {
    int each = (samples / threads + ALIGNMENT) / ALIGNMENT * ALIGNMENT;
    List<Future<?>> others = new ArrayList<>();
    for (int worker = 1; worker < threads && worker * (long) each < samples; worker++) {
      int number = worker;
      Callable<Void> task =
          () -> {
            work.range(number, number * each, Math.min(samples, (number + 1) * each));
            return null;
          };
      others.add(executor.submit(task));
    }
    RuntimeException failure = null;
    try {
      work.range(0, 0, Math.min(samples, each));
    } catch (RuntimeException e) {
      failure = e;
    }
    for (Future<?> other : others) {
      failure = await(other, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static RuntimeException await(Future<?> task, RuntimeException before) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return before;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          return e.getCause() instanceof RuntimeException cause
              ? cause
              : new IllegalStateException("a worker failed: " + e.getCause(), e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
