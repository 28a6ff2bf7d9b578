"""Mutable references to arrays, and what is done with them."""
from ._refs import AbstractRef, Ref, addupdate, free_ref, freeze, get, new_ref, set, swap
