package io.latent4j.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
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
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * The types of numbers that a tensor may be wanted in. Each writes an element and says whether that
 * is the number that was given: NaN may become NaN, everything else must stay what it is.
 */
enum WantedType {
  BOOL(DataType.DT_BOOL, TBool.class, 1, 0, 1),
  UINT8(DataType.DT_UINT8, TUint8.class, 1, 0, 0xff),
  INT8(DataType.DT_INT8, TUint8.class, 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  UINT16(DataType.DT_UINT16, TUint16.class, 2, 0, 0xffff),
  INT16(DataType.DT_INT16, TUint16.class, 2, Short.MIN_VALUE, Short.MAX_VALUE),
  INT32(DataType.DT_INT32, TInt32.class, 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  UINT32(DataType.DT_UINT32, TInt32.class, 4, 0, 0xffffffffL),
  INT64(DataType.DT_INT64, TInt64.class, 8, Long.MIN_VALUE, Long.MAX_VALUE),
  UINT64(DataType.DT_UINT64, TInt64.class, 8, 0, Long.MAX_VALUE) {
    @Override
    boolean put(ByteBuffer out, int at, double value) {
      if (!(value >= 0x1p63 && value < 0x1p64)) {
        return super.put(out, at, value);
      }
      out.putLong(at, (long) (value / 2) << 1); // a double that large is even
      return true;
    }

    @Override
    boolean putUnsigned(ByteBuffer out, int at, long bits) {
      out.putLong(at, bits);
      return true;
    }
  },
  FLOAT16(DataType.DT_HALF, TFloat16.class, 2) {
    @Override
    boolean put(ByteBuffer out, int at, double value) {
      short half = toHalf(value);
      out.putShort(at, half);
      return same(ElementType.halfToFloat(half), value);
    }
  },
  BFLOAT16(DataType.DT_BFLOAT16, TBfloat16.class, 2) {
    @Override
    boolean put(ByteBuffer out, int at, double value) {
      int bits = Float.floatToIntBits((float) value); // NaN is 0x7fc00000, an even half
      int rounded = bits + 0x7fff + (bits >>> 16 & 1) >>> 16;
      out.putShort(at, (short) rounded);
      return same(Float.intBitsToFloat(rounded << 16), value);
    }
  },
  FLOAT32(DataType.DT_FLOAT, TFloat32.class, 4) {
    @Override
    boolean put(ByteBuffer out, int at, double value) {
      out.putFloat(at, (float) value);
      return same((float) value, value);
    }
  },
  FLOAT64(DataType.DT_DOUBLE, TFloat64.class, 8) {
    @Override
    boolean put(ByteBuffer out, int at, double value) {
      out.putDouble(at, value);
      return true;
    }
  },
  /** As the bits of two float32. */
  COMPLEX64(DataType.DT_COMPLEX64, TInt64.class, 8) {
    @Override
    boolean put(ByteBuffer out, int at, double value) {
      return put(out, at, value, 0);
    }

    @Override
    boolean put(ByteBuffer out, int at, double real, double imaginary) {
      return FLOAT32.put(out, at, real) & FLOAT32.put(out, at + Float.BYTES, imaginary);
    }
  },
  /** As two float64 on an axis of their own, which is the last. */
  COMPLEX128(DataType.DT_COMPLEX128, TFloat64.class, 16) {
    @Override
    boolean put(ByteBuffer out, int at, double value) {
      return put(out, at, value, 0);
    }

    @Override
    boolean put(ByteBuffer out, int at, double real, double imaginary) {
      out.putDouble(at, real);
      out.putDouble(at + Double.BYTES, imaginary);
      return true;
    }

    @Override
    Shape tensorShape(Shape shape) {
      return shape.append(2);
    }
  };

  private final DataType type;
  private final Class<? extends TType> tensorClass;
  private final int bytes;
  private final boolean floating;
  private final long least;
  private final long most;

  WantedType(DataType type, Class<? extends TType> tensorClass, int bytes, long least, long most) {
    this(type, tensorClass, bytes, false, least, most);
  }

  WantedType(DataType type, Class<? extends TType> tensorClass, int bytes) {
    this(type, tensorClass, bytes, true, 0, 0);
  }

  WantedType(
      DataType type,
      Class<? extends TType> tensorClass,
      int bytes,
      boolean floating,
      long least,
      long most) {
    this.type = type;
    this.tensorClass = tensorClass;
    this.bytes = bytes;
    this.floating = floating;
    this.least = least;
    this.most = most;
  }

  static Optional<WantedType> of(DataType type) {
    return Arrays.stream(values()).filter(wanted -> wanted.type == type).findFirst();
  }

  /** The class of tensors that hold it; where Java has none, one of elements of the same size. */
  Class<? extends TType> tensorClass() {
    return tensorClass;
  }

  /** The shape of the tensor of that class. */
  Shape tensorShape(Shape shape) {
    return shape;
  }

  int bytes() {
    return bytes;
  }

  boolean floating() {
    return floating;
  }

  /** Writes a whole number, and returns whether it is kept. */
  boolean put(ByteBuffer out, int at, long value) {
    if (floating) {
      double number = value;
      return put(out, at, number) && number < 0x1p63 && (long) number == value;
    }
    switch (bytes) {
      case 1 -> out.put(at, (byte) value);
      case 2 -> out.putShort(at, (short) value);
      case 4 -> out.putInt(at, (int) value);
      default -> out.putLong(at, value);
    }
    return value >= least && value <= most;
  }

  /** Writes a whole number of 64 bits without a sign, and returns whether it is kept. */
  boolean putUnsigned(ByteBuffer out, int at, long bits) {
    if (bits >= 0) {
      return put(out, at, bits);
    }
    // An odd number, or one with more bits than a double has, is none that another type has.
    double number = (bits >>> 1) * 2.0;
    boolean exact = number < 0x1p64 && (long) (number / 2) == bits >>> 1;
    return exact && (bits & 1) == 0 && put(out, at, number);
  }

  /** Writes a number, and returns whether it is kept. */
  boolean put(ByteBuffer out, int at, double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 0x1p63;
    return put(out, at, (long) value) && whole;
  }

  /** Writes a complex number, and returns whether it is kept. */
  boolean put(ByteBuffer out, int at, double real, double imaginary) {
    return put(out, at, real) && imaginary == 0;
  }

  private static boolean same(float kept, double given) {
    return kept == given || Double.isNaN(given);
  }

  /** Rounds to the nearest number of 16 bits, to the even one of two. */
  private static short toHalf(double value) {
    int sign = Double.doubleToRawLongBits(value) < 0 ? 0x8000 : 0;
    double size = Math.abs(value);
    if (Double.isNaN(value)) {
      return (short) (sign | 0x7e00);
    }
    if (size < 0x1p-14) {
      return (short) (sign | (int) Math.rint(size * 0x1p24));
    }
    if (size >= 65520) {
      return (short) (sign | 0x7c00);
    }
    int exponent = Math.getExponent(size);
    int fraction = (int) Math.rint(Math.scalb(size, 10 - exponent)); // 1024 to 2048
    return (short) (sign | (exponent + 14 << 10) + fraction);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
