package gradwright.app.editor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Answers as it was told, and remembers what it was asked.
final class FakeDialogs implements EditorDialogs, EditorClipboard {
  Unsaved unsaved = Unsaved.CANCEL;
  Optional<Path> saveTo = Optional.empty();
  Optional<String> answer = Optional.empty();
  final List<String> told = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  String clip = "";

  @Override
  public Unsaved askAboutUnsaved(List<String> titles) {
    asked.addAll(titles);
    return unsaved;
  }

  @Override
  public Optional<Path> askWhereToSave(Path suggested) {
    return saveTo;
  }

  @Override
  public List<Path> askWhatToOpen() {
    return List.of();
  }

  @Override
  public Optional<String> askForText(String title, String label, String value) {
    return answer;
  }

  @Override
  public void tell(String message) {
    told.add(message);
  }

  @Override
  public String text() {
    return clip;
  }

  @Override
  public void put(String text) {
    clip = text;
  }
}
