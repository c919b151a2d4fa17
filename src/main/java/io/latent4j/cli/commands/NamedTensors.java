package io.latent4j.cli.commands;

import io.latent4j.cli.flags.Flag;
import io.latent4j.cli.flags.NamedFile;
import io.latent4j.data.ArrayFile;
import io.latent4j.data.DataFileException;
import io.latent4j.data.ExactTensor;
import io.latent4j.data.Samples;
import io.latent4j.data.Scaling;
import io.latent4j.savedmodel.FunctionDescription;
import io.latent4j.savedmodel.TensorDescription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/** The tensors that a flag names, each in a file or data source of its own. */
final class NamedTensors implements AutoCloseable {
  private final String flag;
  private final Map<String, TType> byName = new LinkedHashMap<>();

  private NamedTensors(String flag) {
    this.flag = flag;
  }

  /** Opens what is no file of an array of the type that is wanted. */
  interface Sources {

    /** How many rows to take at most. */
    int limit();

    /** The lines of a text file, to be closed by the caller. */
    TString texts(String flag, NamedFile file);

    /** The samples of a data source, to be closed by the caller. */
    Samples samples(NamedFile file);

    /** How samples are scaled; null if they are left as they are. */
    Scaling scaling(String name, Samples samples);

    /** Whether anything is scaled at all. */
    boolean scales();
  }

  /**
   * Reads a tensor for each description that something is named for.
   *
   * @param flag the flag that names them
   * @param files what it names
   * @param described what they may be
   * @param sources opens what is no file of an array
   */
  static NamedTensors read(
      String flag, List<NamedFile> files, List<TensorDescription> described, Sources sources) {
    NamedTensors tensors = new NamedTensors(flag);
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
        tensors.byName.put(file.name(), tensors.read(file, description, sources));
      }
      return tensors;
    } catch (RuntimeException | Error e) {
      tensors.close();
      throw e;
    }
  }

  /** Makes sure that none is missing. */
  NamedTensors requireAll(FunctionDescription function) {
    for (TensorDescription description : function.inputs()) {
      String name = description.name();
      if (!byName.containsKey(name) && !function.optional().contains(name)) {
        close();
        throw new IllegalArgumentException(
            "%s must be given for each of %s, but is missing for '%s'"
                .formatted(flag, names(function.inputs()), name));
      }
    }
    return this;
  }

  private static List<String> names(List<TensorDescription> described) {
    return described.stream().map(TensorDescription::name).toList();
  }

  private TType read(NamedFile file, TensorDescription description, Sources sources) {
    TType tensor = tensor(file, description, sources);
    try {
      if (tensor.rank() > 0 && tensor.shape().get(0) > sources.limit()) {
        try (TType all = tensor) {
          tensor = first(all, sources.limit());
        }
      }
      requireFinite(file, tensor);
      return tensor;
    } catch (RuntimeException e) {
      tensor.close();
      throw e;
    }
  }

  private TType tensor(NamedFile file, TensorDescription description, Sources sources) {
    ArrayFile array = ArrayFile.parse(file.source()).orElse(null);
    if (description.type() == DataType.DT_STRING) {
      return reshaped(
          file,
          description,
          array == null ? sources.texts(flag, file) : array.read(DataType.DT_STRING));
    }
    if (array != null && !sources.scales()) {
      return reshaped(file, description, array.read(description.type()));
    }
    try (Samples samples = Flag.naming(flag + " " + file.name(), () -> sources.samples(file))) {
      Scaling scaling = sources.scaling(file.name(), samples);
      if (array != null && scaling == null) {
        return reshaped(file, description, array.read(description.type()));
      }
      Shape shape =
          description
              .fit(samples.shape())
              .orElseThrow(() -> misshapen(file, description, samples.shape()));
      return Flag.naming(
          flag + " " + file.name(),
          () ->
              ExactTensor.of(
                  samples, scaling == null ? Scaling.none() : scaling, shape, description.type()));
    }
  }

  private IllegalArgumentException misshapen(
      NamedFile file, TensorDescription description, Shape shape) {
    return new IllegalArgumentException(
        "%s %s must have shape %s, but %s has %s"
            .formatted(
                flag,
                file.name(),
                description.tuple(),
                file.source(),
                new TensorDescription("", description.type(), shape).tuple()));
  }

  /** The tensor in the shape that is wanted; the one that is given is closed if it is another. */
  private TType reshaped(NamedFile file, TensorDescription description, TType tensor) {
    boolean isPairs = description.type() == DataType.DT_COMPLEX128;
    Shape own = isPairs ? tensor.shape().take(tensor.rank() - 1) : tensor.shape();
    Shape shape = description.fit(own).orElse(null);
    if (own.equals(shape)) {
      return tensor;
    }
    try (tensor) {
      if (shape == null) {
        throw misshapen(file, description, own);
      }
      return copy(tensor, isPairs ? shape.append(2) : shape);
    }
  }

  /** The first rows of a tensor. */
  private static TType first(TType tensor, int rows) {
    return copy(tensor, tensor.shape().tail().prepend(rows));
  }

  /** The first elements of a tensor in another shape. */
  private static TType copy(TType tensor, Shape shape) {
    if (tensor instanceof TString strings) {
      byte[][] all = new byte[Math.toIntExact(shape.size())][];
      int next = 0;
      for (NdArray<byte[]> one : strings.asBytes().scalars()) {
        if (next == all.length) {
          break;
        }
        all[next++] = one.getObject();
      }
      return TString.tensorOfBytes(shape, DataBuffers.ofObjects(all));
    }
    if (shape.size() == 0) {
      return Tensor.of(tensor.type(), shape);
    }
    long bytes = tensor.numBytes() / tensor.size() * shape.size();
    return Tensor.of(tensor.type(), shape, tensor.asRawTensor().data().slice(0, bytes));
  }

  private static void requireFinite(NamedFile file, TType tensor) {
    long[] next = {0};
    if (tensor instanceof FloatNdArray floats) {
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
          file.source(),
          "row %d, column %d (from 0)".formatted(index / features, index % features),
          "a finite number",
          String.valueOf(value));
    }
  }

  /** Refuses values that binary cross-entropy makes no sense for. */
  NamedTensors requireShares() {
    byName.forEach(
        (name, tensor) -> {
          if (tensor instanceof TFloat32 floats) {
            floats.scalars().forEach(value -> requireShare(name, value.getFloat()));
          } else if (tensor instanceof TFloat64 doubles) {
            doubles.scalars().forEach(value -> requireShare(name, value.getDouble()));
          }
        });
    return this;
  }

  private void requireShare(String name, double value) {
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
  long rows() {
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
