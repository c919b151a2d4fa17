package io.latent4j.checkpoint;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.annotation.TensorType;
import org.tensorflow.types.family.TType;

/**
 * The types of elements: which Java knows among those that a file may hold, and what Python calls
 * them.
 */
public final class ElementTypes {
  private static final List<Class<? extends TType>> CLASSES =
      List.of(
          TFloat32.class,
          TFloat64.class,
          TFloat16.class,
          TBfloat16.class,
          TInt32.class,
          TInt64.class,
          TUint8.class,
          TUint16.class,
          TBool.class,
          TString.class);

  private static final Map<DataType, Class<? extends TType>> SAME_SIZE =
      Map.of(
          DataType.DT_UINT32, TInt32.class,
          DataType.DT_UINT64, TInt64.class,
          DataType.DT_COMPLEX64, TInt64.class,
          DataType.DT_COMPLEX128, TFloat64.class,
          DataType.DT_INT8, TUint8.class,
          DataType.DT_INT16, TUint16.class);

  private ElementTypes() {}

  /**
   * The tensor class of a type.
   *
   * @param type the type
   * @return its class, if Java has one
   */
  public static Optional<Class<? extends TType>> classOf(DataType type) {
    return CLASSES.stream().filter(candidate -> of(candidate) == type).findFirst();
  }

  /**
   * The tensor class that can hold the bits of a type: its own or, where Java has none, one whose
   * elements are of the same size. The largest, complex128, comes as pairs of float64; see {@link
   * #bitsShape}.
   *
   * @param type the type
   * @return the class, if there is one
   */
  public static Optional<Class<? extends TType>> bitsOf(DataType type) {
    Optional<Class<? extends TType>> own = classOf(type);
    return own.isPresent() ? own : Optional.ofNullable(SAME_SIZE.get(type));
  }

  /**
   * The shape of a tensor that holds the bits of a type.
   *
   * @param type the type
   * @param shape the shape of the tensor of that type
   * @return the same, with a last axis of two behind it for complex128
   */
  public static Shape bitsShape(DataType type, Shape shape) {
    return type == DataType.DT_COMPLEX128 && !shape.isUnknown() ? shape.append(2) : shape;
  }

  /**
   * The type of the elements of a tensor class.
   *
   * @param tensorClass the class
   * @return the type
   */
  public static DataType of(Class<? extends TType> tensorClass) {
    return tensorClass.getAnnotation(TensorType.class).dataType();
  }

  /** The size of one element, -1 for strings. */
  static int byteSize(Class<? extends TType> tensorClass) {
    return tensorClass.getAnnotation(TensorType.class).byteSize();
  }

  /**
   * What Python calls a type.
   *
   * @param type the type
   * @return its name, such as {@code float32}
   */
  public static String name(DataType type) {
    return switch (type) {
      case DT_FLOAT -> "float32";
      case DT_DOUBLE -> "float64";
      case DT_HALF -> "float16";
      default -> type.name().replaceFirst("^DT_", "").toLowerCase(Locale.ROOT);
    };
  }

  static String describe(DataType type, Shape shape) {
    return name(type) + " " + shape;
  }
}
