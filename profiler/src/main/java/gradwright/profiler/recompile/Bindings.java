package gradwright.profiler.recompile;

import gradwright.profiler.recompile.PythonText.Line;
import gradwright.profiler.recompile.PythonText.Token;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which names lines of Python may bind or change. Errs on the side of more.
final class Bindings {
  private static final Set<String> ASSIGNMENTS =
      Set.of("=", "+=", "-=", "*=", "/=", "//=", "%=", "**=", ">>=", "<<=", "&=", "|=", "^=", "@=");

  private Bindings() {}

  static Set<String> of(List<Line> lines) {
    Set<String> names = new HashSet<>();
    lines.forEach(l -> addTo(names, l.tokens()));
    return names;
  }

  private static void addTo(Set<String> names, List<Token> tokens) {
    int lastAssignment = -1;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).depth() == 0 && ASSIGNMENTS.contains(tokens.get(i).text())) {
        lastAssignment = i;
      }
    }
    boolean declares = List.of("import", "from", "global", "nonlocal", "del").contains(tokens.getFirst().text());
    boolean target = false;
    for (int i = 0; i < tokens.size(); i++) {
      Token t = tokens.get(i);
      if (t.is("for")) {
        target = true;
      } else if (t.is("in")) {
        target = false;
      }
      if (!t.isName()) {
        continue;
      }
      boolean named =
          i > 0 && (tokens.get(i - 1).is("as") || tokens.get(i - 1).is("def") || tokens.get(i - 1).is("class"));
      boolean walrus = i + 1 < tokens.size() && tokens.get(i + 1).is(":=");
      boolean annotated = i == 0 && tokens.size() > 1 && tokens.get(1).is(":");
      // A method may change its object.
      boolean method = i + 3 < tokens.size() && tokens.get(i + 1).is(".") && tokens.get(i + 3).is("(");
      if (declares || target || named || walrus || annotated || method || i < lastAssignment) {
        names.add(t.text());
      }
    }
  }
}
