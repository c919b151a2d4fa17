package io.latent4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lets TensorBoard read what was written here, and asks it what it read. */
@Tag("parity")
class EmbeddingProjectorParityTest {

  private static final float[] POINTS = {0.1f, -2.5e-7f, 3e8f, 4, 5, 6, 7, 8, 9};
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    EmbeddingProjector.of("code", POINTS, 3)
        .labels("one", "zwölf", "three")
        .images(new float[3 * 4 * 5], 4, 5, 1)
        .writeTo(folder.resolve("logs").resolve("run"));
  }

  @Test
  void tensorBoardShowsTheFolderItself() throws Exception {
    try (TensorBoard board = TensorBoard.start(folder, folder.resolve("logs").resolve("run"))) {
      requireAll(board, ".");
    }
  }

  @Test
  void tensorBoardShowsTheFolderAmongOthersBelowItsParent() throws Exception {
    EmbeddingProjector.of("other", new float[] {1, 2}, 2)
        .writeTo(folder.resolve("logs").resolve("second"));
    try (TensorBoard board = TensorBoard.start(folder, folder.resolve("logs"))) {
      requireAll(board, "run");
      assertThat(board.text("runs")).contains("second");
      assertThat(board.text("info?run=second")).contains("other");
    }
  }

  private static void requireAll(TensorBoard board, String run) throws Exception {
    board.awaitRun(run);
    JsonObject config =
        JsonParser.parseString(board.text("info?run=" + run))
            .getAsJsonObject()
            .getAsJsonArray("embeddings")
            .get(0)
            .getAsJsonObject();
    assertThat(config.get("tensorName").getAsString()).isEqualTo("code");
    assertThat(config.get("tensorShape").toString()).isEqualTo("[3,3]");
    assertThat(config.getAsJsonObject("sprite").get("singleImageDim").toString())
        .isEqualTo("[5,4]");

    String which = "?run=" + run + "&name=code";
    ByteBuffer tensor = ByteBuffer.wrap(board.get("tensor" + which)).order(ByteOrder.LITTLE_ENDIAN);
    float[] points = new float[tensor.remaining() / Float.BYTES];
    tensor.asFloatBuffer().get(points);
    assertThat(points).containsExactly(POINTS);
    assertThat(board.text("metadata" + which))
        .isEqualTo("label\tindex\none\t0\nzwölf\t1\nthree\t2\n");
    BufferedImage sprite =
        ImageIO.read(new ByteArrayInputStream(board.get("sprite_image" + which)));
    assertThat(sprite.getWidth()).isEqualTo(10);
    assertThat(sprite.getHeight()).isEqualTo(8);
  }

  /** TensorBoard as a process of its own, which ends when this is closed. */
  private static final class TensorBoard implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path messages;
    private final HttpClient client = HttpClient.newHttpClient();
    private String address;

    private TensorBoard(Process process, Path messages) {
      this.process = process;
      this.messages = messages;
    }

    static TensorBoard start(Path folder, Path logs) throws Exception {
      Path messages = Files.createTempFile(folder, "tensorboard", ".txt");
      Process process =
          new ProcessBuilder(
                  System.getProperty("latent4j.python", "target/python/bin/python"),
                  "-m",
                  "tensorboard.main",
                  "--logdir",
                  logs.toString(),
                  "--host",
                  "127.0.0.1",
                  "--port",
                  "0",
                  "--load_fast",
                  "false")
              .redirectErrorStream(true)
              .redirectOutput(messages.toFile())
              .start();
      TensorBoard board = new TensorBoard(process, messages);
      try {
        board.address =
            board.await(
                text -> {
                  Matcher found = ADDRESS.matcher(text);
                  return found.find() ? found.group() : null;
                });
        return board;
      } catch (Exception | Error e) {
        board.close();
        throw e;
      }
    }

    /** Waits until there is an answer; it is asked with what TensorBoard has printed. */
    private String await(Function<String, String> answer) throws Exception {
      long end = System.nanoTime() + PATIENCE.toNanos();
      String found = answer.apply(Files.readString(messages));
      while (found == null) {
        if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
          throw new AssertionError("waited in vain: " + Files.readString(messages));
        }
        found = answer.apply(Files.readString(messages));
      }
      return found;
    }

    /** Runs are found in the background. */
    void awaitRun(String run) throws Exception {
      await(
          printed -> {
            try {
              String runs = text("runs");
              return runs.contains('"' + run + '"') ? runs : null;
            } catch (Exception e) {
              throw new AssertionError(printed, e);
            }
          });
    }

    byte[] get(String path) throws Exception {
      URI uri = URI.create(address + "data/plugin/projector/" + path);
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      return response.body();
    }

    String text(String path) throws Exception {
      return new String(get(path), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().onExit().join();
    }
  }
}
