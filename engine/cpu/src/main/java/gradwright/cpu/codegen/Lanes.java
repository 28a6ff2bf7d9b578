package gradwright.cpu.codegen;

import gradwright.compiler.index.Symbol;
import gradwright.cpu.ir.Value;

/// The variable that runs along a vector's lanes, while one does.
///
/// @param variable the loop's variable
/// @param count how many lanes
/// @param mask the lanes that count, or null for all
/// @param whole whether memory may be touched for lanes that do not count (past the end, where arrays are padded)
record Lanes(Symbol.Variable variable, int count, Value mask, boolean whole) {
  long bit() {
    return 1L << variable.number();
  }
}
