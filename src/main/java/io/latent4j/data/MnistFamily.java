package io.latent4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MNIST and Fashion-MNIST: the same file names and sizes, each file known by the SHA-256 of its
 * unpacked bytes.
 */
final class MnistFamily implements DataSource.Family {

  private static final List<String> PARTS = List.of("test", "all", "49k");
  private static final String TRAINING = "train";
  private static final String TEST = "t10k";

  /** The 49k protocol: 49,000 of the training images, the first 70 % of them for training. */
  private static final int TRAINING_OF_49K = 34_300;

  private static final int ALL_OF_49K = 49_000;

  private static final List<String> FASHION_NAMES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private static final Map<String, String> HASHES =
      Map.of(
          "mnist/train-images-idx3-ubyte.gz",
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
          "mnist/train-labels-idx1-ubyte.gz",
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
          "mnist/t10k-images-idx3-ubyte.gz",
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
          "mnist/t10k-labels-idx1-ubyte.gz",
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
          "fashion-mnist/train-images-idx3-ubyte.gz",
          "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
          "fashion-mnist/train-labels-idx1-ubyte.gz",
          "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
          "fashion-mnist/t10k-images-idx3-ubyte.gz",
          "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
          "fashion-mnist/t10k-labels-idx1-ubyte.gz",
          "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34");

  @Override
  public List<String> names() {
    return List.of("mnist", "fashion-mnist");
  }

  @Override
  public List<String> specs() {
    return names().stream()
        .flatMap(
            name -> Stream.concat(Stream.of(name), PARTS.stream().map(part -> name + ":" + part)))
        .toList();
  }

  @Override
  public DataSource.Reader parse(String name, Optional<String> part) {
    if (part.isEmpty()) {
      return directory -> OpenedData.of(load(directory, name, TRAINING).withName(name));
    }
    String spec = name + ":" + part.get();
    return switch (part.get()) {
      case "test" -> directory -> OpenedData.of(load(directory, name, TEST).withName(spec));
      case "all" -> directory -> OpenedData.of(all(directory, name).withName(spec));
      case "49k" -> directory -> protocol49k(directory, name, spec);
      default ->
          throw new IllegalArgumentException(
              "data "
                  + name
                  + " has no part "
                  + Text.quote(part.get())
                  + "; there are "
                  + String.join(", ", PARTS));
    };
  }

  private static Samples all(DataDirectory directory, String name) {
    try (Samples training = load(directory, name, TRAINING);
        Samples test = load(directory, name, TEST)) {
      return Samples.concat(training, test);
    }
  }

  private static OpenedData protocol49k(DataDirectory directory, String name, String spec) {
    try (Samples official = load(directory, name, TRAINING)) {
      Samples training = official.rows(0, TRAINING_OF_49K).withName(spec);
      try {
        Samples validation = official.rows(TRAINING_OF_49K, ALL_OF_49K);
        return new OpenedData(training, Optional.of(validation.withName(spec + " (validation)")));
      } catch (RuntimeException | Error e) {
        training.close();
        throw e;
      }
    }
  }

  private static Samples load(DataDirectory directory, String name, String part) {
    Path imageFile = directory.require(name, part + "-images-idx3-ubyte.gz");
    Path labelFile = directory.require(name, part + "-labels-idx1-ubyte.gz");
    int[] labels;
    try (Official file = new Official(name, labelFile)) {
      labels = Idx.array(file.in).toLabels().values();
      file.requireOfficial();
    }
    try (Official file = new Official(name, imageFile)) {
      Samples images = Idx.array(file.in).toSamples(name);
      try {
        file.requireOfficial();
        return images.withLabels(
            name.equals("fashion-mnist") ? Labels.of(labels, FASHION_NAMES) : Labels.of(labels));
      } catch (RuntimeException | Error e) {
        images.close();
        throw e;
      }
    }
  }

  /** A file whose unpacked bytes are digested as they are read. */
  private static final class Official implements AutoCloseable {

    private final String key;
    private final MessageDigest digest = TensorMemory.sha256();
    private final ByteInput in;

    Official(String name, Path path) {
      key = name + "/" + path.getFileName();
      try {
        InputStream unpacked = ByteInput.stream(path);
        in = ByteInput.ofUnknownLength(path.toString(), new DigestInputStream(unpacked, digest));
      } catch (IOException e) {
        throw DataFileException.from(path.toString(), e);
      }
    }

    void requireOfficial() {
      String found = HexFormat.of().formatHex(digest.digest());
      String expected = HASHES.get(key);
      if (!found.equals(expected)) {
        throw new DataFileException(
            in.file(),
            "",
            "the official file, whose unpacked bytes have SHA-256 " + expected,
            "SHA-256 " + found);
      }
    }

    @Override
    public void close() {
      in.close();
    }
  }
}
