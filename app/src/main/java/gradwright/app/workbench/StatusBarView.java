package gradwright.app.workbench;

import gradwright.app.workbench.JobsModel.Job;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// The bar below: what goes on, with its progress and a way to stop it; at the right what the panels tell.
final class StatusBarView extends HBox {
  private final Label message = new Label();
  private final HBox jobs = new HBox(14);
  private final HBox right = new HBox(16);

  StatusBarView(JobsModel model) {
    getStyleClass().add("status-line");
    setAlignment(Pos.CENTER_LEFT);
    jobs.setAlignment(Pos.CENTER_LEFT);
    right.setAlignment(Pos.CENTER_RIGHT);
    message.setId("status-message");
    message.setMinWidth(60);
    message.managedProperty().bind(message.textProperty().isNotEmpty());
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    getChildren().addAll(message, jobs, space, right);
    model.jobs().subscribe(() -> show(model));
    // The engine has begun to start before there is a window.
    show(model);
  }

  void setMessage(String text) {
    message.setText(text);
  }

  /// Adds a text at the right end.
  Label addItem(String name) {
    Label label = new Label();
    label.setId("status-" + name);
    right.getChildren().add(label);
    return label;
  }

  private void show(JobsModel model) {
    jobs.getChildren().setAll(model.jobs().stream().map(StatusBarView::view).toList());
  }

  private static HBox view(Job job) {
    Label title = new Label();
    title.textProperty().bind(job.titleProperty());
    ProgressBar bar = new ProgressBar();
    bar.setPrefWidth(90);
    bar.setAccessibleText("Progress of " + job.titleProperty().get());
    job.progressProperty().subscribe(p -> bar.setProgress(p.doubleValue()));
    HBox box = new HBox(8, title, bar);
    box.setAlignment(Pos.CENTER_LEFT);
    if (job.canCancel()) {
      Button cancel = new Button(null, new FontIcon("fth-x"));
      cancel.getStyleClass().addAll("flat", "small", "button-icon");
      cancel.setAccessibleText("Stop " + job.titleProperty().get());
      cancel.setTooltip(new Tooltip("Stop"));
      cancel.setOnAction(_ -> job.cancel());
      box.getChildren().add(cancel);
    }
    return box;
  }
}
