package io.latent4j.data;

/** What was done to the pixels of a lossless WebP image so that they take fewer bits. */
abstract class WebpTransform {

  /** The kinds, in the order of their numbers. */
  enum Kind {
    PREDICTOR,
    COLOR,
    SUBTRACT_GREEN,
    COLOR_INDEXING
  }

  private static final int BLACK = 0xff000000;

  /** Returns how many pixels a row of so many is stored in. */
  int storedWidth(int width) {
    return width;
  }

  /** Returns how many pixels a stored row shows; the whole image has {@code full}. */
  int shownWidth(int stored, int full) {
    return stored;
  }

  /** Undoes it; the width is that of the result. */
  abstract int[] invert(int[] argb, int width, int height);

  /** Adds each of the four bytes. */
  private static int add(int a, int b) {
    int alphaAndGreen = (a & 0xff00ff00) + (b & 0xff00ff00);
    int redAndBlue = (a & 0x00ff00ff) + (b & 0x00ff00ff);
    return alphaAndGreen & 0xff00ff00 | redAndBlue & 0x00ff00ff;
  }

  /** Each pixel is the difference to what its neighbours let expect. */
  static WebpTransform predictor(int bits, int[] modes) {
    return new WebpTransform() {
      @Override
      int[] invert(int[] argb, int width, int height) {
        int across = LosslessWebp.blocks(width, bits);
        argb[0] = add(argb[0], BLACK);
        for (int x = 1; x < width; x++) {
          argb[x] = add(argb[x], argb[x - 1]);
        }
        for (int y = 1; y < height; y++) {
          int row = y * width;
          argb[row] = add(argb[row], argb[row - width]);
          for (int x = 1; x < width; x++) {
            int mode = modes[(y >> bits) * across + (x >> bits)] >> 8 & 0xf;
            argb[row + x] = add(argb[row + x], predict(mode, argb, row + x, width));
          }
        }
        return argb;
      }
    };
  }

  private static int predict(int mode, int[] argb, int i, int width) {
    int left = argb[i - 1];
    int top = argb[i - width];
    int topLeft = argb[i - width - 1];
    // Behind the last pixel of a row comes the first one of the next.
    int topRight = argb[i - width + 1];
    return switch (mode) {
      case 1 -> left;
      case 2 -> top;
      case 3 -> topRight;
      case 4 -> topLeft;
      case 5 -> average(average(left, topRight), top);
      case 6 -> average(left, topLeft);
      case 7 -> average(left, top);
      case 8 -> average(topLeft, top);
      case 9 -> average(top, topRight);
      case 10 -> average(average(left, topLeft), average(top, topRight));
      case 11 -> nearer(left, top, topLeft);
      case 12 -> clampedSum(left, top, topLeft);
      case 13 -> clampedHalf(average(left, top), topLeft);
      default -> BLACK;
    };
  }

  private static int average(int a, int b) {
    return (((a ^ b) & 0xfefefefe) >>> 1) + (a & b);
  }

  private static int nearer(int left, int top, int topLeft) {
    int toLeft = 0;
    int toTop = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int corner = topLeft >>> shift & 0xff;
      toLeft += Math.abs((top >>> shift & 0xff) - corner);
      toTop += Math.abs((left >>> shift & 0xff) - corner);
    }
    return toLeft < toTop ? left : top;
  }

  private static int clampedSum(int a, int b, int c) {
    int sum = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value = (a >>> shift & 0xff) + (b >>> shift & 0xff) - (c >>> shift & 0xff);
      sum |= clamp(value) << shift;
    }
    return sum;
  }

  private static int clampedHalf(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int value = a >>> shift & 0xff;
      sum |= clamp(value + (value - (b >>> shift & 0xff)) / 2) << shift;
    }
    return sum;
  }

  private static int clamp(int value) {
    return Math.max(0, Math.min(255, value));
  }

  /** Parts of green were taken from red and blue, and of red from blue. */
  static WebpTransform color(int bits, int[] parts) {
    return new WebpTransform() {
      @Override
      int[] invert(int[] argb, int width, int height) {
        int across = LosslessWebp.blocks(width, bits);
        for (int i = 0; i < argb.length; i++) {
          int part = parts[(i / width >> bits) * across + (i % width >> bits)];
          int pixel = argb[i];
          int green = pixel >> 8;
          int red = (pixel >> 16) + share(part, green) & 0xff;
          int blue = pixel + share(part >> 8, green) + share(part >> 16, red) & 0xff;
          argb[i] = pixel & 0xff00ff00 | red << 16 | blue;
        }
        return argb;
      }
    };
  }

  /** The lowest bytes, with signs, multiplied as fractions of 32. */
  private static int share(int factor, int value) {
    return (byte) factor * (byte) value >> 5;
  }

  /** Green was taken from red and blue. */
  static WebpTransform subtractGreen() {
    return new WebpTransform() {
      @Override
      int[] invert(int[] argb, int width, int height) {
        for (int i = 0; i < argb.length; i++) {
          int green = argb[i] >> 8 & 0xff;
          argb[i] = add(argb[i], green << 16 | green);
        }
        return argb;
      }
    };
  }

  /** Pixels are numbers of colours, in green, several of them in one if there are few colours. */
  static WebpTransform colorIndexing(int[] differences) {
    int colours = differences.length;
    int packing = colours <= 2 ? 3 : colours <= 4 ? 2 : colours <= 16 ? 1 : 0;
    // What is behind the last colour is transparent.
    int[] palette = new int[256];
    for (int i = 0; i < colours; i++) {
      palette[i] = i == 0 ? differences[0] : add(differences[i], palette[i - 1]);
    }
    return new WebpTransform() {
      @Override
      int storedWidth(int width) {
        return LosslessWebp.blocks(width, packing);
      }

      @Override
      int shownWidth(int stored, int full) {
        return full;
      }

      @Override
      int[] invert(int[] argb, int width, int height) {
        int stored = storedWidth(width);
        int size = 8 >> packing;
        int[] shown = packing == 0 ? argb : new int[width * height];
        for (int i = 0; i < shown.length; i++) {
          int x = i % width;
          int packed = argb[i / width * stored + (x >> packing)] >> 8 & 0xff;
          int number = packed >> size * (x & (1 << packing) - 1) & (1 << size) - 1;
          shown[i] = palette[number];
        }
        return shown;
      }
    };
  }
}
