"""PDF: the pages as they are seen, in a new document. Nothing that acts, sends, opens or hides goes along.

A new document gets pages only, and of each page only what draws it. What was filled in is drawn on the page
first; links, buttons and notes then have nothing left to stand on. Last, every object is looked through for what
has no place in it.
"""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from . import MOST_BYTES, MOST_OBJECTS, MOST_PAGES, MOST_PIXELS, MOST_UNPACKED, Clean, Unfit
from .packed import bare_jpeg, bare_jpeg2000

# What draws a page; all else on it (actions, notes, thumbnails, private data of programs) stays behind.
DRAWS = {"/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Contents", "/UserUnit", "/Group"}
# What acts, opens, sends, encloses or tells of the maker, wherever it stands.
NEVER = {"/AA", "/AcroForm", "/AF", "/Alternates", "/Annots", "/EF", "/EmbeddedFile", "/EmbeddedFiles", "/GoToE", "/GoToR",
         "/ImportData", "/JavaScript", "/JS", "/Launch", "/Metadata", "/Names", "/OPI", "/OpenAction", "/PieceInfo",
         "/Ref", "/Rendition", "/RichMedia", "/SubmitForm", "/URI", "/XFA"}
# In the dictionary of a stream: that its bytes stand in another file.
ELSEWHERE = {"/F", "/FFilter", "/FDecodeParms"}
PICTURES = {Name.DCTDecode: bare_jpeg, Name.JPXDecode: bare_jpeg2000}


def rewrite(content: bytes) -> Clean:
    """Raises Unfit: encrypted, too many pages, a form that shows nothing by itself, too much packed in it, damaged."""
    try:
        with pikepdf.open(BytesIO(content)) as found, pikepdf.new() as made:
            _measured(found)
            _flattened(found)
            for page in found.pages:
                made.pages.append(page)
            _scrubbed(made)
            return _saved(made)
    except pikepdf.PasswordError as error:
        raise Unfit("encrypted") from error
    except MemoryError as error:
        raise Unfit("heavy") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error) as error:
        raise Unfit("damaged") from error


def _measured(found: pikepdf.Pdf) -> None:
    if found.is_encrypted:
        raise Unfit("encrypted")
    if not 1 <= len(found.pages) <= MOST_PAGES:
        raise Unfit("pages" if len(found.pages) else "damaged")
    if len(found.objects) > MOST_OBJECTS:
        raise Unfit("heavy")
    if found.Root.get("/NeedsRendering"):
        raise Unfit("form")


def _flattened(found: pikepdf.Pdf) -> None:
    """What was filled in becomes part of the page; then a page keeps only what draws it."""
    if "/AcroForm" in found.Root:
        found.generate_appearance_streams()
    found.flatten_annotations("screen")
    for page in found.pages:
        for key in [key for key in page.obj if key not in DRAWS]:
            del page.obj[key]


def _scrubbed(made: pikepdf.Pdf) -> None:
    """Every object of the new document, looked through once."""
    unpacked = 0
    for whole in made.objects:
        for part in _parts(whole):
            keys = set(part.keys())
            if isinstance(part, Stream):
                unpacked += _stream(part)
                keys &= NEVER | ELSEWHERE
            else:
                keys &= NEVER
            for key in keys:
                del part[key]
        if unpacked > MOST_UNPACKED:
            raise Unfit("heavy")


def _parts(whole: Any) -> Iterator[Any]:
    """The dictionaries and streams in one object; what is only pointed at comes by itself."""
    todo = [whole]
    while todo:
        part = todo.pop()
        if isinstance(part, Stream | Dictionary):
            yield part
            todo += [value for key, value in part.items() if key not in NEVER and not _points(value)]
        elif isinstance(part, Array):
            todo += [value for value in part if not _points(value)]


def _points(value: Any) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _stream(part: Stream) -> int:
    """Pictures without what the camera wrote; how many bytes the rest unpacks to. Raises Unfit."""
    if part.get("/Subtype") == Name.PS or "/F" in part:  # a program; bytes of another file
        raise Unfit("heavy")
    is_picture = part.get("/Subtype") == Name.Image
    if is_picture and int(part.get("/Width", 0)) * int(part.get("/Height", 0)) > MOST_PIXELS:
        raise Unfit("pixels")
    filters = _filters(part)
    packed = [f for f in filters if f in PICTURES]
    if packed:
        _bare(part, filters, packed[0])
    if filters.count(Name.FlateDecode) > 1 or len(filters) > 2:  # packed in what was packed: nobody does so in good faith
        raise Unfit("heavy")
    return _unpacked(part.read_raw_bytes()) if filters[:1] == [Name.FlateDecode] and not is_picture else 0


def _filters(part: Stream) -> list[Any]:
    given = part.get("/Filter")
    return [] if given is None else list(given) if isinstance(given, Array) else [given]


def _bare(part: Stream, filters: list[Any], picture: Any) -> None:
    content = part.read_raw_bytes()
    if filters == [Name.FlateDecode, picture]:
        content = zlib.decompressobj().decompress(content, MOST_BYTES)
    elif filters != [picture]:
        raise Unfit("heavy")
    part.write(PICTURES[picture](content), filter=picture, decode_parms=part.get("/DecodeParms") if len(filters) == 1 else None)
    filters[:] = [picture]


def _unpacked(content: bytes) -> int:
    """How large it becomes; counted in pieces, so that it never is."""
    unpack, size = zlib.decompressobj(), 0
    while content and size <= MOST_UNPACKED:
        size += len(unpack.decompress(content, 1 << 20))
        content = unpack.unconsumed_tail
    return size


def _saved(made: pikepdf.Pdf) -> Clean:
    pages = len(made.pages)
    written = BytesIO()
    made.save(written, object_stream_mode=pikepdf.ObjectStreamMode.disable, deterministic_id=True)
    return Clean(written.getvalue(), "application/pdf", pages=pages)
