package gradwright.python.script;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is to be run: where its text comes from and what `sys.argv` holds.
public sealed interface Program {
  /// The words after the program, as the user gave them.
  List<String> arguments();

  /// `sys.argv[0]`.
  String name();

  /// The folder of the program, from the working folder: that itself for programs without a file.
  default Path folder() {
    return Path.of("");
  }

  /// All of `sys.argv`.
  default List<String> argv() {
    List<String> argv = new ArrayList<>();
    argv.add(name());
    argv.addAll(arguments());
    return argv;
  }

  /// A script in a file.
  record Script(Path file, List<String> arguments) implements Program {
    @Override
    public String name() {
      return file.toString();
    }

    @Override
    public Path folder() {
      Path parent = file.getParent();
      return parent == null ? Path.of("") : parent;
    }
  }

  /// Text given with `-c`.
  record Command(String text, List<String> arguments) implements Program {
    @Override
    public String name() {
      return "-c";
    }
  }

  /// Text read from standard input.
  record StandardInput(List<String> arguments) implements Program {
    @Override
    public String name() {
      return "-";
    }
  }

  /// Lines typed by a person.
  record Interactive() implements Program {
    @Override
    public List<String> arguments() {
      return List.of();
    }

    @Override
    public String name() {
      return "";
    }
  }
}
