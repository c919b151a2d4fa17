package io.latent4j.adversarial;

/**
 * What the generator made of the same latent values at some step of training.
 *
 * @param step the step, from 1
 * @param generated the samples, on the scale that the GAN was trained on, of shape (samples,
 *     features)
 */
public record GanSnapshot(int step, float[][] generated) {}
