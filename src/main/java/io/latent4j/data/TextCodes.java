package io.latent4j.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Numbers texts in the order in which they come, so that each is kept once. */
final class TextCodes {

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> texts = new ArrayList<>();

  TextCodes() {
    this(List.of());
  }

  /** Starts with texts whose codes are their places. */
  TextCodes(List<String> known) {
    known.forEach(this::code);
  }

  int code(String text) {
    Integer known = codes.get(text);
    if (known != null) {
      return known;
    }
    codes.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  /** The texts in the order of their codes. */
  List<String> texts() {
    return texts;
  }

  /** Returns the codes in the sorted order of their texts. */
  int[] sorted() {
    return IntStream.range(0, texts.size())
        .boxed()
        .sorted((a, b) -> texts.get(a).compareTo(texts.get(b)))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
