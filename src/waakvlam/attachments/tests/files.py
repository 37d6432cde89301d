"""Photos and documents, good and bad, made here so that nobody has to keep odd files.

BAD: name → (bytes, code of what must be said). HIDING: name → bytes of a file that shows something harmless and
hides the word SECRET somewhere; what is kept must not hold it.
"""

import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, PngImagePlugin

SECRET = b"Geheimwoord"
Maker = Callable[[], bytes]


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **how: object) -> bytes:
    made = BytesIO()
    picture = Image.new("RGB", size, (200, 40, 40))
    picture.paste((30, 60, 200), (0, 0, size[0] // 2, size[1] // 2))  # blue is up on the left
    picture.save(made, kind, **how)
    return made.getvalue()


def noise(size: tuple[int, int] = (400, 300)) -> bytes:
    """A photo that does not shrink."""
    made = BytesIO()
    Image.frombytes("RGB", size, random.Random(7).randbytes(size[0] * size[1] * 3)).save(made, "JPEG", quality=95)
    return made.getvalue()


def with_place(kind: str = "JPEG") -> bytes:
    """As a phone makes it: place, maker, words, turned, with a small copy inside."""
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    exif[0x010F], exif[0x010E], exif[0x9286] = SECRET.decode(), SECRET.decode(), SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 26.0, 19.0), 3: "E", 4: (4.0, 49.0, 33.0), 29: SECRET.decode()})
    return photo(kind, exif=exif, icc_profile=b"\0" * 128 + SECRET)


def document(text: str = "Beste gemeente", change: Callable[[pikepdf.Pdf], None] | None = None, **how: object) -> bytes:
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(300, 200))
    page.Resources = Dictionary(Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)))
    page.Contents = made.make_stream(f"BT /F1 12 Tf 20 150 Td ({text}) Tj ET".encode())
    if change:
        change(made)
    out = BytesIO()
    made.save(out, **how)
    return out.getvalue()


def _png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *more: bytes, bits: int = 1) -> bytes:
    """A picture of nothing, as large as it says, in few bytes."""
    row = b"\0" * (1 + (width * bits + 7) // 8)
    data = zlib.compressobj(9)
    packed = b"".join(data.compress(row) for _n in range(min(height, 20_000))) + data.flush()
    return (b"\x89PNG\r\n\x1a\n" + _png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0))
            + b"".join(more) + _png_chunk(b"IDAT", packed) + _png_chunk(b"IEND", b""))


def _huge_jpeg() -> bytes:
    """The header says 65,000 by 65,000."""
    made = bytearray(photo())
    at = made.index(b"\xff\xc0")
    made[at + 5:at + 9] = struct.pack(">HH", 65_000, 65_000)
    return bytes(made)


def _moving(kind: str) -> bytes:
    made = BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "green", "blue")]
    frames[0].save(made, kind, save_all=True, append_images=frames[1:], duration=100)
    return made.getvalue()


def _zip(name: str = "index.html") -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr(name, SECRET * 3)
    return made.getvalue()


def _pages(number: int) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        for _n in range(number - 1):
            made.add_blank_page()
    return change


def _locked(user: str, owner: str = "eigenaar") -> bytes:
    return document(encryption=pikepdf.Encryption(user=user, owner=owner))


def _set(path: str, value: Callable[[pikepdf.Pdf], object]) -> Callable[[pikepdf.Pdf], None]:
    """Put a value at /A/B below the root, or below the first page where the path begins with “page”."""
    def change(made: pikepdf.Pdf) -> None:
        where, *keys = path.split("/")
        at = made.pages[0].obj if where == "page" else made.Root
        for key in keys[:-1]:
            if f"/{key}" not in at:
                at[f"/{key}"] = Dictionary()
            at = at[f"/{key}"]
        at[f"/{keys[-1]}"] = value(made)
    return change


def _script(_made: pikepdf.Pdf) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=f"app.alert('{SECRET.decode()}')")


def _annotation(**facts: object) -> Callable[[pikepdf.Pdf], None]:
    return _set("page/Annots", lambda made: Array([made.make_indirect(Dictionary(
        Type=Name.Annot, Rect=[10, 10, 90, 40], F=4, **facts))]))


def _picture(made: pikepdf.Pdf, content: bytes, filter: object, **facts: object) -> Stream:
    told = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name.DeviceRGB, "BitsPerComponent": 8,
            "Filter": filter, "Width": 60, "Height": 40}
    return Stream(made, content, Dictionary(**(told | facts)))


def _drawn(picture: Callable[[pikepdf.Pdf], Stream]) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].Resources.XObject = Dictionary(Im0=made.make_indirect(picture(made)))
        made.pages[0].Contents = made.make_stream(b"q 60 0 0 40 20 20 cm /Im0 Do Q")
    return change


def _packed(content: bytes, times: int = 1) -> Callable[[pikepdf.Pdf], None]:
    def change(made: pikepdf.Pdf) -> None:
        data = content
        for _n in range(times):
            data = zlib.compress(data, 9)
        filters = Array([Name.FlateDecode] * times) if times > 1 else Name.FlateDecode
        made.pages[0].obj.Contents = made.make_indirect(Stream(made, data, Dictionary(Filter=filters)))
    return change


def _enclosed(made: pikepdf.Pdf) -> None:
    made.attachments["geheim.exe"] = pikepdf.AttachedFileSpec(made, b"MZ" + SECRET, filename="geheim.exe")


def _field(made: pikepdf.Pdf, **more: object) -> None:
    """A form with one text that was filled in."""
    field = made.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="naam", V="Ria van der Berg", Rect=[20, 60, 200, 90], F=4,
        DA="/Helv 12 Tf 0 g", P=made.pages[0].obj))
    made.pages[0].Annots = Array([field])
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    made.Root.AcroForm = Dictionary(Fields=Array([field]), DA="/Helv 12 Tf 0 g", DR=Dictionary(Font=Dictionary(Helv=font)),
                                    NeedAppearances=True, **more)


def _xfa(made: pikepdf.Pdf) -> None:
    _field(made, XFA=made.make_stream(b"<xdp>" + SECRET + b"</xdp>"))


def _sending_form(made: pikepdf.Pdf) -> None:
    _field(made)
    made.Root.AcroForm.Fields[0].A = Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=f"https://{SECRET.decode()}.example.org"))


def _only_a_program(made: pikepdf.Pdf) -> None:
    made.Root.NeedsRendering = True
    _xfa(made)


def _told(made: pikepdf.Pdf) -> None:
    made.docinfo["/Author"] = SECRET.decode()
    with made.open_metadata() as meta:
        meta["dc:creator"] = [SECRET.decode()]


BAD: dict[str, tuple[Maker, str]] = {
    "zero bytes": (lambda: b"", "empty"),
    "words named .jpg": (lambda: b"Dit is geen foto.", "unknown"),
    "HTML named .jpg": (lambda: b"<html><script>alert(1)</script></html>", "unknown"),
    "SVG": (lambda: b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "unknown"),
    "SVG with an XML head": (lambda: b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "unknown"),
    "a program": (lambda: b"MZ" + bytes(400), "unknown"),
    "a ZIP": (_zip, "unknown"), "an office document": (lambda: _zip("word/document.xml"), "unknown"),
    "a moving GIF": (lambda: _moving("GIF"), "unknown"), "a TIFF": (lambda: photo("TIFF"), "unknown"),
    "a bitmap": (lambda: photo("BMP"), "unknown"), "a PostScript": (lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n", "unknown"),
    "a photo of a phone that no browser reads": (lambda: b"\0\0\0\x18ftypheic" + bytes(90), "unknown"),
    "PDF behind a line of HTML": (lambda: b"<html>\n" + document(), "unknown"),
    "a moving PNG": (lambda: _moving("PNG"), "animated"), "a moving WebP": (lambda: _moving("WEBP"), "animated"),
    "half a JPEG": (lambda: noise()[:4_000], "damaged"), "half a PNG": (lambda: photo("PNG", (300, 300))[:120], "damaged"),
    "a JPEG that is only a beginning": (lambda: b"\xff\xd8\xff\xe0" + bytes(30), "damaged"),
    "a PNG that is only a beginning": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(30), "damaged"),
    "a WebP of nonsense": (lambda: b"RIFF\x40\0\0\0WEBPVP8 " + bytes(60), "damaged"),
    "JPEG of 65,000 by 65,000": (_huge_jpeg, "pixels"),
    "PNG bomb of 81 million pixels": (lambda: _png(9_000, 9_000), "pixels"),
    "PNG that says two thousand million pixels": (lambda: _png(50_000, 40_000), "pixels"),
    "PNG with words that unpack to 90 MB": (lambda: _png(9, 9, _png_chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(90_000_000), 9))), "damaged"),
    "eleven megabytes": (lambda: photo() + bytes(11 * 1024 * 1024), "too_large"),
    "PDF with a password": (lambda: _locked("geheim"), "encrypted"),
    "PDF locked without a password": (lambda: _locked(""), "encrypted"),
    "PDF that is only a beginning": (lambda: b"%PDF-1.7\nniets", "damaged"),
    "half a PDF": (lambda: document()[:180], "damaged"),
    "PDF without a page": (lambda: document(change=lambda made: made.pages.__delitem__(0)), "damaged"),
    "PDF of 101 pages": (lambda: document(change=_pages(101)), "pages"),
    "PDF that only one program shows": (lambda: document(change=_only_a_program), "form"),
    "PDF bomb": (lambda: document(change=_packed(bytes(70_000_000)), compress_streams=False), "heavy"),
    "PDF packed twice": (lambda: document(change=_packed(bytes(9_000), 2), compress_streams=False), "heavy"),
    "PDF with a picture of 10,000 million pixels": (lambda: document(change=_drawn(
        lambda made: _picture(made, photo(), Name.DCTDecode, Width=100_000, Height=100_000))), "pixels"),
    "PDF with bytes of another file": (lambda: document(change=_drawn(
        lambda made: _picture(made, b"", Name.DCTDecode, F="/etc/passwd"))), "heavy"),
    "PDF with a program for a printer": (lambda: document(change=_drawn(
        lambda made: Stream(made, b"quit", Dictionary(Type=Name.XObject, Subtype=Name.PS)))), "heavy"),
    "PDF with a JPEG that is none": (lambda: document(change=_drawn(
        lambda made: _picture(made, SECRET, Name.DCTDecode))), "damaged"),
}


def _png_with_words() -> bytes:
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET.decode())
    told.add_itxt("XML:com.adobe.xmp", SECRET.decode())
    return photo("PNG", pnginfo=told)


HIDING: dict[str, Maker] = {
    "place and maker in a JPEG": with_place, "place in a PNG": lambda: with_place("PNG"),
    "place in a WebP": lambda: with_place("WEBP"),
    "a comment in a JPEG": lambda: photo(comment=SECRET), "words in a PNG": _png_with_words,
    "XMP in a JPEG": lambda: photo(xmp=b"<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"),
    "an archive behind a JPEG": lambda: photo() + _zip(), "a script behind a PNG": lambda: photo("PNG") + b"<script>" + SECRET,
    "a page behind a WebP": lambda: photo("WEBP") + b"<html>" + SECRET,
    "PHP in a JPEG's comment": lambda: photo(comment=b"<?php " + SECRET + b" ?>"),
    "an archive behind a PDF": lambda: document() + _zip(),
    "script when a PDF opens": lambda: document(change=_set("root/OpenAction", _script)),
    "script in a PDF's names": lambda: document(change=_set("root/Names/JavaScript/Names", lambda m: Array(["x", m.make_indirect(_script(m))]))),
    "script when a page opens": lambda: document(change=_set("page/AA/O", _script)),
    "script when a PDF closes": lambda: document(change=_set("root/AA/WC", _script)),
    "a program that a PDF starts": lambda: document(change=_annotation(
        Subtype=Name.Link, A=Dictionary(S=Name.Launch, F=f"{SECRET.decode()}.exe"))),
    "a link": lambda: document(change=_annotation(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=f"https://{SECRET.decode()}.example.org"))),
    "a link to another PDF": lambda: document(change=_annotation(Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=SECRET.decode(), D=[0]))),
    "a note": lambda: document(change=_annotation(Subtype=Name.Text, Contents=SECRET.decode())),
    "a film": lambda: document(change=_annotation(Subtype=Name.RichMedia, RichMediaContent=Dictionary(T=SECRET.decode()))),
    "a file inside a PDF": lambda: document(change=_enclosed),
    "a form in XML": lambda: document(change=_xfa), "a form that sends": lambda: document(change=_sending_form),
    "who made it": lambda: document(change=_told),
    "what a program keeps for itself": lambda: document(change=_set("page/PieceInfo/X", lambda m: Dictionary(Private=SECRET.decode()))),
    "a thumbnail": lambda: document(change=_set("page/Thumb", lambda m: m.make_stream(SECRET))),
    "chapters that act": lambda: document(change=_set("root/Outlines/First", lambda m: Dictionary(Title=SECRET.decode(), A=_script(m)))),
    "place in a picture in a PDF": lambda: document(change=_drawn(lambda made: _picture(made, with_place(), Name.DCTDecode))),
    "place in a picture that was packed": lambda: document(change=_drawn(lambda made: _picture(
        made, zlib.compress(with_place()), Array([Name.FlateDecode, Name.DCTDecode]))), compress_streams=False),
    "metadata of a picture in a PDF": lambda: document(change=_drawn(lambda made: _picture(
        made, photo(), Name.DCTDecode, Metadata=made.make_stream(SECRET)))),
}
