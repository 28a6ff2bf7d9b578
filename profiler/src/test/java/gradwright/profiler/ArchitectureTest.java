package gradwright.profiler;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The profiler sees the engine through its door only, and only its views need a window toolkit.
@AnalyzeClasses(packages = "gradwright.profiler", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule theEngineIsBehindItsDoor =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "gradwright.core..",
              "gradwright.numpy..",
              "gradwright.compiler..",
              "gradwright.cpu..",
              "gradwright.python..",
              "gradwright.app..");

  @ArchTest
  static final ArchRule onlyViewsNeedAToolkit =
      noClasses()
          .that()
          .resideOutsideOfPackage("gradwright.profiler.view..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "java.awt..", "javax.swing..");
}
