package io.latent4j.nn.optimizers;

/**
 * A number that an optimizer keeps for all variables together.
 *
 * @param name how it is called, and Keras's attribute but for an underscore before it
 * @param start what it starts from
 */
record Scalar(String name, float start) {}
