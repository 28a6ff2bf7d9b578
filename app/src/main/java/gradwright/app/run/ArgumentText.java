package gradwright.app.run;

import java.util.ArrayList;
import java.util.List;

/// Arguments as a person types them: split at spaces, kept together by quotes; a backslash takes the next character as it is.
public final class ArgumentText {
  private ArgumentText() {}

  public static List<String> split(String text) {
    List<String> arguments = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    boolean started = false;
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quote != '\'' && i + 1 < text.length()) {
        current.append(text.charAt(++i));
        started = true;
      } else if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          current.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        started = true;
      } else if (Character.isWhitespace(c)) {
        if (started) {
          arguments.add(current.toString());
          current.setLength(0);
          started = false;
        }
      } else {
        current.append(c);
        started = true;
      }
    }
    if (started) {
      arguments.add(current.toString());
    }
    return arguments;
  }
}
