package gradwright.app.workbench;

import gradwright.app.workbench.Banner.Answer;
import gradwright.app.workbench.Banner.Severity;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The messages above the panels.
public final class BannerModel {
  private final ObservableList<Banner> banners = FXCollections.observableArrayList();

  public ObservableList<Banner> banners() {
    return banners;
  }

  public void show(Banner banner) {
    close(banner.topic());
    banners.add(banner);
  }

  public void warn(String topic, String text, Answer... answers) {
    show(new Banner(topic, Severity.WARNING, text, List.of(answers)));
  }

  public void close(String topic) {
    banners.removeIf(b -> b.topic().equals(topic));
  }

  public void answer(Banner banner, Answer answer) {
    banners.remove(banner);
    answer.action().run();
  }
}
