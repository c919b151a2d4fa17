package io.latent4j.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.entry;

import com.google.gson.Gson;
import io.latent4j.engine.Engine;
import io.latent4j.engine.EngineKind;
import io.latent4j.nn.initializers.Initializers;
import io.latent4j.nn.initializers.VarianceScaling;
import io.latent4j.nn.layers.Activation;
import io.latent4j.nn.layers.Dense;
import io.latent4j.nn.layers.Dropout;
import io.latent4j.nn.layers.Flatten;
import io.latent4j.nn.layers.Reshape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** How networks are put together. */
class SequentialTest {
  private static final Shape ROWS_OF_784 = Shape.of(Shape.UNKNOWN_SIZE, 784);
  private Engine engine;

  @BeforeEach
  void open() {
    engine = EngineKind.GRAPH.open();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void summaryIsTheTextOfKeras() {
    Sequential network =
        Sequential.of(
                Dense.of(500).withActivation(ActivationFunction.RELU),
                Dropout.of(0.2f),
                Dense.of(2000),
                Dense.of(10).withName("a_code_whose_name_is_longer_than_its_column"),
                Reshape.of(2, 5, 1),
                Flatten.of(),
                Activation.of(ActivationFunction.RELU),
                Dense.of(3).withName("name_that_fits_but_not_its_class"),
                Sequential.of(Dense.of(50), Dense.of(7)).withName("inner"))
            .withName("network");
    network.build(engine, ROWS_OF_784);

    assertThat(network.summary())
        .isEqualTo(NnFixture.read("layers.json").get("summary").getAsString().stripTrailing());
  }

  @Test
  void pathsArePythons() {
    Sequential network =
        Sequential.of(
            Dense.of(3),
            Dropout.of(0.1f),
            Sequential.of(Flatten.of(), Dense.of(2).withBias(false)));
    network.build(engine, ROWS_OF_784);

    assertThat(network.variablesByPath())
        .containsOnlyKeys("layers[0].kernel", "layers[0].bias", "layers[2].layers[1].kernel");
    assertThat(network.parameters()).isEqualTo(784 * 3 + 3 + 3 * 2);
    assertThat(network.trainableVariables()).hasSize(3);
    assertThat(network.outputShape().asArray()).containsExactly(-1, 2);
    assertThat(network)
        .hasToString("sequential (Sequential): [?, 784] to [?, 2], 2,361 parameters");
  }

  @Test
  void layersWithoutANameGetOneThatIsFree() {
    Sequential network =
        Sequential.of(Dense.of(1), Dense.of(2), Dense.of(3).withName("dense_1"), Flatten.of());

    assertThat(network.layers())
        .extracting(Layer::name)
        .containsExactly("dense", "dense_2", "dense_1", "flatten");
  }

  @Test
  void layersMustDiffer() {
    Dense layer = Dense.of(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequential.of(layer, layer))
        .withMessage("layers must each be there once, but 'dense' is there twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequential.of(Dense.of(1).withName("code"), Dense.of(2).withName("code")))
        .withMessage("layers must differ in name, but two are named 'code'");
    assertThatIllegalArgumentException()
        .isThrownBy(Sequential::of)
        .withMessage("layers must be at least one, but there are none");
  }

  @Test
  void partsThatAreBuiltAreShared() {
    Sequential encoder = Sequential.of(Dense.of(2));
    Sequential decoder = Sequential.of(Dense.of(784));
    encoder.build(engine, ROWS_OF_784);

    Sequential both = Sequential.of(encoder, decoder);
    both.build(engine, ROWS_OF_784);

    assertThat(both.variables()).containsAll(encoder.variables()).hasSize(4);
    assertThat(decoder.inputShape().asArray()).containsExactly(-1, 2);
    assertThatIllegalStateException()
        .isThrownBy(() -> Sequential.of(encoder).build(engine, Shape.of(Shape.UNKNOWN_SIZE, 5)))
        .withMessage(
            "layer 'sequential' must be built once,"
                + " but is already built for the input shape [?, 784], not [?, 5]");
    try (Engine other = EngineKind.EAGER.open()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> Sequential.of(encoder).build(other, ROWS_OF_784))
          .withMessage(
              "layer 'sequential' must be built once, but is already built in another engine");
    }
  }

  @Test
  void nothingIsMadeWhenALayerDoesNotFit() {
    Dense first = Dense.of(10);
    Sequential network = Sequential.of(first, Reshape.of(3, 3));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> network.build(engine, ROWS_OF_784))
        .withMessageStartingWith("input of layer 'reshape' must fill the target [3, 3]");
    assertThat(first.isBuilt()).isFalse();
    assertThatIllegalStateException().isThrownBy(network::summary);
  }

  @Test
  void configSaysWhatIsNeededToMakeItAgain() {
    Sequential network =
        Sequential.of(
            Dense.of(3)
                .withActivation(ActivationFunction.TANH)
                .withKernelInitializer(
                    Initializers.varianceScaling(
                        0.5f, VarianceScaling.Fan.IN, VarianceScaling.Distribution.UNIFORM)),
            Dropout.of(0.25f),
            Reshape.of(3, -1));

    assertThat(network.config())
        .contains(entry("class_name", "Sequential"), entry("name", "sequential"));
    assertThat(new Gson().toJson(network.config().get("layers")))
        .isEqualTo(
            "[{\"class_name\":\"Dense\",\"name\":\"dense\",\"units\":3,\"activation\":\"tanh\","
                + "\"use_bias\":true,\"kernel_initializer\":{\"class_name\":\"VarianceScaling\","
                + "\"scale\":0.5,\"mode\":\"fan_in\",\"distribution\":\"uniform\"}},"
                + "{\"class_name\":\"Dropout\",\"name\":\"dropout\",\"rate\":0.25},"
                + "{\"class_name\":\"Reshape\",\"name\":\"reshape\",\"target_shape\":[3,-1]}]");
  }
}
