package io.latent4j.reinforcement;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Pairs of observations, what was seen and what was seen then, in as few bytes as they need. */
interface ObservationStore {

  /** Keeps a pair, in the place of another if there is one. */
  void put(int place, float[] seen, float[] then);

  /** Copies the one or the other of a pair to where zeros are. */
  void copy(int place, boolean then, float[] into, int at);

  /** Writes the first pairs. */
  void write(DataOutput out, int count) throws IOException;

  /** Reads what {@link #write} wrote. */
  void read(DataInput in, int count) throws IOException;

  /**
   * What observations are like.
   *
   * @param shape their shape
   * @param binary whether they are of zeros and ones
   * @param newPlanes of pixels, how many planes are new after a step, else 0
   */
  record Kind(Shape shape, boolean binary, int newPlanes) {
    private static final int ARRAY_BYTES = 24;
    private static final int PLANE_BYTES = 64;

    static Kind of(Environment environment) {
      return new Kind(
          environment.observationShape(), environment.binary(), environment.newPixelPlanes());
    }

    int size() {
      return Math.toIntExact(shape.size());
    }

    /** How many bytes a pair takes. */
    long bytes() {
      if (binary) {
        return ARRAY_BYTES + 16L * ((size() + 63) / 64);
      }
      if (newPlanes == 0) {
        return ARRAY_BYTES + 8L * size();
      }
      long planes = shape.get(2);
      return ARRAY_BYTES + 16L * planes + newPlanes * (size() / planes + PLANE_BYTES);
    }

    ObservationStore store(int capacity) {
      if (binary) {
        return new Bits(capacity, size());
      }
      return newPlanes == 0
          ? new Floats(capacity, size())
          : new Pixels(capacity, (int) shape.get(2), size());
    }
  }

  /** All values. */
  final class Floats implements ObservationStore {
    private final float[][] pairs;
    private final int size;

    Floats(int capacity, int size) {
      pairs = new float[capacity][];
      this.size = size;
    }

    @Override
    public void put(int place, float[] seen, float[] then) {
      pairs[place] = Arrays.copyOf(seen, 2 * size);
      System.arraycopy(then, 0, pairs[place], size, size);
    }

    @Override
    public void copy(int place, boolean then, float[] into, int at) {
      System.arraycopy(pairs[place], then ? size : 0, into, at, size);
    }

    @Override
    public void write(DataOutput out, int count) throws IOException {
      for (int place = 0; place < count; place++) {
        for (float value : pairs[place]) {
          out.writeFloat(value);
        }
      }
    }

    @Override
    public void read(DataInput in, int count) throws IOException {
      for (int place = 0; place < count; place++) {
        pairs[place] = new float[2 * size];
        for (int i = 0; i < 2 * size; i++) {
          pairs[place][i] = in.readFloat();
        }
      }
    }
  }

  /** A bit for each value that is zero or one. */
  final class Bits implements ObservationStore {
    private final long[][] pairs;
    private final int words;

    Bits(int capacity, int size) {
      pairs = new long[capacity][];
      words = (size + 63) / 64;
    }

    @Override
    public void put(int place, float[] seen, float[] then) {
      pairs[place] = new long[2 * words];
      pack(seen, pairs[place], 0);
      pack(then, pairs[place], words);
    }

    private static void pack(float[] values, long[] into, int from) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] != 0) {
          into[from + i / 64] |= 1L << i;
        }
      }
    }

    @Override
    public void copy(int place, boolean then, float[] into, int at) {
      int from = then ? words : 0;
      for (int word = 0; word < words; word++) {
        for (long left = pairs[place][from + word]; left != 0; left &= left - 1) {
          into[at + 64 * word + Long.numberOfTrailingZeros(left)] = 1;
        }
      }
    }

    @Override
    public void write(DataOutput out, int count) throws IOException {
      for (int place = 0; place < count; place++) {
        for (long word : pairs[place]) {
          out.writeLong(word);
        }
      }
    }

    @Override
    public void read(DataInput in, int count) throws IOException {
      for (int place = 0; place < count; place++) {
        pairs[place] = new long[2 * words];
        for (int i = 0; i < 2 * words; i++) {
          pairs[place][i] = in.readLong();
        }
      }
    }
  }

  /** A byte for each pixel, and each plane once that pairs put lately have in common. */
  final class Pixels implements ObservationStore {
    private static final int RECENT = 1024;
    private static final float WHITE = 255;

    private final Plane[][] pairs;
    private final int planes;
    private final int pixels;
    private final Map<Plane, Plane> recent = new LinkedHashMap<>();

    /** The pixels of a plane, which are compared by what they are. */
    private record Plane(byte[] pixels, int hash) {
      static Plane of(byte[] pixels) {
        return new Plane(pixels, Arrays.hashCode(pixels));
      }

      @Override
      public boolean equals(Object other) {
        return other instanceof Plane plane
            && hash == plane.hash
            && Arrays.equals(pixels, plane.pixels);
      }

      @Override
      public int hashCode() {
        return hash;
      }
    }

    Pixels(int capacity, int planes, int size) {
      pairs = new Plane[capacity][];
      this.planes = planes;
      pixels = size / planes;
    }

    @Override
    public void put(int place, float[] seen, float[] then) {
      pairs[place] = new Plane[2 * planes];
      for (int plane = 0; plane < planes; plane++) {
        pairs[place][plane] = shared(seen, plane);
        pairs[place][planes + plane] = shared(then, plane);
      }
    }

    private Plane shared(float[] values, int plane) {
      byte[] grey = new byte[pixels];
      for (int pixel = 0; pixel < pixels; pixel++) {
        grey[pixel] = (byte) Math.round(values[pixel * planes + plane] * WHITE);
      }
      Plane made = Plane.of(grey);
      Plane known = recent.putIfAbsent(made, made);
      if (recent.size() > RECENT) {
        Iterator<Plane> oldest = recent.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
      return known == null ? made : known;
    }

    @Override
    public void copy(int place, boolean then, float[] into, int at) {
      for (int plane = 0; plane < planes; plane++) {
        byte[] grey = pairs[place][(then ? planes : 0) + plane].pixels;
        for (int pixel = 0; pixel < pixels; pixel++) {
          into[at + pixel * planes + plane] = (grey[pixel] & 0xFF) / WHITE;
        }
      }
    }

    /** A plane is written where it is first, and elsewhere the number it has got there. */
    @Override
    public void write(DataOutput out, int count) throws IOException {
      Map<Plane, Integer> numbers = new IdentityHashMap<>();
      for (int place = 0; place < count; place++) {
        for (Plane plane : pairs[place]) {
          Integer number = numbers.putIfAbsent(plane, numbers.size());
          out.writeInt(number == null ? -1 : number);
          if (number == null) {
            out.write(plane.pixels);
          }
        }
      }
    }

    @Override
    public void read(DataInput in, int count) throws IOException {
      List<Plane> read = new ArrayList<>();
      recent.clear();
      for (int place = 0; place < count; place++) {
        pairs[place] = new Plane[2 * planes];
        for (int i = 0; i < 2 * planes; i++) {
          int number = in.readInt();
          if (number < 0) {
            byte[] grey = new byte[pixels];
            in.readFully(grey);
            number = read.size();
            read.add(Plane.of(grey));
          }
          pairs[place][i] = read.get(number);
        }
      }
    }
  }
}
