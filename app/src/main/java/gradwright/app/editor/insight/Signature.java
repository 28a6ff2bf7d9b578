package gradwright.app.editor.insight;

import java.util.ArrayList;
import java.util.List;

/// The parameters of a function.
public record Signature(List<Parameter> parameters) {
  /// @param text as it is shown, `axis=None`
  /// @param name without stars, empty for the marks `*` and `/`
  /// @param rest whether it takes any number of arguments, `*args` and `**options`
  public record Parameter(String text, String name, boolean rest) {}

  /// Reads `(a, axis=None, *, dtype=None)`, with or without types and what is returned.
  public static Signature parse(String text) {
    List<Parameter> parameters = new ArrayList<>();
    int open = text.indexOf('(');
    int depth = 0;
    int start = open + 1;
    char quote = '\0';
    for (int i = Math.max(open, 0); i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != '\0') {
        quote = c == quote ? '\0' : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[' || c == '{') {
        depth++;
      } else if (c == ')' || c == ']' || c == '}') {
        depth--;
        if (depth == 0) {
          add(parameters, text.substring(start, i));
          break;
        }
      } else if (c == ',' && depth == 1) {
        add(parameters, text.substring(start, i));
        start = i + 1;
      }
    }
    return new Signature(parameters);
  }

  private static void add(List<Parameter> parameters, String part) {
    String text = part.strip().replaceAll("\\s+", " ");
    if (!text.isEmpty()) {
      String bare = text.replaceFirst("^\\*{1,2}", "");
      String name = bare.equals("/") ? "" : bare.split("[:= ]", 2)[0];
      parameters.add(new Parameter(text, name, text.startsWith("*") && !name.isEmpty()));
    }
  }

  /// The parameter that the argument number `position` (from 0), or the argument called `keyword`, goes to; -1 when none.
  public int active(int position, String keyword) {
    int rest = -1;
    int seen = 0;
    boolean keywordsOnly = false;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      if (!keyword.isEmpty()) {
        if (parameter.name().equals(keyword)) {
          return i;
        }
        rest = parameter.text().startsWith("**") ? i : rest;
      } else if (parameter.rest()) {
        return parameter.text().startsWith("**") ? -1 : i;
      } else if (parameter.text().equals("*")) {
        keywordsOnly = true;
      } else if (!parameter.name().isEmpty() && !keywordsOnly && seen++ == position) {
        return i;
      }
    }
    return rest;
  }
}
