package io.latent4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.engine.Trackable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class CheckpointTest {
  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";

  @TempDir Path folder;

  static Stream<Arguments> engines() {
    return Stream.of(EngineKind.values())
        .flatMap(from -> Stream.of(EngineKind.values()).map(to -> Arguments.of(from, to)));
  }

  @ParameterizedTest
  @MethodSource("engines")
  void restoresEveryTypeAcrossEngines(EngineKind from, EngineKind to) {
    try (Engine source = from.open();
        Engine target = to.open()) {
      TreeNode saved = SampleTree.everyType(source, false);
      TreeNode restored = SampleTree.everyType(target, true);
      assertThat(SampleTree.values(restored)).isNotEqualTo(SampleTree.values(saved));

      Checkpoint.of(saved).save(folder.resolve("ckpt"));
      Checkpoint.of(restored).restore(folder.resolve("ckpt"));

      assertThat(SampleTree.values(restored)).isEqualTo(SampleTree.values(saved));
    }
  }

  @Test
  void writesOnlyTheFilesThatTensorFlowWrites() throws IOException {
    try (Engine engine = GraphEngine.create()) {
      Path prefix = folder.resolve("new/deep/ckpt");
      Checkpoint.of(SampleTree.layers(engine, 0, 1)).save(prefix);
      assertThat(names(prefix.getParent()))
          .containsExactly("ckpt.data-00000-of-00001", "ckpt.index");
    }
  }

  @Test
  void storesValuesUnderThePathsThatPythonUses() {
    try (Engine engine = GraphEngine.create()) {
      TreeNode model = SampleTree.layers(engine, 0, 1);
      Checkpoint.of(Map.of("model", model)).save(folder.resolve("ckpt"));

      CheckpointReader reader = CheckpointReader.open(folder.resolve("ckpt"));

      assertThat(reader.entries())
          .extracting(CheckpointEntry::toString)
          .containsExactly(
              "_CHECKPOINTABLE_OBJECT_GRAPH: string []",
              "model/layers/0/bias" + VALUE + ": float32 [4]",
              "model/layers/0/kernel" + VALUE + ": float32 [3, 4]",
              "model/layers/1/bias" + VALUE + ": float32 [2]",
              "model/layers/1/kernel" + VALUE + ": float32 [4, 2]",
              "model/step" + VALUE + ": int64 []",
              "save_counter" + VALUE + ": int64 []");
    }
  }

  @Test
  void escapesNamesAsPythonDoes() {
    try (Engine engine = GraphEngine.create()) {
      TreeNode tree = TreeNode.of("a.b/c", SampleTree.floats(engine, "x", 1, 2));
      Checkpoint.of(tree).save(folder.resolve("ckpt"));
      assertThat(CheckpointReader.open(folder.resolve("ckpt")).contains("a..b.Sc" + VALUE))
          .isTrue();
    }
  }

  @Test
  void numbersNodesBreadthFirstAndSharedNodesOnce() {
    try (Engine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> kernel = SampleTree.floats(engine, "kernel", 1, 2);
      TreeNode tree =
          TreeNode.of(
              "deep", TreeNode.of("inner", TreeNode.of("kernel", kernel)),
              "flat", TreeNode.of("tied", kernel),
              "empty", TreeNode.of());
      ObjectGraph graph = ObjectGraph.of(tree);
      TrackableObjectGraph proto = graph.toProtoWithSaveCounter();

      assertThat(graph.variables()).containsExactly(Map.entry("flat/tied" + VALUE, kernel));
      assertThat(proto.getNodesList())
          .extracting(
              node ->
                  node.getChildrenList().stream()
                      .map(child -> child.getLocalName() + "=" + child.getNodeId())
                      .toList())
          .containsExactly(
              List.of("deep=1", "flat=2", "empty=3", "save_counter=6"),
              List.of("inner=4"),
              List.of("tied=5"),
              List.of(),
              List.of("kernel=5"),
              List.of(),
              List.of());
    }
  }

  @Test
  void restoresASharedVariableFromWhicheverPathHasTheKey() {
    try (Engine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> kernel = SampleTree.floats(engine, "kernel", 1, 2);
      TreeNode deep = TreeNode.of("inner", TreeNode.of("kernel", kernel));
      Checkpoint.of(TreeNode.of("deep", deep, "flat", TreeNode.of("tied", kernel)))
          .save(folder.resolve("ckpt"));
      kernel.assign(0, 0);

      Checkpoint.of(TreeNode.of("deep", deep)).restore(folder.resolve("ckpt"));

      assertThat(kernel.toFloats()).containsExactly(1f, 1.125f);
    }
  }

  @Test
  void refusesTwoValuesForOneVariable() {
    try (Engine engine = GraphEngine.create()) {
      Checkpoint.of(
              TreeNode.of(
                  "a", SampleTree.floats(engine, "a", 1, 2),
                  "b", SampleTree.floats(engine, "b", 5, 2)))
          .save(folder.resolve("ckpt"));
      ModelVariable<TFloat32> tied = SampleTree.floats(engine, "tied", 9, 2);

      assertThatThrownBy(
              () ->
                  Checkpoint.of(TreeNode.of("a", tied, "b", tied)).restore(folder.resolve("ckpt")))
          .isInstanceOf(ModelFormatException.class)
          .hasMessage(
              folder.resolve("ckpt.index")
                  + ": expected one value for variable 'a', which has several places in the"
                  + " model, found several");
      assertThat(tied.toFloats()).containsExactly(9f, 9.125f);
    }
  }

  @Test
  void leavesAloneWhatTheTreeDoesNotHave() {
    try (Engine engine = GraphEngine.create()) {
      Checkpoint.of(SampleTree.layers(engine, 0, 12)).save(folder.resolve("ckpt"));
      ModelVariable<TInt64> step = SampleTree.counter(engine, "step", 0);
      Checkpoint.of(TreeNode.of("step", step)).restore(folder.resolve("ckpt"));
      try (TInt64 value = step.value()) {
        assertThat(value.getLong()).isEqualTo(12);
      }
    }
  }

  static Stream<Arguments> misfits() {
    return Stream.of(
        Arguments.of(
            misfit(engine -> SampleTree.dense(engine, 4, 3, 9)),
            "variable 'layers[1].kernel' of float32 [4, 3]",
            "float32 [4, 2]"),
        Arguments.of(
            misfit(
                engine ->
                    TreeNode.of(
                        "kernel", SampleTree.floats(engine, "kernel", 9, 4, 2),
                        "bias", SampleTree.counter(engine, "bias", 9))),
            "variable 'layers[1].bias' of int64 []",
            "float32 [2]"),
        Arguments.of(
            misfit(engine -> TreeNode.of("gamma", SampleTree.floats(engine, "gamma", 9, 2))),
            "variable 'layers[1].gamma' of float32 [2]",
            "nothing at that path"),
        Arguments.of(
            misfit(engine -> SampleTree.floats(engine, "alpha", 9, 2)),
            "variable 'layers[1]' of float32 [2]",
            "a node without a value"));
  }

  private static Function<Engine, Trackable> misfit(Function<Engine, Trackable> secondLayer) {
    return secondLayer;
  }

  @ParameterizedTest
  @MethodSource("misfits")
  void restoresAllOrNothing(
      Function<Engine, Trackable> secondLayer, String expected, String found) {
    try (Engine engine = GraphEngine.create()) {
      Checkpoint.of(SampleTree.layers(engine, 0, 1)).save(folder.resolve("ckpt"));
      TreeNode other =
          TreeNode.of(
              "layers",
              TreeNode.list(List.of(SampleTree.dense(engine, 3, 4, 7), secondLayer.apply(engine))),
              "step",
              SampleTree.counter(engine, "step", 99));
      Map<String, List<?>> before = SampleTree.values(other);

      assertThatThrownBy(() -> Checkpoint.of(other).restore(folder.resolve("ckpt")))
          .isInstanceOfSatisfying(
              ModelFormatException.class,
              e -> {
                assertThat(e.file()).isEqualTo(folder.resolve("ckpt.index").toString());
                assertThat(e.expected()).isEqualTo(expected);
                assertThat(e.found()).isEqualTo(found);
              });
      assertThat(SampleTree.values(other)).isEqualTo(before);
    }
  }

  @Test
  void replacesAFormerCheckpoint() throws IOException {
    try (Engine engine = GraphEngine.create()) {
      Path prefix = folder.resolve("ckpt");
      Files.createFile(folder.resolve("ckpt.data-00001-of-00002"));
      Files.createFile(folder.resolve("ckpt-2.data-00000-of-00001"));
      Checkpoint.of(SampleTree.layers(engine, 0, 1)).save(prefix);
      TreeNode newer = SampleTree.layers(engine, 3, 2);
      Map<String, List<?>> values = SampleTree.values(newer);
      Checkpoint.of(newer).save(prefix);

      TreeNode restored = SampleTree.layers(engine, 0, 0);
      Checkpoint.of(restored).restore(prefix);

      assertThat(SampleTree.values(restored)).isEqualTo(values);
      assertThat(names(folder))
          .containsExactly("ckpt-2.data-00000-of-00001", "ckpt.data-00000-of-00001", "ckpt.index");
    }
  }

  @Test
  void saveThatFailsMidwayLeavesTheFormerCheckpoint() throws IOException {
    try (Engine engine = GraphEngine.create()) {
      Path prefix = folder.resolve("ckpt");
      TreeNode tree = SampleTree.layers(engine, 0, 1);
      Map<String, List<?>> values = SampleTree.values(tree);
      Checkpoint.of(tree).save(prefix);

      assertThatThrownBy(
              () ->
                  CheckpointWriter.write(
                      prefix,
                      fresh -> {
                        Files.writeString(
                            new CheckpointFiles(fresh).data(0, 1), "only a part of it");
                        throw new IOException("No space left on device");
                      }))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessage("checkpoint " + prefix + " can't be written: No space left on device");

      assertThat(names(folder)).containsExactly("ckpt.data-00000-of-00001", "ckpt.index");
      Checkpoint.of(tree).restore(prefix);
      assertThat(SampleTree.values(tree)).isEqualTo(values);
    }
  }

  @Test
  void renameThatFailsPutsTheFormerDataBack() throws IOException {
    Path prefix = folder.resolve("ckpt");
    Files.writeString(folder.resolve("ckpt.data-00000-of-00001"), "former");
    Files.createDirectories(folder.resolve("ckpt.index/in-the-way"));
    try (Engine engine = GraphEngine.create()) {
      Checkpoint checkpoint = Checkpoint.of(SampleTree.layers(engine, 0, 1));
      assertThatThrownBy(() -> checkpoint.save(prefix))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(prefix.toString());
    }
    assertThat(folder.resolve("ckpt.data-00000-of-00001")).hasContent("former");
    assertThat(names(folder)).containsExactly("ckpt.data-00000-of-00001", "ckpt.index");
  }

  @Test
  void saysWhereItCannotWrite() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    try (Engine engine = GraphEngine.create()) {
      Checkpoint checkpoint = Checkpoint.of(SampleTree.layers(engine, 0, 1));
      assertThatThrownBy(() -> checkpoint.save(file.resolve("ckpt")))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(file.resolve("ckpt").toString());
    }
  }

  @Test
  void worksInFoldersWithUnusualNames() throws IOException {
    Path prefix = folder.resolve("run [1] *?/é ckpt");
    try (Engine engine = GraphEngine.create()) {
      TreeNode tree = SampleTree.layers(engine, 0, 1);
      Map<String, List<?>> values = SampleTree.values(tree);
      Checkpoint.of(tree).save(prefix);
      Checkpoint.of(tree).restore(prefix);
      assertThat(SampleTree.values(tree)).isEqualTo(values);
    }
  }

  @Test
  void rejectsWhatHasNoPath() {
    try (Engine engine = GraphEngine.create()) {
      ModelVariable<TFloat32> variable = SampleTree.floats(engine, "alone", 0, 1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Checkpoint.of(variable))
          .withMessage("root must be a node with children, but is variable 'alone'");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Checkpoint.of(Map.of()))
          .withMessage("roots must be trees by name, but are []");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Checkpoint.of(Map.of("a", variable)).save(Path.of("/")))
          .withMessage("prefix must end in a name, but is '/'");
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
