package io.latent4j.savedmodel;

import java.util.List;

/**
 * A variable in the files of a model.
 *
 * @param description what it is
 * @param keys what its value is stored under: first the key that is read, then those of copies
 * @param nodes the objects, or for models of TensorFlow 1 the operations, that are this variable
 */
record StoredVariable(VariableDescription description, List<String> keys, List<Object> nodes) {}
