package io.latent4j.checkpoint;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.proto.BundleHeaderProto;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * Looks into a checkpoint: what it holds, and the values. It reads whatever TensorFlow wrote, trees
 * of objects as well as checkpoints of TensorFlow 1.
 *
 * <p>Everything is read and checked in Java. So a damaged file ends in an exception, never in a
 * process that TensorFlow aborts.
 *
 * <pre>{@code
 * CheckpointReader reader = CheckpointReader.open(Path.of("run/ckpt-3"));
 * reader.entries().forEach(System.out::println);
 * try (TFloat32 kernel =
 *     reader.read("model/layers/0/kernel/.ATTRIBUTES/VARIABLE_VALUE", TFloat32.class)) {
 *   ...
 * }
 * }</pre>
 */
public final class CheckpointReader {
  private static final String HEADER_KEY = "";
  private static final int FORMAT_VERSION = 1;

  /** The file names have five digits. */
  private static final int MAX_SHARDS = 99_999;

  private final CheckpointFiles files;
  private final int shards;
  private final Map<String, StoredTensor> tensors;

  private CheckpointReader(CheckpointFiles files, int shards, Map<String, StoredTensor> tensors) {
    this.files = files;
    this.shards = shards;
    this.tensors = tensors;
  }

  /**
   * Opens a checkpoint: reads its index and checks that its data files are as long as the index
   * says. No file is kept open.
   *
   * @param prefix what the names of its files start with, such as {@code run/ckpt-3}
   * @return the reader
   * @throws ModelFormatException if a file is missing, damaged, or of another format
   */
  public static CheckpointReader open(Path prefix) {
    CheckpointFiles files = new CheckpointFiles(Objects.requireNonNull(prefix, "prefix"));
    Map<String, byte[]> table = SortedTable.read(files.index());
    int shards = header(files.index(), table.remove(HEADER_KEY)).getNumShards();
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    table.forEach(
        (key, proto) -> tensors.put(key, StoredTensor.parse(files.index(), key, proto, shards)));
    CheckpointReader reader = new CheckpointReader(files, shards, tensors);
    reader.checkDataFiles();
    return reader;
  }

  private static BundleHeaderProto header(Path index, byte[] proto) {
    String expected = "the header of a checkpoint";
    if (proto == null) {
      throw new ModelFormatException(index, expected, "none");
    }
    try {
      BundleHeaderProto header = BundleHeaderProto.parseFrom(proto);
      if (header.getNumShards() < 1 || header.getNumShards() > MAX_SHARDS) {
        throw new ModelFormatException(
            index, "between 1 and 99999 data files", "" + header.getNumShards());
      }
      if (header.getEndianness() != BundleHeaderProto.Endianness.LITTLE) {
        throw new ModelFormatException(
            index, "little-endian numbers", "" + header.getEndiannessValue());
      }
      if (header.getVersion().getMinConsumer() > FORMAT_VERSION) {
        throw new ModelFormatException(
            index,
            "version " + FORMAT_VERSION + " of the format",
            "version " + header.getVersion().getMinConsumer());
      }
      return header;
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(index, expected, "something unreadable", e);
    }
  }

  private void checkDataFiles() {
    Map<Integer, Long> sizes = new LinkedHashMap<>();
    for (StoredTensor tensor : tensors.values()) {
      long size = sizes.computeIfAbsent(tensor.shard(), this::dataSize);
      if (tensor.offset() > size || tensor.size() > size - tensor.offset()) {
        throw new ModelFormatException(
            dataFile(tensor),
            "%d bytes at %d for '%s'"
                .formatted(tensor.size(), tensor.offset(), tensor.entry().key()),
            "a file of " + size + " bytes");
      }
    }
  }

  private long dataSize(int shard) {
    Path data = files.data(shard, shards);
    try {
      return Files.size(data);
    } catch (IOException e) {
      throw ModelFormatException.unreadable(data, "the data of a checkpoint", e);
    }
  }

  private Path dataFile(StoredTensor tensor) {
    return files.data(tensor.shard(), shards);
  }

  /**
   * All that the checkpoint holds.
   *
   * @return the entries in the order of their keys
   */
  public List<CheckpointEntry> entries() {
    List<CheckpointEntry> entries = new ArrayList<>(tensors.size());
    tensors.values().forEach(tensor -> entries.add(tensor.entry()));
    return Collections.unmodifiableList(entries);
  }

  /**
   * Whether there is a tensor.
   *
   * @param key what it would be stored under
   * @return true if there is one
   */
  public boolean contains(String key) {
    return tensors.containsKey(key);
  }

  /**
   * Describes a tensor.
   *
   * @param key what it is stored under
   * @return its type and shape
   * @throws IllegalArgumentException if there is none
   */
  public CheckpointEntry entry(String key) {
    return find(key).entry();
  }

  /**
   * Reads a tensor.
   *
   * @param <T> its type
   * @param key what it is stored under
   * @param type its type
   * @return the tensor, to be closed by the caller
   * @throws IllegalArgumentException if there is none of that key and type
   * @throws ModelFormatException if the data is damaged
   */
  public <T extends TType> T read(String key, Class<T> type) {
    StoredTensor tensor = find(key);
    if (tensor.entry().type() != ElementTypes.of(type)) {
      throw new IllegalArgumentException(
          "type of '%s' must be %s, but is %s"
              .formatted(
                  key,
                  ElementTypes.name(tensor.entry().type()),
                  ElementTypes.name(ElementTypes.of(type))));
    }
    return new TensorContent(dataFile(tensor), tensor).read(type);
  }

  /**
   * Reads a tensor of any type. One of a type that Java lacks comes as one whose elements have the
   * same bits: see {@link ElementTypes#bitsOf}.
   *
   * @param key what it is stored under
   * @return the tensor, to be closed by the caller
   * @throws IllegalArgumentException if there is none of that key
   * @throws ModelFormatException if the data is damaged or of a type whose bits Java can't hold
   */
  public TType readBits(String key) {
    StoredTensor tensor = find(key);
    Class<? extends TType> type =
        ElementTypes.bitsOf(tensor.entry().type())
            .orElseThrow(
                () ->
                    new ModelFormatException(
                        files.index(),
                        "a type of '" + key + "' that Java knows",
                        ElementTypes.name(tensor.entry().type())));
    return new TensorContent(dataFile(tensor), tensor).read(type);
  }

  private StoredTensor find(String key) {
    StoredTensor tensor = tensors.get(key);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "key must be one of the %d in %s, but is '%s'"
              .formatted(tensors.size(), files.index(), key));
    }
    return tensor;
  }

  /**
   * The tree of objects that was saved: its nodes, their children, and the keys of their values.
   *
   * @return the object graph; its nodes refer to nodes that exist
   * @throws ModelFormatException if there is none, as in checkpoints of TensorFlow 1, or if it is
   *     damaged
   */
  public TrackableObjectGraph objectGraph() {
    String expected = "a tree of objects";
    StoredTensor tensor = tensors.get(CheckpointWriter.OBJECT_GRAPH_KEY);
    if (tensor == null) {
      throw new ModelFormatException(files.index(), expected, "tensors only");
    }
    if (tensor.entry().type() != ElementTypes.of(TString.class)
        || tensor.entry().shape().numDimensions() != 0) {
      throw new ModelFormatException(files.index(), expected, tensor.entry().toString());
    }
    try (TString proto = new TensorContent(dataFile(tensor), tensor).read(TString.class)) {
      return checked(TrackableObjectGraph.parseFrom(proto.asBytes().getObject()));
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(dataFile(tensor), expected, "something unreadable", e);
    }
  }

  private TrackableObjectGraph checked(TrackableObjectGraph graph) {
    int nodes = graph.getNodesCount();
    boolean closed =
        graph.getNodesList().stream()
            .flatMap(node -> node.getChildrenList().stream())
            .allMatch(child -> child.getNodeId() >= 0 && child.getNodeId() < nodes);
    if (nodes == 0 || !closed) {
      throw new ModelFormatException(
          files.index(), "a tree of objects", nodes == 0 ? "none" : "nodes that do not exist");
    }
    return graph;
  }
}
