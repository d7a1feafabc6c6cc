"""What the program knows of a trade: packs of brands, segments and events, and who publishes news.

The YAML files beside this one are for people; `load` checks them and compiles them to the values in `terms`.
"""

from .loader import BUILT_IN, load
from .overlay import Accepted, Overlay
from .terms import Knowledge, Pack, Publisher, Term

__all__ = ["BUILT_IN", "Accepted", "Knowledge", "Overlay", "Pack", "Publisher", "Term", "load"]
