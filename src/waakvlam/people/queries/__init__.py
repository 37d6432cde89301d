"""What can be read of the register; every function takes `who` first."""

from .blocks import BlockView, Street, block, blocks, differs, homes_between, streets_without_block
from .duplicates import Pair, duplicate, merged, one_merge, pairs
from .imports import Change, PreviewRow, imports, one_import, preview, problems, source_names
from .residents import (
           Home,
           estates,
           found_near,
           household,
           neighbourhoods,
           residents,
           secret_address,
)
from .search import SEARCH_PURPOSE, search

__all__ = ["SEARCH_PURPOSE", "BlockView", "Change", "Home", "Pair", "PreviewRow", "Street", "block", "blocks", "differs",
           "duplicate", "estates", "found_near", "homes_between", "household", "imports", "merged", "neighbourhoods",
           "one_import", "one_merge", "pairs", "preview", "problems", "residents", "search", "secret_address",
           "source_names", "streets_without_block"]
