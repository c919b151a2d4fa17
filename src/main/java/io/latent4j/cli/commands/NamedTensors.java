package io.latent4j.cli.commands;

import io.latent4j.cli.flags.NamedFile;
import io.latent4j.data.DataFileException;
import io.latent4j.data.Npy;
import io.latent4j.savedmodel.TensorDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TType;

/** The tensors that a flag names, each in a file of its own. */
final class NamedTensors implements AutoCloseable {
  private final Map<String, TType> byName = new LinkedHashMap<>();

  /**
   * Reads a tensor for each description that a file is named for.
   *
   * @param flag the flag that names the files
   * @param files the files
   * @param described what they may be
   */
  static NamedTensors read(String flag, List<NamedFile> files, List<TensorDescription> described) {
    NamedTensors tensors = new NamedTensors();
    try {
      for (NamedFile file : files) {
        TensorDescription description =
            described.stream()
                .filter(one -> one.name().equals(file.name()))
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "%s must name one of %s, but names '%s'"
                                .formatted(flag, names(described), file.name())));
        if (tensors.byName.containsKey(file.name())) {
          throw new IllegalArgumentException(
              flag + " must name '" + file.name() + "' once, but does so again");
        }
        tensors.byName.put(file.name(), read(flag, file, description));
      }
      return tensors;
    } catch (RuntimeException | Error e) {
      tensors.close();
      throw e;
    }
  }

  /** Makes sure that none is missing. */
  NamedTensors requireAll(String flag, List<TensorDescription> described) {
    for (TensorDescription description : described) {
      if (!byName.containsKey(description.name())) {
        close();
        throw new IllegalArgumentException(
            "%s must be given for each of %s, but is missing for '%s'"
                .formatted(flag, names(described), description.name()));
      }
    }
    return this;
  }

  private static List<String> names(List<TensorDescription> described) {
    return described.stream().map(TensorDescription::name).toList();
  }

  private static TType read(String flag, NamedFile file, TensorDescription description) {
    TType tensor = Npy.readTensor(file.file(), description.type());
    try {
      requireFinite(file, tensor);
      if (!tensor.shape().isCompatibleWith(description.shape())) {
        throw new IllegalArgumentException(
            "%s %s must be of shape %s, but %s has %s"
                .formatted(
                    flag,
                    file.name(),
                    description.shapeText(),
                    file.file(),
                    new TensorDescription("", description.type(), tensor.shape()).shapeText()));
      }
      return tensor;
    } catch (RuntimeException e) {
      tensor.close();
      throw e;
    }
  }

  private static void requireFinite(NamedFile file, TType tensor) {
    long[] next = {0};
    if (tensor instanceof TFloat32 floats) {
      floats.scalars().forEach(value -> requireFinite(file, tensor, next[0]++, value.getFloat()));
    } else if (tensor instanceof TFloat64 doubles) {
      doubles.scalars().forEach(value -> requireFinite(file, tensor, next[0]++, value.getDouble()));
    }
  }

  private static void requireFinite(NamedFile file, TType tensor, long index, double value) {
    if (!Double.isFinite(value)) {
      Shape shape = tensor.shape();
      long features = shape.numDimensions() < 2 ? 1 : shape.size() / shape.get(0);
      throw new DataFileException(
          file.file().toString(),
          "row %d, column %d (from 0)".formatted(index / features, index % features),
          "a finite number",
          String.valueOf(value));
    }
  }

  /** Refuses values that binary cross-entropy makes no sense for. */
  NamedTensors requireShares(String flag) {
    byName.forEach(
        (name, tensor) -> {
          if (tensor instanceof TFloat32 floats) {
            floats.scalars().forEach(value -> requireShare(flag, name, value.getFloat()));
          }
        });
    return this;
  }

  private static void requireShare(String flag, String name, float value) {
    if (value < 0 || value > 1) {
      throw new IllegalArgumentException(
          "%s %s must have values between 0 and 1 for --loss bce, but has %s"
              .formatted(flag, name, value));
    }
  }

  Map<String, TType> byName() {
    return byName;
  }

  /** The number of rows that all have. */
  long rows(String flag) {
    long rows = -1;
    for (Map.Entry<String, TType> entry : byName.entrySet()) {
      Shape shape = entry.getValue().shape();
      long own = shape.numDimensions() == 0 ? -1 : shape.get(0);
      if (own < 1 || rows >= 0 && own != rows) {
        throw new IllegalArgumentException(
            "%s %s must have %s, but has %s"
                .formatted(
                    flag,
                    entry.getKey(),
                    rows < 0 ? "rows" : rows + " rows like the others",
                    own < 0 ? "none" : own));
      }
      rows = own;
    }
    return rows;
  }

  @Override
  public void close() {
    byName.values().forEach(TType::close);
    byName.clear();
  }
}
