package gradwright.protocol;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is to be run.
///
/// @param file absolute path of the script; tracebacks name it even where `text` is given
/// @param text the text to run instead of the file's, such as an unsaved editor or a selection; null reads the file
/// @param firstLine the 1-based line of the file where `text` begins, so that tracebacks and places fit the editor
/// @param keepNames runs with the names that the last run left, as for a selection or a line of the REPL
/// @param environment variables added to the engine's
public record RunRequest(
    String file,
    @Nullable String text,
    int firstLine,
    List<String> arguments,
    String workingFolder,
    Map<String, String> environment,
    boolean keepNames) {

  /// Runs a file as `gradwright run FILE` does.
  public static RunRequest ofFile(String file, List<String> arguments, String workingFolder) {
    return new RunRequest(file, null, 1, arguments, workingFolder, Map.of(), false);
  }
}
