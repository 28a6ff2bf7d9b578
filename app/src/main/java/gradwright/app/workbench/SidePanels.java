package gradwright.app.workbench;

import gradwright.app.console.ConsolePanel;
import gradwright.app.console.SourceLink;
import gradwright.app.problems.FindingsModel;
import gradwright.app.problems.ProblemsPanel;
import gradwright.app.project.ProjectPanel;
import gradwright.app.run.RunObserver;
import gradwright.profiler.focus.Focus;
import gradwright.protocol.RunOutcome;
import gradwright.protocol.RunRequest;
import java.nio.file.Path;

/// The panels that belong to files and their runs: project, console and problems.
final class SidePanels {
  private final WorkbenchModel model;
  private final EditorDocuments documents;
  private final FindingsModel findings;
  private final ConsolePanel console;
  private final ProjectPanel project;
  private final ProblemsPanel problems;

  SidePanels(WorkbenchModel model, EditorDocuments documents, Desktop desktop, Runnable chooseFolder) {
    this.model = model;
    this.documents = documents;
    findings = new FindingsModel(documents.problems());
    console = new ConsolePanel(model.console(), model.runs(), this::follow, desktop::copy);
    project = new ProjectPanel(model.project(), f -> documents.open(f, 0), chooseFolder);
    problems = new ProblemsPanel(findings, f -> documents.open(Path.of(f.file()), f.line()));
    model.runs().observe(new Findings());
  }

  Panel projectPanel() {
    return new Panel(PanelCatalogue.PROJECT, "Project", "fth-folder", project::view);
  }

  Panel consolePanel() {
    return new Panel(PanelCatalogue.CONSOLE, "Console", "fth-terminal", console::view);
  }

  Panel problemsPanel() {
    return new Panel(PanelCatalogue.PROBLEMS, "Problems", "fth-alert-circle", problems::view);
  }

  FindingsModel findings() {
    return findings;
  }

  ConsolePanel console() {
    return console;
  }

  /// Gives a panel of these the keyboard.
  void focus(String panel) {
    switch (panel) {
      case PanelCatalogue.PROJECT -> project.focus();
      case PanelCatalogue.PROBLEMS -> problems.focus();
      case PanelCatalogue.CONSOLE -> console.focusPrompt();
      default -> {}
    }
  }

  private void follow(SourceLink link) {
    model.focus().set(new Focus.Line(link.file(), link.line()), console);
    documents.open(Path.of(link.file()), link.line());
  }

  private final class Findings implements RunObserver {
    @Override
    public void runStarted(RunRequest request) {
      findings.runStarted();
    }

    @Override
    public void runEnded(RunOutcome outcome) {
      if (!model.runs().lastWasPrompt()) {
        findings.runEnded(outcome);
      }
    }
  }
}
