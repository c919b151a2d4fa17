package io.latent4j.files;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The file system of the machine, on which what changes something can fail: from a given change on,
 * as if the program were killed, or only that one. It notes all changes.
 */
final class FaultyFileSystem extends FileSystem {

  /** The program is killed: it does nothing more, not even clear up. */
  static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What becomes of a change. */
  @FunctionalInterface
  interface Fault {
    /**
     * Is asked before each change, and whether something may be written.
     *
     * @param number its number, from 1; 0 for the mere question
     * @param change what it is, such as {@code move a b}; {@code check a} for the question
     */
    void before(int number, String change) throws IOException;
  }

  private final FileSystem real;
  private final Provider provider = new Provider();
  private final Fault fault;
  private final List<String> changes = new ArrayList<>();
  private final List<Channel> channels = new ArrayList<>();
  private boolean killed;

  FaultyFileSystem(FileSystem real, Fault fault) {
    this.real = real;
    this.fault = fault;
  }

  /** Kills the program before a change. */
  static Fault killedBefore(int number) {
    return (now, change) -> {
      if (now == number) {
        throw new Killed();
      }
    };
  }

  /** Lets one change fail. */
  static Fault failingAt(int number) {
    return (now, change) -> {
      if (now == number) {
        throw new IOException("input/output error");
      }
    };
  }

  /** Can't move folders, or nothing, at once. */
  static Fault withoutAtomicMoves(boolean onlyFolders) {
    return (now, change) -> {
      String[] words = change.split(" ");
      boolean atomic = words[0].equals("move-atomically");
      if (atomic && (!onlyFolders || Files.isDirectory(Path.of(words[1])))) {
        throw new AtomicMoveNotSupportedException(words[1], words[2], "cross-device link");
      }
    };
  }

  /** Both faults, the first one first. */
  static Fault both(Fault one, Fault other) {
    return (number, change) -> {
      one.before(number, change);
      other.before(number, change);
    };
  }

  Path path(Path path) {
    return new FaultyPath(path);
  }

  /** All changes so far, those that failed included. */
  List<String> changes() {
    return List.copyOf(changes);
  }

  private void change(String change) throws IOException {
    if (killed) {
      throw new Killed();
    }
    changes.add(change);
    try {
      fault.before(changes.size(), change);
    } catch (Killed e) {
      killed = true;
      for (Channel channel : channels) {
        channel.close(); // which the operating system does, and with it gives up the locks
      }
      throw e;
    }
  }

  private static Path unwrapped(Path path) {
    return path instanceof FaultyPath faulty ? faulty.real : path;
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    List<Path> roots = new ArrayList<>();
    real.getRootDirectories().forEach(root -> roots.add(path(root)));
    return roots;
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return path(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String syntaxAndPattern) {
    PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
    return path -> matcher.matches(unwrapped(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException("changes are not watched, as the interface allows");
  }

  /** A path whose file system is this one. */
  private final class FaultyPath implements Path {
    private final Path real;

    FaultyPath(Path real) {
      this.real = real;
    }

    private Path of(Path path) {
      return path == null ? null : new FaultyPath(path);
    }

    @Override
    public FileSystem getFileSystem() {
      return FaultyFileSystem.this;
    }

    @Override
    public boolean isAbsolute() {
      return real.isAbsolute();
    }

    @Override
    public Path getRoot() {
      return of(real.getRoot());
    }

    @Override
    public Path getFileName() {
      return of(real.getFileName());
    }

    @Override
    public Path getParent() {
      return of(real.getParent());
    }

    @Override
    public int getNameCount() {
      return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
      return of(real.getName(index));
    }

    @Override
    public Path subpath(int beginIndex, int endIndex) {
      return of(real.subpath(beginIndex, endIndex));
    }

    @Override
    public boolean startsWith(Path other) {
      return real.startsWith(unwrapped(other));
    }

    @Override
    public boolean endsWith(Path other) {
      return real.endsWith(unwrapped(other));
    }

    @Override
    public Path normalize() {
      return of(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
      return of(real.resolve(unwrapped(other)));
    }

    @Override
    public Path relativize(Path other) {
      return of(real.relativize(unwrapped(other)));
    }

    @Override
    public URI toUri() {
      return real.toUri();
    }

    @Override
    public Path toAbsolutePath() {
      return of(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
      return of(real.toRealPath(options));
    }

    @Override
    public File toFile() {
      throw new UnsupportedOperationException("a File belongs to the default file system only");
    }

    @Override
    public WatchKey register(
        WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterator<Path> iterator() {
      List<Path> names = new ArrayList<>();
      real.forEach(name -> names.add(of(name)));
      return names.iterator();
    }

    @Override
    public int compareTo(Path other) {
      return real.compareTo(unwrapped(other));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof FaultyPath path && real.equals(path.real);
    }

    @Override
    public int hashCode() {
      return real.hashCode();
    }

    @Override
    public String toString() {
      return real.toString();
    }
  }

  /** Does what the provider of the machine's file system does, where that is allowed to. */
  private final class Provider extends FileSystemProvider {
    private FileSystemProvider real() {
      return real.provider();
    }

    @Override
    public String getScheme() {
      return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      return FaultyFileSystem.this;
    }

    @Override
    public Path getPath(URI uri) {
      return path(Path.of(uri));
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      boolean writes =
          options.contains(StandardOpenOption.CREATE)
              || options.contains(StandardOpenOption.CREATE_NEW);
      if (writes) {
        change("create " + path);
      }
      FileChannel channel =
          new FaultyChannel(path, FileChannel.open(unwrapped(path), options, attributes));
      channels.add(channel);
      return channel;
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream = Files.newDirectoryStream(unwrapped(folder))) {
        for (Path entry : stream) {
          if (filter.accept(path(entry))) {
            entries.add(path(entry));
          }
        }
      }
      return new DirectoryStream<>() {
        @Override
        public Iterator<Path> iterator() {
          return entries.iterator();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
      change("create-folder " + folder);
      real().createDirectory(unwrapped(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
      change("delete " + path);
      real().delete(unwrapped(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
      change("copy " + source + " " + target);
      real().copy(unwrapped(source), unwrapped(target), options);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
      boolean atomic = List.of(options).contains(StandardCopyOption.ATOMIC_MOVE);
      change((atomic ? "move-atomically " : "move ") + source + " " + target);
      real().move(unwrapped(source), unwrapped(target), options);
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
      return path(real().readSymbolicLink(unwrapped(link)));
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
      return real().isSameFile(unwrapped(path), unwrapped(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
      return real().isHidden(unwrapped(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
      return real().getFileStore(unwrapped(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      if (List.of(modes).contains(AccessMode.WRITE)) {
        fault.before(0, "check " + path);
      }
      real().checkAccess(unwrapped(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      return real().getFileAttributeView(unwrapped(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      return real().readAttributes(unwrapped(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
        throws IOException {
      return real().readAttributes(unwrapped(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
        throws IOException {
      change("set " + path);
      real().setAttribute(unwrapped(path), attribute, value, options);
    }
  }

  /** A channel whose bytes count as changes, and which notes what is forced to the disk. */
  private final class FaultyChannel extends FileChannel {
    private final Path path;
    private final FileChannel channel;

    FaultyChannel(Path path, FileChannel channel) {
      this.path = path;
      this.channel = channel;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      return channel.read(target);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
      return channel.read(targets, offset, length);
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      change("write " + path);
      return channel.write(source);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
      change("write " + path);
      return channel.write(sources, offset, length);
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
      channel.position(newPosition);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
      change("truncate " + path);
      channel.truncate(size);
      return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
      change("force " + path); // and no more: a test needs no disk
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target)
        throws IOException {
      return channel.transferTo(position, count, target);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count)
        throws IOException {
      change("write " + path);
      return channel.transferFrom(source, position, count);
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return channel.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      change("write " + path);
      return channel.write(source, position);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
      return channel.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
      return channel.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return channel.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      channel.close();
    }
  }
}
