/// LLVM IR for the compiler's kernels: explicit vectors along the innermost axis, or along the axis that a reduction inside
/// runs over; square tiles turned in registers where memory is read across its order; and whole loops as one function where
/// a turn is short.
package gradwright.cpu.codegen;
