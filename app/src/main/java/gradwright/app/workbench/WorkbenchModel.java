package gradwright.app.workbench;

import gradwright.app.console.ConsoleModel;
import gradwright.app.project.ProjectModel;
import gradwright.app.project.SampleProjects;
import gradwright.app.project.SampleProjects.Sample;
import gradwright.app.project.TrustModel;
import gradwright.app.run.EngineStarter;
import gradwright.app.run.RunModel;
import gradwright.app.run.RunState;
import gradwright.app.settings.JsonFile;
import gradwright.app.settings.Settings;
import gradwright.app.settings.SettingsModel;
import gradwright.app.settings.UserFolders;
import gradwright.app.workbench.Banner.Answer;
import gradwright.app.workbench.Banner.Severity;
import gradwright.profiler.focus.FocusModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What the window holds, without the window: settings, project, engine, and what is said about them. Used on the window's thread.
public final class WorkbenchModel {
  private final UserFolders folders;
  private final Executor window;
  private final BannerModel banners = new BannerModel();
  private final JobsModel jobs = new JobsModel();
  private final FocusModel focus = new FocusModel();
  private final ConsoleModel console = new ConsoleModel();
  private final SettingsModel settings;
  private final TrustModel trust;
  private final ProjectModel project;
  private final SampleProjects samples;
  private final RunModel runs;
  private JobsModel.@Nullable Job engineJob;

  /// @param installed the installation's sample projects
  /// @param window runs tasks on the window's thread, later
  public WorkbenchModel(
      UserFolders folders, Path installed, Function<SettingsModel, EngineStarter> engine, Executor window) {
    this.folders = folders;
    this.window = window;
    settings =
        new SettingsModel(
            new JsonFile<>(folders.settings().resolve("settings.json"), Settings.class, Settings.DEFAULTS),
            p -> banners.warn("settings", p));
    trust =
        new TrustModel(
            new JsonFile<>(
                folders.settings().resolve("trusted.json"), TrustModel.Folders.class, TrustModel.Folders.NONE),
            p -> banners.warn("trust file", p));
    project = new ProjectModel(window);
    samples = new SampleProjects(installed);
    runs = new RunModel(engine.apply(settings), window);
    project.presenceProperty().subscribe(_ -> tellPresence());
    project.rootProperty().subscribe(_ -> askForTrust());
    trust.versionProperty().subscribe(_ -> askForTrust());
    runs.stateProperty().subscribe(this::tellState);
  }

  public UserFolders folders() {
    return folders;
  }

  public BannerModel banners() {
    return banners;
  }

  public JobsModel jobs() {
    return jobs;
  }

  public FocusModel focus() {
    return focus;
  }

  public ConsoleModel console() {
    return console;
  }

  public SettingsModel settings() {
    return settings;
  }

  public TrustModel trust() {
    return trust;
  }

  public ProjectModel project() {
    return project;
  }

  public SampleProjects samples() {
    return samples;
  }

  public RunModel runs() {
    return runs;
  }

  public void openProject(Path folder) {
    if (!Files.isDirectory(folder)) {
      banners.warn("open project", folder + " is not there any more.");
      return;
    }
    banners.close("open project");
    project.open(folder);
    settings.change(s -> s.withRecentProject(folder.toAbsolutePath().normalize().toString()));
  }

  /// Copies a sample to the person's folder, opens it as the project, and gives its script to `open`.
  public void openSample(Sample sample, Consumer<Path> open) {
    String chosen = settings.get().sampleFolder();
    Path target = chosen.isEmpty() ? folders.samples() : Path.of(chosen);
    AtomicBoolean stopped = new AtomicBoolean();
    JobsModel.Job job = jobs.begin("Copying " + sample.title(), () -> stopped.set(true));
    DoublePredicate goOn =
        part -> {
          window.execute(() -> job.progress(part));
          return !stopped.get();
        };
    Thread.ofVirtual()
        .name("copy sample")
        .start(() -> {
          try {
            Optional<Path> copy = samples.copy(sample, target, goOn);
            window.execute(() -> {
              job.end();
              copy.ifPresent(c -> {
                trust.trust(c);
                openProject(c);
                open.accept(c.resolve(sample.script()));
              });
            });
          } catch (IOException e) {
            window.execute(() -> {
              job.end();
              banners.show(
                  new Banner(
                      "sample",
                      Severity.ERROR,
                      "The sample could not be copied to %s: %s. Choose another folder for samples in the settings."
                          .formatted(target, e.getMessage()),
                      List.of()));
            });
          }
        });
  }

  /// Opens again what was open last, if it is still there.
  public void reopen() {
    Optional<String> last = settings.get().recentProjects().stream().findFirst();
    last.map(Path::of).filter(Files::isDirectory).ifPresent(project::open);
  }

  /// The folder that the person is asked about.
  private void askForTrust() {
    Path root = project.rootProperty().get();
    if (root == null || trust.isTrusted(root)) {
      banners.close("trust");
      return;
    }
    askForTrust(root);
  }

  /// Asks whether programs of a folder may run.
  public void askForTrust(Path folder) {
    banners.show(
        new Banner(
            "trust",
            Severity.INFORMATION,
            "%s is opened for the first time. Its programs can read and change your files: they run only after you allow it."
                .formatted(folder),
            List.of(new Answer("Trust This Folder", () -> trust.trust(folder)))));
  }

  private void tellPresence() {
    if (project.presenceProperty().get() == ProjectModel.Presence.GONE) {
      banners.warn(
          "project",
          "The folder %s is gone or cannot be read. Files that are open stay open; save them elsewhere."
              .formatted(project.rootProperty().get()),
          new Answer("Close Project", project::close));
    } else {
      banners.close("project");
    }
  }

  private void tellState(RunState state) {
    if (engineJob != null) {
      engineJob.end();
      engineJob = null;
    }
    switch (state) {
      case STARTING -> engineJob = jobs.begin(state.text());
      case RUNNING -> {
        String file = runs.runningProperty().get();
        engineJob =
            jobs.begin(file.isEmpty() ? "Running a line" : "Running " + Path.of(file).getFileName(), runs::stop);
      }
      case STOPPING -> engineJob = jobs.begin("Stopping");
      case READY, LOST, UNAVAILABLE -> {}
    }
    switch (state) {
      case LOST ->
          banners.show(
              new Banner(
                  "engine",
                  Severity.ERROR,
                  runs.problemProperty().get() + " Your files are as they were.",
                  List.of(new Answer("Restart Engine", runs::restart))));
      case UNAVAILABLE ->
          banners.show(
              new Banner(
                  "engine",
                  Severity.ERROR,
                  runs.problemProperty().get()
                      + " Try again, or run `gradwright doctor` in a terminal to see what is missing.",
                  List.of(new Answer("Try Again", runs::restart))));
      case STARTING, READY, RUNNING, STOPPING -> banners.close("engine");
    }
  }
}
