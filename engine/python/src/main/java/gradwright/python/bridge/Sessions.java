package gradwright.python.bridge;

import gradwright.core.ir.Source;
import gradwright.core.trace.Session;
import java.util.function.BiConsumer;

/// The sessions of a Python context's threads: that of the main thread, and one more for each thread that Python starts.
final class Sessions {
  private final Session main;
  private Source.Provider sources = () -> Source.UNKNOWN;
  private BiConsumer<String, String> warnings = (category, message) -> {};

  Sessions(Session main) {
    this.main = main;
  }

  /// Where the user's code is, for all threads.
  void setSources(Source.Provider provider) {
    sources = provider;
    main.setSources(provider);
  }

  /// Who hears of warnings, for all threads.
  void setWarnings(BiConsumer<String, String> listener) {
    warnings = listener;
    main.setWarnings(listener);
  }

  /// The calling thread's session with this context's engine; a new thread starts with the main thread's configuration.
  Session current() {
    Session s = Session.current();
    if (s.engine() == main.engine()) {
      return s;
    }
    Session own = new Session(main.engine());
    own.setConfig(main.config());
    own.setCancelled(main.cancelled());
    own.setSources(sources);
    own.setWarnings(warnings);
    own.attach();
    return own;
  }
}
