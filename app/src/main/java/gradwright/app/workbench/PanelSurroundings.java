package gradwright.app.workbench;

import gradwright.profiler.recompile.QuickFix;
import gradwright.profiler.recompile.SourceTexts;
import gradwright.protocol.Place;
import java.nio.file.Path;
import java.util.Optional;

/// What the panels of the engine ask of the editor and the desktop.
record PanelSurroundings(WorkbenchModel model, Desktop desktop, EditorDocuments documents)
    implements EnginePanels.Surroundings {
  private Optional<Path> project() {
    return Optional.ofNullable(model.project().rootProperty().get());
  }

  @Override
  public Optional<Path> openProfile(String extension) {
    return desktop.chooseFile("Open Profile", "Profiles", "*" + extension, project());
  }

  @Override
  public Optional<Path> saveAs(String title, String name) {
    return desktop.chooseTarget(title, Path.of(name), project());
  }

  @Override
  public void goTo(Place.Frame place) {
    documents.open(Path.of(place.file()), place.line());
  }

  @Override
  public void copy(String text) {
    desktop.copy(text);
  }

  @Override
  public void edit(QuickFix fix) {
    documents.edit(fix);
  }

  @Override
  public SourceTexts sources() {
    return documents;
  }
}
