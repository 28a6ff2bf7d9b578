package gradwright.app.editor;

import gradwright.app.editor.document.EditorSettings;
import gradwright.app.editor.file.LocalDisk;
import gradwright.app.editor.view.EditorView;
import gradwright.app.fake.FakeSession;
import gradwright.app.fake.ScratchFolder;
import gradwright.app.settings.JsonFile;
import gradwright.app.settings.Settings;
import gradwright.app.settings.SettingsModel;
import gradwright.app.settings.ThemeChoice;
import gradwright.app.theme.WindowTheme;
import gradwright.profiler.focus.FocusModel;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/// Measures, by hand, how long the window's thread is busy for a key in a file of 5,000 lines: its processor time from the
/// event until the frame that shows all that it asked for has its styles and layout; drawing is not counted. Processor time, so
/// that other programs do not matter. The style sheets are the window's.
/// Arguments are phrases to type instead of the usual ones; `\n` in them is the Enter key,
/// and one that begins with a quote is typed at the top of the file, where it opens a string to the end.
public final class EditorBenchmark {
  private static final int LINES = 5000;
  private static final int KEYS = 200;

  private EditorBenchmark() {}

  public static void main(String[] arguments) {
    Application.launch(Measure.class, arguments);
  }

  /// Types, measures and ends.
  @SuppressWarnings("NullAway.Init")
  public static final class Measure extends Application {
    private Scene scene;
    private EditorView view;
    private Node area;
    private final WindowThreads threads = new WindowThreads();
    private final long[] parts = new long[3];

    @Override
    public void start(Stage stage) throws Exception {
      SettingsModel settings =
          new SettingsModel(
              new JsonFile<>(
                  ScratchFolder.untilExit("settings").resolve("settings.json"), Settings.class, Settings.DEFAULTS),
              System.out::println);
      settings.change(s -> s.withTheme(ThemeChoice.DARK));
      FakeDialogs dialogs = new FakeDialogs();
      FakeSession session = new FakeSession().knowingFunctions();
      EditorArea editors =
          new EditorArea(
              new EditorContext(
                  () -> Optional.of(session),
                  new FocusModel(),
                  new EditorSettings(),
                  dialogs,
                  dialogs,
                  new LocalDisk(),
                  ScratchFolder.untilExit("drafts"),
                  threads));
      scene = new Scene(editors.node(), 1100, 800);
      new WindowTheme(settings).install(scene);
      stage.setScene(scene);
      stage.show();
      Path file = ScratchFolder.untilExit("bench").resolve("large.py");
      Files.writeString(file, source());
      long start = cpu();
      editors
          .open(file)
          .thenAccept(opened -> {
            view = opened.orElseThrow();
            System.out.printf("open %d lines: %.1f ms%n", LINES, (cpu() - start) / 1e6);
            area = view.node().lookup(".code");
            later(1500, this::typeWords);
          });
    }

    private static String source() {
      StringBuilder text = new StringBuilder("import jax\nimport jax.numpy as jnp\n");
      for (int i = 0; text.chars().filter(c -> c == '\n').count() < LINES; i += 6) {
        text.append("def loss").append(i).append("(params, x, y, *, scale=2.0):\n");
        text.append("    \"\"\"Mean squared error of layer ").append(i).append(".\"\"\"\n");
        text.append("    h = jnp.tanh(x @ params['w'] + params['b'])  # hidden ").append(i).append("\n");
        text.append("    return jnp.mean((h - y) ** 2, axis=0) * scale + ").append(i).append("e-3\n\n\n");
      }
      return text.toString();
    }

    private static long cpu() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private void later(long millis, Runnable run) {
      threads.after(java.time.Duration.ofMillis(millis), run);
    }

    private void typeWords() {
      view.goTo(LINES / 3, 1);
      List<String> wanted = getParameters().getRaw().stream().map(w -> w.replace("\\n", "\n")).toList();
      Runnable next = wanted.isEmpty() ? this::typeMoreWords : () -> typeAll(wanted);
      type("while the machine warms up", "y = f(x) ", new ArrayList<>(), next);
    }

    private void typeAll(List<String> phrases) {
      if (phrases.isEmpty()) {
        Platform.exit();
      } else {
        String phrase = phrases.getFirst();
        view.goTo(phrase.startsWith("\"") ? 3 : LINES / 2, 1);
        type(phrase, phrase, new ArrayList<>(), () -> typeAll(phrases.subList(1, phrases.size())));
      }
    }

    private void typeMoreWords() {
      view.goTo(LINES / 2, 1);
      type("lines of words in the middle", "h = jnp.sum(x) + 1\n", new ArrayList<>(), this::typeLongLine);
    }

    private void typeLongLine() {
      view.goTo(LINES / 2, 1);
      type("a line that grows wider than the window", "h = jnp.sum(x) + 1 ", new ArrayList<>(), this::typeLines);
    }

    private void typeLines() {
      view.goTo(LINES / 2, 1);
      type("new lines", "\n", new ArrayList<>(), this::typeQuotes);
    }

    private void typeQuotes() {
      view.goTo(3, 1);
      type("quotes at the top, which open and close strings to the end", "\"", new ArrayList<>(), Platform::exit);
    }

    private void type(String what, String keys, List<Double> times, Runnable then) {
      if (times.size() == KEYS) {
        double[] sorted = times.stream().mapToDouble(d -> d).sorted().toArray();
        System.out.printf(
            "%s: median %.2f ms, 95 %% %.2f ms, 99 %% %.2f ms, worst %.2f ms (first ten keys: %s)%n",
            what,
            sorted[KEYS / 2],
            sorted[KEYS * 95 / 100],
            sorted[KEYS * 99 / 100],
            sorted[KEYS - 1],
            Arrays.toString(times.subList(0, 10).stream().mapToInt(d -> (int) Math.round(d)).toArray()));
        System.out.printf(
            "  on average: event %.2f ms, what it asked for %.2f ms, layout %.2f ms%n",
            parts[0] / 1e6 / KEYS, parts[1] / 1e6 / KEYS, parts[2] / 1e6 / KEYS);
        System.out.println("  medians of its keys: " + byKey(keys, times));
        Arrays.fill(parts, 0);
        then.run();
        return;
      }
      char c = keys.charAt(times.size() % keys.length());
      long start = cpu();
      if (c == '\n') {
        area.fireEvent(new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.ENTER, false, false, false, false));
      } else {
        area.fireEvent(
            new KeyEvent(KeyEvent.KEY_TYPED, String.valueOf(c), "", KeyCode.UNDEFINED, false, false, false, false));
      }
      long handled = cpu();
      Platform.runLater(() ->
          Platform.runLater(() -> {
            long asked = cpu();
            afterFrame(() -> {
              parts[0] += handled - start;
              parts[1] += asked - handled;
              parts[2] += cpu() - asked;
              times.add((cpu() - start) / 1e6);
              later(5, () -> type(what, keys, times, then));
            });
          }));
    }

    private static String byKey(String keys, List<Double> times) {
      StringBuilder text = new StringBuilder();
      for (int key = 0; key < keys.length(); key++) {
        int first = key;
        double[] sorted =
            IntStream.iterate(first, i -> i < times.size(), i -> i + keys.length())
                .mapToDouble(times::get)
                .sorted()
                .toArray();
        text.append(String.format("%s %.1f  ", keys.charAt(key), sorted[sorted.length / 2]));
      }
      return text.toString().replace("\n", "newline");
    }

    /// A frame of its own: styling the whole scene by hand would count what no frame does.
    private void afterFrame(Runnable then) {
      Runnable[] once = new Runnable[1];
      once[0] =
          () -> {
            scene.removePostLayoutPulseListener(once[0]);
            then.run();
          };
      scene.addPostLayoutPulseListener(once[0]);
      Platform.requestNextPulse();
    }
  }
}
