package gradwright.python.cli;

/// Reports what the program runs on.
final class Doctor {
  private final Terminal terminal;
  private final CacheFolders caches;

  Doctor(Terminal terminal, CacheFolders caches) {
    this.terminal = terminal;
    this.caches = caches;
  }

  int run() {
    terminal.print("java      %s (%s)", Runtime.version(), System.getProperty("java.vendor"));
    terminal.print("caches    %s", caches.root());
    return 0;
  }
}
