package io.latent4j.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.MessageLite;
import io.latent4j.engine.Engine;
import io.latent4j.engine.GraphEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.proto.TensorSliceProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.VersionDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class CheckpointReaderTest {
  private static final String STEP = "step/.ATTRIBUTES/VARIABLE_VALUE";

  @TempDir Path folder;

  private Path saved() {
    Path prefix = folder.resolve("ckpt");
    try (Engine engine = GraphEngine.create()) {
      Checkpoint.of(SampleTree.layers(engine, 0, 42)).save(prefix);
    }
    return prefix;
  }

  @Test
  void readsTheKeysThatItLists() {
    CheckpointReader reader = CheckpointReader.open(saved());
    assertThat(reader.contains(STEP)).isTrue();
    assertThat(reader.contains("pace")).isFalse();
    assertThat(reader.entry(STEP).type()).isEqualTo(DataType.DT_INT64);
    try (TInt64 step = reader.read(STEP, TInt64.class)) {
      assertThat(step.getLong()).isEqualTo(42);
    }
  }

  @Test
  void saysWhichKeyOrTypeIsWrong() {
    CheckpointReader reader = CheckpointReader.open(saved());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.read("pace", TInt64.class))
        .withMessage(
            "key must be one of the 7 in " + folder.resolve("ckpt.index") + ", but is 'pace'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.read(STEP, TFloat32.class))
        .withMessage("type of '" + STEP + "' must be int64, but is float32");
  }

  @Test
  void namesAMissingIndex() {
    assertRefused("ckpt.index", "the index of a checkpoint", "no such file");
  }

  @Test
  void namesMissingData() throws IOException {
    saved();
    Files.delete(folder.resolve("ckpt.data-00000-of-00001"));
    assertRefused("ckpt.data-00000-of-00001", "the data of a checkpoint", "no such file");
  }

  @Test
  void namesDataThatIsTooShort() throws IOException {
    saved();
    Path data = folder.resolve("ckpt.data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(data);
    Files.write(data, Arrays.copyOf(bytes, bytes.length - 1));
    assertThatThrownBy(() -> CheckpointReader.open(folder.resolve("ckpt")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(data + ": expected ")
        .hasMessageEndingWith(", found a file of " + (bytes.length - 1) + " bytes");
  }

  @Test
  void refusesAnEmptyIndexAndOneOfAnotherFormat() throws IOException {
    saved();
    Path index = folder.resolve("ckpt.index");
    Files.write(index, new byte[0]);
    assertRefused("ckpt.index", "the index of a checkpoint", "a file of 0 bytes");
    Files.write(index, new byte[1000]);
    assertRefused("ckpt.index", "the index of a checkpoint", "a file that does not end as one");
  }

  @Test
  void refusesAChangedWeight() throws IOException {
    Path data = saved().resolveSibling("ckpt.data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(data);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] ^= 1;
    }
    Files.write(data, bytes);
    CheckpointReader reader = CheckpointReader.open(folder.resolve("ckpt"));
    assertThatThrownBy(() -> reader.read(STEP, TInt64.class))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(
            data + ": expected the value of '" + STEP + "', found bytes with a wrong checksum");
  }

  @Test
  void readsDataInSeveralFiles() throws IOException {
    Map<String, MessageLite> index = new LinkedHashMap<>();
    index.put("", BundleHeaderProto.newBuilder().setNumShards(2).build());
    index.put("a", entry(DataType.DT_INT64, 0, 8).setShardId(1).setCrc32C(crc(5)).build());
    index.put("b", entry(DataType.DT_INT64, 8, 8).setCrc32C(crc(7)).build());
    IndexFile.write(folder.resolve("ckpt.index"), index);
    Files.write(folder.resolve("ckpt.data-00001-of-00002"), number(5));
    Files.write(folder.resolve("ckpt.data-00000-of-00002"), number(6));
    Files.write(folder.resolve("ckpt.data-00000-of-00002"), number(7), StandardOpenOption.APPEND);
    CheckpointReader reader = CheckpointReader.open(folder.resolve("ckpt"));
    try (TInt64 a = reader.read("a", TInt64.class);
        TInt64 b = reader.read("b", TInt64.class)) {
      assertThat(a.getLong()).isEqualTo(5);
      assertThat(b.getLong()).isEqualTo(7);
    }
    assertThatThrownBy(reader::objectGraph)
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith(": expected a tree of objects, found tensors only");
  }

  private static byte[] number(int value) {
    return new byte[] {(byte) value, 0, 0, 0, 0, 0, 0, 0};
  }

  private static int crc(int value) {
    return Crc.masked(number(value), 0, 8);
  }

  private static BundleEntryProto.Builder entry(DataType type, long offset, long size) {
    return BundleEntryProto.newBuilder().setDtype(type).setOffset(offset).setSize(size);
  }

  private static TensorShapeProto shape(long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }

  static Stream<Arguments> hostileEntries() {
    return Stream.of(
        hostile("negative size of a dimension", e -> e.setShape(shape(-8))),
        hostile("product that overflows", e -> e.setShape(shape(1L << 32, 1L << 32))),
        hostile("product that overflows before a 0", e -> e.setShape(shape(1L << 62, 4, 0))),
        hostile(
            "rank of 255",
            e -> e.setShape(shape(LongStream.generate(() -> 1).limit(255).toArray()))),
        hostile(
            "unknown rank", e -> e.setShape(TensorShapeProto.newBuilder().setUnknownRank(true))),
        hostile("more elements than bytes", e -> e.setShape(shape(1L << 40))),
        hostile("more strings than bytes", e -> e.setDtype(DataType.DT_STRING).setShape(shape(9))),
        hostile("fewer elements than bytes", e -> e.setDtype(DataType.DT_INT32)),
        hostile("unknown type", e -> e.setDtypeValue(999)),
        hostile("no type", e -> e.setDtype(DataType.DT_INVALID)),
        hostile("negative file", e -> e.setShardId(-1)),
        hostile("file beyond the last", e -> e.setShardId(1)),
        hostile("negative offset", e -> e.setOffset(-1)),
        hostile("offset beyond the end", e -> e.setOffset(Long.MAX_VALUE)),
        hostile("negative length", e -> e.setSize(-8)),
        hostile("pieces", e -> e.addSlices(TensorSliceProto.newBuilder())));
  }

  private static Arguments hostile(String name, Consumer<BundleEntryProto.Builder> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostileEntries")
  void refusesHostileEntries(String name, Consumer<BundleEntryProto.Builder> change)
      throws IOException {
    BundleEntryProto.Builder entry = entry(DataType.DT_INT64, 0, 8).setCrc32C(crc(5));
    Files.write(folder.resolve("ckpt.data-00000-of-00001"), number(5));
    BundleHeaderProto header = BundleHeaderProto.newBuilder().setNumShards(1).build();
    IndexFile.write(folder.resolve("ckpt.index"), Map.of("", header, "a", entry.build()));
    assertThat(CheckpointReader.open(folder.resolve("ckpt")).contains("a")).isTrue();

    change.accept(entry);
    IndexFile.write(folder.resolve("ckpt.index"), Map.of("", header, "a", entry.build()));

    assertThatThrownBy(() -> CheckpointReader.open(folder.resolve("ckpt")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageContaining("'a'");
  }

  static Stream<BundleHeaderProto.Builder> hostileHeaders() {
    return Stream.of(
        BundleHeaderProto.newBuilder(),
        BundleHeaderProto.newBuilder().setNumShards(-1),
        BundleHeaderProto.newBuilder().setNumShards(100_000),
        BundleHeaderProto.newBuilder().setNumShards(1).setEndiannessValue(1),
        BundleHeaderProto.newBuilder().setNumShards(1).setEndiannessValue(9),
        BundleHeaderProto.newBuilder()
            .setNumShards(1)
            .setVersion(VersionDef.newBuilder().setMinConsumer(2)));
  }

  @ParameterizedTest
  @MethodSource("hostileHeaders")
  void refusesHostileHeaders(BundleHeaderProto.Builder header) throws IOException {
    IndexFile.write(folder.resolve("ckpt.index"), Map.of("", header.build()));
    assertThatThrownBy(() -> CheckpointReader.open(folder.resolve("ckpt")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(folder.resolve("ckpt.index") + ": expected ");
  }

  @Test
  void refusesAnObjectGraphWithNodesThatDoNotExist() {
    TrackableObjectGraph.Builder graph = TrackableObjectGraph.newBuilder();
    graph.addNodes(
        TrackableObject.newBuilder()
            .addChildren(ObjectReference.newBuilder().setLocalName("a").setNodeId(1)));
    CheckpointWriter.write(folder.resolve("ckpt"), graph.build(), Map.of());
    assertGraphRefused("nodes that do not exist");
    CheckpointWriter.write(
        folder.resolve("ckpt"), TrackableObjectGraph.getDefaultInstance(), Map.of());
    assertGraphRefused("none");
  }

  private void assertGraphRefused(String found) {
    assertThatThrownBy(() -> CheckpointReader.open(folder.resolve("ckpt")).objectGraph())
        .isInstanceOf(ModelFormatException.class)
        .hasMessageEndingWith(": expected a tree of objects, found " + found);
  }

  private void assertRefused(String file, String expected, String found) {
    assertThatThrownBy(() -> CheckpointReader.open(folder.resolve("ckpt")))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(folder.resolve(file) + ": expected " + expected + ", found " + found);
  }
}
