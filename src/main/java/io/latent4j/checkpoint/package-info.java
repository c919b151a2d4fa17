/**
 * Checkpoints: the values of a tree's variables in TensorFlow's own files.
 *
 * <p>A {@link io.latent4j.checkpoint.Checkpoint} saves and restores a tree of {@link
 * io.latent4j.engine.Trackable}s, all or nothing; a {@link
 * io.latent4j.checkpoint.CheckpointManager} keeps the last few of a run; a {@link
 * io.latent4j.checkpoint.CheckpointReader} shows what is in the files. Python reads and writes the
 * same ones. Functions are not saved here: that is what SavedModels are for. When to save is up to
 * the training.
 *
 * <pre>{@code
 * Checkpoint checkpoint = Checkpoint.of(Map.of("model", model, "optimizer", optimizer));
 * checkpoint.save(Path.of("run/best"));
 * checkpoint.restore(Path.of("run/best"));
 * }</pre>
 */
package io.latent4j.checkpoint;
