package io.latent4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.latent4j.data.Npy;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.data.StreamedSamples;
import io.latent4j.engine.Device;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.Trackable;
import io.latent4j.nn.Sequential;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.losses.Loss;
import io.latent4j.nn.losses.Losses;
import io.latent4j.nn.optimizers.Adam;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Training on batches that are made as it goes on. */
class StreamTest {
  private static final int COUNT = 29;
  private static final int BATCH = 8;

  @TempDir Path folder;

  /** A linear autoencoder, made anew from the seed. */
  private static final class Learner implements AutoCloseable {
    final Engine engine;
    final Sequential model = Sequential.of(Dense.of(2), Dense.of(5));
    final Trainer trainer;

    Learner(EngineKind kind) {
      EngineOptions options = EngineOptions.defaults().withThreads(1).withDevice(Device.CPU);
      engine = kind.open(options.withSeed(3));
      model.build(engine, Shape.of(Shape.UNKNOWN_SIZE, 5));
      Loss<TFloat32> mse = Losses.meanSquaredError();
      trainer =
          Trainer.minimizing(
              engine,
              model,
              Adam.of(0.01f),
              (tf, batch, mode) ->
                  mse.apply(tf, batch.samples(), model.call(tf, batch.samples(), mode)));
    }

    Map<String, String> weights() {
      return Snapshot.of((Trackable) model);
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private static float[] values(int count) {
    Random random = new Random(1);
    float[] values = new float[count * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private Path file() throws IOException {
    Path file = folder.resolve("samples.npy");
    Npy.write(file, values(COUNT), COUNT, 5);
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfAFileArePredictedAsThoseInMemory(EngineKind kind) throws IOException {
    try (Learner learner = new Learner(kind);
        Samples memory = Npy.read(file());
        StreamedSamples stream = StreamedSamples.open(file())) {
      Scaling scaling = Scaling.fit(memory, Scaling.Kind.STANDARD);
      Predictor predictor = Predictor.of(learner.model);
      List<Integer> progress = new ArrayList<>();

      float[][] found =
          predictor.predict(
              TrainingSet.of(stream, scaling), BATCH, (rows, all) -> progress.add(rows));

      assertThat(found).isDeepEqualTo(predictor.predict(TrainingSet.of(memory, scaling), BATCH));
      assertThat(progress).containsExactly(8, 16, 24, COUNT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFileTeachesWhatTheSameSamplesInMemoryDo(EngineKind kind) throws IOException {
    try (Learner fromMemory = new Learner(kind);
        Learner fromFile = new Learner(kind);
        Samples memory = Npy.read(file());
        Samples held = memory.rows(0, 9);
        StreamedSamples stream = StreamedSamples.open(file())) {
      Scaling scaling = Scaling.fit(memory, Scaling.Kind.STANDARD);
      TrainingOptions options = TrainingOptions.of(3, BATCH);
      History expected =
          fromMemory.trainer.fit(
              TrainingSet.of(memory, scaling), TrainingSet.of(held, scaling), options);
      History found =
          fromFile.trainer.fit(
              TrainingSet.of(stream, scaling), TrainingSet.of(stream.rows(0, 9), scaling), options);

      assertThat(fromFile.weights()).isEqualTo(fromMemory.weights());
      assertThat(found.values("loss")).isEqualTo(expected.values("loss"));
      assertThat(found.values("val_loss")).isEqualTo(expected.values("val_loss"));
      assertThat(found.values("loss")[2]).isLessThan(found.values("loss")[0]);
    }
  }

  /** Times in seconds: float32 has steps of 128 where they are. */
  private Path farFile() throws IOException {
    float[] near = values(COUNT);
    double[] far = new double[near.length];
    for (int i = 0; i < far.length; i++) {
      far[i] = 1.7e9 + 100.0 * near[i];
    }
    Path file = folder.resolve("far.npy");
    try (TFloat64 tensor =
        TFloat64.tensorOf(Shape.of(COUNT, 5), DataBuffers.of(far, true, false))) {
      Npy.write(file, tensor, DataType.DT_DOUBLE);
    }
    return file;
  }

  @ParameterizedTest
  @EnumSource
  void samplesFarFromZeroAreScaledInDoublePrecision(EngineKind kind) throws IOException {
    try (Learner fromMemory = new Learner(kind);
        Learner fromFile = new Learner(kind);
        Samples memory = Npy.read(farFile());
        StreamedSamples stream = StreamedSamples.open(farFile())) {
      Scaling scaling = Scaling.fit(memory, Scaling.Kind.STANDARD);
      TrainingSet resident = TrainingSet.of(memory, scaling);
      Trainer squares =
          Trainer.of(
              fromMemory.engine,
              Map.of(Trainer.MODEL, fromMemory.model),
              (tf, batch) -> Map.of("loss", tf.constant(0f)),
              (tf, batch) ->
                  Map.of(
                      "loss",
                      tf.math.mean(tf.math.square(batch.samples()), tf.array(0, 1)),
                      "mean",
                      tf.math.mean(batch.samples(), tf.array(0, 1))));
      Map<String, Double> found = squares.evaluate(resident, COUNT);
      assertThat(found.get("loss")).isCloseTo(1, within(1e-5));
      assertThat(found.get("mean")).isCloseTo(0, within(1e-6));

      TrainingOptions options = TrainingOptions.of(2, BATCH);
      fromMemory.trainer.fit(resident, options);
      fromFile.trainer.fit(TrainingSet.of(stream, scaling), options);
      assertThat(fromFile.weights()).isEqualTo(fromMemory.weights());
    }
  }

  @Test
  void labelsOfAFileReachTheStep() throws IOException {
    int[] labels = new int[COUNT];
    Arrays.setAll(labels, i -> i);
    try (Learner learner = new Learner(EngineKind.GRAPH);
        StreamedSamples stream = StreamedSamples.open(file()).withLabels(labels);
        TrainingSet set = TrainingSet.of(stream, Scaling.none())) {
      Trainer trainer =
          Trainer.of(
              learner.engine,
              Map.of(Trainer.MODEL, learner.model),
              (tf, batch) -> Map.of("loss", tf.constant(0f)),
              (tf, batch) ->
                  Map.of(
                      "loss",
                      tf.math.mean(
                          tf.dtypes.cast(batch.labels(), TFloat32.class), tf.constant(0))));
      assertThat(trainer.evaluate(set, BATCH)).containsEntry("loss", (COUNT - 1) / 2.0);
    }
  }

  /** Batches of numbers drawn for each epoch, with how many are still open. */
  private static final class Drawn implements Iterator<Map<String, TFloat32>>, AutoCloseable {
    private final Random random;
    private final int[] sizes;
    private final List<TFloat32> given;
    private int next;
    private boolean closed;

    Drawn(Pass pass, List<TFloat32> given, int... sizes) {
      this.random = new Random(pass.epoch());
      this.sizes = sizes;
      this.given = given;
    }

    @Override
    public boolean hasNext() {
      return next < sizes.length;
    }

    @Override
    public Map<String, TFloat32> next() {
      float[] values = new float[sizes[next++] * 5];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat();
      }
      TFloat32 tensor =
          TFloat32.tensorOf(Shape.of(values.length / 5, 5), DataBuffers.of(values, true, false));
      given.add(tensor);
      return Map.of("x", tensor);
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyIteratorTeachesAndIsClosedWithItsBatches(EngineKind kind) {
    List<Drawn> passes = new ArrayList<>();
    List<TFloat32> given = new ArrayList<>();
    List<Pass> asked = new ArrayList<>();
    BatchSource source =
        pass -> {
          asked.add(pass);
          // One more than needed, which nobody asks for.
          passes.add(new Drawn(pass, given, 4, 4, 2, 4));
          return passes.get(passes.size() - 1);
        };
    List<Map<String, String>> results = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try (Learner learner = new Learner(kind)) {
        TrainingSet set = TrainingSet.of(10, source);
        History history = learner.trainer.fit(set, set, TrainingOptions.of(2, 4));
        assertThat(history.epochs()).hasSize(2);
        results.add(learner.weights());
      }
    }
    assertThat(results.get(1)).isEqualTo(results.get(0));
    assertThat(asked).extracting(Pass::epoch).containsExactly(1, 1, 2, 1, 1, 1, 2, 1);
    assertThat(asked).extracting(Pass::batchSize).containsOnly(4);
    assertThat(asked.get(0).seed()).hasValue(3);
    assertThat(asked.get(1).seed()).isEmpty();
    assertThat(passes).allMatch(pass -> pass.closed);
    assertThat(given).hasSize(2 * 4 * 3);
    assertThat(given)
        .allSatisfy(
            tensor ->
                assertThatThrownBy(() -> tensor.asRawTensor().data().getByte(0))
                    .isInstanceOf(RuntimeException.class));
  }

  @Test
  void aSourceMustKeepWhatItPromised() {
    try (Learner learner = new Learner(EngineKind.GRAPH)) {
      List<TFloat32> given = new ArrayList<>();
      TrainingSet shorter = TrainingSet.of(10, pass -> new Drawn(pass, given, 4, 4));
      assertThatThrownBy(() -> learner.trainer.evaluate(shorter, 4))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("batch source must give 10 samples in epoch 1, but ended before batch 3");
      TrainingSet uneven = TrainingSet.of(10, pass -> new Drawn(pass, given, 4, 3, 3));
      assertThatThrownBy(() -> learner.trainer.fit(uneven, TrainingOptions.of(1, 4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("array 'x' of batch 2 of epoch 1 must have 4 rows, but has the shape [3, 5]");
      assertThatThrownBy(
              () -> TrainingSet.of(0, pass -> Stream.<Map<String, TFloat32>>of().iterator()))
          .hasMessage("count must be at least 1, but is 0");
    }
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a file's holes take room there")
  void fileFarLargerThanTheMemoryTrainsWithinIt() throws Exception {
    HugeFileProgram.Outcome outcome = HugeFileProgram.run(folder);

    assertThat(outcome.status()).as(outcome.text()).isZero();
    assertThat(outcome.text()).contains("steps 30", "file 64 GiB");
    // The file is 64 GiB, the heap 128 MiB; TensorFlow alone takes about 300 MiB.
    assertThat(outcome.residentMebibytes()).as(outcome.text()).isBetween(1L, 900L);
  }
}
