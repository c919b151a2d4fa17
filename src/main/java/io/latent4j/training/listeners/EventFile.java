package io.latent4j.training.listeners;

import io.latent4j.engine.EagerEngine;
import io.latent4j.engine.EngineException;
import io.latent4j.engine.MemoryScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.summary.SummaryWriter;
import org.tensorflow.op.summary.WriteImageSummary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** A file of events that TensorBoard reads, written by TensorFlow's own operations. */
final class EventFile implements AutoCloseable {
  /** How many events TensorFlow holds back at most before it writes them. */
  private static final int QUEUE = 100;

  private static final int FLUSH_MILLIS = 120_000;
  private static final byte[] RED = {(byte) 255, 0, 0, (byte) 255};

  private final EagerEngine engine;
  private final Path folder;
  private final Operand<? extends TType> writer;

  /**
   * Opens a new file beside those that are there.
   *
   * @param engine where the operations run; the caller's to close, after this
   * @param folder where the file is made; made if it is missing
   */
  EventFile(EagerEngine engine, Path folder) {
    this.engine = engine;
    this.folder = folder;
    writer = engine.ops().summary.summaryWriter(SummaryWriter.sharedName(folder.toString()));
    // TensorFlow names files by the second, and replaces one of the same name.
    String unlikeOthers = ".%d.%d".formatted(ProcessHandle.current().pid(), System.nanoTime());
    write(
        tf ->
            tf.summary.createSummaryFileWriter(
                writer,
                tf.constant(folder.toString()),
                tf.constant(QUEUE),
                tf.constant(FLUSH_MILLIS),
                tf.constant(unlikeOthers)));
  }

  void scalar(String tag, long step, double value) {
    write(
        tf ->
            tf.summary.writeScalarSummary(
                writer, at(tf, step), tf.constant(tag), tf.constant((float) value)));
  }

  /** The values must be finite: TensorFlow refuses others. */
  void histogram(String tag, long step, float... values) {
    write(
        tf ->
            tf.summary.writeHistogramSummary(
                writer, at(tf, step), tf.constant(tag), tf.constant(values)));
  }

  /** Images of shape (n, height, width, channels), with 1, 3 or 4 channels. */
  void images(String tag, long step, TUint8 images) {
    write(
        tf ->
            tf.summary.writeImageSummary(
                writer,
                at(tf, step),
                tf.constant(tag),
                tf.constantOf(images),
                tf.constantOf(TUint8.vectorOf(RED)), // in place of what is no number: never here
                WriteImageSummary.maxImages(images.shape().get(0))));
  }

  void graph(long step, GraphDef definition) {
    try (TString bytes = TString.tensorOfBytes(NdArrays.scalarOfObject(definition.toByteArray()))) {
      write(tf -> tf.summary.writeGraphSummary(writer, at(tf, step), tf.constantOf(bytes)));
    }
  }

  void flush() {
    write(tf -> tf.summary.flushSummaryWriter(writer));
  }

  @Override
  public void close() {
    write(tf -> tf.summary.closeSummaryWriter(writer));
  }

  private static Operand<TInt64> at(Ops tf, long step) {
    return tf.constant(step);
  }

  @SuppressWarnings("try") // the scope is only there to be closed
  private void write(Consumer<Ops> operation) {
    try (MemoryScope scope = engine.memoryScope()) {
      operation.accept(engine.ops());
    } catch (EngineException e) {
      throw new UncheckedIOException(
          new IOException(folder + ": events for TensorBoard can't be written", e));
    }
  }
}
