package io.latent4j.autodiff;

import io.latent4j.engine.RecordedOperation;
import org.tensorflow.Output;

/**
 * An operation on a tape.
 *
 * @param operation what was recorded
 * @param inputs its inputs, lists spread out
 * @param tracked which of them depend on something that is watched
 * @param rule the gradient that the caller gave, or null for that of the operation's type
 * @param place where in the code it was made, or null if it was not asked or is nowhere in the
 *     user's code
 */
record TapeEntry(
    RecordedOperation operation,
    Output<?>[] inputs,
    boolean[] tracked,
    GradientRule rule,
    String place) {}
