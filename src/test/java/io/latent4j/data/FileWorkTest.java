package io.latent4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class FileWorkTest {

  private static final Set<Integer> BAD = Set.of(30, 70, 31, 99);

  private final Set<Integer> done = ConcurrentHashMap.newKeySet();

  private final IntConsumer work =
      i -> {
        if (BAD.contains(i)) {
          throw new DataFileException("file " + i, "", "good", "bad");
        }
        done.add(i);
      };

  @Test
  void theFirstBadFileIsRefusedWhicheverThreadIsFaster() {
    for (int repeat = 0; repeat < 50; repeat++) {
      done.clear();
      assertThatThrownBy(() -> new FileWork(true).run(100, work))
          .hasMessage("file 30: expected good, found bad");
      for (int i = 0; i < 30; i++) {
        assertThat(done).contains(i);
      }
    }
  }

  @Test
  void badFilesAreNotedInTheirOrder() {
    SortedMap<Integer, DataFileException> failures = new FileWork(false).run(100, work);
    assertThat(failures.keySet()).containsExactly(30, 31, 70, 99);
    assertThat(failures.get(70)).hasMessageStartingWith("file 70");
    assertThat(done).hasSize(96);
  }

  @Test
  void otherFailuresWaitForTheThreadsThatAreStillAtWork() {
    AtomicInteger atWork = new AtomicInteger();
    IntConsumer breaking =
        i -> {
          atWork.incrementAndGet();
          try {
            if (i % 7 == 3) {
              throw new IllegalStateException("broken");
            }
            done.add(i);
          } finally {
            atWork.decrementAndGet();
          }
        };
    for (int repeat = 0; repeat < 50; repeat++) {
      assertThatThrownBy(() -> new FileWork(false).run(1000, breaking))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("broken");
      assertThat(atWork).hasValue(0);
    }
  }
}
