package io.latent4j.checkpoint;

import java.util.zip.CRC32C;

/** The checksums in checkpoint files: CRC-32C, masked because they cover data with checksums. */
final class Crc {
  private static final int MASK_DELTA = 0xa282ead8;

  private Crc() {}

  static int masked(CRC32C crc) {
    int value = (int) crc.getValue();
    return Integer.rotateRight(value, 15) + MASK_DELTA;
  }

  static int masked(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return masked(crc);
  }
}
