package io.latent4j.som;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SomGridTest {

  private static SomGrid grid(int rows, int columns, Topology topology, boolean toroid) {
    return new SomGrid(rows, columns, topology, toroid);
  }

  @Test
  void rectangularDistancesAreEuclidean() {
    SomGrid grid = grid(5, 7, Topology.RECTANGULAR, false);
    assertThat(grid.distance(grid.neuron(0, 0), grid.neuron(3, 4))).isEqualTo(5);
    assertThat(grid.distance(grid.neuron(4, 6), grid.neuron(4, 0))).isEqualTo(6);
  }

  @Test
  void onAToroidTheShortestWayCounts() {
    SomGrid grid = grid(5, 7, Topology.RECTANGULAR, true);
    assertThat(grid.distance(grid.neuron(0, 0), grid.neuron(4, 0))).isEqualTo(1);
    assertThat(grid.distance(grid.neuron(0, 0), grid.neuron(0, 6))).isEqualTo(1);
    assertThat(grid.distance(grid.neuron(0, 0), grid.neuron(4, 6))).isEqualTo(Math.sqrt(2));
    assertThat(grid.distance(grid.neuron(0, 0), grid.neuron(2, 3))).isEqualTo(Math.sqrt(13));
  }

  @Test
  void hexagonalRowsAreShiftedAndCloser() {
    SomGrid grid = grid(5, 5, Topology.HEXAGONAL, false);
    int middle = grid.neuron(2, 2);
    // Two rows down is straight down; one row down is half a neuron to the left or right.
    assertThat(grid.distance(middle, grid.neuron(4, 2))).isCloseTo(Math.sqrt(3), within(1e-12));
    assertThat(grid.distance(middle, grid.neuron(3, 1))).isCloseTo(1, within(1e-12));
    assertThat(grid.distance(middle, grid.neuron(3, 2))).isCloseTo(1, within(1e-12));
    assertThat(grid.distance(middle, grid.neuron(3, 3))).isCloseTo(Math.sqrt(3), within(1e-12));
    assertThat(grid.distance(middle, grid.neuron(2, 0))).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"RECTANGULAR,false", "RECTANGULAR,true", "HEXAGONAL,false", "HEXAGONAL,true"})
  void adjacentAreThoseOneStepAwayAndDistancesHaveNoDirection(Topology topology, boolean toroid) {
    SomGrid grid = grid(6, 5, topology, toroid);
    double step = topology == Topology.RECTANGULAR ? Math.sqrt(2) : 1;
    for (int one = 0; one < grid.neurons(); one++) {
      for (int other = 0; other < grid.neurons(); other++) {
        double distance = grid.distance(one, other);
        assertThat(grid.distance(other, one)).isEqualTo(distance);
        assertThat(grid.isAdjacent(one, other))
            .as("%d and %d", one, other)
            .isEqualTo(one != other && distance < step + 1e-9);
      }
      if (toroid) {
        assertThat(grid.adjacent(one)).hasSize(topology == Topology.RECTANGULAR ? 8 : 6);
      }
    }
  }

  @Test
  void cornersHaveFewerBesideThem() {
    assertThat(grid(3, 3, Topology.RECTANGULAR, false).adjacent(0)).containsExactly(1, 3, 4);
    assertThat(grid(3, 3, Topology.HEXAGONAL, false).adjacent(0)).containsExactly(1, 3);
    assertThat(grid(3, 3, Topology.HEXAGONAL, false).adjacent(3)).containsExactly(0, 1, 4, 6, 7);
    assertThat(grid(1, 1, Topology.RECTANGULAR, true).adjacent(0)).isEmpty();
    assertThat(grid(2, 2, Topology.RECTANGULAR, true).adjacent(0)).containsExactly(1, 2, 3);
  }

  @Test
  void impossibleGridsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SelfOrganizingMap.of(0, 3))
        .withMessage("grid must be at least 1x1, but is 0x3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SelfOrganizingMap.of(100_000, 100_000))
        .withMessage("grid must be of at most 16777216 neurons, but is 100000x100000");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> grid(5, 4, Topology.HEXAGONAL, true))
        .withMessageStartingWith(
            "grid must be of an even number of rows if it is a hexagonal toroid")
        .withMessageEndingWith("but is 5x4");
  }
}
