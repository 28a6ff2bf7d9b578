package gradwright.app.welcome;

import gradwright.app.project.SampleProjects.Sample;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// The first page: samples to open, what was open lately, and how to begin.
public final class WelcomePage {
  /// The width in pixels below which what to begin with stands below the samples, not beside them.
  private static final double NARROW = 680;

  private final Actions actions;
  private final Supplier<List<String>> recentProjects;
  private final Supplier<List<String>> recentFiles;
  private final VBox recent = new VBox(2);
  private final ScrollPane view;

  /// What a person can do here.
  public interface Actions {
    void openSample(Sample sample);

    void openProject(Path folder);

    void openFile(Path file);
  }

  /// A button of the page: the text, an icon and what it does.
  public record Start(String text, String icon, String key, Runnable action) {}

  /// @param hints sentences such as `Ctrl+Shift+P finds every command`
  public WelcomePage(
      List<Sample> samples,
      Supplier<List<String>> recentProjects,
      Supplier<List<String>> recentFiles,
      List<Start> starts,
      List<String> hints,
      Actions actions) {
    this.actions = actions;
    this.recentProjects = recentProjects;
    this.recentFiles = recentFiles;

    Label title = new Label("Gradwright");
    title.getStyleClass().add("welcome-title");
    Label subtitle = new Label("Write array programs, run them, and see what the engine does.");
    subtitle.getStyleClass().add("welcome-subtitle");

    VBox left = new VBox(10, heading("Sample projects"), new SampleCards(samples, actions::openSample));
    if (samples.isEmpty()) {
      left.getChildren().add(note("This installation has no sample projects."));
    }

    VBox begin = new VBox(2);
    starts.forEach(s -> begin.getChildren().add(start(s)));
    VBox tips = new VBox(6);
    hints.forEach(h -> tips.getChildren().add(note(h)));
    VBox starting = new VBox(10, heading("Start"), begin);
    VBox more = new VBox(10, heading("Recent"), recent, heading("Good to know"), tips);
    VBox right = new VBox(10);
    right.setMinWidth(240);
    right.setPrefWidth(270);
    subtitle.setWrapText(true);

    HBox beside = new HBox(40);
    HBox.setHgrow(left, Priority.ALWAYS);
    VBox below = new VBox(24);
    VBox body = new VBox();
    VBox page = new VBox(4, title, subtitle, body);
    VBox.setMargin(body, new javafx.geometry.Insets(20, 0, 0, 0));
    page.getStyleClass().add("welcome-page");
    page.setMaxWidth(1100);
    HBox centred = new HBox(page);
    centred.setAlignment(Pos.TOP_CENTER);
    HBox.setHgrow(page, Priority.ALWAYS);
    view = new ScrollPane(centred);
    view.setFitToWidth(true);
    view.getStyleClass().addAll("welcome", "edge-to-edge");
    view.setAccessibleText("Welcome page");
    view.setFocusTraversable(false);
    view.widthProperty()
        .addListener((_, _, width) -> {
          Pane wanted = width.doubleValue() < NARROW ? below : beside;
          if (!body.getChildren().contains(wanted)) {
            beside.getChildren().clear();
            below.getChildren().clear();
            right.getChildren().clear();
            if (wanted == beside) {
              right.getChildren().setAll(starting, more);
              beside.getChildren().setAll(left, right);
            } else {
              below.getChildren().setAll(left, starting, more);
            }
            body.getChildren().setAll(wanted);
          }
        });
    refresh();
  }

  public Region view() {
    return view;
  }

  /// Reads again what was open lately.
  public void refresh() {
    recent.getChildren().clear();
    recentProjects.get().stream()
        .limit(5)
        .forEach(p -> recent.getChildren().add(link(Path.of(p), "fth-folder", () -> actions.openProject(Path.of(p)))));
    recentFiles.get().stream()
        .limit(5)
        .forEach(p -> recent.getChildren().add(link(Path.of(p), "fth-file-text", () -> actions.openFile(Path.of(p)))));
    if (recent.getChildren().isEmpty()) {
      recent.getChildren().add(note("Projects and files that you open are listed here."));
    }
  }

  private static Node start(Start start) {
    Hyperlink link = new Hyperlink(start.text(), new FontIcon(start.icon()));
    link.setAccessibleText(start.text());
    link.setOnAction(_ -> start.action().run());
    Label key = new Label(start.key());
    key.getStyleClass().add("text-muted");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox row = new HBox(link, space, key);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private static Node link(Path path, String icon, Runnable action) {
    Path name = path.getFileName();
    Path parent = path.getParent();
    Hyperlink link = new Hyperlink(name == null ? path.toString() : name.toString(), new FontIcon(icon));
    link.setAccessibleText("Open " + path);
    link.setTooltip(new javafx.scene.control.Tooltip(path.toString()));
    link.setMinWidth(Region.USE_PREF_SIZE);
    link.setOnAction(_ -> action.run());
    Label where = new Label(parent == null ? "" : parent.toString());
    where.getStyleClass().add("text-muted");
    where.setTextOverrun(javafx.scene.control.OverrunStyle.LEADING_ELLIPSIS);
    HBox row = new HBox(4, link, where);
    row.setAlignment(Pos.CENTER_LEFT);
    return row;
  }

  private static Label heading(String text) {
    Label label = new Label(text);
    label.getStyleClass().add("welcome-heading");
    return label;
  }

  private static Label note(String text) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.getStyleClass().add("text-muted");
    return label;
  }
}
