package io.latent4j.data;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Turns columns that are aligned by spaces and tabs into such with one space between them. Quotes
 * protect what stands in them.
 */
final class SpaceReader extends FilterReader {

  private final char[] buffer = new char[1 << 13];
  private int next;
  private int end;
  private boolean lineStart = true;
  private boolean spaceWaits;
  private boolean inQuotes;
  private boolean cellStart = true;
  private boolean quoteClosed;

  SpaceReader(Reader in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      if (next == end && (count > 0 || !fill())) {
        break;
      }
      char c = buffer[next];
      if (!inQuotes && (c == ' ' || c == '\t')) {
        next++;
        spaceWaits = !lineStart;
        quoteClosed = false;
        continue;
      }
      boolean lineEnd = c == '\n' || c == '\r';
      if (spaceWaits && !lineEnd) {
        // The character itself comes in the next round.
        spaceWaits = false;
        cellStart = true;
        target[offset + count++] = ' ';
        continue;
      }
      next++;
      target[offset + count++] = c;
      follow(c, lineEnd);
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  private boolean fill() throws IOException {
    end = Math.max(in.read(buffer, 0, buffer.length), 0);
    next = 0;
    return end > 0;
  }

  private void follow(char c, boolean lineEnd) {
    if (c == '"' && (cellStart || quoteClosed)) {
      // A quote behind a closing one stands for a quote.
      inQuotes = true;
      quoteClosed = false;
    } else if (c == '"' && inQuotes) {
      inQuotes = false;
      quoteClosed = true;
    } else {
      quoteClosed = false;
    }
    cellStart = false;
    if (lineEnd && !inQuotes) {
      lineStart = true;
      cellStart = true;
      spaceWaits = false;
    } else {
      lineStart = false;
    }
  }
}
