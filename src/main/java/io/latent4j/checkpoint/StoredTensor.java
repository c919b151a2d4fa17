package io.latent4j.checkpoint;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.BundleEntryProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.family.TType;

/**
 * Where the bytes of a tensor are.
 *
 * @param entry what it is
 * @param shard the number of the data file
 * @param offset where in the file it starts
 * @param size its length in the file, in bytes
 * @param checksum the masked checksum of those bytes
 */
record StoredTensor(CheckpointEntry entry, int shard, long offset, long size, int checksum) {

  /** More makes TensorFlow abort the process. */
  private static final int MAX_RANK = 254;

  static StoredTensor parse(Path index, String key, byte[] proto, int shards) {
    try {
      return new EntryParser(index, key, BundleEntryProto.parseFrom(proto)).parse(shards);
    } catch (InvalidProtocolBufferException e) {
      throw new ModelFormatException(
          index, "a description of '" + key + "'", "something unreadable", e);
    }
  }

  private record EntryParser(Path index, String key, BundleEntryProto proto) {
    StoredTensor parse(int shards) {
      if (proto.getSlicesCount() > 0) {
        throw broken("tensors in one piece", "pieces of '" + key + "'");
      }
      if (proto.getDtype() == DataType.UNRECOGNIZED || proto.getDtype() == DataType.DT_INVALID) {
        throw broken("a known type of '" + key + "'", "type " + proto.getDtypeValue());
      }
      if (proto.getShardId() < 0 || proto.getShardId() >= shards) {
        throw broken(
            "'%s' in one of %d data files".formatted(key, shards), "file " + proto.getShardId());
      }
      if (proto.getOffset() < 0 || proto.getSize() < 0) {
        throw broken(
            "a place of '" + key + "'", proto.getSize() + " bytes at " + proto.getOffset());
      }
      CheckpointEntry entry = new CheckpointEntry(key, proto.getDtype(), shape(proto.getShape()));
      if (ElementTypes.bitsShape(entry.type(), entry.shape()).numDimensions() > MAX_RANK) {
        throw broken("at most " + MAX_RANK + " axes of '" + key + "'", entry.toString());
      }
      checkSize(entry);
      return new StoredTensor(
          entry, proto.getShardId(), proto.getOffset(), proto.getSize(), proto.getCrc32C());
    }

    private Shape shape(TensorShapeProto shape) {
      long[] sizes = shape.getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray();
      boolean known = !shape.getUnknownRank() && sizes.length <= MAX_RANK;
      for (long size : sizes) {
        known &= size >= 0;
      }
      if (!known || !isCountable(sizes)) {
        throw broken("a shape of '" + key + "'", Shape.of(sizes).toString());
      }
      return Shape.of(sizes);
    }

    /** Whether no product of the sizes overflows, not even before one that is 0. */
    private static boolean isCountable(long[] sizes) {
      long count = 1;
      for (long size : sizes) {
        if (Math.multiplyHigh(count, Math.max(1, size)) != 0 || count * Math.max(1, size) < 0) {
          return false;
        }
        count *= Math.max(1, size);
      }
      return true;
    }

    private void checkSize(CheckpointEntry entry) {
      Optional<Class<? extends TType>> tensorClass = ElementTypes.bitsOf(entry.type());
      if (tensorClass.isEmpty()) {
        return;
      }
      long elements = ElementTypes.bitsShape(entry.type(), entry.shape()).size();
      int elementSize = ElementTypes.byteSize(tensorClass.get());
      // Of a string there is at least its length.
      boolean fits =
          elementSize < 0
              ? elements <= proto.getSize()
              : elements <= proto.getSize() && elements * elementSize == proto.getSize();
      if (!fits) {
        throw broken(
            "'%s' of %s".formatted(key, ElementTypes.describe(entry.type(), entry.shape())),
            proto.getSize() + " bytes");
      }
    }

    private ModelFormatException broken(String expected, String found) {
      return new ModelFormatException(index, expected, found);
    }
  }
}
