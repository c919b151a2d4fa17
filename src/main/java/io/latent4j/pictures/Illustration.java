package io.latent4j.pictures;

import io.latent4j.report.Picture;
import java.util.Objects;

/**
 * A picture with what belongs to it.
 *
 * @param name what it is called, as its file is without the ending
 * @param picture the picture
 * @param caption what is to be seen, in a sentence
 */
public record Illustration(String name, Picture picture, String caption) {

  /**
   * Checks that nothing is missing.
   *
   * @param name what it is called
   * @param picture the picture
   * @param caption what is to be seen
   */
  public Illustration {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(caption, "caption");
  }
}
