/**
 * Where variables live and functions run.
 *
 * <p>An {@link io.latent4j.engine.Engine} runs model code, which is written once against
 * TensorFlow's {@code Ops}: as graphs in a session ({@link io.latent4j.engine.GraphEngine}) or
 * operation by operation ({@link io.latent4j.engine.EagerEngine}). What a model is made of is a
 * tree of {@link io.latent4j.engine.Trackable} nodes with {@link io.latent4j.engine.ModelVariable}s
 * as its leaves. Gradients, layers and files have packages of their own.
 *
 * <pre>{@code
 * try (Engine engine = GraphEngine.create()) {
 *   ModelVariable<TFloat32> total =
 *       engine.weight("total", Shape.scalar(), (tf, shape, seed) -> tf.constant(0f));
 *   CompiledFunction add =
 *       engine.function("add", List.of(InputSpec.floats("x")), (tf, in) -> {
 *         total.assign(tf, tf.math.add(total.read(tf), in.floats("x")));
 *         return Map.of("total", total.read(tf));
 *       });
 *   ...
 * }
 * }</pre>
 */
package io.latent4j.engine;
