"""Photos: decoded, turned upright, made smaller, written anew. No byte of the file that came in goes along."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from . import LONGEST_SIDE, MOST_BYTES, MOST_PIXELS, Clean, Unfit

# Kind as the decoder found it → (kind that we write, media type, how). A phone's double photo (MPO) is a JPEG.
WRITTEN: dict[str, tuple[str, str, dict[str, Any]]] = {
    "JPEG": ("JPEG", "image/jpeg", {"quality": 85, "optimize": True}),
    "PNG": ("PNG", "image/png", {"optimize": False}),
    "WEBP": ("WEBP", "image/webp", {"quality": 85}),
}
READ = ("JPEG", "PNG", "WEBP", "MPO")
# What decoders raise on files that are broken, on purpose or not.
BROKEN = (OSError, SyntaxError, ValueError, TypeError, EOFError, IndexError, KeyError, OverflowError, AttributeError,
          struct.error, zlib.error)


def looks_like_one(content: bytes) -> bool:
    return (content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
            or content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def rewrite(content: bytes) -> Clean:
    """Raises Unfit: damaged, animated, or too many pixels."""
    try:
        with Image.open(BytesIO(content), formats=READ) as found:
            _measured(found)
            return _written(_bare(found), "JPEG" if found.format == "MPO" else str(found.format))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise Unfit("pixels") from error
    except UnidentifiedImageError as error:
        raise Unfit("damaged") from error
    except BROKEN as error:
        raise Unfit("damaged") from error


def _measured(found: Image.Image) -> None:
    """Asked of the header, before anything is unpacked."""
    if found.width * found.height > MOST_PIXELS or found.width < 1 or found.height < 1:
        raise Unfit("pixels")
    if found.format != "MPO" and getattr(found, "n_frames", 1) > 1:
        raise Unfit("animated")


def _bare(found: Image.Image) -> Image.Image:
    """The picture alone: upright, at most LONGEST_SIDE, as bare colours. Nothing that came along is copied."""
    found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is unpacked at a fraction of its size
    upright = ImageOps.exif_transpose(found)
    seen = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    seen.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new(seen.mode, seen.size)
    bare.paste(seen)
    return bare


def _written(bare: Image.Image, kind: str) -> Clean:
    written, media, how = WRITTEN[kind]
    made = BytesIO()
    bare.save(made, written, **how)
    if made.tell() > MOST_BYTES:  # a photo that somebody saved as PNG
        return _written(bare.convert("RGB"), "JPEG")
    return Clean(made.getvalue(), media, bare.width, bare.height)
