package gradwright.app.workbench;

import gradwright.app.workbench.LayoutNode.Documents;
import gradwright.app.workbench.LayoutNode.Split;
import gradwright.app.workbench.LayoutNode.Tabs;
import java.util.List;
import java.util.Set;

/// The panels' names and where they stand unless a person moves them.
final class PanelCatalogue {
  static final String PROJECT = "project";
  static final String CONSOLE = "console";
  static final String PROBLEMS = "problems";
  static final String JAXPR = "jaxpr";
  static final String GRAPH = "graph";
  static final String RECOMPILATIONS = "recompilations";
  static final String ARRAYS = "arrays";
  static final String PROFILER = "profiler";

  private PanelCatalogue() {}

  /// Files at the left, programs beside the editor, what happened below.
  static LayoutNode home(Set<String> present) {
    LayoutNode all =
        new Split(
            true,
            List.of(
                new Tabs(List.of(PROJECT), PROJECT),
                new Split(
                    false,
                    List.of(
                        new Split(
                            true,
                            List.of(new Documents(), new Tabs(List.of(JAXPR, GRAPH, ARRAYS), JAXPR)),
                            List.of(0.52, 0.48)),
                        new Tabs(List.of(CONSOLE, PROBLEMS, PROFILER, RECOMPILATIONS), CONSOLE)),
                    List.of(0.64, 0.36))),
            List.of(0.17, 0.83));
    return LayoutNode.checked(all, present);
  }
}
