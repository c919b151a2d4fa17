package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HistoryTest {

  @Test
  void itsTextIsOneLineHoweverLongItIs() {
    List<Epoch> epochs =
        IntStream.rangeClosed(1, 1000)
            .mapToObj(number -> new Epoch(number, Map.of("loss", 1.0 / number), 0.5))
            .toList();

    assertThat(new History(epochs, History.End.STOPPED))
        .hasToString("1000 epochs, stopped: {loss=0.001}");
    assertThat(new History(epochs.subList(0, 1), History.End.COMPLETED))
        .hasToString("1 epoch, completed: {loss=1.0}");
    assertThat(new History(List.of(), History.End.INTERRUPTED))
        .hasToString("0 epochs, interrupted");
  }
}
