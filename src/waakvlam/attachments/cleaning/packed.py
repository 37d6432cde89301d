"""Pictures inside a PDF keep what the camera wrote in them: place, moment, a small copy. Taken out here
without unpacking the picture. Source: ITU-T T.81 annex B (JPEG), ISO/IEC 15444-1 annex I (JPEG 2000).
"""

from . import Unfit

_SCAN, _END, _ADOBE, _COMMENT = 0xDA, 0xD9, 0xEE, 0xFE
_BOXES_OF_OTHERS = (b"xml ", b"uuid", b"uinf", b"jp2i")


def bare_jpeg(content: bytes) -> bytes:
    """Every application segment but Adobe's (it says how colours are coded), and every comment, goes; and what
    stands behind the end. Raises Unfit where it is no JPEG."""
    if content[:2] != b"\xff\xd8":
        raise Unfit("damaged")
    made, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(content):
        if content[at] != 0xFF:
            raise Unfit("damaged")
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == _SCAN:
            end = content.rfind(b"\xff\xd9")
            return bytes(made + (content[at:end + 2] if end > at else content[at:]))
        length = int.from_bytes(content[at + 2:at + 4], "big")
        if length < 2:
            raise Unfit("damaged")
        if marker == _ADOBE or not (0xE0 <= marker <= 0xEF or marker == _COMMENT):
            made += content[at:at + 2 + length]
        at += 2 + length
    raise Unfit("damaged")


def bare_jpeg2000(content: bytes) -> bytes:
    """Boxes with descriptions go; a bare code stream has none. Raises Unfit where the boxes do not add up."""
    if content[:4] == b"\xff\x4f\xff\x51":
        return content
    made, at = bytearray(), 0
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at:at + 4], "big"), content[at + 4:at + 8]
        if length == 1:
            length = int.from_bytes(content[at + 8:at + 16], "big")
        length = length or len(content) - at
        if length < 8 or at + length > len(content):
            raise Unfit("damaged")
        if kind not in _BOXES_OF_OTHERS:
            made += content[at:at + length]
        at += length
    return bytes(made)
