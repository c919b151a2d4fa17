package io.latent4j.deepcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Outputs;
import io.latent4j.model.FloatArray;
import io.latent4j.nn.optimizers.Sgd;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingSet;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** Assignments, targets and steps are those of NumPy and Keras. */
class DecStepTest {
  private static final DecFixture FIXTURE = DecFixture.read();

  static List<DecFixture.Step> steps() {
    return FIXTURE.steps();
  }

  private static TFloat32 tensor(DecFixture.Array array) {
    return TFloat32.tensorOf(Shape.of(array.shape()), DataBuffers.of(array.values(), true, false));
  }

  private static void assertClose(float[] actual, float[] expected, float tolerance) {
    assertThat(actual).containsExactly(expected, within(tolerance));
  }

  @Test
  void assignmentsAreStudents() {
    DecFixture.Assignments known = FIXTURE.assignments();
    try (GraphEngine engine = GraphEngine.create();
        Outputs outputs =
            engine.run(
                (tf, in) ->
                    Map.of(
                        "q",
                        SoftAssignment.of(
                            tf,
                            tf.constant(known.codes().rows()),
                            tf.constant(known.centers().rows()))))) {
      assertClose(outputs.floats("q"), known.q().values(), 1e-6f);
    }
  }

  /** Over all rows: half of them have another target. */
  @Test
  void theTargetIsThatOfAllTheData() {
    DecFixture.Assignments known = FIXTURE.assignments();
    float[][] q = known.q().rows();

    float[][] p = SoftAssignment.target(q);

    assertClose(FloatArray.of(p).values(), known.p().values(), 1e-6f);
    float[][] half = SoftAssignment.target(Arrays.copyOf(q, q.length / 2));
    assertThat(Math.abs(half[0][0] - p[0][0])).isGreaterThan(1e-4f);
  }

  @Test
  void aClusterThatNoSampleIsNearDoesNoHarm() {
    float[][] target = SoftAssignment.target(new float[][] {{1, 0}, {1, 0}});

    assertThat(target).isDeepEqualTo(new float[][] {{1, 0}, {1, 0}});
    assertThat(SoftAssignment.divergence(target, target)).isCloseTo(0, within(1e-6));
  }

  /** IDEC's weight is on the clustering loss: on the other term, the step would be another. */
  @ParameterizedTest
  @MethodSource("steps")
  void oneStepIsThatOfKeras(DecFixture.Step known) {
    DeepClustering options =
        DeepClustering.of(3)
            .withMethod(ClusteringMethod.valueOf(known.method().toUpperCase(Locale.ROOT)))
            .withLayers(List.of(4, 2));
    try (GraphEngine engine = GraphEngine.create();
        TFloat32 x = tensor(known.rows());
        TFloat32 p = tensor(known.target());
        TrainingSet set = TrainingSet.of(Map.of(TrainingSet.SAMPLES, x, "p", p))) {
      CodeNetwork network = new CodeNetwork(engine, options, 6, Optional.empty());
      List<ModelVariable<?>> weights = network.trainableVariables();
      for (int i = 0; i < weights.size(); i++) {
        weights.get(i).assign(known.weights().get(i).values());
      }
      ModelVariable<TFloat32> centers =
          ClusterNetwork.trainable(
              engine, "centers", new FloatArray(known.centers().values(), Shape.of(3, 2)));
      Refinement refinement = new Refinement(options, engine, network, centers);
      Trainer trainer =
          Trainer.minimizing(
              engine,
              refinement.trained(),
              Sgd.of(0.1f),
              (tf, batch, mode) ->
                  refinement.loss(
                      tf, network.rows(tf, batch.samples(), mode), batch.floats("p"), mode));

      double loss = trainer.fit(set, TrainingOptions.of(1, 10)).last().metric("loss");

      assertThat(loss).isCloseTo(known.loss(), within(1e-6));
      for (int i = 0; i < weights.size(); i++) {
        assertClose(weights.get(i).toFloats(), known.weights_after().get(i).values(), 1e-5f);
      }
      assertClose(centers.toFloats(), known.centers_after().values(), 1e-5f);
    }
  }
}
