package gradwright.numpy.catalogue;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// The one list of public functions, by Python module. The Python package, completion and hover, the node palette and the
/// coverage report all read it. A module's entries are made when it is first asked for.
public final class Catalogue {
  private final Map<String, Consumer<Module>> libraries;
  private final Map<String, Module> modules = new LinkedHashMap<>();

  /// A catalogue of modules, each filled by its library.
  public Catalogue(Map<String, Consumer<Module>> libraries) {
    this.libraries = Map.copyOf(libraries);
  }

  /// A Python module's functions by name.
  public static final class Module {
    private final String name;
    private final Map<String, Function> functions = new LinkedHashMap<>();

    Module(String name) {
      this.name = name;
    }

    /// Adds a function: its Python signature (`sum(a, axis=None)`), one line of documentation, its body.
    public Module function(String signature, String summary, Function.Body body) {
      Signature s = Signature.parse(signature);
      functions.put(s.name(), new Function(name, s, summary, body));
      return this;
    }

    /// Another name of a function of this module.
    public Module alias(String alias, String of) {
      functions.put(alias, functions.get(of));
      return this;
    }

    public Function get(String function) {
      return functions.get(function);
    }

    public Collection<String> names() {
      return functions.keySet();
    }
  }

  public Collection<String> modules() {
    return libraries.keySet();
  }

  /// A module of the catalogue; null when there is none of that name.
  public synchronized Module module(String name) {
    Consumer<Module> library = libraries.get(name);
    if (library == null) {
      return null;
    }
    return modules.computeIfAbsent(
        name,
        n -> {
          Module m = new Module(n);
          library.accept(m);
          return m;
        });
  }
}
