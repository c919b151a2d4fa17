package io.latent4j.data;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/**
 * A server on the loopback address that answers the first request as the first answer says, and so
 * on, the last answer again and again; one request a connection.
 */
public final class LoopbackServer implements Closeable {

  /** A request: its path and its headers, their names in lower case. */
  public record Request(String path, Map<String, String> headers) {}

  /** Writes whatever it likes to the connection, which is closed afterwards. */
  public interface Answer {
    void write(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket socket;
  private final List<Answer> answers;
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch closing = new CountDownLatch(1);

  public LoopbackServer(Answer... answers) throws IOException {
    this.answers = List.of(answers);
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(this::serve, "loopback server");
    thread.setDaemon(true);
    thread.start();
  }

  public String address() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  public List<Request> requests() {
    return List.copyOf(requests);
  }

  private void serve() {
    for (int i = 0; !socket.isClosed(); i++) {
      try (Socket connection = socket.accept()) {
        Request request = read(connection);
        requests.add(request);
        answers.get(Math.min(i, answers.size() - 1)).write(request, connection.getOutputStream());
      } catch (IOException e) {
        // The client went away, or the test is over.
        continue;
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private static Request read(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    String path = in.readLine().split(" ")[1];
    Map<String, String> headers = new TreeMap<>();
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
    }
    return new Request(path, headers);
  }

  /** Answers with a status, headers and a body, of which the headers need not tell the truth. */
  public static Answer answer(String status, String headers, byte[] body) {
    return (request, out) -> send(out, status, headers, body);
  }

  private static void send(OutputStream out, String status, String headers, byte[] body)
      throws IOException {
    String head = "HTTP/1.1 " + status + "\r\n" + headers + "Connection: close\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    out.write(body);
    out.flush();
  }

  /** Answers with a status alone. */
  public static Answer status(String status) {
    return answer(status, "Content-Length: 0\r\n", new byte[0]);
  }

  /** Sends the file as a good server does, or the rest of it that is asked for. */
  public static Answer file(byte[] content) {
    return (request, out) -> {
      String range = request.headers().get("range");
      if (range == null) {
        send(out, "200 OK", length(content.length) + "ETag: \"v1\"\r\n", content);
        return;
      }
      int start = Integer.parseInt(range.replaceAll("\\D", ""));
      if (start >= content.length) {
        send(out, "416 Range Not Satisfiable", length(0), new byte[0]);
        return;
      }
      byte[] rest = Arrays.copyOfRange(content, start, content.length);
      String place = "bytes " + start + "-" + (content.length - 1) + "/" + content.length;
      send(
          out,
          "206 Partial Content",
          length(rest.length) + "Content-Range: " + place + "\r\n",
          rest);
    };
  }

  /** Sends the whole file, whatever part of it is asked for. */
  public static Answer whole(byte[] content) {
    return answer("200 OK", length(content.length), content);
  }

  /** Promises the file, sends its start, and hangs up. */
  public static Answer cut(byte[] content, int sent) {
    return answer(
        "200 OK", length(content.length) + "ETag: \"v1\"\r\n", Arrays.copyOf(content, sent));
  }

  public static String length(int length) {
    return "Content-Length: " + length + "\r\n";
  }

  /** Sends the start of an answer, and then nothing more until the server is closed. */
  public Answer stall(byte[] content, int sent) {
    return (request, out) -> {
      cut(content, sent).write(request, out);
      closing.await();
    };
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    socket.close();
  }
}
