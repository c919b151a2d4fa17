package io.latent4j;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import io.latent4j.nn.Layer;
import io.latent4j.nn.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
              entry("files"),
              entry("parallel"),
              entry("engine"),
              entry("autodiff", "engine"),
              entry("data", "files", "engine"),
              entry("metrics", "parallel"),
              entry("nn", "engine"),
              entry("nn.initializers", "engine", "nn"),
              entry("nn.layers", "engine", "nn", "nn.initializers"),
              entry("nn.metrics", "engine", "nn"),
              entry("nn.losses", "engine", "nn", "nn.metrics"),
              entry("nn.optimizers", "engine", "nn", "nn.initializers"),
              entry("framework", "nn", "nn.layers", "nn.losses", "nn.metrics", "nn.optimizers"),
              entry("checkpoint", "files", "engine"),
              entry(
                  "training",
                  "files",
                  "engine",
                  "autodiff",
                  "data",
                  "nn",
                  "nn.losses",
                  "nn.metrics",
                  "nn.optimizers",
                  "checkpoint"),
              entry(
                  "training.listeners",
                  "files",
                  "engine",
                  "data",
                  "nn.optimizers",
                  "checkpoint",
                  "training"),
              entry("savedmodel", "files", "engine", "autodiff", "data", "nn", "checkpoint"),
              entry(
                  "model",
                  "engine",
                  "data",
                  "nn.optimizers",
                  "checkpoint",
                  "training",
                  "training.listeners",
                  "savedmodel"),
              estimator("decomposition"),
              estimator("cluster", "metrics"),
              estimator("manifold", "decomposition", "metrics", "nn", "nn.layers", "training"),
              estimator("som"),
              estimator(
                  "autoencoder",
                  "autodiff",
                  "nn",
                  "nn.initializers",
                  "nn.layers",
                  "nn.losses",
                  "nn.metrics",
                  "training"),
              estimator(
                  "recommendation",
                  "autodiff",
                  "nn.initializers",
                  "nn.optimizers",
                  "training",
                  "checkpoint"),
              estimator(
                  "boltzmann",
                  "nn",
                  "nn.initializers",
                  "nn.layers",
                  "nn.losses",
                  "nn.metrics",
                  "nn.optimizers",
                  "training"),
              estimator(
                  "deepcluster",
                  "cluster",
                  "manifold",
                  "autoencoder",
                  "metrics",
                  "nn",
                  "nn.initializers",
                  "nn.layers",
                  "nn.losses",
                  "training"),
              estimator("adversarial", "autodiff", "nn", "nn.layers", "nn.optimizers", "training"),
              estimator(
                  "reinforcement",
                  "autodiff",
                  "nn",
                  "nn.layers",
                  "nn.losses",
                  "nn.optimizers",
                  "training",
                  "training.listeners"),
              entry("report", "files"),
              entry(
                  "pictures",
                  "data",
                  "engine",
                  "metrics",
                  "training",
                  "model",
                  "decomposition",
                  "cluster",
                  "manifold",
                  "som",
                  "recommendation",
                  "boltzmann",
                  "adversarial",
                  "reinforcement",
                  "autoencoder",
                  "report"),
              entry(
                  "score",
                  "engine",
                  "parallel",
                  "data",
                  "nn",
                  "nn.layers",
                  "nn.losses",
                  "nn.metrics",
                  "checkpoint",
                  "training",
                  "model",
                  "autoencoder",
                  "report",
                  "pictures"),
              entry("cli.host", "model"),
              entry("cli.flags", "engine", "data", "nn.optimizers", "model", "cli.host"),
              entry(
                  "cli.run",
                  "files",
                  "engine",
                  "data",
                  "training.listeners",
                  "model",
                  "report",
                  "pictures",
                  "cli.host",
                  "cli.flags"),
              entry(
                  "cli.reproduce", "files", "engine", "report", "cli.host", "cli.flags", "cli.run"),
              entry(
                  "cli.commands",
                  "files",
                  "engine",
                  "data",
                  "metrics",
                  "nn",
                  "nn.losses",
                  "nn.optimizers",
                  "checkpoint",
                  "training",
                  "training.listeners",
                  "savedmodel",
                  "model",
                  "decomposition",
                  "cluster",
                  "manifold",
                  "som",
                  "autoencoder",
                  "recommendation",
                  "boltzmann",
                  "deepcluster",
                  "adversarial",
                  "reinforcement",
                  "report",
                  "pictures",
                  "score",
                  "cli.host",
                  "cli.flags",
                  "cli.run",
                  "cli.reproduce"),
              entry(
                  "cli",
                  "files",
                  "engine",
                  "data",
                  "checkpoint",
                  "training",
                  "model",
                  "manifold",
                  "cli.host",
                  "cli.flags",
                  "cli.reproduce",
                  "cli.commands")));

  /** Estimators don't know each other, but where it is said. */
  private static Map.Entry<String, Set<String>> estimator(String name, String... others) {
    Set<String> used = new TreeSet<>(Set.of("parallel", "engine", "data", "model"));
    used.addAll(Set.of(others));
    return Map.entry(name, used);
  }

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
  void noPackagesUseEachOtherInACircle() {
    slices().matching("io.latent4j.(**)").should().beFreeOfCycles().check(product);
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

  /** Who does not add tensorflow-framework has all but one package. */
  @Test
  void onlyOnePackageNeedsTensorflowFramework() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + "framework")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.tensorflow.framework..", ROOT + "framework")
        .check(product);
  }

  /** One word to learn: {@code Dense.of(16)}, {@code Flatten.of()}, {@code Adam.of()}. */
  @Test
  void whatNetworksAreMadeOfIsMadeByOf() {
    methods()
        .that()
        .arePublic()
        .and()
        .areStatic()
        .and(DescribedPredicate.describe("make their class", ArchitectureTest::makesItsClass))
        .and()
        .haveNameNotMatching("adaptedTo|keepingBest") // which say what is special about them
        .should()
        .haveName("of")
        .check(product);
    constructors()
        .that()
        .arePublic()
        .should(
            ArchCondition.from(
                DescribedPredicate.describe(
                    "be of other classes", constructor -> !isMadeByOf(constructor.getOwner()))))
        .check(product);
  }

  private static boolean makesItsClass(JavaMethod method) {
    return isMadeByOf(method.getOwner()) && method.getRawReturnType().equals(method.getOwner());
  }

  private static boolean isMadeByOf(JavaClass type) {
    return type.isAssignableTo(Layer.class)
        || type.isAssignableTo(Optimizer.class)
        || type.getPackageName().equals(ROOT + "training.listeners");
  }

  @Test
  void onlyTheProgramPrintsOrExits() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + "cli", ROOT + "cli.host")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .check(product);
  }
}
