package io.latent4j.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/** What a call returned: tensors by name, in native memory until this is closed. */
public final class Outputs implements AutoCloseable {
  private final Map<String, TType> byName;
  private Runnable release;

  Outputs(Map<String, TType> byName, Runnable release) {
    this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    this.release = release;
  }

  /**
   * The names of the outputs, in the order in which the function's body gave them.
   *
   * @return the names
   */
  public Set<String> names() {
    return byName.keySet();
  }

  /**
   * One output. The tensor is valid until this is closed.
   *
   * @param <T> its type
   * @param name its name
   * @param type its type
   * @return the tensor
   * @throws IllegalArgumentException if there is no output of that name and type
   * @throws IllegalStateException if this is closed
   */
  public <T extends TType> T get(String name, Class<T> type) {
    if (release == null) {
      throw new IllegalStateException("outputs are closed");
    }
    TType tensor = byName.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "output must be one of " + byName.keySet() + ", but is '" + name + "'");
    }
    if (!type.isInstance(tensor)) {
      throw new IllegalArgumentException(
          "output '" + name + "' is not " + type.getSimpleName() + ", but " + tensor.dataType());
    }
    return type.cast(tensor);
  }

  /**
   * The shape of an output of any type.
   *
   * @param name its name
   * @return its shape
   */
  public Shape shape(String name) {
    return get(name, TType.class).shape();
  }

  /**
   * A float32 output as Java memory.
   *
   * @param name its name
   * @return its values, row-major
   * @throws IllegalArgumentException if there is no float32 output of that name
   */
  public float[] floats(String name) {
    TFloat32 tensor = get(name, TFloat32.class);
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /**
   * An int32 output as Java memory.
   *
   * @param name its name
   * @return its values, row-major
   * @throws IllegalArgumentException if there is no int32 output of that name
   */
  public int[] ints(String name) {
    TInt32 tensor = get(name, TInt32.class);
    int[] values = new int[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /**
   * A float32 output that is a single number.
   *
   * @param name its name
   * @return the number
   * @throws IllegalArgumentException if there is no such output, or it has a rank
   */
  public float scalar(String name) {
    TFloat32 tensor = get(name, TFloat32.class);
    if (tensor.rank() != 0) {
      throw new IllegalArgumentException(
          "output '" + name + "' must be a scalar, but has the shape " + tensor.shape());
    }
    return tensor.getFloat();
  }

  /** Releases the tensors; closing twice is harmless. */
  @Override
  public void close() {
    if (release != null) {
      release.run();
      release = null;
    }
  }
}
