package io.latent4j.reinforcement;

import io.latent4j.engine.Engine;
import io.latent4j.training.BatchFeedback;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/** Games whose transitions are remembered, and learned from in draws. */
final class ReplayExperience extends Experience implements BatchFeedback {
  private static final Set<String> WANTED = Set.of(Updates.Q, Updates.ERRORS);

  private final Dqn options;
  private final ReplayMemory memory;
  private final Sampler sampler;
  private final List<NStep> open = new ArrayList<>();
  private final Runnable refreshCopy;
  private final int[] places;
  private final float[] weights;
  private float[] values;
  private long updates;

  ReplayExperience(
      Engine engine,
      QNetwork network,
      Dqn options,
      Supplier<? extends Environment> environment,
      Runnable refreshCopy) {
    super(
        engine,
        network,
        environment,
        options.games(),
        new Exploration(options.firstEpsilon(), options.lastEpsilon(), options.exploration()));
    this.options = options;
    this.refreshCopy = refreshCopy;
    memory = new ReplayMemory(options.replay(), ObservationStore.Kind.of(environment.get()));
    sampler = options.prioritized() ? new Sampler.Prioritized(options.replay()) : Sampler.uniform();
    for (int game = 0; game < options.games(); game++) {
      open.add(new NStep(options.nStep(), options.discount()));
    }
    places = new int[options.updates() * options.batch()];
    weights = new float[places.length];
  }

  @Override
  public Map<String, TType> next() {
    while (frames() < options.warmUp() || memory.count() == 0) {
      step(null);
    }
    if (values == null) {
      values = values(games.observations());
    }
    step(values);
    long interval = options.targetInterval();
    if (updates / interval != (updates - options.updates()) / interval) {
      refreshCopy.run();
    }
    updates += options.updates();
    sampler.progress((double) frames() / options.steps());
    return draw();
  }

  private void step(float[] byValues) {
    float[][] seen = games.observations().clone();
    int[] actions = play(byValues);
    for (int game = 0; game < actions.length; game++) {
      Outcome outcome = games.outcomes()[game];
      open.get(game)
          .add(
              seen[game],
              actions[game],
              new Outcome(
                  outcome.reward() * options.rewardScale(), outcome.done(), outcome.truncated()),
              games.arrived()[game],
              this::remember);
    }
  }

  private void remember(float[] seen, int action, float reward, float discount, float[] then) {
    sampler.added(memory.add(seen, action, reward, discount, then));
  }

  private Map<String, TType> draw() {
    int batch = options.batch();
    int count = options.updates();
    float[] seen = new float[count * 2 * batch * size];
    float[] numbers = new float[count * 3 * batch];
    int[] actions = new int[count * batch];
    sampler.draw(random, memory.count(), places, weights);
    for (int update = 0; update < count; update++) {
      for (int row = 0; row < batch; row++) {
        int place = places[update * batch + row];
        int at = update * 2 * batch + row;
        memory.copy(place, false, seen, at * size);
        memory.copy(place, true, seen, (at + batch) * size);
        int number = update * 3 * batch + row;
        numbers[number] = memory.reward(place);
        numbers[number + batch] = memory.discount(place);
        numbers[number + 2 * batch] = weights[update * batch + row];
        actions[update * batch + row] = memory.action(place);
      }
    }
    Map<String, TType> arrays = new LinkedHashMap<>();
    arrays.put(Updates.SEEN, floats(seen, Shape.of(1, count, 2, batch, size)));
    arrays.put(Updates.NUMBERS, floats(numbers, Shape.of(1, count, 3, batch)));
    arrays.put(Updates.ACTION, ints(actions, Shape.of(1, count, batch)));
    arrays.put(Updates.GAMES, floats(flat(games.observations()), Shape.of(1, games.count(), size)));
    arrays.put(Updates.ENDED, takeEnded());
    return arrays;
  }

  @Override
  public Set<String> wanted() {
    return WANTED;
  }

  @Override
  public void onStep(Map<String, float[]> outputs) {
    values = outputs.get(Updates.Q);
    sampler.learned(places, outputs.get(Updates.ERRORS));
  }

  @Override
  void write(DataOutputStream out) throws IOException {
    out.writeLong(updates);
    out.writeInt(values.length);
    for (float value : values) {
      out.writeFloat(value);
    }
    memory.write(out);
    sampler.write(out);
    for (NStep game : open) {
      game.write(out);
    }
  }

  @Override
  void read(DataInputStream in) throws IOException {
    updates = in.readLong();
    values = new float[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readFloat();
    }
    memory.read(in);
    sampler.read(in);
    for (NStep game : open) {
      game.read(in, size);
    }
  }
}
