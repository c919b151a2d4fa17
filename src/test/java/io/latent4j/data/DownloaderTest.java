package io.latent4j.data;

import static io.latent4j.data.LoopbackServer.answer;
import static io.latent4j.data.LoopbackServer.cut;
import static io.latent4j.data.LoopbackServer.file;
import static io.latent4j.data.LoopbackServer.length;
import static io.latent4j.data.LoopbackServer.status;
import static io.latent4j.data.LoopbackServer.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.latent4j.data.LoopbackServer.Answer;
import io.latent4j.data.LoopbackServer.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloaderTest {

  private static final byte[] UNPACKED = noise(40_000, 1);
  private static final byte[] PACKED = Fixtures.gzip(UNPACKED);
  private static final byte[] OTHER = Fixtures.gzip(noise(40_000, 2));

  @TempDir Path folder;

  private static byte[] noise(int size, long seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(TensorMemory.sha256().digest(bytes));
  }

  private static RemoteFile remote(String base) {
    return new RemoteFile(
        "mnist", "images.gz", URI.create(base), UNPACKED.length, sha256(UNPACKED));
  }

  private static DownloadOptions options(int attempts) {
    return DownloadOptions.standard().withAttempts(attempts, Duration.ZERO);
  }

  private Path target() {
    return folder.resolve("mnist").resolve("images.gz");
  }

  private Path part() {
    return folder.resolve("mnist").resolve("images.gz.part");
  }

  private void fetch(LoopbackServer server, DownloadOptions options) {
    new DataDirectory(folder, options).require(remote(server.address()));
  }

  private List<Request> fetched(int attempts, Answer... answers) throws IOException {
    try (LoopbackServer server = new LoopbackServer(answers)) {
      fetch(server, options(attempts));
      assertThat(target()).hasBinaryContent(PACKED);
      assertThat(part()).doesNotExist();
      return server.requests();
    }
  }

  /** What the server has is not the file. */
  private void refused(int attempts, String message, Answer... answers) throws IOException {
    endsWith(DataFileException.class, attempts, message, answers);
  }

  /** The network or the server is at fault. */
  private void failed(int attempts, String message, Answer... answers) throws IOException {
    endsWith(DownloadException.class, attempts, message, answers);
  }

  private void endsWith(
      Class<? extends RuntimeException> kind, int attempts, String message, Answer... answers)
      throws IOException {
    try (LoopbackServer server = new LoopbackServer(answers)) {
      assertThatThrownBy(() -> fetch(server, options(attempts)))
          .isInstanceOf(kind)
          .hasMessageStartingWith(server.address() + "/images.gz: expected ")
          .hasMessageContaining(message)
          .hasMessageContaining("(the file belongs at " + target())
          .hasMessageNotContaining("\n");
      assertThat(target()).doesNotExist();
    }
  }

  private static Optional<String> range(Request request) {
    return Optional.ofNullable(request.headers().get("range"));
  }

  @Test
  void aFileComesWithProgressAndIsNotFetchedAgain() throws IOException {
    List<Long> bytes = new ArrayList<>();
    DownloadListener listener =
        (address, done, total) -> {
          assertThat(address).endsWith("/images.gz");
          assertThat(total).isEqualTo(OptionalLong.of(PACKED.length));
          bytes.add(done);
        };
    try (LoopbackServer server = new LoopbackServer(file(PACKED))) {
      fetch(server, options(1).withListener(listener));
      fetch(server, options(1));
      assertThat(server.requests()).extracting(Request::path).containsExactly("/images.gz");
    }
    assertThat(target()).hasBinaryContent(PACKED);
    assertThat(bytes).isSorted().startsWith(0L).endsWith((long) PACKED.length);
  }

  @Test
  void aMirrorReplacesTheAddress() throws IOException {
    try (LoopbackServer server = new LoopbackServer(file(PACKED))) {
      DownloadOptions options = options(1).withMirror(server.address() + "/deep/");
      new DataDirectory(folder, options).require(remote("http://unused.invalid"));
      assertThat(server.requests()).extracting(Request::path).containsExactly("/deep/images.gz");
    }
  }

  @Test
  void aMirrorMayHaveAFolderForEachDataSet() throws IOException {
    Answer folders =
        (request, out) ->
            (request.path().equals("/mnist/images.gz") ? file(PACKED) : status("404 Not Found"))
                .write(request, out);
    try (LoopbackServer server = new LoopbackServer(folders)) {
      DownloadOptions options = options(3).withMirror(server.address());
      new DataDirectory(folder, options).require(remote("http://unused.invalid"));
      assertThat(server.requests())
          .extracting(Request::path)
          .containsExactly("/images.gz", "/mnist/images.gz");
    }
    assertThat(target()).hasBinaryContent(PACKED);
  }

  @Test
  void whatIsCutOffGoesOnWhereItWas() throws IOException {
    List<Request> requests = fetched(3, cut(PACKED, 10_000), cut(PACKED, 0), file(PACKED));
    assertThat(requests).hasSize(3);
    assertThat(range(requests.get(0))).isEmpty();
    assertThat(range(requests.get(1))).contains("bytes=10000-");
    assertThat(requests.get(1).headers()).containsEntry("if-range", "\"v1\"");
  }

  @Test
  void anInterruptedDownloadIsResumedByTheNextOne() throws IOException {
    failed(1, "a file of mnist, found 10000 bytes of it, then ", cut(PACKED, 10_000));
    assertThat(part()).hasBinaryContent(Arrays.copyOf(PACKED, 10_000));
    List<Request> requests = fetched(1, file(PACKED));
    assertThat(range(requests.get(0))).contains("bytes=10000-");
  }

  @Test
  void aCompletePartNeedsNoMoreBytes() throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), PACKED);
    assertThat(fetched(1, file(PACKED))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 39_000, 100_000})
  void aPartOfAnotherFileIsDroppedAndTheDownloadStartsAnew(int size) throws IOException {
    Files.createDirectories(part().getParent());
    Files.write(part(), Arrays.copyOf(OTHER, size));
    List<Request> requests = fetched(2, file(PACKED));
    assertThat(requests).extracting(r -> range(r).isPresent()).containsExactly(true, false);
  }

  @Test
  void aServerThatIgnoresRangesStartsAnew() throws IOException {
    assertThat(fetched(2, cut(PACKED, 30_000), whole(PACKED))).hasSize(2);
  }

  @Test
  void aServerThatSendsAnotherRangeStartsAnew() throws IOException {
    Answer wrong =
        answer(
            "206 Partial Content",
            length(5) + "Content-Range: bytes 0-4/40000\r\n",
            Arrays.copyOf(PACKED, 5));
    List<Request> requests = fetched(3, cut(PACKED, 30_000), wrong, file(PACKED));
    assertThat(requests).extracting(r -> range(r).isPresent()).containsExactly(false, true, false);
  }

  @Test
  void errorsOfTheServerPass() throws IOException {
    assertThat(
            fetched(
                4,
                status("500 Internal Server Error"),
                status("503 Service Unavailable"),
                status("429 Too Many Requests"),
                file(PACKED)))
        .hasSize(4);
    Files.delete(target());
    failed(2, "a file of mnist, found HTTP status 500 (", status("500 Internal Server Error"));
    assertThat(part()).doesNotExist();
  }

  @Test
  void aMissingFileIsNotAskedForAgain() throws IOException {
    try (LoopbackServer server = new LoopbackServer(status("404 Not Found"))) {
      assertThatThrownBy(() -> fetch(server, options(5)))
          .isInstanceOf(DataFileException.class)
          .hasMessageStartingWith(
              server.address() + "/images.gz: expected a file of mnist, found HTTP status 404 (");
      assertThat(server.requests()).hasSize(1);
    }
    assertThat(target()).doesNotExist();
    assertThat(part()).doesNotExist();
  }

  @Test
  void redirectsAreFollowedButNotForEver() throws IOException {
    Answer redirect = answer("302 Found", "Location: /elsewhere\r\n" + length(0), new byte[0]);
    List<Request> requests = fetched(1, redirect, file(PACKED));
    assertThat(requests).extracting(Request::path).containsExactly("/images.gz", "/elsewhere");
    Files.delete(target());
    refused(1, "found HTTP status 302", redirect);
  }

  @Test
  void aServerThatPromisesTooMuchMayHaveSentAll() throws IOException {
    assertThat(fetched(1, answer("200 OK", length(PACKED.length + 100), PACKED))).hasSize(1);
  }

  @Test
  void aServerThatPromisesTooLittleIsRefused() throws IOException {
    refused(
        5,
        "unpacked bytes have SHA-256 " + sha256(UNPACKED) + ", found end of file at byte 1000",
        answer("200 OK", length(1000), PACKED));
    assertThat(part()).doesNotExist();
  }

  @Test
  void aServerThatPromisesMoreThanTheFileCanBeIsRefusedAtOnce() throws IOException {
    refused(
        5,
        "at most 41424 bytes, found 999999999 or more",
        answer("200 OK", length(999_999_999), noise(100_000, 3)));
    assertThat(part()).doesNotExist();
  }

  @Test
  void anEndlessFileIsNotWrittenToTheEndOfTheDisk() throws IOException {
    Answer endless =
        (request, out) -> {
          answer("200 OK", "", new byte[0]).write(request, out);
          while (true) {
            out.write(PACKED);
          }
        };
    refused(5, "at most 41424 bytes, found ", endless);
    assertThat(part()).doesNotExist();
  }

  @Test
  void whatUnpacksToMoreThanTheFileIsRefused() throws IOException {
    byte[] bomb = Fixtures.gzip(new byte[10_000_000]);
    refused(5, "found more than 40000 unpacked bytes", whole(bomb));
  }

  @Test
  void garbageIsRefused() throws IOException {
    byte[] page = "<html>please log in</html>".getBytes(StandardCharsets.UTF_8);
    refused(5, "found 3c 68 at byte 2 (packed) instead of gzip data (1f 8b)", whole(page));
    assertThat(part()).doesNotExist();
    refused(5, ", found SHA-256 " + sha256(noise(40_000, 2)), whole(OTHER));
    assertThat(part()).doesNotExist();
    failed(2, "found ", (request, out) -> out.write(noise(5000, 5)));
    refused(2, "found no bytes", whole(new byte[0]));
  }

  @Test
  void anEndThatMayBeAnAccidentIsTriedAgain() throws IOException {
    Answer unsaid = answer("200 OK", "", Arrays.copyOf(PACKED, 20_000));
    assertThat(fetched(2, unsaid, answer("200 OK", "", PACKED))).hasSize(2);
    Files.delete(target());
    refused(2, "found end of file at byte 20000 (packed)", unsaid);
  }

  @Test
  void aStalledAnswerIsGivenUpAndResumed() throws IOException {
    DownloadOptions impatient =
        options(2).withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(1200));
    LoopbackServer[] self = new LoopbackServer[1];
    Answer stall = (request, out) -> self[0].stall(PACKED, 7000).write(request, out);
    try (LoopbackServer server = new LoopbackServer(stall)) {
      self[0] = server;
      assertThatThrownBy(() -> fetch(server, impatient.withAttempts(1, Duration.ZERO)))
          .isInstanceOf(DownloadException.class)
          .hasMessageContaining("found 7000 bytes of it, then no more bytes for 1200 ms (");
    }
    assertThat(part()).hasBinaryContent(Arrays.copyOf(PACKED, 7000));
    List<Request> requests = fetched(1, file(PACKED));
    assertThat(range(requests.get(0))).contains("bytes=7000-");
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    RemoteFile file = remote("http://127.0.0.1:" + port);
    assertThatThrownBy(() -> new DataDirectory(folder, options(2)).require(file))
        .isInstanceOf(DownloadException.class)
        .hasMessageStartingWith(
            "http://127.0.0.1:" + port + "/images.gz: expected a file of mnist, found ");
  }

  @Test
  void whatIsOnDiskStays() throws IOException {
    Files.createDirectories(target().getParent());
    Files.write(target(), OTHER);
    new DataDirectory(folder, options(1)).require(remote("http://unused.invalid"));
    assertThat(target()).hasBinaryContent(OTHER);
  }

  @Test
  void oneFileIsWrittenByOneDownloadAtATime() throws IOException {
    RemoteFile file = remote("http://unused.invalid");
    try (PartialFile other = PartialFile.open(file, target())) {
      assertThat(other.size()).isZero();
      assertThatThrownBy(() -> new DataDirectory(folder, options(1)).require(file))
          .isInstanceOf(DownloadException.class)
          .hasMessage(part() + " is being written by another download");
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() {
    Path file = Fixtures.write(folder.resolve("mnist"), "no folder");
    assertThatThrownBy(
            () -> new DataDirectory(folder, options(1)).require(remote("http://unused.invalid")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageStartingWith(part() + " can't be written: ");
    assertThat(file).hasContent("no folder");
  }

  @Test
  void theListenerCanEndTheDownloadAndItsPartIsKept() throws IOException {
    DownloadListener listener =
        (address, done, total) -> {
          if (done > 0) {
            throw new CancellationException("enough");
          }
        };
    try (LoopbackServer server = new LoopbackServer(file(PACKED))) {
      assertThatThrownBy(() -> fetch(server, options(3).withListener(listener)))
          .isInstanceOf(CancellationException.class)
          .hasMessage("enough");
    }
    assertThat(target()).doesNotExist();
    assertThat(Fixtures.bytes(part())).isEqualTo(Arrays.copyOf(PACKED, (int) Files.size(part())));
  }

  @Test
  void anInterruptedThreadStopsAndStaysInterrupted() throws IOException {
    Thread self = Thread.currentThread();
    DownloadListener listener = (address, done, total) -> self.interrupt();
    try (LoopbackServer server = new LoopbackServer(file(PACKED))) {
      assertThatThrownBy(() -> fetch(server, options(3).withListener(listener)))
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("was interrupted");
    }
    assertThat(Thread.interrupted()).isTrue();
    assertThat(target()).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "mirror", "ftp://host/", "http:///path", "http://a b/", "http://host/?q=1"})
  void mirrorsMustBeAddresses(String mirror) {
    assertThatThrownBy(() -> DownloadOptions.standard().withMirror(mirror))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "mirror must be an http or https address such as https://mirror.example/mnist, but is '"
                + mirror
                + "'");
  }

  @Test
  void optionsAreChecked() {
    DownloadOptions standard = DownloadOptions.standard();
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> standard.withAttempts(0, second))
        .hasMessage("attempts must be at least 1, but are 0");
    assertThatThrownBy(() -> standard.withAttempts(1, second.negated()))
        .hasMessage("pause must not be negative, but is PT-1S");
    assertThatThrownBy(() -> standard.withTimeouts(Duration.ZERO, second))
        .hasMessage("connect timeout must be above zero, but is PT0S");
    assertThatThrownBy(() -> standard.withTimeouts(second, Duration.ZERO))
        .hasMessage("stall timeout must be above zero, but is PT0S");
  }

  @Test
  void aDataSetIsOpenedFromItsDownloads() throws IOException {
    byte[] images = Fixtures.idx(8, new int[] {2, 2, 2}, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    byte[] labels = Fixtures.idx(8, new int[] {2}, new byte[] {9, 0});
    Answer site =
        (request, out) ->
            whole(Fixtures.gzip(request.path().contains("images") ? images : labels))
                .write(request, out);
    try (LoopbackServer server = new LoopbackServer(site)) {
      URI base = URI.create(server.address());
      List<RemoteFile> files =
          Stream.of("images-idx3", "labels-idx1")
              .map(
                  kind -> {
                    byte[] content = kind.startsWith("images") ? images : labels;
                    return new RemoteFile(
                        "mnist",
                        "t10k-" + kind + "-ubyte.gz",
                        base,
                        content.length,
                        sha256(content));
                  })
              .toList();
      DataSource.Reader reader = new MnistFamily(files).parse("mnist", Optional.of("test"));
      DataDirectory directory = new DataDirectory(folder, options(1));
      for (int i = 0; i < 2; i++) {
        try (OpenedData data = reader.read(directory, DataOptions.none())) {
          assertThat(data.samples().row(1)).containsExactly(5, 6, 7, 8);
          assertThat(data.samples().labels().orElseThrow()).containsExactly(9, 0);
        }
      }
      assertThat(server.requests()).hasSize(2);
    }
  }
}
