package io.latent4j.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * Writes a file whole: beside its place, forced to the disk, and then moved there. Whatever fails,
 * be it the disk, the one who writes, or the power, there is either the former file or the new one;
 * an interrupt of the thread waits until the file is written.
 *
 * <pre>{@code
 * WholeFile.write(Path.of("run/log.csv"), out -> out.write(bytes));
 * }</pre>
 *
 * <p>Where the path is a link, what it leads to is replaced, and a file that is replaced hands on
 * its permissions. A device or a pipe, which can't be replaced, is written to. Only a process that
 * is killed leaves the file beside, as {@code .latent4j-….tmp}.
 */
public final class WholeFile {
  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  /**
   * Writes a file, or replaces it.
   *
   * @param file the file, in a folder that exists
   * @param content writes its bytes; what it throws that is no {@link IOException} is thrown on
   * @throws UnwritableException if the file can't be written; what was there is as before
   */
  public static void write(Path file, FileContent content) throws UnwritableException {
    Objects.requireNonNull(content, "content");
    try {
      Path target = Disk.followLinks(file);
      requireFile(file, target);
      if (isDevice(target)) {
        stream(target, content, StandardOpenOption.WRITE);
      } else if (!Files.isDirectory(target.getParent())) {
        throw UnwritableException.of(file, "there is no folder " + target.getParent());
      } else {
        replace(target, content);
      }
    } catch (UnwritableException e) {
      throw e.getFile().equals(file.toString()) ? e : UnwritableException.of(file, e);
    } catch (IOException e) {
      throw UnwritableException.of(file, e);
    }
  }

  /**
   * Writes a file, or replaces it, and makes the folders above it that are missing; they are
   * removed again if the file can't be written.
   *
   * @param file the file
   * @param content writes its bytes; what it throws that is no {@link IOException} is thrown on
   * @throws UnwritableException if the file can't be written; what was there is as before
   */
  public static void writeWithFolders(Path file, FileContent content) throws UnwritableException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw UnwritableException.of(file, "it is a folder");
    }
    try (MissingFolders missing = make(file, folder)) {
      write(file, content);
      missing.keep();
    } catch (UnwritableException e) {
      throw e;
    } catch (IOException e) {
      throw UnwritableException.of(file, e);
    }
  }

  private static MissingFolders make(Path file, Path folder) throws UnwritableException {
    try {
      return MissingFolders.make(folder);
    } catch (IOException e) {
      throw UnwritableException.of(
          file, "its folder cannot be made (" + UnwritableException.reason(e) + ")", e);
    }
  }

  /**
   * Gives a file that is complete its name, in place of what has it.
   *
   * @param complete the file so far, best in the same folder
   * @param file the name that it gets
   * @throws UnwritableException if it can't have it; what was there is as before, and the complete
   *     file still has its former name
   */
  public static void publish(Path complete, Path file) throws UnwritableException {
    try {
      Path target = Disk.followLinks(file);
      requireFile(file, target);
      Disk.force(complete);
      Disk.replaceFile(complete, target);
      Disk.forceNames(target.getParent());
    } catch (UnwritableException e) {
      throw e;
    } catch (IOException e) {
      throw UnwritableException.of(file, e);
    }
  }

  private static void requireFile(Path file, Path target) throws UnwritableException {
    if (target.getFileName() == null || Files.isDirectory(target)) {
      throw UnwritableException.of(file, "it is a folder");
    }
  }

  private static boolean isDevice(Path target) throws IOException {
    return Files.exists(target)
        && Files.readAttributes(target, BasicFileAttributes.class).isOther();
  }

  private static void replace(Path target, FileContent content) throws IOException {
    Path beside = Disk.unusedBeside(target);
    try {
      // Not Files.createTempFile: that one is readable by its owner only, and the rename keeps
      // that.
      stream(
          beside,
          out -> {
            Disk.copyPermissions(target, beside);
            content.writeTo(out);
          },
          StandardOpenOption.CREATE_NEW,
          StandardOpenOption.WRITE);
      Disk.force(beside);
      Disk.replaceFile(beside, target);
    } catch (IOException | RuntimeException | Error e) {
      Disk.deleteQuietly(beside);
      throw e;
    }
    Disk.forceNames(target.getParent());
  }

  /** Not by a channel, which an interrupt would close. */
  private static void stream(Path file, FileContent content, StandardOpenOption... options)
      throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(file, options), BUFFER)) {
      content.writeTo(out);
    }
  }
}
