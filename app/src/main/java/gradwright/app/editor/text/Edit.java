package gradwright.app.editor.text;

/// At `position`, `removed` was replaced by `inserted`. Positions count UTF-16 units; line ends are one `\n`.
public record Edit(int position, String removed, String inserted) {
  public Edit {
    if (position < 0) {
      throw new IllegalArgumentException("negative position " + position);
    }
  }

  /// What undoes this edit.
  public Edit inverse() {
    return new Edit(position, inserted, removed);
  }

  public int removedEnd() {
    return position + removed.length();
  }

  public int insertedEnd() {
    return position + inserted.length();
  }

  /// Where a position before the edit lies after it; positions inside what was removed come to its end.
  public int map(int before) {
    if (before <= position && !(before == position && removed.isEmpty())) {
      return before;
    }
    return before >= removedEnd() ? before + inserted.length() - removed.length() : insertedEnd();
  }
}
