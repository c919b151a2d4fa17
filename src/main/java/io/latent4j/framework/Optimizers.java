package io.latent4j.framework;

import io.latent4j.nn.optimizers.Adadelta;
import io.latent4j.nn.optimizers.Adagrad;
import io.latent4j.nn.optimizers.Adam;
import io.latent4j.nn.optimizers.Optimizer;
import io.latent4j.nn.optimizers.RmsProp;
import io.latent4j.nn.optimizers.Sgd;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.framework.optimizers.AdaDelta;
import org.tensorflow.framework.optimizers.AdaGrad;
import org.tensorflow.framework.optimizers.AdaGradDA;
import org.tensorflow.framework.optimizers.Adamax;
import org.tensorflow.framework.optimizers.Ftrl;
import org.tensorflow.framework.optimizers.GradientDescent;
import org.tensorflow.framework.optimizers.Momentum;
import org.tensorflow.framework.optimizers.Nadam;
import org.tensorflow.framework.optimizers.RMSProp;

/** Which of our optimizers does the same as one of the framework's. */
final class Optimizers {
  private static final Pattern OPTION = Pattern.compile("(\\w+)=([^,}]+)");

  /** What the framework's Adagrad does not add, and ours must add some of. */
  private static final float NOTHING = Float.MIN_NORMAL;

  private Optimizers() {}

  static Optimizer ours(org.tensorflow.framework.optimizers.Optimizer optimizer) {
    Class<?> kind = optimizer.getClass();
    Options options = Options.of(optimizer);
    if (kind == GradientDescent.class) {
      return Sgd.of(options.number("learningRate"));
    }
    if (kind == Momentum.class) {
      return Sgd.of(options.number("learningRate"))
          .withMomentum(options.number("momentum"))
          .withNesterov(options.text("useNesterov").equals("true"));
    }
    if (kind == AdaGrad.class) {
      return Adagrad.of(options.number("learningRate"))
          .withInitialAccumulator(options.number("initialAccumulatorValue"))
          .withEpsilon(NOTHING);
    }
    if (kind == AdaDelta.class) {
      return Adadelta.of(options.number("learningRate"))
          .withRho(options.number("rho"))
          .withEpsilon(options.number("epsilon"));
    }
    if (kind == org.tensorflow.framework.optimizers.Adam.class) {
      return Adam.of(options.number("learningRate"))
          .withBetas(options.number("betaOne"), options.number("betaTwo"))
          .withEpsilon(options.number("epsilon"));
    }
    if (kind == RMSProp.class) {
      return RmsProp.of(options.number("learningRate"))
          .withRho(options.number("decay"))
          .withMomentum(options.number("momentum"))
          .withEpsilon(options.number("epsilon"))
          .withCentered(options.text("centered").equals("true"))
          .withInitialMeanSquare(1);
    }
    throw new IllegalArgumentException(
        "optimizer must be GradientDescent, Momentum, AdaGrad, AdaDelta, Adam or RMSProp, but is %s: %s"
            .formatted(kind.getSimpleName(), reason(kind)));
  }

  private static String reason(Class<?> kind) {
    if (kind == Adamax.class || kind == Ftrl.class) {
      return "it does not tell its options; take %s of io.latent4j.nn.optimizers with the same"
          .formatted(kind.getSimpleName());
    }
    if (kind == Nadam.class) {
      return "its schedule never leaves the first step, and it does not tell its options; take Nadam"
          + " of io.latent4j.nn.optimizers";
    }
    if (kind == AdaGradDA.class) {
      return "it counts each step twice, in no order with the step, so that its steps are not the"
          + " same each time; take Adagrad or Ftrl of io.latent4j.nn.optimizers";
    }
    return "it is none of the framework's";
  }

  /** The options as the framework's optimizers tell them: they have no other way. */
  private record Options(String of, Map<String, String> texts) {

    static Options of(org.tensorflow.framework.optimizers.Optimizer optimizer) {
      String told = optimizer.toString();
      Map<String, String> texts = new LinkedHashMap<>();
      Matcher matcher = OPTION.matcher(told);
      while (matcher.find()) {
        texts.put(matcher.group(1), matcher.group(2));
      }
      return new Options(told, texts);
    }

    String text(String name) {
      String text = texts.get(name);
      if (text == null) {
        throw new IllegalArgumentException(
            "optimizer must tell its %s, but tells only %s".formatted(name, of));
      }
      return text;
    }

    float number(String name) {
      return Float.parseFloat(text(name));
    }
  }
}
