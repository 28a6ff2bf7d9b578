package gradwright.python.cli;

/// An interactive session.
final class Repl {
  private final Terminal terminal;
  private final CacheFolders caches;

  Repl(Terminal terminal, CacheFolders caches) {
    this.terminal = terminal;
    this.caches = caches;
  }

  int run() {
    throw new UnsupportedOperationException("the interactive session is not built yet");
  }
}
