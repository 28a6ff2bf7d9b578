package gradwright.app.run;

import gradwright.app.project.ProjectModel;
import gradwright.app.project.TrustModel;
import gradwright.app.run.Scripts.Script;
import gradwright.app.settings.Settings.RunOptions;
import gradwright.app.settings.SettingsModel;
import gradwright.protocol.RunRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// Decides what may be run and runs it: trust first, then the script as it is in the editor, with its arguments.
public final class RunControl {
  private final RunModel runs;
  private final Scripts scripts;
  private final ProjectModel project;
  private final TrustModel trust;
  private final SettingsModel settings;
  private final ReadOnlyStringWrapper cannotRun = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper cannotStop = new ReadOnlyStringWrapper("");

  /// Asked for while the engine starts.
  private @Nullable RunRequest waiting;

  public RunControl(RunModel runs, Scripts scripts, ProjectModel project, TrustModel trust, SettingsModel settings) {
    this.runs = runs;
    this.scripts = scripts;
    this.project = project;
    this.trust = trust;
    this.settings = settings;
    runs.stateProperty().subscribe(this::changed);
    scripts.frontProperty().addListener((_, _, _) -> refresh());
    trust.versionProperty().subscribe(_ -> refresh());
    project.rootProperty().subscribe(_ -> refresh());
  }

  /// Why the script in front cannot be run now; empty when it can.
  public ReadOnlyStringProperty cannotRunProperty() {
    return cannotRun.getReadOnlyProperty();
  }

  /// Why there is nothing to stop; empty when there is.
  public ReadOnlyStringProperty cannotStopProperty() {
    return cannotStop.getReadOnlyProperty();
  }

  private void changed(RunState state) {
    RunRequest asked = waiting;
    if (asked != null && state != RunState.STARTING) {
      waiting = null;
      if (state == RunState.READY) {
        runs.run(asked);
        return;
      }
    }
    refresh();
  }

  private void refresh() {
    RunState state = runs.stateProperty().get();
    cannotRun.set(whyNotRun(state, scripts.frontProperty().get()));
    cannotStop.set(
        switch (state) {
          case RUNNING -> "";
          case STOPPING -> "It is being stopped";
          case STARTING, READY, LOST, UNAVAILABLE -> "Nothing is running";
        });
  }

  private String whyNotRun(RunState state, @Nullable Path front) {
    if (waiting != null) {
      return "It runs as soon as the engine has started";
    }
    return switch (state) {
      case RUNNING, STOPPING -> "A script is running";
      case LOST -> "The engine has stopped: restart it first";
      case UNAVAILABLE -> "There is no engine: see the message above";
      case STARTING, READY ->
          front == null
              ? "Open a script first"
              : mayRun(front) ? "" : "This folder is not trusted yet: allow it in the message above";
    };
  }

  /// Whether programs of the file's folder may run. A text that is in no folder yet is the person's own.
  private boolean mayRun(Path file) {
    Optional<Path> scope = scope(file);
    return scope.isEmpty() || trust.isTrusted(scope.get());
  }

  /// The folder that has to be trusted before the script may run, if one has.
  public Optional<Path> scope(Path file) {
    return file.isAbsolute() ? project.scope(file) : Optional.empty();
  }

  public RunOptions options(Path file) {
    return settings.get().runs().getOrDefault(file.toString(), RunOptions.NONE);
  }

  public void setOptions(Path file, RunOptions options) {
    Map<String, RunOptions> all = new HashMap<>(settings.get().runs());
    if (options.equals(RunOptions.NONE)) {
      all.remove(file.toString());
    } else {
      all.put(file.toString(), options);
    }
    settings.change(s -> s.withRuns(all));
  }

  /// Runs the script in front; where the engine is still starting, as soon as it has.
  public void runFile() {
    if (cannotRun.get().isEmpty()) {
      scripts.front(settings.get().autosave()).ifPresent(s -> run(request(s, s.text(), 1, false)));
    }
  }

  private void run(RunRequest request) {
    if (runs.stateProperty().get() == RunState.STARTING) {
      waiting = request;
      refresh();
    } else {
      runs.run(request);
    }
  }

  /// Runs the selected lines, or the line of the caret, on the names of the last run.
  public void runSelection() {
    if (cannotRun.get().isEmpty()) {
      scripts
          .front(false)
          .filter(s -> !s.selection().text().isBlank())
          .ifPresent(s -> run(request(s, dedented(s.selection().text()), s.selection().firstLine(), true)));
    }
  }

  private RunRequest request(Script script, @Nullable String text, int firstLine, boolean keepNames) {
    RunOptions options = options(script.file());
    return new RunRequest(
        script.file().toString(),
        text,
        firstLine,
        ArgumentText.split(options.arguments()),
        folder(script, options),
        options.environment(),
        keepNames);
  }

  private static String folder(Script script, RunOptions options) {
    Path parent = script.file().getParent();
    if (!options.folder().isEmpty()) {
      return options.folder();
    }
    return parent == null ? System.getProperty("user.home") : parent.toString();
  }

  /// Lines without the spaces that all of them begin with, so that lines of a function's body can be run.
  static String dedented(String text) {
    String[] lines = text.split("\n", -1);
    String common = null;
    for (String line : lines) {
      if (!line.isBlank()) {
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        common = common == null ? indent : common(common, indent);
      }
    }
    if (common == null || common.isEmpty()) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      result.append(i == 0 ? "" : "\n").append(lines[i].isBlank() ? "" : lines[i].substring(common.length()));
    }
    return result.toString();
  }

  private static String common(String a, String b) {
    int n = 0;
    while (n < a.length() && n < b.length() && a.charAt(n) == b.charAt(n)) {
      n++;
    }
    return a.substring(0, n);
  }
}
