package io.latent4j.autodiff;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Attributes of operations as values. */
final class Attributes {
  private Attributes() {}

  static void set(OperationBuilder builder, String name, Object value) {
    if (value instanceof AttrValue v) {
      builder.setAttr(name, v);
    } else if (value instanceof DataType v) {
      builder.setAttr(name, v);
    } else if (value instanceof Boolean v) {
      builder.setAttr(name, v.booleanValue());
    } else if (value instanceof Long v) {
      builder.setAttr(name, v.longValue());
    } else if (value instanceof Float v) {
      builder.setAttr(name, v.floatValue());
    } else if (value instanceof String v) {
      builder.setAttr(name, v);
    } else if (value instanceof Shape v) {
      builder.setAttr(name, v);
    } else if (value instanceof Tensor v) {
      builder.setAttr(name, v);
    } else if (value instanceof long[] v) {
      builder.setAttr(name, v);
    } else if (value instanceof float[] v) {
      builder.setAttr(name, v);
    } else if (value instanceof boolean[] v) {
      builder.setAttr(name, v);
    } else if (value instanceof byte[] v) {
      builder.setAttr(name, v);
    } else if (value instanceof String[] v) {
      builder.setAttr(name, v);
    } else if (value instanceof DataType[] v) {
      builder.setAttr(name, v);
    } else if (value instanceof Shape[] v) {
      builder.setAttr(name, v);
    } else if (value instanceof Tensor[] v) {
      builder.setAttr(name, v);
    } else if (value instanceof ConcreteFunction v) {
      builder.setAttr(name, v);
    } else if (value instanceof ConcreteFunction[] v) {
      builder.setAttr(name, v);
    } else {
      throw new IllegalArgumentException(
          "attribute '" + name + "' must be of a type that operations have, but is " + value);
    }
  }

  /** A value as Java code would set it, where it was set in TensorFlow's own form. */
  static Object plain(Object value) {
    if (value instanceof AttrValue message) {
      return switch (message.getValueCase()) {
        case B -> message.getB();
        case I -> message.getI();
        case F -> message.getF();
        case S -> message.getS().toStringUtf8();
        case TYPE -> message.getType();
        default -> value;
      };
    }
    return value instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : value;
  }

  /** A text that is the same for the same value. */
  static String text(Object value) {
    if (value instanceof long[] v) {
      return Arrays.toString(v);
    } else if (value instanceof float[] v) {
      return Arrays.toString(v);
    } else if (value instanceof boolean[] v) {
      return Arrays.toString(v);
    } else if (value instanceof byte[] v) {
      return Arrays.toString(v);
    } else if (value instanceof Object[] v) {
      return Arrays.toString(v);
    } else if (value instanceof ConcreteFunction v) {
      return v.getDefinedName();
    }
    return String.valueOf(value);
  }
}
