package gradwright.core.export;

/// What follows in the structure of an encoded program: one byte each, never to be given another meaning.
enum Tag {
  NULL,
  FALSE,
  TRUE,
  INT,
  LONG,
  DOUBLE,
  STRING,
  INTS,
  SHAPE,
  DTYPE,
  AVAL,
  ENUM,
  LIST,
  SCALAR,
  PROGRAM,
  ARRAY,
  RECORD;

  static Tag of(int code) {
    Tag[] all = values();
    if (code < 0 || code >= all.length) {
      throw new CorruptProgram("unknown tag " + code);
    }
    return all[code];
  }
}
