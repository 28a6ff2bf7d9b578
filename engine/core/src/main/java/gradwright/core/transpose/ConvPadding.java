package gradwright.core.transpose;

import gradwright.core.types.Ints;

/// Paddings of the windowed operations that transpose convolutions and window sums.
record ConvPadding(Ints low, Ints high) {
  /// For the cotangent of the operand that the window slides over.
  static ConvPadding forOperand(
      Ints in, Ints window, Ints strides, Ints out, Ints padLow, Ints baseDilation, Ints windowDilation) {
    int n = in.size();
    int[] low = new int[n];
    int[] high = new int[n];
    for (int i = 0; i < n; i++) {
      int base = dilated(in.get(i), baseDilation.get(i));
      int wide = dilated(window.get(i), windowDilation.get(i));
      int spread = dilated(out.get(i), strides.get(i));
      low[i] = wide - padLow.get(i) - 1;
      high[i] = base + wide - 1 - spread - low[i];
    }
    return new ConvPadding(Ints.of(low), Ints.of(high));
  }

  /// For the cotangent of the kernel.
  static ConvPadding forKernel(
      Ints in, Ints window, Ints strides, Ints out, Ints padLow, Ints baseDilation, Ints windowDilation) {
    int n = in.size();
    int[] high = new int[n];
    for (int i = 0; i < n; i++) {
      int base = dilated(in.get(i), baseDilation.get(i));
      int wide = dilated(window.get(i), windowDilation.get(i));
      int spread = dilated(out.get(i), strides.get(i));
      high[i] = spread - base + wide - padLow.get(i) - 1;
    }
    return new ConvPadding(padLow, Ints.of(high));
  }

  private static int dilated(int size, int dilation) {
    return size == 0 ? 0 : 1 + dilation * (size - 1);
  }
}
