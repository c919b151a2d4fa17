package io.latent4j.cli.host;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * The standard error of this process, for the program's own messages only.
 *
 * <p>TensorFlow writes to file descriptor 2 from native code. Part of that obeys the variable
 * {@code TF_CPP_MIN_LOG_LEVEL}, which it reads from the native environment; the rest obeys nothing,
 * so descriptor 2 is led away from it, and Java's own messages go to a copy of what it was.
 */
public final class StandardError implements AutoCloseable {

  private static final int DESCRIPTOR = 2;
  private static final int WRITE_ONLY = 1;
  private static final String LEVEL_VARIABLE = "TF_CPP_MIN_LOG_LEVEL";
  private static final String FATAL_ONLY = "3";
  private static final int WINDOW_SIZE_LINUX = 0x5413;
  private static final int WINDOW_SIZE_MAC = 0x40087468;
  private static final int USUAL_COLUMNS = 80;

  /** The C library of Linux and macOS. */
  public interface Posix extends Library {
    int setenv(String name, String value, int overwrite);

    int isatty(int descriptor);

    int open(String path, int flags);

    int dup(int descriptor);

    int dup2(int from, int to);

    NativeLong write(int descriptor, byte[] bytes, NativeLong count);

    int close(int descriptor);

    int ioctl(int descriptor, NativeLong request, short[] size);
  }

  /** The C library of Windows. */
  public interface Windows extends Library {
    int _putenv_s(String name, String value);

    int _isatty(int descriptor);
  }

  private final Posix posix;
  private final Windows windows;
  private final PrintStream previous;
  private final PrintStream stream;
  private final int copy;

  private StandardError(Posix posix, Windows windows, int copy) {
    this.posix = posix;
    this.windows = windows;
    this.copy = copy;
    previous = System.err;
    if (copy < 0) {
      stream = previous;
    } else {
      Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
      stream = new PrintStream(new DescriptorStream(posix, copy), true, charset);
      System.setErr(stream);
    }
  }

  /** Takes over standard error until closed. */
  public static StandardError open() {
    try {
      if (Platform.isWindows()) {
        return new StandardError(null, Native.load("ucrtbase", Windows.class), -1);
      }
      Posix posix = Native.load("c", Posix.class);
      return new StandardError(posix, null, posix.dup(DESCRIPTOR));
    } catch (LinkageError e) {
      // Where native calls are not to be had, TensorFlow is not quiet; everything else works.
      return new StandardError(null, null, -1);
    }
  }

  /** Where the program's messages go. */
  public PrintStream stream() {
    return stream;
  }

  /** Whether somebody looks at it, so that a line may be redrawn. */
  public boolean isTerminal() {
    if (windows != null) {
      return windows._isatty(DESCRIPTOR) != 0;
    }
    return posix != null && posix.isatty(copy < 0 ? DESCRIPTOR : copy) == 1;
  }

  /** How many characters a line of the terminal has, as it is now. */
  public int columns() {
    if (posix != null) {
      short[] size = new short[4]; // rows, columns, and both in pixels
      int request = Platform.isMac() ? WINDOW_SIZE_MAC : WINDOW_SIZE_LINUX;
      int done = posix.ioctl(copy < 0 ? DESCRIPTOR : copy, new NativeLong(request, true), size);
      if (done == 0 && size[1] > 0) {
        return size[1];
      }
    }
    return USUAL_COLUMNS;
  }

  /** Silences native code from here on; to be called before TensorFlow is loaded. */
  public void hideNativeOutput() {
    if (windows != null) {
      windows._putenv_s(LEVEL_VARIABLE, FATAL_ONLY);
    }
    if (posix != null) {
      posix.setenv(LEVEL_VARIABLE, FATAL_ONLY, 1);
    }
    if (copy >= 0) {
      int nowhere = posix.open("/dev/null", WRITE_ONLY);
      if (nowhere >= 0) {
        posix.dup2(nowhere, DESCRIPTOR);
        posix.close(nowhere);
      }
    }
  }

  /** Gives standard error back as it was. */
  @Override
  public void close() {
    stream.flush();
    if (copy >= 0) {
      System.setErr(previous);
      posix.dup2(copy, DESCRIPTOR);
      posix.close(copy);
    }
  }

  /** Writes to a file descriptor. */
  private static final class DescriptorStream extends OutputStream {
    private final Posix posix;
    private final int descriptor;

    DescriptorStream(Posix posix, int descriptor) {
      this.posix = posix;
      this.descriptor = descriptor;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      byte[] rest = Arrays.copyOfRange(bytes, offset, offset + length);
      while (rest.length > 0) {
        int written = posix.write(descriptor, rest, new NativeLong(rest.length)).intValue();
        if (written <= 0) {
          throw new IOException("standard error can't be written");
        }
        rest = Arrays.copyOfRange(rest, written, rest.length);
      }
    }
  }
}
