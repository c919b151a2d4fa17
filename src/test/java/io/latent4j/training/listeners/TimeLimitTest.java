package io.latent4j.training.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.engine.EngineKind;
import io.latent4j.training.History;
import io.latent4j.training.Regression;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private final AtomicLong nanos = new AtomicLong(-5);

  /** Each step takes a second. */
  private final TrainingListener clock =
      new TrainingListener() {
        @Override
        public void onStep(TrainingRun run, int step, double loss) {
          nanos.addAndGet(1_000_000_000);
        }
      };

  private TimeLimit seconds(int seconds) {
    return TimeLimit.of(Duration.ofSeconds(seconds), nanos::get);
  }

  @Test
  void trainingEndsAtTheStepAndItsWeightsAreKept() {
    Map<String, String> afterOneEpoch;
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(1);
      afterOneEpoch = run.weights();
    }
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      TimeLimit limit = seconds(7);
      History history = run.fit(4, clock, limit);

      assertThat(history.end()).isEqualTo(History.End.STOPPED);
      assertThat(history.epochs()).hasSize(1);
      assertThat(nanos.get()).isEqualTo(7_000_000_000L - 5);
      assertThat(limit.wasReached()).isTrue();
      assertThat(run.weights()).isNotEqualTo(afterOneEpoch);
    }
  }

  @Test
  void epochUnderWayIsEndedWhereAsked() {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      History history = run.fit(4, clock, seconds(7).endingEpochs());

      assertThat(history.end()).isEqualTo(History.End.STOPPED);
      assertThat(history.epochs()).hasSize(2);
      assertThat(history.last().metrics()).containsKey("val_loss");
    }
  }

  @Test
  void trainingThatIsFasterIsLeftAlone() {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      TimeLimit limit = seconds(100);
      assertThat(run.fit(4, clock, limit).end()).isEqualTo(History.End.COMPLETED);
      assertThat(limit.wasReached()).isFalse();
    }
  }

  @Test
  void limitMustBePositive() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeLimit.of(Duration.ZERO))
        .withMessage("limit must be positive, but is PT0S");
  }
}
