"""Numbers as texts in other bases."""


def binary_repr(num, width=None):
    """The binary digits of a whole number; of negative ones the two's complement where a width is given."""
    num = num.__index__()
    if num >= 0:
        s = bin(num)[2:] if num else "0"
        if width is not None and len(s) > width:
            raise ValueError(f"Insufficient bit width={width} provided for binwidth={len(s)}")
        return s.zfill(width or 0)
    if width is None:
        return "-" + bin(-num)[2:]
    need = len(bin(-num - 1)[2:]) + 1 if num != -1 else 1
    if need > width:
        raise ValueError(f"Insufficient bit width={width} provided for binwidth={need}")
    return bin((1 << width) + num)[2:].rjust(width, "1")


def base_repr(number, base=2, padding=0):
    """The digits of a whole number in a base."""
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    if not 2 <= base <= 36:
        raise ValueError("Bases greater than 36 not handled in base_repr." if base > 36 else
                         "Bases less than 2 not handled in base_repr.")
    num, out = abs(int(number)), []
    while num:
        out.append(digits[num % base])
        num //= base
    if padding:
        out.append("0" * padding)
    if number < 0:
        out.append("-")
    return "".join(reversed(out or "0"))
