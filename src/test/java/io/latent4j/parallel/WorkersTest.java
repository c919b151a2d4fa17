package io.latent4j.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkersTest {

  private static double sum(Workers workers, double[] values) {
    double[] sums = new double[workers.parts(values.length)];
    workers.divide(
        values.length, (part, from, to) -> sums[part] = Arrays.stream(values, from, to).sum());
    return Arrays.stream(sums).sum();
  }

  @ParameterizedTest
  @CsvSource({"0, 3, 1", "1, 1, 1", "127, 2, 1", "128, 2, 2", "1000, 3, 3", "1000, 40, 15"})
  void everyRowIsDoneOnce(int rows, int threads, int parts) {
    try (Workers workers = new Workers(threads)) {
      int[] times = new int[rows];
      Set<Integer> numbers = ConcurrentHashMap.newKeySet();
      workers.divide(
          rows,
          (part, from, to) -> {
            numbers.add(part);
            for (int row = from; row < to; row++) {
              times[row]++;
            }
          });

      assertThat(times).containsOnly(rows == 0 ? new int[0] : new int[] {1});
      assertThat(workers.parts(rows)).isEqualTo(parts);
      assertThat(numbers).hasSize(parts).allMatch(part -> part >= 0 && part < parts);
      assertThat(workers.threads()).isEqualTo(threads);
    }
  }

  @Test
  void sumsByPartsAreTheSameEachTime() {
    double[] values = new Random(1).doubles(10_007).toArray();
    try (Workers workers = new Workers(3);
        Workers others = new Workers(3)) {
      double first = sum(workers, values);
      for (int i = 0; i < 50; i++) {
        assertThat(sum(i % 2 == 0 ? workers : others, values)).isEqualTo(first);
      }
    }
  }

  @Test
  void oneThreadIsTheCallers() {
    try (Workers workers = new Workers(1)) {
      Set<Thread> threads = ConcurrentHashMap.newKeySet();
      workers.divide(1000, (part, from, to) -> threads.add(Thread.currentThread()));
      workers.divideHeavy(5, (part, from, to) -> threads.add(Thread.currentThread()));

      assertThat(threads).containsExactly(Thread.currentThread());
    }
  }

  @Test
  void heavyRowsAreSharedHoweverFew() {
    try (Workers workers = new Workers(3)) {
      CyclicBarrier all = new CyclicBarrier(3);
      Queue<String> ranges = new ConcurrentLinkedQueue<>();
      workers.divideHeavy(
          3,
          (part, from, to) -> {
            assertThatCode(() -> all.await(30, TimeUnit.SECONDS)).doesNotThrowAnyException();
            ranges.add(part + ": " + from + "-" + to);
          });

      assertThat(ranges).containsExactlyInAnyOrder("0: 0-1", "1: 1-2", "2: 2-3");
    }
  }

  @Test
  void exceptionsComeThroughWhenAllPartsHaveEnded() {
    try (Workers workers = new Workers(3)) {
      CountDownLatch thrown = new CountDownLatch(2);
      AtomicBoolean ended = new AtomicBoolean();
      IllegalArgumentException ofFirst = new IllegalArgumentException("part 0");
      StackOverflowError ofSecond = new StackOverflowError("part 1");

      assertThatThrownBy(
              () ->
                  workers.divideHeavy(
                      3,
                      (part, from, to) -> {
                        thrown.countDown();
                        if (part == 0) {
                          throw ofFirst;
                        }
                        if (part == 1) {
                          throw ofSecond;
                        }
                        await(thrown);
                        ended.set(true);
                      }))
          .isSameAs(ofFirst)
          .hasSuppressedException(ofSecond);
      assertThat(ended).isTrue();
      assertThatThrownBy(
              () ->
                  workers.divideHeavy(
                      2,
                      (part, from, to) -> {
                        if (part == 1) {
                          throw ofSecond;
                        }
                      }))
          .isSameAs(ofSecond);
      assertThat(sum(workers, new double[] {1, 2})).isEqualTo(3);
    }
  }

  @Test
  void anInterruptedCallerWaitsForAllPartsAndStaysInterrupted() {
    try (Workers workers = new Workers(2)) {
      CountDownLatch go = new CountDownLatch(1);
      AtomicBoolean ended = new AtomicBoolean();
      Thread caller = Thread.currentThread();
      workers.divideHeavy(
          2,
          (part, from, to) -> {
            if (part == 0) {
              caller.interrupt();
              go.countDown();
              return;
            }
            await(go);
            long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
            while (System.nanoTime() < until) {
              Thread.onSpinWait(); // the caller has to wait, and finds itself interrupted
            }
            ended.set(true);
          });

      assertThat(ended).isTrue();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void threadsDoNotKeepTheProgramRunningAndEndOnClose() throws InterruptedException {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    Workers workers = new Workers(3);
    workers.divideHeavy(3, (part, from, to) -> threads.add(Thread.currentThread()));
    threads.remove(Thread.currentThread());
    assertThat(threads).isNotEmpty().allMatch(Thread::isDaemon).allMatch(Thread::isAlive);

    workers.close();
    workers.close();
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(30));
      assertThat(thread.isAlive()).isFalse();
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> workers.divide(1, (part, from, to) -> {}))
        .withMessage("workers are closed");
  }

  @Test
  void thereMustBeAThread() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Workers(0))
        .withMessage("threads must be at least 1, but is 0");
  }

  private static void await(CountDownLatch latch) {
    assertThatCode(() -> assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue())
        .doesNotThrowAnyException();
  }
}
