package io.latent4j.data;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;

/**
 * Decodes the lossless form of WebP, after its specification (RFC 9649, section 3). The library
 * that decodes the lossy form also has this one, but shows transparent pixels in the last colour of
 * a palette, which is how icons and drawings are usually stored.
 */
final class LosslessWebp {

  private static final int SIGNATURE = 0x2f;
  private static final int LITERALS = 256;
  private static final int LENGTHS = 24;
  private static final int DISTANCES = 40;
  private static final int MOST_CACHE_BITS = 11;
  private static final int NEAR = 120;

  /** Rows above in the upper half of a byte, and 8 less the columns to the left in the lower. */
  private static final int[] PLACES = {
    0x18, 0x07, 0x17, 0x19, 0x28, 0x06, 0x27, 0x29, 0x16, 0x1a, 0x26, 0x2a, 0x38, 0x05, 0x37,
    0x39, 0x15, 0x1b, 0x36, 0x3a, 0x25, 0x2b, 0x48, 0x04, 0x47, 0x49, 0x14, 0x1c, 0x35, 0x3b,
    0x46, 0x4a, 0x24, 0x2c, 0x58, 0x45, 0x4b, 0x34, 0x3c, 0x03, 0x57, 0x59, 0x13, 0x1d, 0x56,
    0x5a, 0x23, 0x2d, 0x44, 0x4c, 0x55, 0x5b, 0x33, 0x3d, 0x68, 0x02, 0x67, 0x69, 0x12, 0x1e,
    0x66, 0x6a, 0x22, 0x2e, 0x54, 0x5c, 0x43, 0x4d, 0x65, 0x6b, 0x32, 0x3e, 0x78, 0x01, 0x77,
    0x79, 0x53, 0x5d, 0x11, 0x1f, 0x64, 0x6c, 0x42, 0x4e, 0x76, 0x7a, 0x21, 0x2f, 0x75, 0x7b,
    0x31, 0x3f, 0x63, 0x6d, 0x52, 0x5e, 0x00, 0x74, 0x7c, 0x41, 0x4f, 0x10, 0x20, 0x62, 0x6e,
    0x30, 0x73, 0x7d, 0x51, 0x5f, 0x40, 0x72, 0x7e, 0x61, 0x6f, 0x50, 0x71, 0x7f, 0x60, 0x70
  };

  /**
   * A decoded image.
   *
   * @param argb alpha, red, green and blue of each pixel, row by row
   * @param hasAlpha whether alpha means anything
   */
  record Image(int width, int height, int[] argb, boolean hasAlpha) {}

  /** The codes that a part of the image is written in. */
  private record Codes(
      PrefixCode green, PrefixCode red, PrefixCode blue, PrefixCode alpha, PrefixCode distance) {}

  private final LowBits bits;

  private LosslessWebp(LowBits bits) {
    this.bits = bits;
  }

  /** Decodes the content of a chunk VP8L; a larger image than {@code mostPixels} is refused. */
  static Image decode(byte[] chunk, int mostPixels) throws IOException {
    LowBits bits = new LowBits(chunk);
    if (bits.read(8) != SIGNATURE) {
      throw new IOException("no lossless WebP");
    }
    int width = bits.read(14) + 1;
    int height = bits.read(14) + 1;
    boolean hasAlpha = bits.read(1) == 1;
    if (bits.read(3) != 0) {
      throw new IOException("lossless WebP of another version");
    }
    if ((long) width * height > mostPixels) {
      throw new IOException("more pixels than the header of the file says");
    }
    return new Image(width, height, new LosslessWebp(bits).image(width, height), hasAlpha);
  }

  /** Decodes an image without a header, whose green is all that matters. */
  static byte[] decodeGreen(byte[] content, int width, int height) throws IOException {
    int[] argb = new LosslessWebp(new LowBits(content)).image(width, height);
    byte[] green = new byte[argb.length];
    for (int i = 0; i < green.length; i++) {
      green[i] = (byte) (argb[i] >> 8);
    }
    return green;
  }

  private int[] image(int width, int height) throws IOException {
    Deque<WebpTransform> transforms = new ArrayDeque<>();
    Set<WebpTransform.Kind> seen = EnumSet.noneOf(WebpTransform.Kind.class);
    int stored = width;
    while (bits.read(1) == 1) {
      WebpTransform.Kind kind = WebpTransform.Kind.values()[bits.read(2)];
      if (!seen.add(kind)) {
        throw new IOException("a transform of lossless WebP comes twice");
      }
      WebpTransform transform = transform(kind, stored, height);
      transforms.push(transform);
      stored = transform.storedWidth(stored);
    }
    int[] argb = pixels(stored, height, true);
    int now = stored;
    for (WebpTransform transform : transforms) {
      now = transform.shownWidth(now, width);
      argb = transform.invert(argb, now, height);
    }
    return argb;
  }

  private WebpTransform transform(WebpTransform.Kind kind, int width, int height)
      throws IOException {
    switch (kind) {
      case SUBTRACT_GREEN:
        return WebpTransform.subtractGreen();
      case COLOR_INDEXING:
        int colours = bits.read(8) + 1;
        return WebpTransform.colorIndexing(pixels(colours, 1, false));
      default:
        int sizeBits = bits.read(3) + 2;
        int[] blocks = pixels(blocks(width, sizeBits), blocks(height, sizeBits), false);
        return kind == WebpTransform.Kind.PREDICTOR
            ? WebpTransform.predictor(sizeBits, blocks)
            : WebpTransform.color(sizeBits, blocks);
    }
  }

  /** Returns how many blocks of 2^bits pixels it takes. */
  static int blocks(int pixels, int bits) {
    return (pixels + (1 << bits) - 1) >> bits;
  }

  /** Decodes pixels; only those of the image itself may be in different codes. */
  private int[] pixels(int width, int height, boolean main) throws IOException {
    int cacheBits = bits.read(1) == 1 ? bits.read(4) : 0;
    if (cacheBits > MOST_CACHE_BITS) {
      throw new IOException("a cache of 2^" + cacheBits + " colours");
    }
    int blockBits = 0;
    int[] blocks = null;
    int groups = 1;
    if (main && bits.read(1) == 1) {
      blockBits = bits.read(3) + 2;
      blocks = pixels(blocks(width, blockBits), blocks(height, blockBits), false);
      for (int i = 0; i < blocks.length; i++) {
        blocks[i] = blocks[i] >> 8 & 0xffff;
        groups = Math.max(groups, blocks[i] + 1);
      }
    }
    int cached = cacheBits == 0 ? 0 : 1 << cacheBits;
    Codes[] codes = new Codes[groups];
    for (int i = 0; i < groups; i++) {
      codes[i] =
          new Codes(
              PrefixCode.read(bits, LITERALS + LENGTHS + cached),
              PrefixCode.read(bits, LITERALS),
              PrefixCode.read(bits, LITERALS),
              PrefixCode.read(bits, LITERALS),
              PrefixCode.read(bits, DISTANCES));
    }
    return pixels(width, height, codes, blocks, blockBits, cacheBits);
  }

  private int[] pixels(
      int width, int height, Codes[] codes, int[] blocks, int blockBits, int cacheBits)
      throws IOException {
    int[] argb = new int[width * height];
    int[] cache = new int[1 << cacheBits];
    int noted = 0;
    int across = blocks(width, blockBits);
    int next = 0;
    while (next < argb.length) {
      Codes code = codes[0];
      if (blocks != null) {
        code = codes[blocks[(next / width >> blockBits) * across + (next % width >> blockBits)]];
      }
      int symbol = code.green().read(bits);
      if (symbol < LITERALS) {
        int red = code.red().read(bits);
        int blue = code.blue().read(bits);
        argb[next++] = code.alpha().read(bits) << 24 | red << 16 | symbol << 8 | blue;
      } else if (symbol < LITERALS + LENGTHS) {
        int length = number(symbol - LITERALS);
        int distance = distance(number(code.distance().read(bits)), width);
        if (distance > next || length > argb.length - next) {
          throw new IOException("pixels are to be copied from outside of the image");
        }
        for (int end = next + length; next < end; next++) {
          argb[next] = argb[next - distance];
        }
      } else {
        // Colours are noted only here, in order, as long as nobody asks.
        noted = note(argb, noted, next, cache, cacheBits);
        argb[next++] = cache[symbol - LITERALS - LENGTHS];
      }
    }
    return argb;
  }

  private static int note(int[] argb, int from, int to, int[] cache, int cacheBits) {
    for (int i = from; i < to; i++) {
      cache[0x1e35a7bd * argb[i] >>> (32 - cacheBits)] = argb[i];
    }
    return to;
  }

  /** Reads a length or distance, of which the symbol has the first bits. */
  private int number(int symbol) throws IOException {
    if (symbol < 4) {
      return symbol + 1;
    }
    int more = (symbol - 2) >> 1;
    return ((2 + (symbol & 1)) << more) + bits.read(more) + 1;
  }

  private static int distance(int code, int width) {
    if (code > NEAR) {
      return code - NEAR;
    }
    int place = PLACES[code - 1];
    return Math.max(1, (place >> 4) * width + 8 - (place & 0xf));
  }
}
