package gradwright.profiler.cli;

import gradwright.profiler.store.ProfileFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the command was asked for. `-o OUT` may stand before the script or right behind it; all else behind it is the
/// script's.
///
/// @param output where the profile goes
/// @param arguments of the script
record ProfileArguments(Path script, Path output, List<String> arguments) {
  static final String USAGE =
      """
      usage: gradwright profile FILE [-o OUT] [ARGUMENTS...]

      Runs a script and writes what the engine did to OUT: a trace for https://ui.perfetto.dev
      and chrome://tracing (*.json), or a profile that Gradwright opens (*.gwprofile).
      OUT is the script's name with .trace.json unless it is given. `--` ends the options.
      """;

  /// The command was asked for what it does not do; the message says what.
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  static ProfileArguments parse(List<String> words, Path folder) throws UsageException {
    @Nullable String output = null;
    @Nullable String script = null;
    List<String> rest = new ArrayList<>();
    int next = 0;
    boolean options = true;
    while (next < words.size()) {
      String word = words.get(next++);
      if (options && (word.equals("-o") || word.equals("--output"))) {
        if (next == words.size()) {
          throw new UsageException(word + " needs the name of a file");
        }
        output = words.get(next++);
      } else if (options && word.startsWith("--output=")) {
        output = word.substring("--output=".length());
      } else if (options && word.equals("--")) {
        options = false;
      } else if (script != null) {
        rest.addAll(words.subList(next - 1, words.size()));
        next = words.size();
      } else if (options && word.startsWith("-")) {
        throw new UsageException("no such option: " + word);
      } else {
        script = word;
      }
    }
    if (script == null) {
      throw new UsageException("which script?");
    }
    Path file = folder.resolve(script);
    String name = String.valueOf(file.getFileName());
    Path out = folder.resolve(output != null ? output : name.replaceFirst("\\.py$", "") + ".trace.json");
    return new ProfileArguments(file, out, List.copyOf(rest));
  }

  /// Whether the output is our own format.
  boolean isOwnFormat() {
    return output.toString().endsWith(ProfileFile.EXTENSION);
  }
}
