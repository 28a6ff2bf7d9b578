package gradwright.python.serve;

import gradwright.numpy.catalogue.Arguments;
import gradwright.numpy.catalogue.Parameter;
import gradwright.numpy.catalogue.Signature;
import java.util.ArrayList;
import java.util.List;

/// A signature as Python prints it: `(a, axis=None, *, keepdims=False)`.
final class SignatureText {
  private SignatureText() {}

  static String of(Signature signature) {
    List<String> parts = new ArrayList<>();
    boolean positionalOnly = false;
    boolean keywordsMarked = false;
    for (Parameter p : signature.parameters()) {
      if (positionalOnly && p.kind() != Parameter.Kind.POSITIONAL_ONLY) {
        parts.add("/");
      }
      positionalOnly = p.kind() == Parameter.Kind.POSITIONAL_ONLY;
      if (p.kind() == Parameter.Kind.KEYWORD_ONLY && !keywordsMarked) {
        parts.add("*");
      }
      keywordsMarked |= p.kind() == Parameter.Kind.KEYWORD_ONLY || p.kind() == Parameter.Kind.VAR_POSITIONAL;
      parts.add(one(p));
    }
    if (positionalOnly) {
      parts.add("/");
    }
    return "(" + String.join(", ", parts) + ")";
  }

  private static String one(Parameter p) {
    return switch (p.kind()) {
      case VAR_POSITIONAL -> "*" + p.name();
      case VAR_KEYWORD -> "**" + p.name();
      default -> p.hasDefault() ? p.name() + "=" + Arguments.repr(p.defaultValue()) : p.name();
    };
  }
}
