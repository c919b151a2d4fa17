package io.latent4j.training.listeners;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

/** Reads TensorFlow's event files, the oldest first. */
final class Events {
  private Events() {}

  /** All events of the files of a folder. */
  static List<Event> in(Path folder) throws IOException {
    List<Event> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        read(file, events);
      }
    }
    return events;
  }

  /** Each record is its length, a checksum, its bytes and another checksum. */
  private static void read(Path file, List<Event> events) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (true) {
        long length;
        try {
          length = Long.reverseBytes(in.readLong());
        } catch (EOFException e) {
          return;
        }
        in.readInt();
        events.add(Event.parseFrom(in.readNBytes((int) length)));
        in.readInt();
      }
    }
  }

  /** The values of a scalar by step. */
  static Map<Long, Float> scalars(Path folder, String tag) throws IOException {
    Map<Long, Float> values = new LinkedHashMap<>();
    for (Event event : in(folder)) {
      for (Summary.Value value : event.getSummary().getValueList()) {
        if (value.getTag().equals(tag)) {
          values.put(event.getStep(), value.getSimpleValue());
        }
      }
    }
    return values;
  }

  /** The tags of a folder's summaries. */
  static List<String> tags(Path folder) throws IOException {
    return in(folder).stream()
        .flatMap(event -> event.getSummary().getValueList().stream())
        .map(Summary.Value::getTag)
        .distinct()
        .toList();
  }
}
