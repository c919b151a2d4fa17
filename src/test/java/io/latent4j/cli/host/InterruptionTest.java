package io.latent4j.cli.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InterruptionTest {

  @Test
  void interruptThatCameTooLateDoesNotReachTheWritingOfFiles() {
    Interruption interruption = Interruption.never();
    String result =
        interruption.stoppable(
            () -> {
              Thread.currentThread().interrupt();
              return "result";
            });

    assertThat(result).isEqualTo("result");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(interruption.isRequested()).isFalse();
  }
}
