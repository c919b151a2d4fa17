package io.latent4j.savedmodel;

import io.latent4j.engine.ModelVariable;

/**
 * A variable of a model in an engine.
 *
 * @param stored what the files say
 * @param variable where its value is; of a type of the same bits where Java lacks its own
 */
record LoadedVariable(StoredVariable stored, ModelVariable<?> variable) {}
