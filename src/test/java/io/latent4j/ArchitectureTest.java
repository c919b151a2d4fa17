package io.latent4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The order of the packages: each may use those below it that are listed, and no other. */
class ArchitectureTest {
  private static final String ROOT = "io.latent4j.";

  private static final Map<String, Set<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              entry("parallel"),
              entry("engine"),
              entry("autodiff", "engine"),
              entry("data", "engine"),
              entry("metrics", "parallel"),
              entry("nn", "engine"),
              entry("checkpoint", "engine"),
              entry("training", "engine", "autodiff", "data", "nn", "checkpoint"),
              entry("decomposition", "engine", "data"),
              entry("cluster", "parallel", "engine", "data", "metrics"),
              entry("manifold", "parallel", "engine", "data"),
              entry("som", "parallel", "engine", "data"),
              entry("autoencoder", "engine", "data", "nn", "training"),
              entry("savedmodel", "engine", "autodiff", "data", "nn", "checkpoint"),
              entry("report"),
              entry(
                  "cli",
                  "engine",
                  "autodiff",
                  "data",
                  "metrics",
                  "nn",
                  "checkpoint",
                  "training",
                  "decomposition",
                  "cluster",
                  "manifold",
                  "som",
                  "autoencoder",
                  "savedmodel",
                  "report")));

  private static Map.Entry<String, Set<String>> entry(String name, String... used) {
    return Map.entry(name, Set.of(used));
  }

  private static JavaClasses product;

  @BeforeAll
  static void importClasses() {
    product =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.latent4j");
  }

  @TestFactory
  List<DynamicTest> packagesUseOnlyWhatIsBelowThem() {
    List<DynamicTest> tests = new ArrayList<>();
    MAY_USE.forEach(
        (name, used) -> {
          ArchRule rule =
              noClasses()
                  .that()
                  .resideInAPackage(ROOT + name)
                  .should()
                  .dependOnClassesThat(isOursBut(name, used));
          tests.add(DynamicTest.dynamicTest(name, () -> rule.check(product)));
        });
    return tests;
  }

  private static DescribedPredicate<JavaClass> isOursBut(String name, Set<String> used) {
    return DescribedPredicate.describe(
        "are in a package of Latent4J other than " + used,
        type -> {
          String own = type.getPackageName();
          return own.startsWith(ROOT)
              && !own.equals(ROOT + name)
              && used.stream().noneMatch(allowed -> own.equals(ROOT + allowed));
        });
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    classes()
        .that()
        .resideOutsideOfPackage("io.latent4j") // its description
        .should()
        .resideInAnyPackage(
            MAY_USE.keySet().stream().map(name -> ROOT + name).toArray(String[]::new))
        .check(product);
  }

  @Test
  void onlyTheProgramPrintsOrExits() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "cli")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(product);
  }
}
