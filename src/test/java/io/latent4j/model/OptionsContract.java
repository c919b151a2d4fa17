package io.latent4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.latent4j.adversarial.DenseGan;
import io.latent4j.autoencoder.DenseArchitecture;
import io.latent4j.autoencoder.Noise;
import io.latent4j.autoencoder.Sparsity;
import io.latent4j.autoencoder.VaeDenseArchitecture;
import io.latent4j.cluster.KMeansStart;
import io.latent4j.cluster.MixtureStart;
import io.latent4j.decomposition.ComponentChoice;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What options must do: each component has a wither that changes just it, which the options by name
 * then tell. Options within options are held to the same.
 */
final class OptionsContract {

  /** Values of types that have no next value. */
  private static final List<Object> OTHERS =
      List.of(
          KMeansStart.RANDOM,
          MixtureStart.given(new float[][] {{0}, {1}}),
          new ComponentChoice.Count(3),
          DenseArchitecture.of(7, 3),
          VaeDenseArchitecture.of(7, 3),
          Noise.gaussian(0.1),
          Sparsity.l1(1e-4),
          DenseGan.of(7, 3),
          List.of(4, 2),
          "sgd");

  private OptionsContract() {}

  /**
   * Checks options.
   *
   * @param alike of one record; what one of them can't change, such as the start of a number of
   *     clusters that is found, another can
   */
  static void check(List<Options> alike) {
    for (RecordComponent component : alike.get(0).getClass().getRecordComponents()) {
      alike.stream()
          .map(options -> value(options, component))
          .filter(Options.class::isInstance)
          .map(Options.class::cast)
          .collect(Collectors.groupingBy(Options::getClass))
          .values()
          .forEach(OptionsContract::check);
      assertThat(alike)
          .as("%s can be changed, and is told", component)
          .anyMatch(options -> changes(options, component));
    }
  }

  private static boolean changes(Options options, RecordComponent component) {
    Method wither = wither(options, component);
    for (Object candidate : candidates(wither.getParameterTypes()[0], value(options, component))) {
      Optional<Options> changed = changed(options, wither, candidate);
      if (changed.isPresent() && !changed.get().options().equals(options.options())) {
        assertChangesJustIt(options, changed.get(), component, candidate);
        return true;
      }
    }
    return false;
  }

  private static Method wither(Options options, RecordComponent component) {
    String name = component.getName();
    String wither = "with" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    List<Method> found =
        Arrays.stream(options.getClass().getMethods())
            .filter(method -> method.getName().equals(wither) && method.getParameterCount() == 1)
            .filter(method -> !method.isBridge() && method.getReturnType().isInstance(options))
            .toList();
    assertThat(found).as("%s.%s", options.getClass().getSimpleName(), wither).hasSize(1);
    assertThat(found.get(0).getParameters()[0].getName()).isEqualTo(name);
    return found.get(0);
  }

  private static Optional<Options> changed(Options options, Method wither, Object value) {
    try {
      return Optional.of((Options) wither.invoke(options, value));
    } catch (InvocationTargetException e) {
      assertThat(e.getCause()).isInstanceOf(InvalidOptionException.class);
      return Optional.empty();
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertChangesJustIt(
      Options options, Options changed, RecordComponent component, Object value) {
    assertThat(changed).hasSameClassAs(options);
    for (RecordComponent each : options.getClass().getRecordComponents()) {
      Object found = value(changed, each);
      if (each.getName().equals(component.getName())) {
        assertThat(unwrapped(found)).as(each.getName()).isEqualTo(value);
      } else {
        assertThat(found).as(each.getName()).isEqualTo(value(options, each));
      }
    }
  }

  private static Object unwrapped(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? optional.getAsDouble() : null;
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    }
    return value;
  }

  /** Other values of a type, of which options may refuse some. */
  private static List<Object> candidates(Class<?> type, Object value) {
    Object now = unwrapped(value);
    if (type == int.class) {
      return List.of(now == null ? 2 : (int) now + 1);
    }
    if (type == double.class) {
      return List.of(now == null || (double) now == 0 ? 0.25 : 1.25 * (double) now);
    }
    if (type == boolean.class) {
      return List.of(!(boolean) now);
    }
    if (type.isEnum()) {
      return Arrays.stream((Object[]) type.getEnumConstants())
          .filter(constant -> !constant.equals(now))
          .toList();
    }
    List<Object> candidates = new ArrayList<>(OTHERS.stream().filter(type::isInstance).toList());
    if (now instanceof Options nested) {
      for (RecordComponent component : nested.getClass().getRecordComponents()) {
        Method wither = wither(nested, component);
        for (Object each : candidates(wither.getParameterTypes()[0], value(nested, component))) {
          changed(nested, wither, each).ifPresent(candidates::add);
        }
      }
    }
    return candidates;
  }

  private static Object value(Options options, RecordComponent component) {
    try {
      return component.getAccessor().invoke(options);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
