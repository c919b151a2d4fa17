package io.latent4j.deepcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.model.FloatArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

class TargetUpdatesTest {
  private static final DeepClustering OPTIONS =
      DeepClustering.of(2).withMethod(ClusteringMethod.DEC).withTolerance(0.3);

  private final GraphEngine engine = GraphEngine.create();

  @AfterEach
  void close() {
    engine.close();
  }

  private ModelVariable<TFloat32> centers(float... values) {
    return ClusterNetwork.trainable(
        engine, "centers", new FloatArray(values, Shape.of(values.length, 1)));
  }

  /** A network that says one thing after the other; codes are 0, 1, 2, … */
  private static TargetUpdates.Assessment saying(float[][]... all) {
    List<float[][]> left = new ArrayList<>(List.of(all));
    return new TargetUpdates.Assessment() {
      @Override
      public float[][] assignments() {
        return left.remove(0);
      }

      @Override
      public float[][] codes() {
        return new float[][] {{0}, {1}, {2}, {9}};
      }
    };
  }

  @Test
  void theChangeIsTheShareOfSamplesWhoseClusterIsAnother() {
    float[][] first = {{0.9f, 0.1f}, {0.6f, 0.4f}, {0.3f, 0.7f}, {0.2f, 0.8f}};
    float[][] second = {{0.9f, 0.1f}, {0.4f, 0.6f}, {0.3f, 0.7f}, {0.2f, 0.8f}};
    TargetUpdates updates =
        new TargetUpdates(
            engine,
            OPTIONS,
            4,
            300,
            centers(0, 5),
            Optional.of(new int[] {0, 0, 1, 1}),
            saying(first, second));

    updates.update(0);
    assertThat(updates.target().toFloats())
        .containsExactly(FloatArray.of(SoftAssignment.target(first)).values());
    updates.update(140);

    assertThat(updates.updates()).hasSize(2);
    ClusterUpdate start = updates.updates().get(0);
    assertThat(start.change()).isEqualTo(1);
    assertThat(start.accuracy()).hasValue(1);
    ClusterUpdate next = updates.updates().get(1);
    assertThat(next.step()).isEqualTo(140);
    assertThat(next.change()).isEqualTo(0.25);
    assertThat(next.accuracy()).hasValue(0.75);
    assertThat(next.reseeded()).isZero();
    assertThat(updates.target().toFloats())
        .containsExactly(FloatArray.of(SoftAssignment.target(second)).values());
  }

  @Test
  void aClusterWithoutSamplesBeginsAnewAtTheFarthestSample() {
    float[][] dead = {{0.9f, 0.1f}, {0.9f, 0.1f}, {0.9f, 0.1f}, {0.9f, 0.1f}};
    float[][] alive = {{0.9f, 0.1f}, {0.9f, 0.1f}, {0.9f, 0.1f}, {0.1f, 0.9f}};
    ModelVariable<TFloat32> centers = centers(1, 100);
    TargetUpdates updates =
        new TargetUpdates(engine, OPTIONS, 4, 300, centers, Optional.empty(), saying(dead, alive));

    ClusterUpdate update = updates.update(0);

    assertThat(update.reseeded()).isEqualTo(1);
    assertThat(centers.toFloats()).containsExactly(1, 9);
    assertThat(update.accuracy()).isEmpty();
    assertThat(updates.updates()).extracting(ClusterUpdate::reseeded).containsExactly(1);
  }
}
