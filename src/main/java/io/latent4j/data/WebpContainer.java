package io.latent4j.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/**
 * What the chunks of a WebP file say about its first frame.
 *
 * @param canvas where the frame lies
 * @param frameWidth the width of the frame itself
 * @param frameHeight the height of the frame itself
 * @param lossy whether the frame is coded with loss
 * @param image where its pixels are
 * @param alpha where its opacity is, if that is apart from the colours
 */
record WebpContainer(
    ImageCanvas canvas,
    int frameWidth,
    int frameHeight,
    boolean lossy,
    Part image,
    Optional<Part> alpha) {

  /** A part of the file. */
  record Part(long start, int length) {}

  private static final int RIFF_HEADER = 8;
  private static final int FIRST_CHUNK = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FRAME_HEADER = 16;
  private static final int LOSSY = fourLetters("VP8 ");
  private static final int LOSSLESS = fourLetters("VP8L");
  private static final int EXTENDED = fourLetters("VP8X");
  private static final int FRAME = fourLetters("ANMF");
  private static final int ALPHA = fourLetters("ALPH");
  private static final int SIDE = 0x3fff;

  private static int fourLetters(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }

  /**
   * Reads the chunks.
   *
   * @param fileLength how long the file is
   */
  static WebpContainer read(ImageInputStream in, long fileLength) throws IOException {
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    try {
      in.seek(FIRST_CHUNK - RIFF_HEADER);
      if (RIFF_HEADER + in.readUnsignedInt() > fileLength) {
        throw ImageDecoder.cutOff();
      }
      return walk(in, fileLength);
    } catch (EOFException e) {
      throw new CorruptInputException("", "an image in the file's chunks", "none");
    }
  }

  private static WebpContainer walk(ImageInputStream in, long fileLength) throws IOException {
    int width = 0;
    int height = 0;
    int left = 0;
    int top = 0;
    Optional<Part> alpha = Optional.empty();
    long next = FIRST_CHUNK;
    while (true) {
      in.seek(next);
      int chunk = in.readInt();
      long size = in.readUnsignedInt();
      long start = next + CHUNK_HEADER;
      next = start + size + (size & 1);
      if (chunk == EXTENDED) {
        in.skipBytes(4);
        width = 1 + readThree(in);
        height = 1 + readThree(in);
      } else if (chunk == FRAME) {
        left = 2 * readThree(in);
        top = 2 * readThree(in);
        next = start + FRAME_HEADER;
      } else if (chunk == ALPHA) {
        alpha = Optional.of(part(start, size, fileLength));
      } else if (chunk == LOSSY || chunk == LOSSLESS) {
        int[] sides = chunk == LOSSY ? lossySides(in) : losslessSides(in);
        boolean still = width == 0;
        ImageCanvas canvas =
            new ImageCanvas(still ? sides[0] : width, still ? sides[1] : height, left, top);
        if (sides[0] > canvas.width() - left || sides[1] > canvas.height() - top) {
          throw new CorruptInputException(
              "", "a frame within " + width + "x" + height, sides[0] + "x" + sides[1]);
        }
        return new WebpContainer(
            canvas, sides[0], sides[1], chunk == LOSSY, part(start, size, fileLength), alpha);
      }
    }
  }

  private static Part part(long start, long size, long fileLength) throws IOException {
    if (size > Math.min(Integer.MAX_VALUE, fileLength - start)) {
      throw ImageDecoder.cutOff();
    }
    return new Part(start, (int) size);
  }

  private static int[] lossySides(ImageInputStream in) throws IOException {
    in.skipBytes(6);
    return new int[] {in.readUnsignedShort() & SIDE, in.readUnsignedShort() & SIDE};
  }

  private static int[] losslessSides(ImageInputStream in) throws IOException {
    in.skipBytes(1);
    int sides = in.readInt();
    return new int[] {1 + (sides & SIDE), 1 + (sides >>> 14 & SIDE)};
  }

  private static int readThree(ImageInputStream in) throws IOException {
    return in.readUnsignedShort() | in.readUnsignedByte() << 16;
  }
}
