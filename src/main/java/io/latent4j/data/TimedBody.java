package io.latent4j.data;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, taken piece by piece with a limit on the wait for each: the client's own
 * time limit ends with the headers, and its streams wait for ever.
 */
final class TimedBody implements HttpResponse.BodySubscriber<TimedBody>, Closeable {

  /** What the client told: more bytes, or that it is over, well or badly. */
  private record Event(List<ByteBuffer> bytes, Throwable failure) {}

  private final Duration patience;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private volatile Flow.Subscription subscription;
  private boolean asked;

  TimedBody(Duration patience) {
    this.patience = patience;
  }

  @Override
  public CompletionStage<TimedBody> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    events.add(new Event(bytes, null));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(null, failure));
  }

  @Override
  public void onComplete() {
    events.add(new Event(null, null));
  }

  /** Returns the next bytes, or nothing at the end. */
  Optional<List<ByteBuffer>> next() throws IOException, InterruptedException {
    if (asked) {
      subscription.request(1);
    }
    asked = true;
    Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (event == null) {
      throw new HttpTimeoutException("no more bytes for " + patience.toMillis() + " ms");
    }
    if (event.failure() != null) {
      throw new IOException(event.failure().getMessage(), event.failure());
    }
    return Optional.ofNullable(event.bytes());
  }

  /** Lets go of the connection if the body has not been read to its end. */
  @Override
  public void close() {
    Flow.Subscription open = subscription;
    if (open != null) {
      open.cancel();
    }
  }
}
