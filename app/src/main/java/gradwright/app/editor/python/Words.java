package gradwright.app.editor.python;

import java.util.Set;

/// Words that Python gives a meaning, and what names are made of.
public final class Words {
  /// Keywords of Python 3.12 besides the constants.
  public static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "as",
          "assert",
          "async",
          "await",
          "break",
          "class",
          "continue",
          "def",
          "del",
          "elif",
          "else",
          "except",
          "finally",
          "for",
          "from",
          "global",
          "if",
          "import",
          "in",
          "is",
          "lambda",
          "nonlocal",
          "not",
          "or",
          "pass",
          "raise",
          "return",
          "try",
          "while",
          "with",
          "yield");

  public static final Set<String> CONSTANTS = Set.of("None", "True", "False", "NotImplemented", "Ellipsis");

  /// Functions and classes that are always there.
  public static final Set<String> BUILTINS =
      Set.of(
          "abs",
          "all",
          "any",
          "ascii",
          "bin",
          "bool",
          "breakpoint",
          "bytearray",
          "bytes",
          "callable",
          "chr",
          "classmethod",
          "compile",
          "complex",
          "delattr",
          "dict",
          "dir",
          "divmod",
          "enumerate",
          "eval",
          "exec",
          "filter",
          "float",
          "format",
          "frozenset",
          "getattr",
          "globals",
          "hasattr",
          "hash",
          "help",
          "hex",
          "id",
          "input",
          "int",
          "isinstance",
          "issubclass",
          "iter",
          "len",
          "list",
          "locals",
          "map",
          "max",
          "memoryview",
          "min",
          "next",
          "object",
          "oct",
          "open",
          "ord",
          "pow",
          "print",
          "property",
          "range",
          "repr",
          "reversed",
          "round",
          "set",
          "setattr",
          "slice",
          "sorted",
          "staticmethod",
          "str",
          "sum",
          "super",
          "tuple",
          "type",
          "vars",
          "zip",
          "__import__",
          "BaseException",
          "Exception",
          "ArithmeticError",
          "AssertionError",
          "AttributeError",
          "EOFError",
          "FileNotFoundError",
          "ImportError",
          "IndexError",
          "KeyError",
          "KeyboardInterrupt",
          "LookupError",
          "MemoryError",
          "ModuleNotFoundError",
          "NameError",
          "NotImplementedError",
          "OSError",
          "OverflowError",
          "RecursionError",
          "RuntimeError",
          "StopIteration",
          "SyntaxError",
          "SystemExit",
          "TimeoutError",
          "TypeError",
          "UnicodeError",
          "ValueError",
          "Warning",
          "ZeroDivisionError");

  private Words() {}

  public static boolean isNameStart(char c) {
    return c < 128
        ? (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
        : Character.isUnicodeIdentifierStart(c) || Character.isSurrogate(c);
  }

  public static boolean isNamePart(char c) {
    return isNameStart(c) || (c >= '0' && c <= '9') || (c >= 128 && Character.isUnicodeIdentifierPart(c));
  }

  static boolean isStringPrefix(String word) {
    return switch (word.toLowerCase(java.util.Locale.ROOT)) {
      case "r", "b", "u", "f", "t", "rb", "br", "rf", "fr", "rt", "tr" -> true;
      default -> false;
    };
  }
}
