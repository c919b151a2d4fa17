package io.latent4j.data;

import io.latent4j.files.UnwritableException;
import io.latent4j.files.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * What has been downloaded of a file: {@code NAME.part} beside it, locked against other downloads,
 * kept when a download is cut off, and given the file's name once its content is proved.
 */
final class PartialFile implements Closeable {

  private final RemoteFile file;
  private final Path target;
  private final Path path;
  private final FileChannel channel;
  private boolean published;

  private PartialFile(RemoteFile file, Path target, Path path, FileChannel channel) {
    this.file = file;
    this.target = target;
    this.path = path;
    this.channel = channel;
  }

  /** Opens what is there of a file, which may be nothing. */
  static PartialFile open(RemoteFile file, Path target) {
    Path path = target.resolveSibling(target.getFileName() + ".part");
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      FileChannel channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        requireLock(channel, path);
        return new PartialFile(file, target, path, channel);
      } catch (RuntimeException | Error | IOException e) {
        channel.close();
        throw e;
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  private static void requireLock(FileChannel channel, Path path) throws IOException {
    FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    }
    if (lock == null) {
      throw new DownloadException(path + " is being written by another download", null);
    }
  }

  private static RuntimeException unwritable(Path path, IOException e) {
    if (e instanceof ClosedByInterruptException) {
      CancellationException cancelled =
          new CancellationException("the download of " + path + " was interrupted");
      cancelled.initCause(e);
      return cancelled;
    }
    String reason = Text.oneLine(String.valueOf(e.getMessage()));
    return new UncheckedIOException(path + " can't be written: " + reason, e);
  }

  /** Tells whether another download gave the file its name before this one had the lock. */
  boolean isOutrun() {
    return Files.exists(target);
  }

  long size() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  void append(ByteBuffer bytes) {
    try {
      channel.position(channel.size());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  void clear() {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /** Tells what is wrong with the content, nothing if it is the file. */
  Optional<String> flaw() {
    MessageDigest digest = TensorMemory.sha256();
    long unpacked = 0;
    byte[] chunk = new byte[1 << 16];
    try {
      channel.position(0);
      // Not closed: that would close the channel and give up the lock.
      InputStream in = new GzipInput(Channels.newInputStream(channel));
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        unpacked += count;
        if (unpacked > file.unpackedBytes()) {
          return Optional.of("more than " + file.unpackedBytes() + " unpacked bytes");
        }
        digest.update(chunk, 0, count);
      }
    } catch (CorruptInputException e) {
      return Optional.of(e.found() + " at " + e.position() + " instead of " + e.expected());
    } catch (IOException e) {
      throw unwritable(path, e);
    }
    String found = HexFormat.of().formatHex(digest.digest());
    return found.equals(file.sha256()) ? Optional.empty() : Optional.of("SHA-256 " + found);
  }

  /** Gives the file its name. */
  void publish() {
    try {
      WholeFile.publish(path, target);
      published = true;
    } catch (UnwritableException e) {
      throw new UncheckedIOException(target + " can't be written: " + e.getReason(), e);
    }
  }

  /** Keeps what can be of use to a later download. */
  @Override
  public void close() {
    try {
      if (!published && channel.size() == 0) {
        Files.deleteIfExists(path);
      }
      channel.close();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }
}
