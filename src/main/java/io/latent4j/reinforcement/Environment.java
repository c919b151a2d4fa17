package io.latent4j.reinforcement;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * A game, or any other simulator, in which actions earn rewards. Episodes begin with {@link #reset}
 * and go on by {@link #step} until they are done or truncated.
 *
 * <p>The same seed and the same actions give the same episode, which is what lets training be
 * resumed. Whoever learns checks each step: an observation of another size, or a value that is not
 * finite, is refused with the number of the step.
 *
 * <p>An environment is used by one thread at a time.
 */
public interface Environment {

  /**
   * What it is called.
   *
   * @return such as {@code breakout}
   */
  String name();

  /**
   * The shape of an observation.
   *
   * @return one axis, or three of images: (height, width, planes); all sizes known
   */
  Shape observationShape();

  /**
   * The actions by name.
   *
   * @return at least one; an action is its index
   */
  List<String> actions();

  /**
   * Begins an episode.
   *
   * @param seed what all chance in it derives from
   */
  void reset(long seed);

  /**
   * What is seen now.
   *
   * @return a new array, row-major, as long as the shape says
   * @throws IllegalStateException if no episode was begun
   */
  float[] observation();

  /**
   * Acts.
   *
   * @param action from 0 to the number of actions less one
   * @return what it gave
   * @throws IllegalArgumentException if there is no such action
   * @throws IllegalStateException if no episode was begun, or it has ended
   */
  Outcome step(int action);

  /**
   * Draws what is seen now.
   *
   * @return a new image, of the same size each time
   */
  BufferedImage picture();

  /**
   * Whether all observations are of zeros and ones only, of which a bit each is kept to learn from.
   *
   * @return false unless an environment says otherwise
   */
  default boolean binary() {
    return false;
  }

  /**
   * Of images whose values are all multiples of 1/255 from 0 to 1, how many planes are new after a
   * step, such as 1 of a stack of the last screens. A byte of each pixel is kept to learn from, and
   * a plane that stays is kept once.
   *
   * @return 0, which is no such image, unless an environment says otherwise
   */
  default int newPixelPlanes() {
    return 0;
  }

  /**
   * A player that follows a rule made by people, as an anchor for what is learned.
   *
   * @return the player; empty if there is none
   */
  default Optional<Player> scripted() {
    return Optional.empty();
  }
}
