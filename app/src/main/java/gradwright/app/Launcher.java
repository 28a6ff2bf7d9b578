package gradwright.app;

import gradwright.app.workbench.Workbench;
import javafx.application.Application;

/// Opens the workbench. Does not extend Application, since Java's launcher would then look for JavaFX before this class is asked.
public final class Launcher {
  private Launcher() {}

  public static void main(String[] arguments) {
    Application.launch(Workbench.class, arguments);
  }
}
