package io.latent4j.data;

import java.io.IOException;

/** A prefix code of lossless WebP: symbols in bits, frequent ones in fewer. */
final class PrefixCode {

  private static final int MOST_BITS = 15;
  private static final int TABLE_BITS = 8;
  private static final int LENGTHS = 19;
  private static final int[] ORDER_OF_LENGTHS = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  /** How many codes of each length there are. */
  private final int[] counts = new int[MOST_BITS + 1];

  /** The symbols in the order of their codes, short ones first. */
  private final short[] symbols;

  /** For the next bits, a symbol and the length of its code below it, or 0 if that is longer. */
  private final int[] table;

  private final int tableBits;

  private PrefixCode(int[] lengths) throws IOException {
    int used = 0;
    int longest = 0;
    for (int length : lengths) {
      if (length > 0) {
        counts[length]++;
        used++;
        longest = Math.max(longest, length);
      }
    }
    int[] next = new int[MOST_BITS + 2];
    int free = 1;
    for (int length = 1; length <= MOST_BITS; length++) {
      free = 2 * free - counts[length];
      next[length + 1] = next[length] + counts[length];
      if (free < 0) {
        break;
      }
    }
    if (used == 0 || free != 0 && used > 1) {
      throw new IOException("a prefix code that is none");
    }
    symbols = new short[used];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        symbols[next[lengths[symbol]]++] = (short) symbol;
      }
    }
    tableBits = Math.min(TABLE_BITS, longest);
    table = used == 1 ? null : table();
  }

  private int[] table() {
    int[] filled = new int[1 << tableBits];
    int code = 0;
    int index = 0;
    for (int length = 1; length <= tableBits; length++) {
      for (int i = 0; i < counts[length]; i++) {
        int entry = symbols[index++] << 4 | length;
        // The first bit of a code is its highest, and the lowest of those to come.
        int start = Integer.reverse(code++) >>> (32 - length);
        for (int at = start; at < filled.length; at += 1 << length) {
          filled[at] = entry;
        }
      }
      code <<= 1;
    }
    return filled;
  }

  /** Reads a code for so many symbols. */
  static PrefixCode read(LowBits bits, int size) throws IOException {
    int[] lengths = new int[size];
    if (bits.read(1) == 1) {
      boolean two = bits.read(1) == 1;
      set(lengths, bits.read(bits.read(1) == 1 ? 8 : 1));
      if (two) {
        set(lengths, bits.read(8));
      }
      return new PrefixCode(lengths);
    }
    int[] ofLengths = new int[LENGTHS];
    int given = 4 + bits.read(4);
    for (int i = 0; i < given; i++) {
      ofLengths[ORDER_OF_LENGTHS[i]] = bits.read(3);
    }
    PrefixCode code = new PrefixCode(ofLengths);
    int left = bits.read(1) == 1 ? 2 + bits.read(2 + 2 * bits.read(3)) : size;
    int previous = 8;
    for (int symbol = 0; symbol < size && left > 0; left--) {
      int length = code.read(bits);
      if (length < 16) {
        lengths[symbol++] = length;
        previous = length == 0 ? previous : length;
        continue;
      }
      int value = length == 16 ? previous : 0;
      int repeat =
          switch (length) {
            case 16 -> 3 + bits.read(2);
            case 17 -> 3 + bits.read(3);
            default -> 11 + bits.read(7);
          };
      if (repeat > size - symbol) {
        throw new IOException("more lengths of codes than symbols");
      }
      for (int end = symbol + repeat; symbol < end; symbol++) {
        lengths[symbol] = value;
      }
    }
    return new PrefixCode(lengths);
  }

  private static void set(int[] lengths, int symbol) throws IOException {
    if (symbol >= lengths.length) {
      throw new IOException("a code for a symbol that there is not");
    }
    lengths[symbol] = 1;
  }

  /** Reads a symbol; the only one takes no bits. */
  int read(LowBits bits) throws IOException {
    if (table == null) {
      return symbols[0];
    }
    int entry = table[bits.peek(tableBits)];
    if (entry != 0) {
      bits.skip(entry & 0xf);
      return entry >> 4;
    }
    int code = 0;
    int first = 0;
    int index = 0;
    for (int length = 1; length <= MOST_BITS; length++) {
      code = code << 1 | bits.read(1);
      int count = counts[length];
      if (code - first < count) {
        return symbols[index + code - first];
      }
      index += count;
      first = (first + count) << 1;
    }
    throw new IOException("a code that there is not");
  }
}
