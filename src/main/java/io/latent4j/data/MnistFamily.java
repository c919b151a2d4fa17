package io.latent4j.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
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

  private static final String MNIST = "mnist";
  private static final String FASHION = "fashion-mnist";
  private static final URI MNIST_BASE =
      URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/");
  private static final URI FASHION_BASE =
      URI.create("https://storage.googleapis.com/tensorflow/tf-keras-datasets/");

  private static final long TRAINING_IMAGES = 16 + 60_000 * 784;
  private static final long TRAINING_LABELS = 8 + 60_000;
  private static final long TEST_IMAGES = 16 + 10_000 * 784;
  private static final long TEST_LABELS = 8 + 10_000;

  private static final List<RemoteFile> OFFICIAL =
      List.of(
          mnist(
              "train-images-idx3-ubyte.gz",
              TRAINING_IMAGES,
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
          mnist(
              "train-labels-idx1-ubyte.gz",
              TRAINING_LABELS,
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
          mnist(
              "t10k-images-idx3-ubyte.gz",
              TEST_IMAGES,
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
          mnist(
              "t10k-labels-idx1-ubyte.gz",
              TEST_LABELS,
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
          fashion(
              "train-images-idx3-ubyte.gz",
              TRAINING_IMAGES,
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
          fashion(
              "train-labels-idx1-ubyte.gz",
              TRAINING_LABELS,
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
          fashion(
              "t10k-images-idx3-ubyte.gz",
              TEST_IMAGES,
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
          fashion(
              "t10k-labels-idx1-ubyte.gz",
              TEST_LABELS,
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

  private final List<RemoteFile> files;

  MnistFamily() {
    this(OFFICIAL);
  }

  /** Takes other files for the official ones. */
  MnistFamily(List<RemoteFile> files) {
    this.files = files;
  }

  private static RemoteFile mnist(String file, long unpackedBytes, String sha256) {
    return new RemoteFile(MNIST, file, MNIST_BASE, unpackedBytes, sha256);
  }

  private static RemoteFile fashion(String file, long unpackedBytes, String sha256) {
    return new RemoteFile(FASHION, file, FASHION_BASE, unpackedBytes, sha256);
  }

  @Override
  public List<String> names() {
    return List.of(MNIST, FASHION);
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
      return (directory, options) -> OpenedData.of(load(directory, name, TRAINING).withName(name));
    }
    String spec = name + ":" + part.get();
    return switch (part.get()) {
      case "test" ->
          (directory, options) -> OpenedData.of(load(directory, name, TEST).withName(spec));
      case "all" -> (directory, options) -> OpenedData.of(all(directory, name).withName(spec));
      case "49k" -> (directory, options) -> protocol49k(directory, name, spec);
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

  private Samples all(DataDirectory directory, String name) {
    try (Samples training = load(directory, name, TRAINING);
        Samples test = load(directory, name, TEST)) {
      return Samples.concat(training, test);
    }
  }

  private OpenedData protocol49k(DataDirectory directory, String name, String spec) {
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

  private RemoteFile file(String dataSet, String name) {
    return files.stream()
        .filter(file -> file.dataSet().equals(dataSet) && file.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Samples load(DataDirectory directory, String name, String part) {
    RemoteFile imageFile = file(name, part + "-images-idx3-ubyte.gz");
    RemoteFile labelFile = file(name, part + "-labels-idx1-ubyte.gz");
    Path imagePath = directory.require(imageFile);
    Path labelPath = directory.require(labelFile);
    int[] labels;
    try (Official file = new Official(labelFile, labelPath)) {
      labels = Idx.array(file.in).toLabels().values();
      file.requireOfficial();
    }
    try (Official file = new Official(imageFile, imagePath)) {
      Samples images = Idx.array(file.in).toSamples(name);
      try {
        file.requireOfficial();
        return images.withLabels(
            name.equals(FASHION) ? Labels.of(labels, FASHION_NAMES) : Labels.of(labels));
      } catch (RuntimeException | Error e) {
        images.close();
        throw e;
      }
    }
  }

  /** A file whose unpacked bytes are digested as they are read. */
  private static final class Official implements AutoCloseable {

    private final String sha256;
    private final MessageDigest digest = TensorMemory.sha256();
    private final ByteInput in;

    Official(RemoteFile file, Path path) {
      sha256 = file.sha256();
      try {
        InputStream unpacked = ByteInput.stream(path);
        in = ByteInput.ofUnknownLength(path.toString(), new DigestInputStream(unpacked, digest));
      } catch (IOException e) {
        throw DataFileException.from(path.toString(), e);
      }
    }

    void requireOfficial() {
      String found = HexFormat.of().formatHex(digest.digest());
      if (!found.equals(sha256)) {
        throw new DataFileException(
            in.file(),
            "",
            "the official file, whose unpacked bytes have SHA-256 " + sha256,
            "SHA-256 " + found);
      }
    }

    @Override
    public void close() {
      in.close();
    }
  }
}
