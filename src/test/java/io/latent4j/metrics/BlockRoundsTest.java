package io.latent4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockRoundsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11, 40})
  void everyPairMeetsOnceAndNoBlockTwiceInARound(int blocks) {
    BlockRounds rounds = new BlockRounds(blocks);
    List<BlockRounds.Pair> met = new ArrayList<>(rounds.round(0));
    for (int round = 1; round < rounds.count(); round++) {
      List<BlockRounds.Pair> pairs = rounds.round(round);
      assertThat(pairs.stream().flatMap(pair -> Stream.of(pair.first(), pair.second())))
          .as("round %d", round)
          .doesNotHaveDuplicates();
      met.addAll(pairs);
    }
    List<BlockRounds.Pair> all =
        IntStream.range(0, blocks)
            .boxed()
            .flatMap(
                first ->
                    IntStream.range(first, blocks)
                        .mapToObj(second -> new BlockRounds.Pair(first, second)))
            .toList();

    assertThat(met).containsExactlyInAnyOrderElementsOf(all);
  }
}
