package io.latent4j.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class ReducedAxesTest {
  @Test
  void sizesTellWhichAxesWereReduced() {
    assertThat(CommonGradients.withReducedAxes(Shape.of(5, 3), Shape.of(5)))
        .contains(Shape.of(5, 1));
    assertThat(CommonGradients.withReducedAxes(Shape.of(5, 3), Shape.of(1, 3)))
        .contains(Shape.of(1, 3));
    assertThat(CommonGradients.withReducedAxes(Shape.of(4, 5, 3), Shape.of(5)))
        .contains(Shape.of(1, 5, 1));
    assertThat(CommonGradients.withReducedAxes(Shape.of(5, 3), Shape.scalar()))
        .contains(Shape.of(1, 1));
    assertThat(CommonGradients.withReducedAxes(Shape.of(3, 3), Shape.of(3, 3)))
        .contains(Shape.of(3, 3));
  }

  @Test
  void anAxisOfSizeOneMayBeReducedOrNot() {
    assertThat(CommonGradients.withReducedAxes(Shape.of(5, 1), Shape.of(5, 1)))
        .contains(Shape.of(5, 1));
    assertThat(CommonGradients.withReducedAxes(Shape.of(1, 5, 1), Shape.of(5)))
        .contains(Shape.of(1, 5, 1));
  }

  @Test
  void sizesThatLeaveAChoiceTellNothing() {
    assertThat(CommonGradients.withReducedAxes(Shape.of(3, 3), Shape.of(3))).isEmpty();
    assertThat(CommonGradients.withReducedAxes(Shape.of(0, 3), Shape.of(3))).isEmpty();
  }
}
