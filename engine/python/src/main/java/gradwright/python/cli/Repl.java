package gradwright.python.cli;

import gradwright.python.script.CacheFolders;
import gradwright.python.script.Program;
import gradwright.python.script.ScriptContext;
import gradwright.python.script.ScriptContext.Ending;
import gradwright.python.script.Surroundings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/// An interactive session: reads a statement, runs it, shows its value, until the input ends or the program exits.
final class Repl {
  private static final String FIRST = ">>> ";
  private static final String MORE = "... ";

  private final Terminal terminal;
  private final CacheFolders caches;
  private final Surroundings surroundings;
  private final Supplier<Engine> engine;
  private final BufferedReader lines;

  Repl(Terminal terminal, CacheFolders caches, Surroundings surroundings, Supplier<Engine> engine) {
    this.terminal = terminal;
    this.caches = caches;
    this.surroundings = surroundings;
    this.engine = engine;
    this.lines = new BufferedReader(new InputStreamReader(terminal.streams().in(), StandardCharsets.UTF_8));
  }

  int run() {
    int[] status = new int[1];
    ScriptRunner.onScriptThread(() -> status[0] = converse());
    return status[0];
  }

  private int converse() {
    Interrupts.endTheProcess();
    ScriptContext script =
        ScriptContext.open(engine.get(), new Program.Interactive(), surroundings, terminal.streams(), caches);
    Interrupts interrupts = Interrupts.watch(script, terminal, () -> prompt("\nKeyboardInterrupt\n" + FIRST));
    prompt("Python %s in Gradwright; exit() or end of input leaves.\n".formatted(script.pythonVersion()));
    try {
      for (Source next = read(script); next != null; next = read(script)) {
        Ending ending = interrupts.run(next);
        script.flush();
        if (ending.exits()) {
          return ending.status();
        }
      }
      return 0;
    } finally {
      script.close();
    }
  }

  /// The next whole statement, or null at the end of the input.
  private @Nullable Source read(ScriptContext script) {
    StringBuilder text = new StringBuilder();
    while (true) {
      String line = readLine(text.isEmpty() ? FIRST : MORE);
      if (line == null) {
        prompt("\n");
        return text.isEmpty() ? null : statement(text.append('\n'));
      }
      if (text.isEmpty() && line.isBlank()) {
        continue;
      }
      Source source = statement(text.append(line).append('\n'));
      try {
        script.context().parse(source);
        return source;
      } catch (PolyglotException e) {
        if (!e.isIncompleteSource()) {
          // Running it reports the error.
          return source;
        }
      }
    }
  }

  private static Source statement(CharSequence text) {
    return Source.newBuilder("python", text.toString(), "<stdin>").interactive(true).buildLiteral();
  }

  private @Nullable String readLine(String prompt) {
    prompt(prompt);
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Shown only to a person: piped input gets piped output.
  private void prompt(String text) {
    if (terminal.streams().terminal()) {
      terminal.prompt(text);
    }
  }
}
