package io.latent4j.reinforcement;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A page on which a person plays Breakout against a network: one file of HTML and JavaScript that
 * needs nothing else, no connection either. The same seed and actions give the same states as
 * {@link Breakout}'s, and the network does what {@link DqnModel#player()} does.
 *
 * <pre>{@code
 * Files.writeString(Path.of("play.html"), PlayPage.html(model));
 * }</pre>
 */
public final class PlayPage {
  private PlayPage() {}

  /**
   * The page.
   *
   * @param model a network that plays Breakout
   * @return HTML
   * @throws IllegalArgumentException if the network is one of another environment
   * @throws IllegalStateException if the model is one of another program
   */
  public static String html(DqnModel model) {
    int values = Breakout.SIDE * Breakout.SIDE * Breakout.PLANES;
    if (model.features() != values) {
      throw new IllegalArgumentException(
          "model must play breakout, of %d values, but takes %d"
              .formatted(values, model.features()));
    }
    return text("play.html")
        .replace("/*BREAKOUT*/", text("breakout.js"))
        .replace("/*NETWORK*/", text("network.js"))
        .replace("/*STICKINESS*/", String.valueOf(Breakout.USUAL_STICKINESS))
        .replace("/*WEIGHTS*/", model.toJson());
  }

  private static String text(String name) {
    try (InputStream in = PlayPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("resource " + name + " can't be read", e);
    }
  }
}
