package gradwright.numpy.catalogue;

import java.util.ArrayList;
import java.util.List;

/// A Python signature: `sum(a, axis=None, *, keepdims=False)`. Parsed once from its text.
public record Signature(String name, List<Parameter> parameters) {
  /// Parses `name(parameters)`. Defaults are None, True, False, numbers, quoted strings and flat tuples of these.
  public static Signature parse(String text) {
    int open = text.indexOf('(');
    String name = text.substring(0, open).strip();
    String body = text.substring(open + 1, text.lastIndexOf(')')).strip();
    List<Parameter> out = new ArrayList<>();
    Parameter.Kind kind = Parameter.Kind.POSITIONAL_OR_KEYWORD;
    for (String part : split(body)) {
      if (part.equals("/")) {
        out.replaceAll(p -> new Parameter(p.name(), Parameter.Kind.POSITIONAL_ONLY, p.hasDefault(), p.defaultValue()));
      } else if (part.equals("*")) {
        kind = Parameter.Kind.KEYWORD_ONLY;
      } else if (part.startsWith("**")) {
        out.add(new Parameter(part.substring(2), Parameter.Kind.VAR_KEYWORD, false, null));
      } else if (part.startsWith("*")) {
        out.add(new Parameter(part.substring(1), Parameter.Kind.VAR_POSITIONAL, false, null));
        kind = Parameter.Kind.KEYWORD_ONLY;
      } else {
        int eq = part.indexOf('=');
        if (eq < 0) {
          out.add(new Parameter(part, kind, false, null));
        } else {
          out.add(new Parameter(part.substring(0, eq).strip(), kind, true, literal(part.substring(eq + 1).strip())));
        }
      }
    }
    return new Signature(name, List.copyOf(out));
  }

  private static List<String> split(String body) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i <= body.length(); i++) {
      char c = i == body.length() ? ',' : body.charAt(i);
      if (c == '(' || c == '[') {
        depth++;
      } else if (c == ')' || c == ']') {
        depth--;
      } else if (c == ',' && depth == 0) {
        String p = body.substring(from, i).strip();
        if (!p.isEmpty()) {
          parts.add(p);
        }
        from = i + 1;
      }
    }
    return parts;
  }

  private static Object literal(String s) {
    return switch (s) {
      case "None" -> null;
      case "True" -> true;
      case "False" -> false;
      case "int", "float", "complex" -> s; // Python's types, as names of dtypes
      default -> {
        if (s.startsWith("'") || s.startsWith("\"")) {
          yield s.substring(1, s.length() - 1);
        }
        if (s.startsWith("(")) {
          List<Object> items = new ArrayList<>();
          split(s.substring(1, s.length() - 1)).forEach(p -> items.add(literal(p)));
          yield new Tuple(items);
        }
        if (s.matches("-?\\d+")) {
          yield Long.parseLong(s);
        }
        if (s.equals("inf")) {
          yield Double.POSITIVE_INFINITY;
        }
        yield Double.parseDouble(s);
      }
    };
  }
}
