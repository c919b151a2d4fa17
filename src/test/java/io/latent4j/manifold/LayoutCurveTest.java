package io.latent4j.manifold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutCurveTest {

  @Test
  void agreesWithUmapLearn() {
    for (UmapFixture.Curve expected : UmapFixture.read().curves()) {
      LayoutCurve found = LayoutCurve.of(expected.min_dist(), expected.spread());

      assertThat(found.a()).isCloseTo(expected.a(), within(1e-4 * expected.a()));
      assertThat(found.b()).isCloseTo(expected.b(), within(1e-4));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.05, 20, 1e6})
  void theUnitOfDistancesOnlyScalesIt(double unit) {
    LayoutCurve usual = LayoutCurve.of(0.2, 1);
    LayoutCurve scaled = LayoutCurve.of(0.2 * unit, unit);

    assertThat(scaled.b()).isCloseTo(usual.b(), within(1e-6));
    double a = usual.a() * Math.pow(unit, -2 * usual.b());
    assertThat(scaled.a()).isCloseTo(a, within(1e-5 * a));
  }

  @Test
  void forcesAreTheSlopesOfTheCrossEntropy() {
    LayoutCurve curve = LayoutCurve.of(0.1, 1);
    double d = 0.7;
    double step = 1e-6;
    double slope = (logSure(curve, d + step) - logSure(curve, d - step)) / (2 * step);
    double slopeOfRest = (logUnsure(curve, d + step) - logUnsure(curve, d - step)) / (2 * step);

    assertThat(curve.attraction(d * d) * d).isCloseTo(slope, within(1e-6));
    double softened = d * d / (0.001 + d * d); // the paper's guard against division by 0
    assertThat(curve.repulsion(d * d) * d).isCloseTo(slopeOfRest * softened, within(1e-6));
  }

  private static double logSure(LayoutCurve curve, double d) {
    return -Math.log(1 + curve.a() * Math.pow(d, 2 * curve.b()));
  }

  private static double logUnsure(LayoutCurve curve, double d) {
    return Math.log(1 - Math.exp(logSure(curve, d)));
  }

  @Test
  void theTableIsTheFunction() {
    LayoutCurve curve = LayoutCurve.of(0.1, 1);
    ForceTable attraction = new ForceTable(curve::attraction);
    ForceTable repulsion = new ForceTable(curve::repulsion);
    for (double squared = 1e-11; squared < 1e7; squared *= 1.0137) {
      double pull = curve.attraction(squared);
      double push = curve.repulsion(squared);

      assertThat((double) attraction.at((float) squared)).isCloseTo(pull, within(-1e-3 * pull));
      assertThat((double) repulsion.at((float) squared)).isCloseTo(push, within(1e-3 * push));
    }
    assertThat(repulsion.at(0)).isPositive().isFinite();
    assertThat(repulsion.at(Float.POSITIVE_INFINITY)).isNotNegative().isLessThan(1e-6f);
    assertThat(attraction.at(Float.MIN_VALUE)).isNegative().isFinite();
  }
}
