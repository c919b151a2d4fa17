package io.latent4j.checkpoint;

import java.util.List;
import java.util.Locale;
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

/** The types of elements that Java knows, among those that a file may hold. */
final class ElementTypes {
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

  private ElementTypes() {}

  /** The tensor class of a type, if Java has one. */
  static Optional<Class<? extends TType>> classOf(DataType type) {
    return CLASSES.stream().filter(candidate -> of(candidate) == type).findFirst();
  }

  static DataType of(Class<? extends TType> tensorClass) {
    return tensorClass.getAnnotation(TensorType.class).dataType();
  }

  /** The size of one element, -1 for strings. */
  static int byteSize(Class<? extends TType> tensorClass) {
    return tensorClass.getAnnotation(TensorType.class).byteSize();
  }

  /** What Python calls the type. */
  static String name(DataType type) {
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
