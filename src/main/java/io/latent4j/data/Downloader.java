package io.latent4j.data;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Downloads files whose content is known. Whatever the server says about lengths, ranges and
 * versions only saves time; the hash of what has come decides.
 */
final class Downloader {

  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_FOUND = 404;
  private static final int RANGE_NOT_SATISFIABLE = 416;
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private final DownloadOptions options;
  private final HttpClient client;

  Downloader(DownloadOptions options) {
    this.options = options;
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(options.connectTimeout())
            .build();
  }

  /** Puts the file where it belongs, or leaves there what was. */
  void fetch(RemoteFile file, Path target) {
    try (PartialFile part = PartialFile.open(file, target)) {
      Iterator<URI> addresses = file.addresses(options.mirror()).iterator();
      DataFileException missing = null;
      while (addresses.hasNext() && !part.isOutrun()) {
        try {
          new Transfer(addresses.next(), file, target, part).run();
        } catch (NotFoundException e) {
          // The address the user thinks of is the first.
          missing = missing == null ? e.error : missing;
        }
      }
      if (missing != null && !part.isOutrun()) {
        throw missing;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      CancellationException cancelled =
          new CancellationException("the download of " + target + " was interrupted");
      cancelled.initCause(e);
      throw cancelled;
    }
  }

  /** The server knows no such file; there may be one at another address. */
  private static final class NotFoundException extends Exception {

    private static final long serialVersionUID = 1L;

    private final DataFileException error;

    NotFoundException(DataFileException error) {
      super(error);
      this.error = error;
    }
  }

  /** The download of one file from one address, in as many attempts as it takes. */
  private final class Transfer {

    private final URI address;
    private final RemoteFile file;
    private final Path target;
    private final PartialFile part;
    private Optional<String> version = Optional.empty();
    private boolean endKnown;

    Transfer(URI address, RemoteFile file, Path target, PartialFile part) {
      this.address = address;
      this.file = file;
      this.target = target;
      this.part = part;
    }

    void run() throws NotFoundException, InterruptedException {
      for (int attempt = 1; ; attempt++) {
        boolean last = attempt == options.attempts();
        boolean resumed = part.size() > 0;
        Optional<IOException> cut = attempt();
        // Even a server that announced more bytes than it sent may have sent all.
        Optional<String> flaw = part.size() == 0 ? Optional.of("no bytes") : part.flaw();
        if (flaw.isEmpty()) {
          part.publish();
          return;
        }
        if (cut.isEmpty()) {
          part.clear();
          if (last || endKnown && !resumed) {
            throw error(
                "gzip data whose "
                    + file.unpackedBytes()
                    + " unpacked bytes have SHA-256 "
                    + file.sha256(),
                flaw.get(),
                null);
          }
        } else if (last) {
          String kept = part.size() == 0 ? "" : part.size() + " bytes of it, then ";
          DataFileException error =
              error("a file of " + file.dataSet(), kept + reason(cut.get()), cut.get());
          throw new DownloadException(error.getMessage(), cut.get());
        }
        Thread.sleep(options.pause().toMillis());
      }
    }

    /** Gets as much as the server gives, and returns what cut it off, if anything did. */
    private Optional<IOException> attempt() throws NotFoundException, InterruptedException {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address).timeout(options.stallTimeout()).GET();
      if (part.size() > 0) {
        request.header("Range", "bytes=" + part.size() + "-");
        version.ifPresent(known -> request.header("If-Range", known));
      }
      try {
        HttpResponse<TimedBody> response =
            client.send(request.build(), info -> new TimedBody(options.stallTimeout()));
        try (TimedBody body = response.body()) {
          return receive(response, body);
        }
      } catch (IOException e) {
        return Optional.of(e);
      }
    }

    private Optional<IOException> receive(HttpResponse<TimedBody> response, TimedBody body)
        throws IOException, NotFoundException, InterruptedException {
      int status = response.statusCode();
      HttpHeaders headers = response.headers();
      OptionalLong length = headers.firstValueAsLong("Content-Length");
      // Else the data end where the connection does, be it by accident.
      endKnown = length.isPresent() || headers.firstValue("Transfer-Encoding").isPresent();
      if (status == PARTIAL && startsAt(headers, part.size())) {
        copy(body, length.isPresent() ? OptionalLong.of(part.size() + length.getAsLong()) : length);
        return Optional.empty();
      }
      if (status == OK) {
        part.clear();
        version = version(headers);
        copy(body, length);
        return Optional.empty();
      }
      if (status == PARTIAL) {
        part.clear();
        return Optional.of(new IOException("another range than was asked for"));
      }
      if (status == RANGE_NOT_SATISFIABLE && part.size() > 0) {
        // Nothing follows what is here: either it is all, or of no use.
        return Optional.empty();
      }
      String found = "HTTP status " + status;
      if (status >= 500 || status == 408 || status == 429) {
        return Optional.of(new IOException(found));
      }
      DataFileException error = error("a file of " + file.dataSet(), found, null);
      if (status == NOT_FOUND) {
        throw new NotFoundException(error);
      }
      throw error;
    }

    private void copy(TimedBody body, OptionalLong total) throws IOException, InterruptedException {
      if (total.isPresent()) {
        requireSane(total.getAsLong());
      }
      tell(total);
      Optional<List<ByteBuffer>> bytes = body.next();
      while (bytes.isPresent()) {
        for (ByteBuffer buffer : bytes.get()) {
          requireSane(part.size() + buffer.remaining());
          part.append(buffer);
        }
        tell(total);
        bytes = body.next();
      }
    }

    private void requireSane(long size) {
      if (size > file.mostPackedBytes()) {
        part.clear();
        throw error("at most " + file.mostPackedBytes() + " bytes", size + " or more", null);
      }
    }

    private void tell(OptionalLong total) {
      options.listener().progress(address.toString(), part.size(), total);
    }

    private DataFileException error(String expected, String found, Throwable cause) {
      return new DataFileException(
          address.toString(),
          "",
          expected,
          found
              + " (the file belongs at "
              + target
              + "; --mirror names another address to get it from)",
          cause);
    }
  }

  private static boolean startsAt(HttpHeaders headers, long start) {
    Matcher range = CONTENT_RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
    return range.matches() && Long.parseLong(range.group(1)) == start;
  }

  /** Returns what tells one version of the file from another, fit for If-Range. */
  private static Optional<String> version(HttpHeaders headers) {
    return headers
        .firstValue("ETag")
        .filter(tag -> tag.startsWith("\""))
        .or(() -> headers.firstValue("Last-Modified"));
  }

  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "no host of that name";
      }
    }
    if (e instanceof ConnectException && e.getMessage() == null) {
      return "no connection";
    }
    return Text.oneLine(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
  }
}
