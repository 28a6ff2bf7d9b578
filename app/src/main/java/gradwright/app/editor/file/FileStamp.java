package gradwright.app.editor.file;

/// By what a file is seen to have changed: bytes, and when they were last written, in milliseconds.
public record FileStamp(long size, long modified, boolean exists) {
  /// There is no file.
  public static final FileStamp ABSENT = new FileStamp(0, 0, false);
}
