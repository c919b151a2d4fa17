package io.latent4j.savedmodel;

import java.util.List;

/**
 * A function in the files of a model.
 *
 * @param description its inputs and outputs
 * @param concrete the name of its body in the library; null where the main graph has it
 * @param bound the objects that it uses besides its inputs
 * @param unsupported an argument or result that can't be passed, or null
 */
record StoredFunction(
    FunctionDescription description, String concrete, List<Integer> bound, String unsupported) {}
