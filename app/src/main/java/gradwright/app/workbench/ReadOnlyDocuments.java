package gradwright.app.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableObjectValue;
import javafx.scene.control.TextArea;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/// Shows one file at a time without editing it.
final class ReadOnlyDocuments implements Documents {
  private final ReadOnlyObjectWrapper<@Nullable Path> front = new ReadOnlyObjectWrapper<>();
  private final TextArea text = new TextArea();

  ReadOnlyDocuments() {
    text.setEditable(false);
    text.setAccessibleText("File");
    text.getStyleClass().add("code");
  }

  @Override
  public Region view() {
    return text;
  }

  @Override
  public void open(Path file, int line) {
    try {
      text.setText(Files.readString(file));
      front.set(file);
    } catch (IOException e) {
      text.setText(file + " cannot be read.");
    }
  }

  @Override
  public void create() {}

  @Override
  public void save() {}

  @Override
  public void saveAll() {}

  @Override
  public void close() {
    front.set(null);
  }

  @Override
  public ObservableBooleanValue emptyProperty() {
    return Bindings.isNull(front);
  }

  @Override
  public void focus() {
    text.requestFocus();
  }

  @Override
  public void shutDown() {}

  @Override
  public ObservableObjectValue<@Nullable Path> frontProperty() {
    return front.getReadOnlyProperty();
  }

  @Override
  public Optional<Script> front(boolean save) {
    return Optional.ofNullable(front.get())
        .map(f -> new Script(f, null, false, new Selection(text.getSelectedText(), 1)));
  }
}
