package io.latent4j.data;

import java.io.IOException;

/** Bits of bytes, the lowest bit of a byte first. */
final class LowBits {

  private final byte[] bytes;
  private int next;
  private long buffer;
  private int available;

  LowBits(byte[] bytes) {
    this.bytes = bytes;
  }

  private void fill() {
    while (available <= 56 && next < bytes.length) {
      buffer |= (bytes[next++] & 0xffL) << available;
      available += 8;
    }
  }

  /** Returns the next bits, at most 24, with zeros behind the end, and stays where it is. */
  int peek(int count) {
    if (available < count) {
      fill();
    }
    return (int) buffer & ((1 << count) - 1);
  }

  /** Goes on behind bits that were seen. */
  void skip(int count) throws IOException {
    if (available < count) {
      throw ImageDecoder.cutOff();
    }
    buffer >>>= count;
    available -= count;
  }

  /** Returns the next bits as a number, the first one being the lowest. */
  int read(int count) throws IOException {
    int value = peek(count);
    skip(count);
    return value;
  }
}
