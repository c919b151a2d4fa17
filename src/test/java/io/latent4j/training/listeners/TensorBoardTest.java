package io.latent4j.training.listeners;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latent4j.engine.EngineKind;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.Schedules;
import io.latent4j.training.Epoch;
import io.latent4j.training.History;
import io.latent4j.training.Regression;
import io.latent4j.training.TrainingListener;
import io.latent4j.training.TrainingRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.Summary;

class TensorBoardTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void metricsOfBothSetsAreThereByEpoch(EngineKind kind) throws Exception {
    try (Regression run = new Regression(kind)) {
      History history = run.fit(3, TensorBoard.of(folder));

      assertThat(Events.scalars(folder.resolve("train"), "epoch_loss").values())
          .containsExactlyElementsOf(floats(history.values("loss")));
      assertThat(Events.scalars(folder.resolve("validation"), "epoch_loss").values())
          .containsExactlyElementsOf(floats(history.values("val_loss")));
      assertThat(Events.scalars(folder.resolve("validation"), "epoch_loss").keySet())
          .containsExactly(1L, 2L, 3L);
      assertThat(Events.scalars(folder.resolve("train"), "epoch_learning_rate").values())
          .containsExactly(0.03f, 0.03f, 0.03f);
    }
  }

  private static List<Float> floats(double... values) {
    return IntStream.range(0, values.length).mapToObj(i -> (float) values[i]).toList();
  }

  @Test
  void learningRateOfScheduleIsThatOfTheNextStep() throws Exception {
    float[] rates = {0.1f, 0.2f, 0.3f};
    Adam scheduled = Adam.of(1);
    try (Regression run =
        new Regression(
            EngineKind.GRAPH,
            7,
            scheduled.withSchedule(Schedules.piecewiseConstantDecay(new long[] {4, 9}, rates)))) {
      run.fit(3, TensorBoard.of(folder));

      assertThat(Events.scalars(folder.resolve("train"), "epoch_learning_rate").values())
          .containsExactly(0.2f, 0.3f, 0.3f);
    }
  }

  @Test
  void graphIsWrittenOnceAndHasTheStep() throws Exception {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(2, TensorBoard.of(folder));

      List<Event> graphs =
          Events.in(folder.resolve("train")).stream().filter(Event::hasGraphDef).toList();
      assertThat(graphs).hasSize(1);
      assertThat(GraphDef.parseFrom(graphs.get(0).getGraphDef()).getNodeList())
          .anyMatch(node -> node.getOp().equals("MatMul"))
          .anyMatch(node -> node.getOp().equals("ResourceApplyAdam"));
    }
  }

  @Test
  void histogramsCountTheNumbersOfVariables() throws Exception {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(5, TensorBoard.of(folder).withoutGraph().withHistograms(2));

      List<Event> events =
          Events.in(folder.resolve("train")).stream()
              .filter(event -> tag(event).equals("layers[0]/kernel"))
              .toList();
      assertThat(events).extracting(Event::getStep).containsExactly(2L, 4L);
      HistogramProto kernel = events.get(1).getSummary().getValue(0).getHisto();
      assertThat(kernel.getNum()).isEqualTo(3 * 16);
      assertThat(Events.tags(folder.resolve("train")))
          .contains("layers[0]/bias", "layers[2]/kernel", "layers[2]/bias");
      assertThat(Events.in(folder.resolve("train"))).noneMatch(Event::hasGraphDef);
    }
  }

  private static String tag(Event event) {
    return event.getSummary().getValueCount() == 0 ? "" : event.getSummary().getValue(0).getTag();
  }

  @Test
  void imagesAreWrittenAfterEachEpoch() throws Exception {
    try (Regression run = new Regression(EngineKind.EAGER)) {
      TensorBoard board =
          TensorBoard.of(folder).withImages("made", training -> new float[2][5][4][3]);
      run.fit(2, board);

      List<Summary.Image> images =
          Events.in(folder.resolve("train")).stream()
              .flatMap(event -> event.getSummary().getValueList().stream())
              .filter(Summary.Value::hasImage)
              .map(Summary.Value::getImage)
              .toList();
      assertThat(images).hasSize(4);
      assertThat(images)
          .allMatch(image -> image.getHeight() == 5 && image.getWidth() == 4)
          .allMatch(image -> image.getColorspace() == 3);
    }
  }

  @Test
  void lossOfStepsCountsOverEpochs() throws Exception {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(2, TensorBoard.of(folder).withStepLoss(3));

      assertThat(Events.scalars(folder.resolve("train"), "batch_loss").keySet())
          .containsExactly(3L, 6L, 9L);
    }
  }

  @Test
  void eventsAreOnDiskAfterEachEpoch() throws Exception {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      run.fit(
          3,
          TensorBoard.of(folder),
          new TrainingListener() {
            @Override
            public void onSave(TrainingRun training, Epoch epoch) {
              assertThat(scalars("epoch_loss")).hasSize(epoch.number());
            }
          });
    }
  }

  private List<Float> scalars(String tag) {
    try {
      return List.copyOf(Events.scalars(folder.resolve("train"), tag).values());
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatWasSeenBeforeAnExceptionIsKept() throws Exception {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      TrainingListener failing =
          new TrainingListener() {
            @Override
            public void onStep(TrainingRun training, int step, double loss) {
              if (training.epochs().size() == 1 && step == 2) {
                throw new IllegalStateException("enough");
              }
            }
          };

      assertThatThrownBy(() -> run.fit(3, TensorBoard.of(folder).withStepLoss(1), failing))
          .hasMessage("enough");

      assertThat(scalars("epoch_loss")).hasSize(1);
      assertThat(scalars("batch_loss")).hasSize(7); // those since the last flush too
    }
  }

  @Test
  void secondRunMakesFilesOfItsOwn() throws Exception {
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      TensorBoard board = TensorBoard.of(folder);
      run.fit(1, board);
      run.fit(1, board);

      try (var files = Files.list(folder.resolve("train"))) {
        assertThat(files).hasSize(2);
      }
    }
  }

  @Test
  void wrongArgumentsAreRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    TensorBoard board = TensorBoard.of(folder).withImages("a", run -> new float[1][1][1][2]);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> board.withHistograms(0))
        .withMessage("everyEpochs must be at least 1, but is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> board.withStepLoss(-1))
        .withMessage("everySteps must be at least 1, but is -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> board.withImages("a", run -> null))
        .withMessage("tag must be new, but there is 'a' already");
    try (Regression run = new Regression(EngineKind.GRAPH)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run.fit(1, TensorBoard.of(file)))
          .withMessage("folder for TensorBoard must be a folder, but " + file + " is a file");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> run.fit(1, board))
          .withMessage("images 'a' must have 1, 3 or 4 channels, but have 2");
    }
  }

  @Test
  void imagesMustBeOfOneShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageBytes.of("a", new float[0][][][]))
        .withMessageContaining("at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageBytes.of("a", new float[][][][] {{{{1}}}, {{{1}, {1}}}}))
        .withMessage("images 'a' must have 1 columns each, but one has 2");
  }
}
