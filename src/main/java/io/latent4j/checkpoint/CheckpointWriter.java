package io.latent4j.checkpoint;

import io.latent4j.engine.Device;
import io.latent4j.engine.EngineException;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.InputSpec;
import io.latent4j.files.FileGroup;
import io.latent4j.files.UnwritableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Writes tensors and the tree that they belong to, for those who make the tree themselves, such as
 * a SavedModel with its functions. A tree of variables is written by {@link Checkpoint}.
 */
public final class CheckpointWriter {
  static final String OBJECT_GRAPH_KEY = "_CHECKPOINTABLE_OBJECT_GRAPH";

  private CheckpointWriter() {}

  /**
   * Writes a checkpoint. It is completed in a folder of its own and then moved, the index last: a
   * failure leaves the checkpoint of that prefix as it was, and nothing else behind.
   *
   * @param prefix what the names of the files start with; its folder is made if it is missing
   * @param graph the tree of objects
   * @param values the tensors by key
   * @throws IllegalArgumentException if the prefix has no name or a key is empty or the tree's own
   * @throws UncheckedIOException if the files can't be written; the message names the prefix
   */
  public static void write(
      Path prefix, TrackableObjectGraph graph, Map<String, ? extends TType> values) {
    values.keySet().forEach(CheckpointWriter::checkKey);
    Map<String, TType> all = new LinkedHashMap<>(values);
    try (TString proto = TString.tensorOfBytes(NdArrays.scalarOfObject(graph.toByteArray()))) {
      all.put(OBJECT_GRAPH_KEY, proto);
      write(prefix, fresh -> saveTensors(fresh, all, Map.of()));
    }
  }

  /**
   * Writes a checkpoint that is another one but for some values.
   *
   * @param source the checkpoint to go by
   * @param prefix what the names of the new files start with; may be the source's own
   * @param replaced the new values by key, of the types and shapes that {@link
   *     CheckpointReader#readBits} gives
   * @throws IllegalArgumentException if a value is not one of the source's, or of another type or
   *     shape
   * @throws ModelFormatException if the source can't be read
   * @throws UncheckedIOException if the files can't be written; the message names the prefix
   */
  public static void rewrite(
      CheckpointReader source, Path prefix, Map<String, ? extends TType> replaced) {
    Map<String, TType> all = new LinkedHashMap<>();
    Map<String, DataType> types = new LinkedHashMap<>();
    List<TType> read = new ArrayList<>();
    replaced.keySet().forEach(source::entry);
    try {
      for (CheckpointEntry entry : source.entries()) {
        TType value = replaced.get(entry.key());
        if (value == null) {
          value = source.readBits(entry.key());
          read.add(value);
        } else {
          checkValue(entry, value);
        }
        all.put(entry.key(), value);
        types.put(entry.key(), entry.type());
      }
      write(prefix, fresh -> saveTensors(fresh, all, types));
    } finally {
      read.forEach(TType::close);
    }
  }

  private static void checkValue(CheckpointEntry entry, TType value) {
    boolean fits =
        ElementTypes.bitsOf(entry.type()).filter(type -> type.isInstance(value)).isPresent();
    if (!fits || !value.shape().equals(ElementTypes.bitsShape(entry.type(), entry.shape()))) {
      throw new IllegalArgumentException(
          "value of '%s' must be %s, but is %s"
              .formatted(
                  entry.key(),
                  ElementTypes.describe(entry.type(), entry.shape()),
                  ElementTypes.describe(value.dataType(), value.shape())));
    }
  }

  /**
   * Writes the values that the variables of a tree have now; see {@link #write(Path,
   * TrackableObjectGraph, Map)}.
   *
   * @param prefix what the names of the files start with; its folder is made if it is missing
   * @param graph the tree
   * @throws IllegalArgumentException if the prefix has no name
   * @throws UncheckedIOException if the files can't be written; the message names the prefix
   */
  public static void write(Path prefix, ObjectGraph graph) {
    write(prefix, graph, OptionalLong.empty());
  }

  /** Writes a checkpoint that counts how often it was saved, if a count is given. */
  static void write(Path prefix, ObjectGraph graph, OptionalLong saveCount) {
    Map<String, TType> values = new LinkedHashMap<>();
    try {
      graph.variables().forEach((key, variable) -> values.put(key, variable.value()));
      // Python's restore(…).assert_consumed() wants it, and its SavedModels don't have it.
      if (saveCount.isPresent() && !graph.hasRootChild(ObjectGraph.SAVE_COUNTER)) {
        values.put(ObjectGraph.SAVE_COUNTER_KEY, TInt64.scalarOf(saveCount.getAsLong()));
        write(prefix, graph.toProtoWithSaveCounter(), values);
      } else {
        write(prefix, graph.toProto(), values);
      }
    } finally {
      values.values().forEach(TType::close);
    }
  }

  private static void checkKey(String key) {
    if (key.isEmpty() || key.equals(OBJECT_GRAPH_KEY)) {
      throw new IllegalArgumentException(
          "keys must not be empty or " + OBJECT_GRAPH_KEY + ", but one is '" + key + "'");
    }
  }

  /** Writes the files of a checkpoint under a prefix. */
  interface Content {
    void writeTo(Path prefix) throws IOException;
  }

  static void write(Path prefix, Content content) {
    CheckpointFiles target = new CheckpointFiles(prefix);
    try {
      FileGroup.replace(
          target.folder(),
          target.index().getFileName().toString(),
          target::include,
          fresh -> content.writeTo(fresh.resolve(target.name())));
    } catch (EngineException e) {
      throw failed(prefix, firstLine(e.getMessage()), new IOException(e));
    } catch (UnwritableException e) {
      throw failed(prefix, e.getReason(), e);
    }
  }

  /** What TensorFlow says first; hints about other cases follow. */
  private static String firstLine(String message) {
    return message.lines().findFirst().orElse(message);
  }

  private static UncheckedIOException failed(Path prefix, String reason, IOException cause) {
    return new UncheckedIOException("checkpoint " + prefix + " can't be written: " + reason, cause);
  }

  /** Saves tensors; what has another type than its tensor class is stored as the same bits. */
  private static void saveTensors(
      Path prefix, Map<String, TType> tensors, Map<String, DataType> types) {
    List<InputSpec> inputs = new ArrayList<>();
    Map<String, TType> arguments = new LinkedHashMap<>();
    for (TType tensor : tensors.values()) {
      String name = "tensor_" + inputs.size();
      inputs.add(new InputSpec(name, tensor.type(), tensor.shape()));
      arguments.put(name, tensor);
    }
    String[] keys = tensors.keySet().toArray(String[]::new);
    String[] wholeTensors = Collections.nCopies(keys.length, "").toArray(String[]::new);
    EngineOptions options = EngineOptions.defaults().withDevice(Device.CPU).withThreads(1);
    try (GraphEngine engine = GraphEngine.create(options)) {
      engine
          .function(
              "save",
              inputs,
              (tf, in) -> {
                List<Operand<?>> values = new ArrayList<>();
                for (int i = 0; i < keys.length; i++) {
                  InputSpec input = inputs.get(i);
                  Operand<? extends TType> value = in.get(input.name(), input.type());
                  DataType type = types.getOrDefault(keys[i], value.asOutput().dataType());
                  values.add(asType(tf, value, type));
                }
                tf.train.save(
                    tf.constant(prefix.toString()), tf.array(keys), tf.array(wholeTensors), values);
                return Map.of();
              })
          .call(arguments)
          .close();
    }
  }

  private static Operand<?> asType(Ops tf, Operand<? extends TType> value, DataType type) {
    if (value.asOutput().dataType() == type) {
      return value;
    }
    Scope scope = tf.scope();
    return scope
        .env()
        .opBuilder("Bitcast", scope.makeOpName("Bitcast"), scope)
        .addInput(value.asOutput())
        .setAttr("type", type)
        .build()
        .output(0);
  }
}
