package io.latent4j.reinforcement;

import io.latent4j.engine.CompiledFunction;
import io.latent4j.engine.Engine;
import io.latent4j.engine.InputSpec;
import io.latent4j.engine.Outputs;
import io.latent4j.nn.Mode;
import io.latent4j.training.BatchSource;
import io.latent4j.training.Pass;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TType;

/**
 * Games that are played while a network learns from them: each batch is what a call of the engine
 * learns from.
 */
abstract class Experience implements BatchSource, Iterator<Map<String, TType>> {
  private static final long GAMES_SALT = 1;
  private static final long CHANCE_SALT = 2;

  final EnvironmentBatch games;
  final GameRandom random;
  final int size;
  private final Exploration exploration;
  private final CompiledFunction act;
  private long frames;

  /** How much is drawn: a share that falls linearly over some steps. */
  record Exploration(double first, double last, int steps) {
    double at(long frames) {
      return first + (last - first) * Math.min(1, (double) frames / steps);
    }
  }

  Experience(
      Engine engine,
      QNetwork network,
      Supplier<? extends Environment> environment,
      int count,
      Exploration exploration) {
    long seed = engine.options().seed();
    games = EnvironmentBatch.of(environment, count, GameRandom.derived(seed, GAMES_SALT));
    random = new GameRandom(GameRandom.derived(seed, CHANCE_SALT));
    this.exploration = exploration;
    size = (int) network.observation().size();
    act =
        engine.function(
            "values_in_games",
            List.of(InputSpec.floats("games", count, size)),
            (tf, in) -> Map.of("q", network.q(tf, in.floats("games"), Mode.INFERENCE)));
  }

  @Override
  public final Iterator<Map<String, TType>> batches(Pass pass) {
    return this;
  }

  @Override
  public final boolean hasNext() {
    return true;
  }

  /** Steps made so far in all games together. */
  final long frames() {
    return frames;
  }

  /** The values of observations, one for each game, row by row. */
  final float[] values(float[][] observations) {
    try (TFloat32 seen = floats(flat(observations), Shape.of(games.count(), size));
        Outputs outputs = act.call(Map.of("games", seen))) {
      return outputs.floats("q");
    }
  }

  final float[] flat(float[][] observations) {
    float[] all = new float[observations.length * size];
    for (int i = 0; i < observations.length; i++) {
      System.arraycopy(observations[i], 0, all, i * size, size);
    }
    return all;
  }

  /** Steps all games, by values but for the share that is drawn; all at random without values. */
  final int[] play(float[] values) {
    int actions = games.actions();
    double epsilon = values == null ? 1 : exploration.at(frames);
    int[] chosen = new int[games.count()];
    for (int game = 0; game < chosen.length; game++) {
      chosen[game] =
          random.uniform() < epsilon ? random.below(actions) : largest(values, game, actions);
    }
    games.step(chosen);
    frames += chosen.length;
    return chosen;
  }

  static int largest(float[] values, int row, int columns) {
    int best = 0;
    for (int i = 1; i < columns; i++) {
      if (values[row * columns + i] > values[row * columns + best]) {
        best = i;
      }
    }
    return best;
  }

  /** Sum and number of the returns since this was asked last. */
  final TFloat32 takeEnded() {
    return floats(games.takeEnded(), Shape.of(1, 2));
  }

  static TFloat32 floats(float[] values, Shape shape) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  static TInt32 ints(int[] values, Shape shape) {
    return TInt32.tensorOf(shape, DataBuffers.of(values, true, false));
  }

  /** All that the next batches depend on, but for the network. */
  final byte[] toBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(frames);
      out.writeInt(random.state());
      games.write(out);
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory can't be written", e);
    }
    return bytes.toByteArray();
  }

  /** Goes on from what {@link #toBytes} gave. */
  final void restore(byte[] state) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      frames = in.readLong();
      random.restore(in.readInt());
      games.read(in);
      read(in);
    } catch (IOException e) {
      throw new UncheckedIOException("state of training can't be read: " + e.getMessage(), e);
    }
  }

  abstract void write(DataOutputStream out) throws IOException;

  abstract void read(DataInputStream in) throws IOException;
}
