package io.latent4j.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleSupplier;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Makes a tensor of a certain type of an array in a file, if that loses nothing. */
final class ExactTensor {
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final StoredArray array;
  private final DataType type;
  private final Shape shape;

  private ExactTensor(StoredArray array, DataType type) {
    this.array = array;
    this.type = type;
    this.shape = Shape.of(array.dimensions());
  }

  static TType of(StoredArray array, DataType type) {
    return new ExactTensor(array, type).read();
  }

  /** The texts of an array of NumPy's fixed-width texts, of so many bytes each. */
  static TString ofTexts(StoredArray array, int width, boolean unicode) {
    int count = count(array, width);
    array.in().promise((long) count * width);
    String[] texts = new String[count];
    StoredArray.ColumnMajorWalk walk = walk(array);
    for (int i = 0; i < count; i++) {
      byte[] bytes = array.in().take(width, "a text");
      texts[walk == null ? i : walk.next()] =
          (unicode ? utf32(bytes, array.order()) : new String(bytes, StandardCharsets.UTF_8))
              .replaceFirst("\0+$", "");
    }
    array.in().expectEnd();
    return TString.tensorOf(Shape.of(array.dimensions()), DataBuffers.ofObjects(texts));
  }

  private static String utf32(byte[] bytes, ByteOrder order) {
    ByteBuffer points = ByteBuffer.wrap(bytes).order(order);
    StringBuilder text = new StringBuilder();
    while (points.remaining() >= Integer.BYTES) {
      int point = points.getInt();
      text.appendCodePoint(Character.isValidCodePoint(point) ? point : 0xfffd);
    }
    return text.toString();
  }

  private static StoredArray.ColumnMajorWalk walk(StoredArray array) {
    return array.columnMajor() && array.dimensions().length > 1
        ? new StoredArray.ColumnMajorWalk(array.dimensions())
        : null;
  }

  private static int count(StoredArray array, int width) {
    long count = 1;
    for (long size : array.dimensions()) {
      if (size != 0 && count > LARGEST_ARRAY / size) {
        throw array
            .in()
            .error(
                "at most " + LARGEST_ARRAY + " elements",
                "an array of shape " + Arrays.toString(array.dimensions()));
      }
      count *= size;
    }
    return (int) count;
  }

  /** Where elements go; says whether each could be kept as it is. */
  private interface Target {
    boolean put(int index, long value);

    boolean put(int index, double value);

    TType tensor();
  }

  private TType read() {
    int count = count(array, array.type().bytes());
    int width = array.type().bytes();
    array.in().promise((long) count * width);
    Target target = target(count);
    StoredArray.ColumnMajorWalk walk = walk(array);
    ByteBuffer element = ByteBuffer.wrap(new byte[width]).order(array.order());
    for (int i = 0; i < count; i++) {
      array.in().read(element.array(), width, "an element");
      int index = walk == null ? i : walk.next();
      boolean kept;
      DoubleSupplier shown;
      if (array.type().integral()) {
        long value = array.type().toLong(element, 0);
        boolean tooLarge =
            array.type() == ElementType.UINT64 && value < 0 && type != DataType.DT_UINT64;
        kept = !tooLarge && target.put(index, value);
        shown = () -> value;
      } else {
        double value = array.type().toDouble(element, 0);
        kept = target.put(index, value);
        shown = () -> value;
      }
      if (!kept) {
        throw new DataFileException(
            array.in().file(),
            "element " + index,
            "a value that " + name() + " can hold",
            String.valueOf(shown.getAsDouble()));
      }
    }
    array.in().expectEnd();
    return target.tensor();
  }

  private String name() {
    return switch (type) {
      case DT_FLOAT -> "float32";
      case DT_DOUBLE -> "float64";
      case DT_HALF -> "float16";
      default -> type.name().substring("DT_".length()).toLowerCase(Locale.ROOT);
    };
  }

  private Target target(int count) {
    return switch (type) {
      case DT_FLOAT -> new Floats(new float[count]);
      case DT_DOUBLE -> new Doubles(new double[count]);
      case DT_HALF -> new Halves(TFloat16.tensorOf(Shape.of(count)));
      case DT_BOOL -> new Integers(new long[count], 0, 1);
      case DT_UINT8 -> new Integers(new long[count], 0, 0xff);
      case DT_INT8 -> new Integers(new long[count], Byte.MIN_VALUE, Byte.MAX_VALUE);
      case DT_UINT16 -> new Integers(new long[count], 0, 0xffff);
      case DT_INT16 -> new Integers(new long[count], Short.MIN_VALUE, Short.MAX_VALUE);
      case DT_INT32 -> new Integers(new long[count], Integer.MIN_VALUE, Integer.MAX_VALUE);
      case DT_UINT32 -> new Integers(new long[count], 0, 0xffffffffL);
      case DT_INT64, DT_UINT64 -> new Integers(new long[count], Long.MIN_VALUE, Long.MAX_VALUE);
      default -> throw array.in().error("an array for " + name(), "numbers");
    };
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) < 0x1p63;
  }

  private final class Floats implements Target {
    private final float[] values;

    Floats(float[] values) {
      this.values = values;
    }

    @Override
    public boolean put(int index, long value) {
      values[index] = value;
      return values[index] < 0x1p63f && (long) values[index] == value;
    }

    @Override
    public boolean put(int index, double value) {
      values[index] = (float) value;
      return values[index] == value || Double.isNaN(value);
    }

    @Override
    public TType tensor() {
      return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
    }
  }

  private final class Doubles implements Target {
    private final double[] values;

    Doubles(double[] values) {
      this.values = values;
    }

    @Override
    public boolean put(int index, long value) {
      values[index] = value;
      return values[index] < 0x1p63 && (long) values[index] == value;
    }

    @Override
    public boolean put(int index, double value) {
      values[index] = value;
      return true;
    }

    @Override
    public TType tensor() {
      return TFloat64.tensorOf(shape, DataBuffers.of(values, true, false));
    }
  }

  private final class Halves implements Target {
    private final TFloat16 values;

    Halves(TFloat16 values) {
      this.values = values;
    }

    @Override
    public boolean put(int index, long value) {
      return put(index, (double) value) && (long) (double) value == value;
    }

    @Override
    public boolean put(int index, double value) {
      values.setFloat((float) value, index);
      return values.getFloat(index) == value || Double.isNaN(value);
    }

    @Override
    public TType tensor() {
      try (values) {
        return Tensor.of(TFloat16.class, shape, values.asRawTensor().data());
      }
    }
  }

  private final class Integers implements Target {
    private final long[] values;
    private final long least;
    private final long most;

    Integers(long[] values, long least, long most) {
      this.values = values;
      this.least = least;
      this.most = most;
    }

    @Override
    public boolean put(int index, long value) {
      values[index] = value;
      return value >= least && value <= most;
    }

    @Override
    public boolean put(int index, double value) {
      return isWhole(value) && put(index, (long) value);
    }

    @Override
    public TType tensor() {
      int n = values.length;
      return switch (type) {
        case DT_BOOL -> {
          boolean[] all = new boolean[n];
          for (int i = 0; i < n; i++) {
            all[i] = values[i] != 0;
          }
          yield TBool.tensorOf(shape, DataBuffers.of(all, true, false));
        }
        case DT_UINT8, DT_INT8 -> {
          byte[] all = new byte[n];
          for (int i = 0; i < n; i++) {
            all[i] = (byte) values[i];
          }
          yield TUint8.tensorOf(shape, DataBuffers.of(all, true, false));
        }
        case DT_UINT16, DT_INT16 -> {
          short[] all = new short[n];
          for (int i = 0; i < n; i++) {
            all[i] = (short) values[i];
          }
          yield TUint16.tensorOf(shape, DataBuffers.of(all, true, false));
        }
        case DT_INT32, DT_UINT32 -> {
          int[] all = new int[n];
          for (int i = 0; i < n; i++) {
            all[i] = (int) values[i];
          }
          yield TInt32.tensorOf(shape, DataBuffers.of(all, true, false));
        }
        default -> TInt64.tensorOf(shape, DataBuffers.of(values, true, false));
      };
    }
  }
}
