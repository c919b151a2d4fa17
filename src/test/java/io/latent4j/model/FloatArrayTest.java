package io.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.latent4j.data.Samples;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

class FloatArrayTest {

  private static float[] count(int to) {
    float[] values = new float[to];
    for (int i = 0; i < to; i++) {
      values[i] = i;
    }
    return values;
  }

  @Test
  void rowsAreComputedSomeAtATimeAndStayInOrder() {
    try (Samples samples = Samples.of(count(10_000), Shape.of(10_000, 1))) {
      int[] calls = new int[1];
      FloatArray rows =
          FloatArray.of(
              samples,
              some -> {
                calls[0]++;
                float[][] doubled = new float[some.count()][];
                for (int i = 0; i < doubled.length; i++) {
                  doubled[i] = new float[] {some.row(i)[0], -some.row(i)[0]};
                }
                return doubled;
              });

      assertThat(calls[0]).isGreaterThan(1);
      assertThat(rows.rowCount()).isEqualTo(10_000);
      for (int i = 0; i < 10_000; i++) {
        assertThat(rows.values()[2 * i]).isEqualTo(i);
        assertThat(rows.values()[2 * i + 1]).isEqualTo(-i);
      }
    }
  }

  @Test
  void matricesAndCubesAreFlattenedRowByRow() {
    FloatArray matrix = FloatArray.of(new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(matrix.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(matrix.values()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(matrix.rows()).isDeepEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
    FloatArray cube = FloatArray.of(new float[][][] {{{1, 2}}, {{3, 4}}, {{5, 6}}});
    assertThat(cube.shape()).isEqualTo(Shape.of(3, 1, 2));
    assertThat(cube.values()).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(cube.columns()).isEqualTo(2);
  }

  @Test
  void shapesOfOtherSizesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new FloatArray(new float[5], Shape.of(2, 3)))
        .withMessage("shape must be of 5 elements, but is [2, 3]");
  }
}
