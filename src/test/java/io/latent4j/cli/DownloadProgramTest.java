package io.latent4j.cli;

import static io.latent4j.data.LoopbackServer.cut;
import static io.latent4j.data.LoopbackServer.file;
import static io.latent4j.data.LoopbackServer.status;
import static io.latent4j.data.LoopbackServer.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.latent4j.data.LoopbackServer;
import io.latent4j.data.LoopbackServer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Downloads by the program, from a server on the loopback address. */
class DownloadProgramTest {

  private static final String FILE = "train-images-idx3-ubyte.gz";

  @TempDir Path folder;

  private static byte[] noise(int size) {
    byte[] bytes = new byte[size];
    new Random(1).nextBytes(bytes);
    // The start of gzip data, so that only the rest is wrong.
    bytes[0] = 0x1f;
    bytes[1] = (byte) 0x8b;
    return bytes;
  }

  private String command(String address) {
    return "pca --data mnist --data-dir " + folder.resolve("data") + " --mirror " + address;
  }

  private Path part() {
    return folder.resolve("data").resolve("mnist").resolve(FILE + ".part");
  }

  @Test
  void aMirrorWithoutTheFileIsWrongInput() throws Exception {
    try (LoopbackServer server = new LoopbackServer(status("404 Not Found"))) {
      Program.Outcome outcome = Program.run(folder, command(server.address()) + " --out out");

      assertThat(outcome.status()).isEqualTo(2);
      assertThat(outcome.err().lines()).hasSize(1);
      assertThat(outcome.err())
          .startsWith("latent4j: " + server.address() + "/" + FILE + ": expected a file of mnist")
          .contains("found HTTP status 404", "--mirror names another address");
      assertThat(folder.resolve("out")).doesNotExist();
      assertThat(folder.resolve("data").resolve("mnist")).isEmptyDirectory();
    }
  }

  @Test
  void aMirrorWithSomethingElseIsWrongInput() throws Exception {
    try (LoopbackServer server = new LoopbackServer(whole(noise(5000)))) {
      InProcess program = new InProcess();

      assertThat(program.run(command(server.address()).split(" "))).isEqualTo(2);
      assertThat(program.err().lines()).hasSize(3);
      assertThat(program.err())
          .startsWith("downloading " + server.address() + "/" + FILE + ", 0.0 MB")
          .contains(
              "downloaded " + FILE,
              "latent4j: " + server.address() + "/" + FILE + ": expected gzip data whose 47040016");
      assertThat(part()).doesNotExist();
    }
  }

  @Test
  void aMirrorThatIsNotThereIsAFailure() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    InProcess program = new InProcess();

    assertThat(program.run(command("http://127.0.0.1:" + port).split(" "))).isEqualTo(1);
    assertThat(program.err().lines()).hasSize(1);
    assertThat(program.err()).startsWith("latent4j: http://127.0.0.1:" + port + "/" + FILE);
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no signals can be sent to a process there")
  void whatHasComeBeforeASignalIsKeptForTheNextTime() throws Exception {
    byte[] content = noise(1_000_000);
    LoopbackServer[] self = new LoopbackServer[1];
    Answer stall = (request, out) -> self[0].stall(content, 300_000).write(request, out);
    try (LoopbackServer server = new LoopbackServer(stall)) {
      self[0] = server;
      Program program = Program.start(folder, command(server.address()) + " --out out");
      program.await(() -> size(part()) == 300_000);
      Program.Outcome outcome = program.interrupt().outcome();

      assertThat(outcome.status()).isEqualTo(130);
      assertThat(outcome.err().lines())
          .containsExactly(
              "downloading " + server.address() + "/" + FILE + ", 1.0 MB",
              "latent4j: interrupted; what has been downloaded is kept, and the next time goes on"
                  + " from it");
      assertThat(size(part())).isEqualTo(300_000);
      assertThat(folder.resolve("out")).doesNotExist();
    }
    try (LoopbackServer server = new LoopbackServer(file(content), cut(content, 0))) {
      assertThat(new InProcess().run(command(server.address()).split(" "))).isNotZero();
      assertThat(server.requests().get(0).headers()).containsEntry("range", "bytes=300000-");
    }
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void officialFilesComeAndAreUsed() throws Exception {
    String data = System.getenv("LATENT4J_DATA");
    Path mnist = data == null ? folder.resolve("none") : Path.of(data, "mnist");
    assumeTrue(Files.isDirectory(mnist), "LATENT4J_DATA has no MNIST: downloads are not tried");
    Answer files =
        (request, out) -> {
          Path wanted = mnist.resolve(request.path().substring(1));
          file(Files.readAllBytes(wanted)).write(request, out);
        };
    try (LoopbackServer server = new LoopbackServer(files)) {
      String line =
          command(server.address()).replace("mnist ", "mnist:test ")
              + " --limit 200 --out "
              + folder.resolve("out");
      Program.Outcome first = Program.run(folder, line);
      assertThat(first.err().lines())
          .satisfiesExactly(
              asked -> assertThat(asked).startsWith("downloading ").contains("t10k-images"),
              came -> assertThat(came).matches("downloaded t10k-images-\\S+ 1.6 MB in \\S+ s"),
              asked -> assertThat(asked).startsWith("downloading ").contains("t10k-labels"),
              came -> assertThat(came).startsWith("downloaded t10k-labels"));
      assertThat(first.status()).isZero();

      assertThat(new InProcess().run(line.split(" "))).isZero();
      assertThat(server.requests()).hasSize(2);
    }
  }
}
