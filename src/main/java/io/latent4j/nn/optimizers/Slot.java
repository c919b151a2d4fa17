package io.latent4j.nn.optimizers;

/**
 * A number that an optimizer keeps for each number of a variable.
 *
 * @param name how it is called in the names of variables
 * @param list the attribute of Keras's optimizer that lists them
 * @param start what it starts from
 */
record Slot(String name, String list, float start) {
  Slot(String name, String list) {
    this(name, list, 0);
  }
}
