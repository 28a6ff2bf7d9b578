package gradwright.python.serve;

import gradwright.protocol.RunRequest;
import gradwright.python.script.SourceText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;

/// What the interpreter is given to run: the file's text, or a text that stands for part of it, on the right lines.
final class ScriptSource {
  private ScriptSource() {}

  static Source of(RunRequest request) throws IOException, SourceText.Undecodable {
    Path file = Path.of(request.file()).toAbsolutePath();
    String given = request.text();
    String text = given == null ? read(file) : placed(given, request.firstLine());
    // The file gives debuggers a path; the name is what tracebacks and inspect look for.
    return Source.newBuilder("python", file.toFile()).content(text).name(file.toString()).build();
  }

  private static String read(Path file) throws IOException, SourceText.Undecodable {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "Is a directory");
    }
    return SourceText.decode(Files.readAllBytes(file), file.toString());
  }

  /// The text behind as many lines as stand before it in its file. Where it begins with an indented line, as a selection within a
  /// function does, the line before it makes that correct.
  private static String placed(String text, int firstLine) {
    if (firstLine <= 1) {
      return text;
    }
    boolean indented =
        text.lines()
            .filter(line -> !line.isBlank())
            .findFirst()
            .map(line -> Character.isWhitespace(line.charAt(0)))
            .orElse(false);
    return "\n".repeat(firstLine - 2) + (indented ? "if True:\n" : "\n") + text;
  }

  /// The whole file as the person sees it, where that differs from what is saved; null where it does not.
  static @Nullable String shown(RunRequest request) {
    String text = request.text();
    if (text == null || request.firstLine() <= 1) {
      return text;
    }
    return "\n".repeat(request.firstLine() - 1) + text;
  }

  /// Why a file cannot be read, as Python says it.
  static String reason(FileSystemException e) {
    return switch (e) {
      case NoSuchFileException ignored -> "[Errno 2] No such file or directory";
      case AccessDeniedException ignored -> "[Errno 13] Permission denied";
      default -> String.valueOf(e.getReason());
    };
  }
}
