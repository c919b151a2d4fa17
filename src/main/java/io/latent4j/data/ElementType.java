package io.latent4j.data;

import java.nio.ByteBuffer;

/** The types that the elements of a stored array may have. */
enum ElementType {
  BOOL(1, true),
  INT8(1, true),
  UINT8(1, true),
  INT16(2, true),
  UINT16(2, true),
  INT32(4, true),
  UINT32(4, true),
  INT64(8, true),
  UINT64(8, true),
  FLOAT16(2, false),
  BFLOAT16(2, false),
  FLOAT32(4, false),
  FLOAT64(8, false),
  COMPLEX64(8, false),
  COMPLEX128(16, false);

  private final int bytes;
  private final boolean integral;

  ElementType(int bytes, boolean integral) {
    this.bytes = bytes;
    this.integral = integral;
  }

  int bytes() {
    return bytes;
  }

  boolean integral() {
    return integral;
  }

  /** Whether elements have an imaginary part. */
  boolean complex() {
    return this == COMPLEX64 || this == COMPLEX128;
  }

  /** Converts the first {@code count} elements of the buffer, in the buffer's byte order. */
  void toFloats(ByteBuffer in, float[] out, int count) {
    switch (this) {
      case FLOAT32 -> in.asFloatBuffer().get(out, 0, count);
      case FLOAT64, FLOAT16, BFLOAT16 -> {
        for (int i = 0; i < count; i++) {
          out[i] = (float) toDouble(in, i);
        }
      }
      case UINT64 -> {
        for (int i = 0; i < count; i++) {
          out[i] = unsignedToFloat(in.getLong(i * 8));
        }
      }
      default -> {
        for (int i = 0; i < count; i++) {
          out[i] = (float) toLong(in, i);
        }
      }
    }
  }

  /** Tells whether float32 holds every number of the type. */
  boolean exactInFloat32() {
    return switch (this) {
      case INT32, UINT32, INT64, UINT64, FLOAT64 -> false;
      default -> true;
    };
  }

  /** Converts the first {@code count} elements of the buffer, in the buffer's byte order. */
  void toDoubles(ByteBuffer in, double[] out, int count) {
    if (this == FLOAT64) {
      in.asDoubleBuffer().get(out, 0, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      out[i] =
          !integral
              ? toDouble(in, i)
              : this == UINT64 ? unsignedToDouble(toLong(in, i)) : toLong(in, i);
    }
  }

  private static double unsignedToDouble(long bits) {
    return bits >= 0 ? bits : 2.0 * (bits >>> 1 | bits & 1);
  }

  private static float unsignedToFloat(long bits) {
    // The lowest bit is kept by the "or", so that rounding comes out as for the whole number.
    return bits >= 0 ? (float) bits : 2 * (float) (bits >>> 1 | bits & 1);
  }

  /** Returns element {@code index} of an integral type; unsigned 64 bit as its bits. */
  long toLong(ByteBuffer in, int index) {
    return switch (this) {
      case BOOL -> in.get(index) != 0 ? 1 : 0;
      case INT8 -> in.get(index);
      case UINT8 -> in.get(index) & 0xff;
      case INT16 -> in.getShort(index * 2);
      case UINT16 -> in.getShort(index * 2) & 0xffff;
      case INT32 -> in.getInt(index * 4);
      case UINT32 -> in.getInt(index * 4) & 0xffffffffL;
      case INT64, UINT64 -> in.getLong(index * 8);
      default -> throw new IllegalStateException(this + " is not integral");
    };
  }

  /** Returns element {@code index} of a floating-point type, or the real part of a complex one. */
  double toDouble(ByteBuffer in, int index) {
    return switch (this) {
      case FLOAT16 -> halfToFloat(in.getShort(index * 2));
      case BFLOAT16 -> Float.intBitsToFloat(in.getShort(index * 2) << 16);
      case FLOAT32 -> in.getFloat(index * 4);
      case FLOAT64 -> in.getDouble(index * 8);
      case COMPLEX64 -> in.getFloat(index * 8);
      case COMPLEX128 -> in.getDouble(index * 16);
      default -> throw new IllegalStateException(this + " is not a floating-point type");
    };
  }

  /** Returns the imaginary part of element {@code index} of a complex type. */
  double toImaginary(ByteBuffer in, int index) {
    return switch (this) {
      case COMPLEX64 -> in.getFloat(index * 8 + 4);
      case COMPLEX128 -> in.getDouble(index * 16 + 8);
      default -> throw new IllegalStateException(this + " is not complex");
    };
  }

  static float halfToFloat(short half) {
    int exponent = half >> 10 & 0x1f;
    int fraction = half & 0x3ff;
    float magnitude;
    if (exponent == 0) {
      magnitude = fraction * 0x1p-24f;
    } else if (exponent == 0x1f) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
    }
    return half < 0 ? -magnitude : magnitude;
  }
}
