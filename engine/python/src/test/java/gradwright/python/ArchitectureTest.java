package gradwright.python;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The arrows between the modules, which the build files alone cannot hold: python -> numpy -> core and
/// cpu -> compiler -> core, no window toolkit under the engine, and one package that speaks to the terminal.
@AnalyzeClasses(packages = "gradwright", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String CORE = "gradwright.core..";
  private static final String NUMPY = "gradwright.numpy..";
  private static final String COMPILER = "gradwright.compiler..";
  private static final String CPU = "gradwright.cpu..";
  private static final String PYTHON = "gradwright.python..";
  private static final String PROTOCOL = "gradwright.protocol..";

  @ArchTest
  static final ArchRule theDoorKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage(PROTOCOL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CORE, NUMPY, COMPILER, CPU, PYTHON);

  @ArchTest
  static final ArchRule coreKnowsNobody =
      noClasses()
          .that()
          .resideInAPackage(CORE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NUMPY, COMPILER, CPU, PYTHON, PROTOCOL);

  @ArchTest
  static final ArchRule theLibraryStandsOnCoreAlone =
      noClasses()
          .that()
          .resideInAPackage(NUMPY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(COMPILER, CPU, PYTHON, PROTOCOL);

  @ArchTest
  static final ArchRule theCompilerStandsOnCoreAlone =
      noClasses()
          .that()
          .resideInAPackage(COMPILER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NUMPY, CPU, PYTHON);

  @ArchTest
  static final ArchRule backendsStandOnTheCompiler =
      noClasses().that().resideInAPackage(CPU).should().dependOnClassesThat().resideInAnyPackage(NUMPY, PYTHON);

  @ArchTest
  static final ArchRule backendsAreFoundNotNamed =
      noClasses()
          .that()
          .resideInAnyPackage(PYTHON, NUMPY)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(COMPILER, CPU);

  @ArchTest
  static final ArchRule coreLibraryAndCompilerNeedTheJdkOnly =
      noClasses()
          .that()
          .resideInAnyPackage(CORE, NUMPY, COMPILER)
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("gradwright..", "java..", "com.sun.management..", "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule theEngineHasNoWindow =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("javafx..", "javax.swing..", "java.awt..");

  @ArchTest
  static final ArchRule onlyTheCommandLineSpeaksToTheTerminal =
      noClasses()
          .that()
          .resideOutsideOfPackage("gradwright.python.cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .accessField(java.io.FileDescriptor.class, "out")
          .orShould()
          .accessField(java.io.FileDescriptor.class, "err");

  @ArchTest
  static final ArchRule onlyTheEntryEndsTheProcess =
      noClasses()
          .that()
          .areNotAssignableTo(Predicates.equivalentTo(Main.class))
          .and()
          .resideOutsideOfPackage("gradwright.python.cli..")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);
}
