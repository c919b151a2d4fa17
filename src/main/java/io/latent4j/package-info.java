/**
 * Latent4J: unsupervised deep learning for Java, on TensorFlow.
 *
 * <p>The packages below this one build on each other from the engine upwards; each states in its
 * own description what lives there.
 */
package io.latent4j;
