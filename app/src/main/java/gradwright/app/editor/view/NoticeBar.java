package gradwright.app.editor.view;

import gradwright.app.editor.document.DocumentModel;
import gradwright.app.editor.document.Notice;
import java.util.Locale;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows a document's notice above its text.
final class NoticeBar extends HBox {
  private final DocumentModel document;

  NoticeBar(DocumentModel document) {
    this.document = document;
    setAlignment(Pos.CENTER_LEFT);
    document.noticeProperty().addListener((o, was, is) -> show(is));
    show(document.noticeProperty().get());
  }

  private void show(Optional<Notice> notice) {
    getChildren().clear();
    setVisible(notice.isPresent());
    setManaged(notice.isPresent());
    notice.ifPresent(this::fill);
  }

  private void fill(Notice notice) {
    getStyleClass().setAll("notice", notice.kind().name().toLowerCase(Locale.ROOT));
    FontIcon icon = new FontIcon(notice.kind() == Notice.Kind.INFORMATION ? Feather.INFO : Feather.ALERT_TRIANGLE);
    Label words = new Label(notice.message());
    words.setWrapText(true);
    words.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(words, Priority.ALWAYS);
    getChildren().addAll(icon, words);
    for (Notice.Action action : notice.actions()) {
      Hyperlink link = new Hyperlink(action.title());
      link.setAccessibleText(action.title());
      link.setMinWidth(USE_PREF_SIZE);
      link.setOnAction(e -> {
        document.clearNotice();
        action.run().run();
      });
      getChildren().add(link);
    }
    Button close = new Button("", new FontIcon(Feather.X));
    close.getStyleClass().addAll("flat", "small", "button-icon");
    close.setAccessibleText("Close this notice");
    close.setOnAction(e -> document.clearNotice());
    getChildren().add(close);
  }
}
