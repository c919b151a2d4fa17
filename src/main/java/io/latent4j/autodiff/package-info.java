/**
 * Gradients: the tape, and the rules it follows.
 *
 * <p>{@link io.latent4j.autodiff.GradientTape} records the operations of an engine and
 * differentiates them; {@link io.latent4j.autodiff.GradientRules} holds the gradients that are
 * written in Java, {@link io.latent4j.autodiff.CustomGradient} those of one function. All else
 * comes from TensorFlow's own C++ gradients. Optimizers and losses are not here.
 *
 * <pre>{@code
 * try (GradientTape tape = GradientTape.on(engine)) {
 *   tape.watch(x);
 *   Operand<TFloat32> y = tf.math.square(x);
 *   Operand<TFloat32> slope = tape.gradient(y, x); // 2 x
 * }
 * }</pre>
 */
package io.latent4j.autodiff;
