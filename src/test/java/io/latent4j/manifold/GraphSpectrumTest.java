package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.parallel.Workers;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GraphSpectrumTest {

  /** Each sample connected to the next, and the last to the first if it is a ring. */
  private static FuzzyGraph chain(int count, boolean ring) {
    int[] starts = new int[count + 1];
    int[] ends = new int[2 * count];
    int end = 0;
    for (int i = 0; i < count; i++) {
      int before = (i + count - 1) % count;
      int after = (i + 1) % count;
      for (int other : new int[] {Math.min(before, after), Math.max(before, after)}) {
        if (ring || Math.abs(other - i) == 1) {
          ends[end++] = other;
        }
      }
      starts[i + 1] = end;
    }
    float[] weights = new float[end];
    Arrays.fill(weights, 0.5f);
    return new FuzzyGraph(starts, Arrays.copyOf(ends, end), weights);
  }

  private static float[][] spectrum(FuzzyGraph graph, int wanted, int threads) {
    try (Workers workers = new Workers(threads)) {
      return GraphSpectrum.of(graph, wanted, 3, workers);
    }
  }

  @Test
  void aRingIsFoundToBeOne() {
    float[][] found = spectrum(chain(80, true), 2, 1);

    for (int i = 0; i < 80; i++) {
      double radius = Math.hypot(found[0][i], found[1][i]);
      assertThat(radius).isCloseTo(Math.sqrt(2.0 / 80), within(2e-3));
      int next = (i + 1) % 80;
      double step = Math.hypot(found[0][i] - found[0][next], found[1][i] - found[1][next]);
      assertThat(step).isCloseTo(2 * radius * Math.sin(Math.PI / 80), within(1e-3));
    }
  }

  @Test
  void alongAChainTheSmoothestFunctionOnlyRises() {
    float[][] found = spectrum(chain(200, false), 1, 1);

    float sign = Math.signum(found[0][199]);
    for (int i = 1; i < 200; i++) {
      if (i > 1 && i < 199) { // the ends have one neighbour only, so another length
        assertThat(sign * (found[0][i] - found[0][i - 1])).isGreaterThan(-1e-4f);
      }
    }
    assertThat(sign * found[0][20]).isNegative();
  }

  @Test
  void threadsDoNotMatter() {
    FuzzyGraph graph = chain(9_000, true);

    assertThat(spectrum(graph, 3, 2)).isDeepEqualTo(spectrum(graph, 3, 1));
  }
}
