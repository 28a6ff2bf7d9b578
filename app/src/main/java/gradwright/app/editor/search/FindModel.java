package gradwright.app.editor.search;

import gradwright.app.editor.document.EditorThreads;
import gradwright.app.editor.search.Query.Match;
import gradwright.app.editor.text.Change;
import gradwright.app.editor.text.Selection;
import gradwright.app.editor.text.TextModel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Looks for something in a text, again whenever the text or the question changes, in the background.
public final class FindModel {
  private static final Duration QUIET = Duration.ofMillis(60);

  private final TextModel text;
  private final EditorThreads threads;
  private final StringProperty query = new SimpleStringProperty(this, "query", "");
  private final StringProperty replacement = new SimpleStringProperty(this, "replacement", "");
  private final BooleanProperty regex = new SimpleBooleanProperty(this, "regex");
  private final BooleanProperty matchCase = new SimpleBooleanProperty(this, "matchCase");
  private final BooleanProperty wholeWords = new SimpleBooleanProperty(this, "wholeWords");
  private final BooleanProperty active = new SimpleBooleanProperty(this, "active");
  private final ReadOnlyObjectWrapper<Results> results = new ReadOnlyObjectWrapper<>(this, "results", Results.NONE);
  private Runnable cancel = () -> {};
  private long asked;

  /// What was found in the text of a version; `problem` is empty or for a person to read.
  public record Results(List<Match> matches, String problem, long version) {
    static final Results NONE = new Results(List.of(), "", -1);
  }

  public FindModel(TextModel text, EditorThreads threads) {
    this.text = text;
    this.threads = threads;
    text.listen(edit -> later());
    query.addListener((o, was, is) -> later());
    regex.addListener((o, was, is) -> later());
    matchCase.addListener((o, was, is) -> later());
    wholeWords.addListener((o, was, is) -> later());
    active.addListener((o, was, is) -> later());
  }

  private void later() {
    cancel.run();
    asked++;
    if (!active.get() || query.get().isEmpty()) {
      results.set(Results.NONE);
    } else {
      cancel = threads.after(QUIET, this::search);
    }
  }

  private void search() {
    Query now = query();
    String where = text.text();
    long version = text.version();
    long mine = asked;
    threads.background(() -> {
      Query.Found found = now.in(where);
      threads.window(() -> {
        if (mine == asked) {
          results.set(new Results(found.matches(), found.problem(), version));
        }
      });
    });
  }

  private Query query() {
    return new Query(query.get(), regex.get(), matchCase.get(), wholeWords.get());
  }

  /// The matches of the text as it is now; searches at once when the last search is of an older text.
  private List<Match> matches() {
    Results last = results.get();
    return last.version() == text.version() ? last.matches() : query().in(text.text()).matches();
  }

  /// The first match that begins at or after a position, or else the first of all.
  public Optional<Match> next(int from) {
    List<Match> all = matches();
    return all.stream().filter(m -> m.start() >= from).findFirst().or(() -> all.stream().findFirst());
  }

  /// The last match that ends at or before a position, or else the last of all.
  public Optional<Match> previous(int to) {
    List<Match> all = matches();
    return all.reversed().stream()
        .filter(m -> m.end() <= to)
        .findFirst()
        .or(() -> all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()));
  }

  /// The change that replaces the selected match, or nothing when no match is selected.
  public Optional<Change> replace(Selection selection) {
    List<Match> selected =
        matches().stream().filter(m -> m.start() == selection.start() && m.end() == selection.end()).toList();
    return query().replace(text.text(), selected, replacement.get());
  }

  /// The change that replaces all matches, one step of undo.
  ///
  /// @throws IllegalArgumentException with a message for a person, see [Query#replace]
  public Optional<Change> replaceAll() {
    return query().replace(text.text(), matches(), replacement.get());
  }

  /// Which match is selected, counted from 1; 0 when none is.
  public int selected(Selection selection) {
    List<Match> all = results.get().matches();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i).start() == selection.start() && all.get(i).end() == selection.end()) {
        return i + 1;
      }
    }
    return 0;
  }

  public StringProperty queryProperty() {
    return query;
  }

  public StringProperty replacementProperty() {
    return replacement;
  }

  public BooleanProperty regexProperty() {
    return regex;
  }

  public BooleanProperty matchCaseProperty() {
    return matchCase;
  }

  public BooleanProperty wholeWordsProperty() {
    return wholeWords;
  }

  /// Whether someone looks at the results.
  public BooleanProperty activeProperty() {
    return active;
  }

  public ReadOnlyObjectProperty<Results> resultsProperty() {
    return results.getReadOnlyProperty();
  }
}
