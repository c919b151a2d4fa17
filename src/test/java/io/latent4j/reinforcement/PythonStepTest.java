package io.latent4j.reinforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.latent4j.engine.EngineOptions;
import io.latent4j.engine.GraphEngine;
import io.latent4j.engine.ModelVariable;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.training.BatchFeedback;
import io.latent4j.training.Trainer;
import io.latent4j.training.TrainingOptions;
import io.latent4j.training.TrainingSet;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/** Updates from given weights and data are those of Python. */
class PythonStepTest {
  private static final int UPDATES = 2;
  private static final int BATCH = 5;
  private static final int VALUES = 6;

  private static JsonObject fixture() throws Exception {
    try (InputStream in = PythonStepTest.class.getResourceAsStream("dqn_step.json")) {
      return JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .getAsJsonObject();
    }
  }

  private static float[] floats(JsonElement array) {
    JsonArray values = array.getAsJsonArray();
    float[] all = new float[values.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = values.get(i).getAsFloat();
    }
    return all;
  }

  private static int[] ints(JsonElement array) {
    return array.getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
  }

  private static void assign(QNetwork network, JsonArray weights) {
    List<ModelVariable<?>> variables = network.variables();
    for (int i = 0; i < variables.size(); i++) {
      variables.get(i).assign(floats(weights.get(i)));
    }
  }

  /** Both batches of the fixture, as one call of the engine. */
  private static Map<String, TType> batch(JsonObject data) {
    float[] seen = new float[UPDATES * 2 * BATCH * VALUES];
    float[] numbers = new float[UPDATES * 3 * BATCH];
    int part = BATCH * VALUES;
    for (int update = 0; update < UPDATES; update++) {
      System.arraycopy(floats(data.get("seen")), update * part, seen, 2 * update * part, part);
      System.arraycopy(
          floats(data.get("then")), update * part, seen, (2 * update + 1) * part, part);
      int at = 3 * update * BATCH;
      for (String name : List.of("rewards", "discounts", "sample_weights")) {
        System.arraycopy(floats(data.get(name)), update * BATCH, numbers, at, BATCH);
        at += BATCH;
      }
    }
    Map<String, TType> arrays = new LinkedHashMap<>();
    arrays.put(Updates.SEEN, Experience.floats(seen, Shape.of(1, UPDATES, 2, BATCH, VALUES)));
    arrays.put(Updates.NUMBERS, Experience.floats(numbers, Shape.of(1, UPDATES, 3, BATCH)));
    arrays.put(
        Updates.ACTION, Experience.ints(ints(data.get("actions")), Shape.of(1, UPDATES, BATCH)));
    arrays.put(Updates.GAMES, Experience.floats(new float[VALUES], Shape.of(1, 1, VALUES)));
    arrays.put(Updates.ENDED, Experience.floats(new float[2], Shape.of(1, 2)));
    return arrays;
  }

  /** One call, and what it gave. */
  private static final class OneCall implements Iterator<Map<String, TType>>, BatchFeedback {
    private final JsonObject data;
    private Map<String, float[]> outputs;

    OneCall(JsonObject data) {
      this.data = data;
    }

    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public Map<String, TType> next() {
      return batch(data);
    }

    @Override
    public Set<String> wanted() {
      return Set.of(Updates.ERRORS, Updates.Q);
    }

    @Override
    public void onStep(Map<String, float[]> given) {
      outputs = given;
    }
  }

  @Test
  void updatesAreThoseOfPython() throws Exception {
    JsonObject data = fixture();
    for (JsonElement element : data.getAsJsonArray("runs")) {
      JsonObject run = element.getAsJsonObject();
      boolean doubleQ = run.get("double_q").getAsBoolean();
      QNetwork.Design design =
          new QNetwork.Design(List.of(8), run.get("duelling").getAsBoolean(), false);
      QNetwork.Form form = new QNetwork.Form(design, Shape.of(VALUES), 3);
      try (GraphEngine engine = GraphEngine.create(EngineOptions.defaults().withThreads(2))) {
        QNetwork network = new QNetwork(engine, form);
        QNetwork copy = new QNetwork(engine, form);
        assign(network, data.getAsJsonArray("weights"));
        assign(copy, data.getAsJsonArray("copy"));
        Optimizer optimizer = Adam.of(0.01f);
        Updates updates =
            new Updates(
                engine,
                network,
                optimizer,
                DqnTraining.targets(network, copy, doubleQ),
                new Updates.Form(UPDATES, 2, 3, BATCH, run.get("huber").getAsBoolean(), true));
        OneCall call = new OneCall(data);
        Trainer trainer =
            Trainer.of(
                engine,
                Map.of(Trainer.MODEL, network, Trainer.OPTIMIZER, optimizer),
                updates,
                updates);
        double loss;
        try (TrainingSet set = TrainingSet.of(1, pass -> call)) {
          loss = trainer.fit(set, TrainingOptions.of(1, 1)).last().metric("loss");
        }
        assertThat(loss).isCloseTo(run.get("loss").getAsDouble(), within(1e-5));
        assertThat(call.outputs.get(Updates.ERRORS))
            .containsExactly(floats(run.get("errors")), within(1e-5f));
        JsonArray weights = run.getAsJsonArray("weights");
        for (int i = 0; i < weights.size(); i++) {
          assertThat(network.variables().get(i).toFloats())
              .containsExactly(floats(weights.get(i)), within(1e-5f));
        }
      }
    }
  }
}
