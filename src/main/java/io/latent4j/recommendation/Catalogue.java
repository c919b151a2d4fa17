package io.latent4j.recommendation;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The items of a model and its scale, as they are saved.
 *
 * @param items the ids of the items, in the order of the weights
 * @param names what items are called, by id
 * @param scale what ratings there are
 */
record Catalogue(List<String> items, Map<String, String> names, RatingScale scale) {
  static final String FILE = "items.json";

  Catalogue {
    items = List.copyOf(items);
    names = new TreeMap<>(names); // in an order that stays
  }

  String nameOf(int item) {
    return names.getOrDefault(items.get(item), items.get(item));
  }

  String toJson() {
    Gson gson = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    return gson.toJson(this);
  }

  /** Reads what {@link #toJson} wrote; a RuntimeException if it is something else. */
  static Catalogue fromJson(String json) {
    Catalogue read = new Gson().fromJson(json, Catalogue.class);
    if (read == null || read.scale == null) {
      throw new IllegalArgumentException("there is no scale");
    }
    return read;
  }
}
