package gradwright.python.events;

import gradwright.core.events.LineTypes;
import gradwright.core.types.Aval;
import gradwright.protocol.Insight;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Types of the values that were traced, to be shown beside the lines that made them: of each statement that assigns to names or
/// returns, the type of what its last operation gave. A statement that was traced several times shows its last types.
public final class ValueTypes {
  private final EventTranslator events;
  private final Function<String, @Nullable String> texts;

  /// Looks at what a translator heard of, with the text of files as they are on disk.
  public ValueTypes(EventTranslator events) {
    this(events, _ -> null);
  }

  /// The same with the texts that were run where they are not those on disk; null where they are.
  public ValueTypes(EventTranslator events, Function<String, @Nullable String> texts) {
    this.events = events;
    this.texts = texts;
  }

  private record Statement(String file, int line) {}

  private record Last(LineTypes.Noted noted, SourceLines lines) {}

  /// The types, in order of tracing.
  public List<Insight.ValueType> types() {
    Map<String, SourceLines> files = new HashMap<>();
    Map<Statement, Last> last = new LinkedHashMap<>();
    for (LineTypes.Noted n : events.lines()) {
      String file = n.place().file();
      SourceLines lines = files.computeIfAbsent(file, this::lines);
      int first = lines.statement(n.place().line());
      if (first > 0) {
        last.put(new Statement(file, first), new Last(n, lines));
      }
    }
    List<Insight.ValueType> all = new ArrayList<>();
    last.forEach((statement, made) -> {
      List<SourceLines.Target> targets = made.lines.targets(statement.line);
      List<Aval> outputs = made.noted.outputs();
      // operations with several outputs are taken apart by as many names
      if (targets.size() == outputs.size()) {
        for (int i = 0; i < targets.size(); i++) {
          SourceLines.Target t = targets.get(i);
          all.add(new Insight.ValueType(statement.file, t.line(), t.column(), t.name(), outputs.get(i).toString()));
        }
      }
    });
    return all;
  }

  private SourceLines lines(String file) {
    String text = texts.apply(file);
    if (text == null) {
      text = read(file);
    }
    return new SourceLines(text == null ? "" : text);
  }

  private static @Nullable String read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException | InvalidPathException unreadable) {
      return null; // `<string>`, or gone since
    }
  }
}
