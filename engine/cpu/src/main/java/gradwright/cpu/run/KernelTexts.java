package gradwright.cpu.run;

/// The texts of an executable's kernels, made when somebody wants to read them.
interface KernelTexts {
  /// The IR of every kernel.
  String llvm();

  /// The machine code of every kernel, as text.
  String assembly();
}
