package gradwright.python.serve;

import gradwright.numpy.Libraries;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Function;
import gradwright.protocol.Insight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;

/// Answers about names and source texts: the catalogue of the library, the names of the last program, what the compiler objects to.
final class NameQuestions {
  private final Map<String, Insight.Entry> library = new LinkedHashMap<>();
  private boolean complete;

  /// Every public function: those of the engine's catalogue, and those that the Python package itself defines.
  ///
  /// @param clerk an interpreter that no program runs in
  synchronized List<Insight.Entry> catalogue(Interpreter.Open clerk) {
    if (!complete) {
      engines().forEach(entry -> library.put(entry.qualified(), entry));
      Value rest = module(clerk).invokeMember("library", (Object) library.keySet().toArray());
      entries(rest).forEach(entry -> library.put(entry.qualified(), entry));
      complete = true;
    }
    return List.copyOf(library.values());
  }

  private static List<Insight.Entry> engines() {
    Catalogue catalogue = Libraries.catalogue();
    List<Insight.Entry> entries = new ArrayList<>();
    for (String name : catalogue.modules().stream().sorted().toList()) {
      Catalogue.Module module = catalogue.module(name);
      for (String function : module.names().stream().sorted().toList()) {
        Function f = module.get(function);
        String summary = f.summary() == null ? "" : f.summary();
        entries.add(
            new Insight.Entry(
                function, name + "." + function, "function", SignatureText.of(f.signature()), summary, ""));
      }
    }
    return entries;
  }

  /// Names of the program that `open` holds, or members of one of them.
  List<Insight.Entry> names(Interpreter.Open open, String prefix) {
    List<Insight.Entry> found = entries(module(open).invokeMember("names", prefix));
    synchronized (this) {
      return found.stream().map(this::withWhatTheLibraryKnows).toList();
    }
  }

  private Insight.Entry withWhatTheLibraryKnows(Insight.Entry entry) {
    Insight.Entry known = library.get(entry.qualified());
    return known == null
        ? entry
        : new Insight.Entry(
            entry.name(), known.qualified(), known.kind(), known.signature(), known.summary(), known.documentation());
  }

  /// What Python's compiler objects to.
  static List<Insight.Problem> check(Interpreter.Open clerk, String file, String text) {
    Value found = module(clerk).invokeMember("check", file, text);
    List<Insight.Problem> problems = new ArrayList<>();
    for (long i = 0; i < found.getArraySize(); i++) {
      Value p = found.getArrayElement(i);
      problems.add(
          new Insight.Problem(
              p.getArrayElement(0).asInt(),
              p.getArrayElement(1).asInt(),
              p.getArrayElement(2).asInt(),
              p.getArrayElement(3).asInt(),
              p.getArrayElement(4).asString(),
              p.getArrayElement(5).asString()));
    }
    return problems;
  }

  private static Value module(Interpreter.Open open) {
    return open.script().module("_serve_names");
  }

  private static List<Insight.Entry> entries(Value found) {
    List<Insight.Entry> entries = new ArrayList<>();
    for (long i = 0; i < found.getArraySize(); i++) {
      Value e = found.getArrayElement(i);
      entries.add(
          new Insight.Entry(
              e.getArrayElement(0).asString(),
              e.getArrayElement(1).asString(),
              e.getArrayElement(2).asString(),
              e.getArrayElement(3).asString(),
              e.getArrayElement(4).asString(),
              e.getArrayElement(5).asString()));
    }
    return entries;
  }
}
