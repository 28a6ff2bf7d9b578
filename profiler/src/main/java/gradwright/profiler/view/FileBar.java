package gradwright.profiler.view;

import gradwright.profiler.store.Profile;
import gradwright.profiler.store.ProfileFile;
import gradwright.profiler.store.ProfileSource;
import gradwright.profiler.trace.ChromeTrace;
import gradwright.profiler.view.canvas.ThemedCanvas;
import gradwright.profiler.view.canvas.Tools;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/// Saves and opens profiles, and says what came of it. All methods that touch files return at once.
final class FileBar {
  @FunctionalInterface
  private interface Work {
    String run() throws IOException;
  }

  private final ProfileSource source;
  private final HBox buttons = new HBox();
  private final HBox notice = new HBox(8);
  private final Label text = new Label();
  private final Button close = new Button();

  FileBar(ProfileSource source) {
    this.source = source;
    notice.getStyleClass().add("gw-notice");
    notice.getStylesheets().add(ThemedCanvas.stylesheet());
    notice.setAlignment(Pos.CENTER_LEFT);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(text, Priority.ALWAYS);
    close.getStyleClass().add("small");
    notice.getChildren().addAll(text, close);
    notice.setVisible(false);
    notice.setManaged(false);
  }

  /// Buttons for what can be done with files; empty until somebody can be asked for them.
  HBox buttons() {
    return buttons;
  }

  /// A line that tells which file is shown, or what went wrong.
  HBox notice() {
    return notice;
  }

  void setDialogs(ProfileDialogs dialogs) {
    buttons
        .getChildren()
        .setAll(
            Tools.button(
                Feather.FOLDER,
                "Open a profile",
                () -> dialogs.openProfile(ProfileFile.EXTENSION).ifPresent(this::open)),
            Tools.button(
                Feather.SAVE,
                "Save the profile",
                () -> dialogs.saveAs("Save the profile", "run" + ProfileFile.EXTENSION).ifPresent(this::save)),
            Tools.button(
                Feather.SHARE,
                "Export a trace for Perfetto",
                () -> dialogs.saveAs("Export a trace", "run.trace.json").ifPresent(this::export)));
  }

  CompletableFuture<Void> open(Path file) {
    return work(() -> {
      Profile profile = ProfileFile.open(file);
      source.open(profile);
      return "";
    });
  }

  CompletableFuture<Void> save(Path file) {
    return work(() -> {
      ProfileFile.save(source.profile(), file);
      return "Saved to " + file;
    });
  }

  CompletableFuture<Void> export(Path file) {
    return work(() -> {
      try (Writer out = Files.newBufferedWriter(file)) {
        ChromeTrace.write(source.profile(), out);
      }
      return "Exported to " + file + "; open it at https://ui.perfetto.dev";
    });
  }

  private CompletableFuture<Void> work(Work work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("profile file")
        .start(() -> {
          String message;
          try {
            message = work.run();
          } catch (IOException e) {
            message = e.getMessage() == null ? e.toString() : e.getMessage();
          }
          String result = message;
          Platform.runLater(() -> {
            tell(result);
            done.complete(null);
          });
        });
    return done;
  }

  private void tell(String message) {
    Profile opened = source.opened();
    if (!message.isEmpty()) {
      show(message, "Dismiss", () -> tell(""));
    } else if (opened != null) {
      show(
          "Shows the profile " + opened.name() + ", not this session's engine.",
          "Back to the session",
          () -> {
            source.close();
            tell("");
          });
    } else {
      show(null, "", () -> {});
    }
  }

  private void show(@Nullable String message, String action, Runnable run) {
    notice.setVisible(message != null);
    notice.setManaged(message != null);
    text.setText(message);
    close.setText(action);
    close.setAccessibleText(action);
    close.setOnAction(_ -> run.run());
  }
}
