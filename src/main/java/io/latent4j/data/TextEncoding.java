package io.latent4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * How the characters of a file are encoded.
 *
 * @param charset the encoding
 * @param mark how many bytes at the start tell it; 0 if none do
 */
record TextEncoding(Charset charset, int mark) {

  /** What is assumed of a file that is not UTF-8: every byte is a character. */
  static final TextEncoding LATIN_1 = new TextEncoding(StandardCharsets.ISO_8859_1, 0);

  private static final int LONGEST_MARK = 3;

  /** Finds the encoding by the file's mark; UTF-8 where it has none. */
  static TextEncoding of(TextFile file) {
    byte[] start;
    try (InputStream in = file.content().open()) {
      start = in.readNBytes(LONGEST_MARK);
    } catch (IOException e) {
      throw DataFileException.from(file.path(), e);
    }
    if (startsWith(start, 0xef, 0xbb, 0xbf)) {
      return new TextEncoding(StandardCharsets.UTF_8, 3);
    }
    if (startsWith(start, 0xff, 0xfe)) {
      return new TextEncoding(StandardCharsets.UTF_16LE, 2);
    }
    if (startsWith(start, 0xfe, 0xff)) {
      return new TextEncoding(StandardCharsets.UTF_16BE, 2);
    }
    return new TextEncoding(StandardCharsets.UTF_8, 0);
  }

  private static boolean startsWith(byte[] start, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= start.length || (start[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Tells whether the file itself says so. */
  boolean isMarked() {
    return mark > 0;
  }

  /** Opens the text behind the mark; what is not in this encoding is an IOException. */
  Reader open(TextFile file) throws IOException {
    InputStream in = file.content().open();
    try {
      in.skipNBytes(mark);
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return new InputStreamReader(
        in,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** The error for bytes that are none of its characters. */
  DataFileException error(TextFile file, CharacterCodingException e) {
    return new DataFileException(
        file.path(), "", "text in " + this + ", as its mark says", "bytes that are none", e);
  }

  @Override
  public String toString() {
    if (charset.equals(StandardCharsets.ISO_8859_1)) {
      return "Latin-1";
    }
    return charset.name().startsWith("UTF-16") ? "UTF-16" : charset.name();
  }
}
