package gradwright.numpy;

import gradwright.core.lax.Lax;
import gradwright.core.linearize.Linearize;
import gradwright.core.trace.FlatFunction;
import gradwright.core.trace.Session;
import gradwright.core.types.Aval;
import gradwright.core.types.DType;
import gradwright.core.types.Shape;
import gradwright.core.value.Array;
import gradwright.core.value.HostScalar;
import gradwright.core.value.Value;
import gradwright.numpy.catalogue.Catalogue;
import gradwright.numpy.catalogue.Complex;
import gradwright.numpy.catalogue.IndexItems;
import gradwright.numpy.catalogue.NamedResult;
import gradwright.numpy.catalogue.Tuple;
import gradwright.numpy.indexing.Indexing;
import gradwright.numpy.indexing.Updates;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One call of a table that `make_tables.py` wrote, and what real JAX made of it.
final class TableCase {
  final String title;
  final String module;
  final String function;
  final String arguments;
  final List<Array> inputs = new ArrayList<>();
  final List<String> outputs = new ArrayList<>();
  final Map<Integer, Array> gradients = new LinkedHashMap<>();
  final List<Array> batched = new ArrayList<>();
  String jaxpr;
  String error;

  private TableCase(String title) {
    this.title = title;
    String name = title.substring(0, title.indexOf(" | "));
    module = name.substring(0, name.lastIndexOf('.'));
    function = name.substring(name.lastIndexOf('.') + 1);
    arguments = title.substring(title.indexOf(" | ") + 3);
  }

  static List<TableCase> read(String resource) throws IOException {
    List<TableCase> cases = new ArrayList<>();
    try (InputStream in = TableCase.class.getResourceAsStream(resource)) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
        int space = line.indexOf(' ');
        String rest = line.substring(space + 1);
        switch (line.substring(0, space)) {
          case "===" -> cases.add(new TableCase(rest));
          case "in" -> cases.getLast().inputs.add(array(rest));
          case "jaxpr" -> cases.getLast().jaxpr = rest;
          case "out" -> cases.getLast().outputs.add(rest);
          case "grad" -> {
            int at = rest.indexOf(' ');
            cases.getLast().gradients.put(Integer.parseInt(rest.substring(0, at)), array(rest.substring(at + 1)));
          }
          case "vmap" -> cases.getLast().batched.add(array(rest));
          case "error" -> cases.getLast().error = rest;
          default -> throw new IllegalArgumentException(line);
        }
      }
    }
    return cases;
  }

  /// Parses `f32[2,1] 0.5 nan`.
  static Array array(String text) {
    String type = text.substring(0, text.indexOf(']') + 1);
    DType t = DType.byName(type.substring(0, type.indexOf('[')));
    String sizes = type.substring(type.indexOf('[') + 1, type.length() - 1);
    int[] shape = sizes.isEmpty() ? new int[0] : Arrays.stream(sizes.split(",")).mapToInt(Integer::parseInt).toArray();
    Array r = Array.allocate(Aval.of(t, Shape.of(shape)), Session.current().engine().defaultDevice());
    String rest = text.substring(type.length()).strip();
    String[] parts = rest.isEmpty() ? new String[0] : rest.split(" ");
    for (int i = 0; i < parts.length; i++) {
      if (t.isComplex()) {
        String[] p = parts[i].split("/");
        r.setComplex(i, number(p[0]), number(p[1]));
      } else if (t.isFloat()) {
        r.setDouble(i, number(parts[i]));
      } else {
        r.setLong(i, Long.parseLong(parts[i]));
      }
    }
    return r;
  }

  private static double number(String s) {
    return switch (s) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(s);
    };
  }

  /// Calls the function with these values for the arrays; the results flattened.
  List<Value> call(Catalogue catalogue, List<? extends Value> arrays) {
    return function.startsWith("grad_")
        ? gradient(in -> call(catalogue, function.substring("grad_".length()), in), arrays)
        : call(catalogue, function, arrays);
  }

  /// The gradient of the sum of the one result by all arrays.
  private static List<Value> gradient(FlatFunction f, List<? extends Value> arrays) {
    Linearize.Linearized l = Linearize.linearize(f, arrays, null);
    Value out = l.outputs().getFirst();
    return l.pullBack(List.of(Lax.onesOf(out))).stream().map(Lax::instantiate).toList();
  }

  private List<Value> call(Catalogue catalogue, String function, List<? extends Value> arrays) {
    List<Object> positional = new ArrayList<>();
    Map<String, Object> keywords = new LinkedHashMap<>();
    for (String part : arguments.isEmpty() ? new String[0] : arguments.split(" ; ")) {
      int eq = part.indexOf('=');
      if (eq > 0 && part.substring(0, eq).matches("[a-z_]+")) {
        keywords.put(part.substring(0, eq), new Parser(part.substring(eq + 1), arrays).value());
      } else {
        positional.add(new Parser(part, arrays).value());
      }
    }
    Object result;
    if (function.equals("getitem")) {
      result = Indexing.get((Value) positional.get(0), positional.get(1));
    } else if (function.startsWith("at_")) {
      Object fill = keywords.get("fill_value");
      Indexing.Options o =
          new Indexing.Options(
              (String) keywords.get("mode"),
              keywords.containsKey("indices_are_sorted"),
              keywords.containsKey("unique_indices"),
              fill == null ? null : (HostScalar) gradwright.numpy.catalogue.Arguments.toValue(fill),
              true);
      Value x = (Value) positional.get(0);
      result =
          function.equals("at_get")
              ? Indexing.get(x, positional.get(1), o)
              : Updates.update(
                  function.substring(3),
                  x,
                  positional.get(1),
                  gradwright.numpy.catalogue.Arguments.toValue(positional.get(2)),
                  o);
    } else {
      Catalogue.Module m = catalogue.module(module);
      if (m == null || m.get(function) == null) {
        throw new AssertionError("the catalogue has no " + module + "." + function);
      }
      result = m.get(function).call(positional, keywords);
    }
    List<Value> flat = new ArrayList<>();
    flatten(result, flat);
    return flat;
  }

  private static void flatten(Object o, List<Value> flat) {
    switch (o) {
      case Tuple t -> t.items().forEach(i -> flatten(i, flat));
      case List<?> l -> l.forEach(i -> flatten(i, flat));
      case NamedResult r -> r.values().forEach(i -> flatten(i, flat));
      case Value v -> flat.add(v);
      default -> flat.add(gradwright.numpy.catalogue.Arguments.toValue(o));
    }
  }

  /// Python literals, `A0` for arrays, `S(...)` for slices, `E` for an ellipsis.
  private static final class Parser {
    private static final java.util.regex.Pattern COMPLEX =
        java.util.regex.Pattern.compile("\\(([-\\d.]+)\\+([-\\d.]+)j\\)");
    private final String text;
    private final List<? extends Value> arrays;
    private int at;

    Parser(String text, List<? extends Value> arrays) {
      this.text = text;
      this.arrays = arrays;
    }

    Object value() {
      char c = text.charAt(at);
      java.util.regex.Matcher complex = COMPLEX.matcher(text.substring(at));
      if (complex.lookingAt()) {
        at += complex.end();
        return new Complex(Double.parseDouble(complex.group(1)), Double.parseDouble(complex.group(2)));
      }
      if (c == '(') {
        at++;
        return new Tuple(list(')'));
      }
      if (c == '[') {
        at++;
        return list(']');
      }
      if (c == 'S') {
        at += 2;
        List<Object> p = list(')');
        return new IndexItems.Slice(p.get(0), p.get(1), p.get(2));
      }
      if (c == '\'') {
        int end = text.indexOf('\'', at + 1);
        String s = text.substring(at + 1, end);
        at = end + 1;
        return s;
      }
      int from = at;
      while (at < text.length() && ",)]".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      String word = text.substring(from, at);
      return switch (word) {
        case "None" -> null;
        case "True" -> true;
        case "False" -> false;
        case "E" -> IndexItems.Ellipsis.INSTANCE;
        case "1j" -> new Complex(0, 1);
        default -> {
          if (word.startsWith("A")) {
            yield arrays.get(Integer.parseInt(word.substring(1)));
          }
          if (word.matches("-?\\d+")) {
            BigInteger n = new BigInteger(word);
            yield n.bitLength() < 64 ? (Object) n.longValue() : n;
          }
          if (word.endsWith("j")) {
            String[] p = word.substring(0, word.length() - 1).split("\\+");
            yield new Complex(Double.parseDouble(p[0]), Double.parseDouble(p[1]));
          }
          yield number(word);
        }
      };
    }

    private List<Object> list(char close) {
      List<Object> r = new ArrayList<>();
      while (text.charAt(at) != close) {
        r.add(value());
        if (text.charAt(at) == ',') {
          at++;
        }
      }
      at++;
      if (close == ')' && r.size() == 1 && text.charAt(at - 2) != ',') {
        return r;
      }
      return r;
    }
  }
}
