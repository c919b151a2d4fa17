package io.latent4j.data;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Optional;
import javax.imageio.stream.ImageInputStream;

/**
 * What the chunks of a WebP file say about its first frame.
 *
 * @param screen the screen of an animation, and where the frame lies on it
 * @param lossy whether the frame is coded with loss
 * @param start where its pixels are in the file
 * @param length how many bytes they take
 */
record WebpContainer(Optional<ImageCanvas> screen, boolean lossy, long start, int length) {

  private static final int RIFF_HEADER = 8;
  private static final int FIRST_CHUNK = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FRAME_HEADER = 16;
  private static final int LOSSY = fourLetters("VP8 ");
  private static final int LOSSLESS = fourLetters("VP8L");
  private static final int EXTENDED = fourLetters("VP8X");
  private static final int FRAME = fourLetters("ANMF");

  private static int fourLetters(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }

  /**
   * Reads the chunks; the stream goes back to where it was.
   *
   * @param fileLength how long the file is
   */
  static WebpContainer read(ImageInputStream in, long fileLength) throws IOException {
    in.mark();
    in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
    try {
      in.seek(FIRST_CHUNK - RIFF_HEADER);
      if (RIFF_HEADER + in.readUnsignedInt() > fileLength) {
        throw ImageDecoder.cutOff();
      }
      return walk(in, fileLength);
    } catch (EOFException e) {
      throw new CorruptInputException("", "an image in the file's chunks", "none");
    } finally {
      in.setByteOrder(ByteOrder.BIG_ENDIAN);
      in.reset();
    }
  }

  private static WebpContainer walk(ImageInputStream in, long fileLength) throws IOException {
    Optional<ImageCanvas> screen = Optional.empty();
    int width = 0;
    int height = 0;
    long next = FIRST_CHUNK;
    while (true) {
      in.seek(next);
      int chunk = in.readInt();
      long size = in.readUnsignedInt();
      if (chunk == LOSSY || chunk == LOSSLESS) {
        long start = next + CHUNK_HEADER;
        if (size > Math.min(Integer.MAX_VALUE, fileLength - start)) {
          throw ImageDecoder.cutOff();
        }
        return new WebpContainer(screen, chunk == LOSSY, start, (int) size);
      }
      next += CHUNK_HEADER + size + (size & 1);
      if (chunk == EXTENDED) {
        in.skipBytes(4);
        width = 1 + readThree(in);
        height = 1 + readThree(in);
      } else if (chunk == FRAME) {
        screen = Optional.of(new ImageCanvas(width, height, 2 * readThree(in), 2 * readThree(in)));
        next = in.getStreamPosition() - 6 + FRAME_HEADER;
      }
    }
  }

  private static int readThree(ImageInputStream in) throws IOException {
    return in.readUnsignedShort() | in.readUnsignedByte() << 16;
  }
}
