package io.latent4j.reinforcement;

import io.latent4j.model.InvalidOptionException;
import java.util.List;
import java.util.function.Supplier;

/** The environments that are here, by name. */
public final class Environments {
  private static final List<String> NAMES = List.of("breakout", "cartpole", "gridworld", "stock");

  private Environments() {}

  /**
   * The names.
   *
   * @return in alphabetical order
   */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Makes environments of a name.
   *
   * @param name the name
   * @return makes a new one each time
   * @throws IllegalArgumentException if there is none of that name
   */
  public static Supplier<Environment> of(String name) {
    return switch (name) {
      case "breakout" -> Breakout::create;
      case "cartpole" -> CartPole::create;
      case "gridworld" -> GridWorld::create;
      case "stock" -> StockKeeping::create;
      default ->
          throw new InvalidOptionException(
              "environment", "one of " + String.join(", ", NAMES), name);
    };
  }
}
