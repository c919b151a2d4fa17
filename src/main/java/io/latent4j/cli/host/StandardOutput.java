package io.latent4j.cli.host;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The standard output of this process. That its reader has seen enough and gone, as {@code head}
 * does, is no error; that a disk is full is one.
 */
public final class StandardOutput extends PrintStream {
  private static final int DESCRIPTOR = 1;
  private static final int POLL_ENTRY = 8;
  private static final int RESULT = 6;

  /** What {@code poll} says of a pipe that nobody reads: POLLERR on Linux, POLLHUP on macOS. */
  private static final int NOBODY_READS = 0x08 | 0x10;

  /** The C library of Linux and macOS. */
  public interface Posix extends Library {
    int poll(byte[] entries, NativeLong count, int timeout);
  }

  public StandardOutput(PrintStream out) {
    super(out);
  }

  /** Whether something could not be written that somebody still wants to read. */
  @Override
  public boolean checkError() {
    return super.checkError() && !isReaderGone();
  }

  private static boolean isReaderGone() {
    if (Platform.isWindows()) {
      return false;
    }
    try {
      byte[] entry = new byte[POLL_ENTRY];
      ByteBuffer fields = ByteBuffer.wrap(entry).order(ByteOrder.nativeOrder());
      fields.putInt(DESCRIPTOR);
      Native.load("c", Posix.class).poll(entry, new NativeLong(1), 0);
      return (fields.getShort(RESULT) & NOBODY_READS) != 0;
    } catch (LinkageError e) {
      return false; // where native calls are not to be had
    }
  }
}
