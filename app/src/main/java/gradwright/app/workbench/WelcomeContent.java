package gradwright.app.workbench;

import gradwright.app.command.CommandCatalogue;
import gradwright.app.command.KeyBindingsModel;
import gradwright.app.project.SampleProjects.Sample;
import gradwright.app.welcome.WelcomePage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What the welcome page offers: samples, what was open last, where to begin, and three hints.
record WelcomeContent(WorkbenchModel model, CommandCatalogue commands, KeyBindingsModel keys, Consumer<Path> open) {
  WelcomePage page() {
    return new WelcomePage(
        model.samples().all(),
        () -> model.settings().get().recentProjects(),
        () -> model.settings().get().recentFiles(),
        Stream.of("editor.new", "editor.open", "file.openFolder", "view.palette", "app.settings")
            .map(this::start)
            .toList(),
        List.of(
            key("view.palette") + " finds every command by a few letters of its name.",
            key("run.file") + " runs the file in front; what the engine did is in the panels.",
            "A folder that you open for the first time runs nothing until you allow it."),
        new Actions());
  }

  private String key(String command) {
    return WorkbenchWindow.keyText(keys, commands.get(command));
  }

  private WelcomePage.Start start(String id) {
    var command = commands.get(id);
    return new WelcomePage.Start(command.text(), command.icon(), key(id), command::run);
  }

  private final class Actions implements WelcomePage.Actions {
    @Override
    public void openSample(Sample sample) {
      model.openSample(sample, open);
    }

    @Override
    public void openProject(Path folder) {
      model.openProject(folder);
    }

    @Override
    public void openFile(Path file) {
      open.accept(file);
    }
  }
}
