package gradwright.app.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a source file that a line of text names: `File "model.py", line 12`.
///
/// @param start of the characters that name it, `end` exclusive
/// @param line 1-based
public record SourceLink(int start, int end, String file, int line) {
  private static final Pattern PLACE = Pattern.compile("File \"([^\"\\n]{1,1024})\", line (\\d{1,9})");

  public static List<SourceLink> in(String text) {
    // Most lines name none.
    if (!text.contains("File \"")) {
      return List.of();
    }
    List<SourceLink> links = new ArrayList<>();
    Matcher m = PLACE.matcher(text);
    while (m.find()) {
      if (!m.group(1).startsWith("<")) {
        links.add(new SourceLink(m.start(), m.end(), m.group(1), Integer.parseInt(m.group(2))));
      }
    }
    return links;
  }

  static Optional<SourceLink> at(String text, int column) {
    return in(text).stream().filter(l -> column >= l.start() && column < l.end()).findFirst();
  }
}
