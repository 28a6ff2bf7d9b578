package gradwright.profiler.recompile;

import gradwright.profiler.recompile.PythonText.Line;
import gradwright.profiler.recompile.PythonText.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parameters of definitions and arguments of calls, as they stand in a text.
final class CallArguments {
  private CallArguments() {}

  /// An argument's expression: characters `start` to `end` of the text; `keyword` is empty where it is given by position.
  record Argument(String keyword, int start, int end) {}

  /// The names of a definition's positional parameters; null where it has starred ones or the line is no definition.
  static @Nullable List<String> parameters(Line definition) {
    List<Token> tokens = definition.tokens();
    if (tokens.size() < 4 || !tokens.getFirst().is("def") || !tokens.get(2).is("(")) {
      return null;
    }
    List<String> names = new ArrayList<>();
    for (int i = 2; i < tokens.size() && !(tokens.get(i).is(")") && tokens.get(i).depth() == 0); i++) {
      Token t = tokens.get(i);
      if (t.depth() == 1 && (t.is("*") || t.is("**") || t.is("/"))) {
        return null;
      }
      if (t.isName() && t.depth() == 1 && (tokens.get(i - 1).is("(") || tokens.get(i - 1).is(","))) {
        names.add(t.text());
      }
    }
    return names;
  }

  /// The arguments of the only call of `function` in a line; null where there is none, more than one, or it has starred
  /// arguments.
  static @Nullable List<Argument> ofOnlyCall(Line line, String function) {
    List<Token> tokens = line.tokens();
    int open = -1;
    for (int i = 0; i + 1 < tokens.size(); i++) {
      boolean attribute = i > 0 && (tokens.get(i - 1).is(".") || tokens.get(i - 1).is("def"));
      if (tokens.get(i).isName() && tokens.get(i).text().equals(function) && tokens.get(i + 1).is("(") && !attribute) {
        if (open >= 0) {
          return null;
        }
        open = i + 1;
      }
    }
    return open < 0 ? null : split(tokens, open);
  }

  private static @Nullable List<Argument> split(List<Token> tokens, int open) {
    int depth = tokens.get(open).depth() + 1;
    List<Argument> arguments = new ArrayList<>();
    int from = open + 1;
    for (int i = open + 1; i < tokens.size(); i++) {
      Token t = tokens.get(i);
      boolean end = t.is(")") && t.depth() == depth - 1;
      if (end || (t.is(",") && t.depth() == depth)) {
        if (i > from) {
          List<Token> part = tokens.subList(from, i);
          if (part.getFirst().is("*")
              || part.getFirst().is("**")
              || part.stream().anyMatch(x -> x.depth() == depth && (x.is("for") || x.is(":=") || x.is("lambda")))) {
            return null;
          }
          boolean keyword = part.size() > 2 && part.getFirst().isName() && part.get(1).is("=");
          arguments.add(
              new Argument(
                  keyword ? part.getFirst().text() : "", part.get(keyword ? 2 : 0).start(), part.getLast().end()));
        }
        from = i + 1;
      }
      if (end) {
        return arguments;
      }
    }
    return null;
  }
}
