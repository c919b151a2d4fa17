package io.latent4j.engine;

import java.util.List;
import java.util.Map;

/**
 * A model that others can use without its class: a tree of variables, and the functions that it
 * offers. It is what is saved for Python, C++ and other programs.
 */
public interface SavableModel extends Trackable {

  /**
   * The engine in which all variables of the model live.
   *
   * @return the engine
   * @throws IllegalStateException if the model is closed or not built
   */
  Engine engine();

  /**
   * The functions that the model offers. The first is the one that is meant if nobody says which,
   * and its first output the main one.
   *
   * @return at least one function
   */
  List<ModelFunction> functions();

  /**
   * What else belongs to the model, such as how its input is scaled, as files.
   *
   * @return the contents by file name; empty unless a model says otherwise
   */
  default Map<String, byte[]> assets() {
    return Map.of();
  }
}
