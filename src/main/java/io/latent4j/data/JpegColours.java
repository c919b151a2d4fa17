package io.latent4j.data;

import com.drew.imaging.jpeg.JpegSegmentData;
import com.drew.imaging.jpeg.JpegSegmentType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the components of a JPEG file are, told as by the Independent JPEG Group's library. Java's
 * own reader takes no inks, and converts colours by a profile in the file, which others don't.
 */
enum JpegColours implements ColourRows {
  GREY {
    @Override
    public void read(int[] samples, int[] colours) {
      for (int i = 0; i < colours.length; i++) {
        colours[i] = samples[i / 3];
      }
    }
  },
  RGB {
    @Override
    public void read(int[] samples, int[] colours) {
      System.arraycopy(samples, 0, colours, 0, colours.length);
    }
  },
  /** Luma and two chroma, of JFIF. */
  YCC {
    @Override
    public void read(int[] samples, int[] colours) {
      for (int i = 0; i < colours.length; i += 3) {
        convert(samples, i, colours, i);
      }
    }
  },
  /** Inks, 255 for none of it, as Adobe's programs write them and all others read them. */
  CMYK {
    @Override
    public void read(int[] samples, int[] colours) {
      for (int x = 0; x < colours.length / 3; x++) {
        ColourRows.print(
            WHITE - samples[4 * x],
            WHITE - samples[4 * x + 1],
            WHITE - samples[4 * x + 2],
            WHITE - samples[4 * x + 3],
            colours,
            x);
      }
    }
  },
  /** Inks whose first three are as in {@link #YCC}. */
  YCCK {
    @Override
    public void read(int[] samples, int[] colours) {
      for (int x = 0; x < colours.length / 3; x++) {
        convert(samples, 4 * x, colours, 3 * x);
        ColourRows.print(
            colours[3 * x],
            colours[3 * x + 1],
            colours[3 * x + 2],
            WHITE - samples[4 * x + 3],
            colours,
            x);
      }
    }
  };

  private static final byte[] JFIF = "JFIF\0".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ADOBE = "Adobe".getBytes(StandardCharsets.US_ASCII);
  private static final int TRANSFORM = 11;
  private static final int RGB_TRANSFORM = 0;
  private static final int CMYK_TRANSFORM = 0;

  /**
   * Returns what the components are.
   *
   * @param segments those of the file
   * @param components how many there are
   */
  static JpegColours of(JpegSegmentData segments, int components) throws CorruptInputException {
    return switch (components) {
      case 1 -> GREY;
      case 3 -> isRgb(segments) ? RGB : YCC;
      case 4 -> isCmyk(segments) ? CMYK : YCCK;
      default ->
          throw new CorruptInputException(
              "", "a JPEG of 1, 3 or 4 components", String.valueOf(components));
    };
  }

  private static boolean isRgb(JpegSegmentData segments) {
    if (segment(segments, JpegSegmentType.APP0, JFIF) != null) {
      return false;
    }
    byte[] adobe = segment(segments, JpegSegmentType.APPE, ADOBE);
    if (adobe != null && adobe.length > TRANSFORM) {
      return adobe[TRANSFORM] == RGB_TRANSFORM;
    }
    for (JpegSegmentType frame : JpegDecoder.FRAMES) {
      byte[] header = segments.getSegment(frame);
      // Three bytes for each component, the first one its name.
      if (header != null && header.length >= 15) {
        return header[6] == 'R' && header[9] == 'G' && header[12] == 'B';
      }
    }
    return false;
  }

  private static boolean isCmyk(JpegSegmentData segments) {
    byte[] adobe = segment(segments, JpegSegmentType.APPE, ADOBE);
    return adobe == null || adobe.length <= TRANSFORM || adobe[TRANSFORM] == CMYK_TRANSFORM;
  }

  private static byte[] segment(JpegSegmentData segments, JpegSegmentType type, byte[] start) {
    for (byte[] segment : segments.getSegments(type)) {
      if (segment.length >= start.length
          && Arrays.equals(segment, 0, start.length, start, 0, start.length)) {
        return segment;
      }
    }
    return null;
  }

  /** In fixed point, rounded as by that library. */
  private static void convert(int[] from, int i, int[] to, int j) {
    int luma = from[i];
    int blue = from[i + 1] - 128;
    int red = from[i + 2] - 128;
    to[j] = clip(luma + ((91881 * red + (1 << 15)) >> 16));
    to[j + 1] = clip(luma + ((-22554 * blue - 46802 * red + (1 << 15)) >> 16));
    to[j + 2] = clip(luma + ((116130 * blue + (1 << 15)) >> 16));
  }

  private static int clip(int value) {
    return Math.max(0, Math.min(255, value));
  }
}
