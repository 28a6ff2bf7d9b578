"""Derivative rules of users' own."""
from ._custom import SymbolicZero, closure_convert, custom_gradient, custom_jvp, custom_vjp
