package io.latent4j.data;

import java.io.IOException;
import java.util.Arrays;

/** The opacity of a lossy WebP image, which is without loss. */
final class WebpAlpha {

  private static final int HORIZONTAL = 1;
  private static final int VERTICAL = 2;

  private WebpAlpha() {}

  /** Decodes the content of a chunk ALPH. */
  static byte[] decode(byte[] chunk, int width, int height) throws IOException {
    if (chunk.length == 0) {
      throw ImageDecoder.cutOff();
    }
    int compression = chunk[0] & 3;
    byte[] content = Arrays.copyOfRange(chunk, 1, chunk.length);
    byte[] alpha;
    if (compression == 0) {
      if (content.length < width * height) {
        throw ImageDecoder.cutOff();
      }
      alpha = content;
    } else if (compression == 1) {
      alpha = LosslessWebp.decodeGreen(content, width, height);
    } else {
      throw new IOException("alpha in another coding");
    }
    unfilter(chunk[0] >> 2 & 3, alpha, width, height);
    return alpha;
  }

  /** Values are differences to those before; the first row's and column's to the only one there. */
  private static void unfilter(int filter, byte[] alpha, int width, int height) {
    if (filter == 0) {
      return;
    }
    for (int x = 1; x < width; x++) {
      alpha[x] += alpha[x - 1];
    }
    for (int y = 1; y < height; y++) {
      int row = y * width;
      alpha[row] += alpha[row - width];
      for (int x = 1; x < width; x++) {
        int left = alpha[row + x - 1] & 0xff;
        int top = alpha[row + x - width] & 0xff;
        int topLeft = alpha[row + x - width - 1] & 0xff;
        int expected =
            switch (filter) {
              case HORIZONTAL -> left;
              case VERTICAL -> top;
              default -> Math.max(0, Math.min(255, left + top - topLeft));
            };
        alpha[row + x] += (byte) expected;
      }
    }
  }
}
