package io.latent4j.data;

import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Work on many files at once, on all cores, with the failures of doing it in order.
 *
 * @param refuse whether the first bad file ends it all, rather than being noted
 */
record FileWork(boolean refuse) {

  /**
   * Does the work for each file; none goes on when this returns or throws.
   *
   * @return the failures of bad files by their index; if they are refused, the first is thrown
   */
  SortedMap<Integer, DataFileException> run(int count, IntConsumer work) {
    ConcurrentSkipListMap<Integer, DataFileException> failures = new ConcurrentSkipListMap<>();
    AtomicInteger firstFailed = new AtomicInteger(count);
    AtomicReference<Throwable> broken = new AtomicReference<>();
    // Nothing may be thrown in here: the stream would end before its other threads do, and these
    // write to native memory that is given back then.
    IntStream.range(0, count)
        .parallel()
        .filter(i -> broken.get() == null && !(refuse && i > firstFailed.get()))
        .forEach(
            i -> {
              try {
                work.accept(i);
              } catch (DataFileException e) {
                failures.put(i, e);
                firstFailed.accumulateAndGet(i, Math::min);
              } catch (RuntimeException | Error e) {
                broken.compareAndSet(null, e);
              }
            });
    if (broken.get() instanceof Error e) {
      throw e;
    }
    if (broken.get() instanceof RuntimeException e) {
      throw e;
    }
    if (refuse && !failures.isEmpty()) {
      throw failures.firstEntry().getValue();
    }
    return failures;
  }
}
