package io.latent4j.savedmodel;

import io.latent4j.engine.InputSpec;
import io.latent4j.engine.TracedFunction;
import java.util.Map;

/**
 * What goes into a signature and what comes out.
 *
 * @param inputs the inputs by name, in the order in which they are passed
 * @param outputs the outputs by name, in the order in which they are returned
 */
record SignatureTensors(
    Map<String, InputSpec> inputs, Map<String, TracedFunction.Output> outputs) {}
