package gradwright.app.workbench;

import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/// Shows the banners one below the other.
final class BannerView extends VBox {
  private final BannerModel model;

  BannerView(BannerModel model) {
    this.model = model;
    getStyleClass().add("banners");
    model.banners().subscribe(this::show);
    show();
  }

  private void show() {
    getChildren().setAll(model.banners().stream().map(this::row).toList());
  }

  private HBox row(Banner banner) {
    FontIcon icon =
        new FontIcon(
            switch (banner.severity()) {
              case INFORMATION -> "fth-info";
              case WARNING -> "fth-alert-triangle";
              case ERROR -> "fth-alert-octagon";
            });
    Label text = new Label(banner.text(), icon);
    text.setWrapText(true);
    text.setMinHeight(Region.USE_PREF_SIZE);
    HBox.setHgrow(text, Priority.ALWAYS);
    text.setMaxWidth(Double.MAX_VALUE);
    HBox row = new HBox(8, text);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().addAll("banner", "banner-" + banner.severity().name().toLowerCase(Locale.ROOT));
    banner
        .answers()
        .forEach(a -> {
          Button button = new Button(a.text());
          button.getStyleClass().add("small");
          button.setMinWidth(Region.USE_PREF_SIZE);
          button.setOnAction(_ -> model.answer(banner, a));
          row.getChildren().add(button);
        });
    Button close = new Button(null, new FontIcon("fth-x"));
    close.getStyleClass().addAll("flat", "small", "button-icon");
    close.setAccessibleText("Close this message");
    close.setTooltip(new Tooltip("Close this message"));
    close.setOnAction(_ -> model.close(banner.topic()));
    row.getChildren().add(close);
    return row;
  }
}
