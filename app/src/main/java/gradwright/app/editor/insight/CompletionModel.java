package gradwright.app.editor.insight;

import gradwright.app.editor.python.Imports;
import gradwright.app.editor.python.LineTokens;
import gradwright.app.editor.python.SyntaxModel;
import gradwright.app.editor.python.TokenKind;
import gradwright.app.editor.python.Words;
import gradwright.app.editor.text.TextBuffer;
import gradwright.protocol.Insight.Entry;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// Completions of the name before the caret: members of imported modules from the catalogue, names of the file, of the
/// last run and of the language.
public final class CompletionModel {
  private static final int MOST = 300;
  private static final Pattern FROM = Pattern.compile("^\\s*from\\s+([\\w.]+)\\s+import\\s+[^#]*$");
  private static final Pattern MODULE = Pattern.compile("^\\s*(?:import|from)\\s+[\\w.]*$");

  private final SyntaxModel syntax;
  private final Knowledge knowledge;
  private final Map<String, Entry> candidates = new LinkedHashMap<>();
  private final ObservableList<Entry> items = FXCollections.observableArrayList();
  private final IntegerProperty selected = new SimpleIntegerProperty(this, "selected");
  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(this, "open");
  private int start = -1;
  private String prefix = "";
  private long question;

  /// What accepting a completion does.
  public record Acceptance(int start, int end, String text) {}

  public CompletionModel(SyntaxModel syntax, Knowledge knowledge) {
    this.syntax = syntax;
    this.knowledge = knowledge;
  }

  /// Offers completions at the caret.
  public void ask(int caret) {
    Optional<NameAt> name = NameAt.before(syntax, caret);
    if (name.isEmpty() || !syntax.isPython() || startsWithDigit(name.get())) {
      close();
      return;
    }
    start = name.get().start();
    prefix = name.get().name();
    candidates.clear();
    long mine = ++question;
    collect(name.get(), caret, mine);
    filter();
    knowledge.whenKnown(() -> {
      if (mine == question) {
        ask(caret);
      }
    });
  }

  /// Offers completions at the caret where a dot stands before the name; who types fast is past it by now.
  public void askForMember(int caret) {
    if (NameAt.before(syntax, caret).filter(n -> !n.owner().isEmpty()).isPresent()) {
      ask(caret);
    }
  }

  private static boolean startsWithDigit(NameAt name) {
    return !name.name().isEmpty() && Character.isDigit(name.name().charAt(0));
  }

  private void collect(NameAt name, int caret, long mine) {
    TextBuffer text = syntax.text();
    String line = text.substring(text.lineStart(text.lineAt(caret)), caret);
    Matcher from = FROM.matcher(line);
    if (from.matches()) {
      add(knowledge.catalogue().members(from.group(1)));
    } else if (MODULE.matcher(line).matches()) {
      knowledge.catalogue().members(name.owner()).stream().filter(e -> e.kind().equals("module")).forEach(this::add);
    } else if (name.owner().isEmpty()) {
      plain(name, mine);
    } else {
      members(name, mine);
    }
  }

  private void plain(NameAt name, long mine) {
    Imports imports = Imports.of(syntax);
    add(Definitions.of(syntax).stream().filter(e -> !e.qualified().contains(".")).toList());
    imports.meanings().forEach((alias, meaning) -> add(imported(alias, meaning)));
    names(name, TokenKind.NAME, "name");
    knowledge.names(
        "",
        entries -> {
          if (mine == question) {
            entries.forEach(this::addFirst);
            filter();
          }
        });
    Words.KEYWORDS.stream().sorted().forEach(w -> add(new Entry(w, w, "keyword", "", "", "")));
    Words.CONSTANTS.stream().sorted().forEach(w -> add(new Entry(w, w, "keyword", "", "", "")));
    Words.BUILTINS.stream()
        .sorted()
        .forEach(w -> add(new Entry(w, "builtins." + w, "function", "", "Python's own", "")));
  }

  private Entry imported(String alias, String meaning) {
    Optional<Entry> known = knowledge.catalogue().find(meaning);
    return new Entry(
        alias,
        meaning,
        known.map(Entry::kind).orElse("module"),
        known.map(Entry::signature).orElse(""),
        known.map(Entry::summary).filter(s -> !s.isEmpty()).orElse(meaning),
        known.map(Entry::documentation).orElse(""));
  }

  private void members(NameAt name, long mine) {
    Optional<String> module = Imports.of(syntax).resolve(name.owner());
    module.ifPresent(m -> add(knowledge.catalogue().members(m)));
    if (candidates.isEmpty()) {
      names(name, TokenKind.ATTRIBUTE, "attribute");
    }
    if (!name.owner().equals(NameAt.UNKNOWN) && module.isEmpty()) {
      knowledge.names(
          name.owner() + ".",
          entries -> {
            if (mine == question) {
              entries.forEach(this::addFirst);
              filter();
            }
          });
    }
  }

  /// Words of the file besides the one that is being typed.
  private void names(NameAt typed, TokenKind kind, String title) {
    TextBuffer text = syntax.text();
    for (int line = 0; line < syntax.lineCount(); line++) {
      LineTokens words = syntax.tokens(line);
      if (isImport(line)) {
        continue;
      }
      for (int i = 0; i < words.size(); i++) {
        boolean wanted = words.kind(i) == kind || (kind == TokenKind.NAME && words.kind(i) == TokenKind.PARAMETER);
        if (wanted && text.lineStart(line) + words.start(i) != typed.start()) {
          String word = syntax.word(line, i);
          add(new Entry(word, word, title, "", "", ""));
        }
      }
    }
  }

  private boolean isImport(int line) {
    LineTokens words = syntax.tokens(line);
    return words.size() > 0
        && words.kind(0) == TokenKind.KEYWORD
        && (syntax.word(line, 0).equals("import") || syntax.word(line, 0).equals("from"));
  }

  private void add(List<Entry> entries) {
    entries.forEach(this::add);
  }

  private void add(Entry entry) {
    candidates.putIfAbsent(entry.name(), entry);
  }

  private void addFirst(Entry entry) {
    candidates.put(entry.name(), entry);
  }

  /// The caret moved or text was typed: narrows the list, or closes it where it no longer fits.
  public void update(int caret) {
    if (!open.get()) {
      return;
    }
    Optional<NameAt> name = caret >= start ? NameAt.before(syntax, caret) : Optional.empty();
    if (name.isEmpty() || name.get().start() != start) {
      close();
      return;
    }
    prefix = name.get().name();
    filter();
  }

  private void filter() {
    List<Entry> fitting =
        candidates.values().stream()
            .filter(e -> rank(e.name()) < 4)
            .sorted(
                Comparator.comparingInt((Entry e) -> rank(e.name()))
                    .thenComparing(e -> e.name().startsWith("_"))
                    .thenComparing(e -> e.name().length() == prefix.length() ? 0 : 1)
                    .thenComparing(e -> e.kind().equals("keyword") && prefix.isEmpty())
                    .thenComparing(Entry::name, String.CASE_INSENSITIVE_ORDER))
            .limit(MOST)
            .toList();
    boolean nothingToDo = fitting.isEmpty() || (fitting.size() == 1 && fitting.getFirst().name().equals(prefix));
    if (nothingToDo) {
      // Before the list is empty: whoever shows it selects in it.
      open.set(false);
    }
    selected.set(0);
    items.setAll(fitting);
    open.set(!nothingToDo);
  }

  /// How well a name fits what was typed, best first; 4 does not fit.
  private int rank(String name) {
    if (name.startsWith(prefix)) {
      return 0;
    }
    if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
      return 1;
    }
    int at = 0;
    for (int i = 0; i < name.length() && at < prefix.length(); i++) {
      if (Character.toLowerCase(name.charAt(i)) == Character.toLowerCase(prefix.charAt(at))) {
        at++;
      }
    }
    if (at < prefix.length() || prefix.length() == 1) {
      return 4;
    }
    return Character.toLowerCase(name.charAt(0)) == Character.toLowerCase(prefix.charAt(0)) ? 2 : 3;
  }

  /// What accepting the selected completion at the caret does, after which the list is closed.
  public Optional<Acceptance> accept(int caret) {
    int index = selected.get();
    Optional<Acceptance> accepted =
        open.get() && index >= 0 && index < items.size()
            ? Optional.of(new Acceptance(start, caret, items.get(index).name()))
            : Optional.empty();
    close();
    return accepted;
  }

  public void close() {
    question++;
    open.set(false);
  }

  /// Moves the selection, around the ends.
  public void move(int by) {
    if (!items.isEmpty()) {
      boolean step = Math.abs(by) == 1;
      int next = selected.get() + by;
      selected.set(step ? Math.floorMod(next, items.size()) : Math.clamp(next, 0, items.size() - 1));
    }
  }

  /// What fits, best first.
  public ObservableList<Entry> items() {
    return items;
  }

  public IntegerProperty selectedProperty() {
    return selected;
  }

  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /// Where the name that is completed begins.
  public int start() {
    return start;
  }
}
