"""Read the mails that the local mail server has kept."""

import base64
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

import nh3
from lxml import html

# What a mail's HTML may hold besides nh3's own list: tables with their widths and colours, pictures of its own.
_TAGS = nh3.ALLOWED_TAGS | {"style", "font"}
_ATTRIBUTES = {
    "*": {"style", "class", "id", "align", "valign", "width", "height", "bgcolor", "color", "lang", "dir", "role"},
    "a": {"href", "title"},
    "img": {"src", "alt"},
    "table": {"cellpadding", "cellspacing", "border", "summary"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
_SCHEMES = {"http", "https", "mailto", "cid"}
_NAME = re.compile(r"(\d{20})-[0-9a-f]{6}\.eml\Z")


class NoSuchMail(LookupError):
    """Report a name that no kept mail bears."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """Name one file that came with a mail."""

    number: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Page:
    """Hold a mail's HTML made harmless, and the hash under which a browser may use its one style sheet."""

    body: str
    style_hash: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One kept mail."""

    name: str
    received_at: datetime
    message: EmailMessage

    @property
    def text(self) -> str:
        """Return the plain text part, or nothing."""
        part = self.message.get_body(("plain",))
        return str(part.get_content()) if part else ""

    @property
    def has_page(self) -> bool:
        """Tell whether the mail has an HTML part."""
        return self.message.get_body(("html",)) is not None

    @property
    def attachments(self) -> list[Attachment]:
        """Return the attached files in their order."""
        return [
            Attachment(number, part.get_filename() or f"part-{number}", part.get_content_type(), len(_bytes_of(part)))
            for number, part in enumerate(self.message.iter_attachments())
        ]

    def content(self, number: int) -> bytes:
        """Return one attachment's bytes.

        :raises NoSuchMail: there is no such attachment
        """
        parts = list(self.message.iter_attachments())
        if not 0 <= number < len(parts):
            raise NoSuchMail(f"{self.name} has no attachment {number}")
        return _bytes_of(parts[number])

    def page(self) -> Page:
        """Return the HTML part without scripts and without anything that would be fetched."""
        part = self.message.get_body(("html",))
        source = str(part.get_content()) if part else ""
        clean = nh3.clean(
            source,
            tags=_TAGS,
            attributes=_ATTRIBUTES,
            url_schemes=_SCHEMES,
            clean_content_tags={"script"},
        )
        root = html.document_fromstring(clean or "<p></p>")
        self._show_own_pictures(root)
        style = _move_styles(root)
        body = html.tostring(root.body, encoding="unicode")
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        return Page(f"<style>{style}</style>{body}", f"'sha256-{digest}'")

    def _show_own_pictures(self, root: html.HtmlElement) -> None:
        pictures = {part["Content-ID"].strip("<> "): part for part in self.message.walk() if part["Content-ID"]}
        for image in root.iter("img"):
            part = pictures.get(str(image.get("src", "")).removeprefix("cid:"))
            if part is None:
                image.attrib.pop("src", None)
                continue
            data = base64.b64encode(_bytes_of(part)).decode()
            image.set("src", f"data:{part.get_content_type()};base64,{data}")


def list_mails(folder: Path, *, most: int = 200) -> list[Mail]:
    """Return the newest mails first; one that is removed meanwhile is left out."""
    names = [file.name for file in folder.glob("*.eml") if _NAME.match(file.name)] if folder.is_dir() else []
    mails = []
    for name in sorted(names, reverse=True)[:most]:
        with suppress(NoSuchMail):
            mails.append(read_mail(folder, name))
    return mails


def read_mail(folder: Path, name: str) -> Mail:
    """Read one mail by its file's name.

    :raises NoSuchMail: no mail bears it
    """
    match = _NAME.match(name)
    try:
        content = (folder / name).read_bytes() if match else None
    except OSError:
        content = None
    if match is None or content is None:
        raise NoSuchMail(f"no mail named {name}; it may have been removed")
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
    return Mail(name, datetime.fromtimestamp(int(match[1]) / 1e9, tz=UTC), message)


def _move_styles(root: html.HtmlElement) -> str:
    """Take every style out of the elements, and return them as one sheet.

    A browser under a strict policy refuses style attributes; a sheet it accepts by its hash.
    """
    sheets = []
    for sheet in list(root.iter("style")):
        sheets.append(sheet.text or "")
        sheet.drop_tree()
    for number, element in enumerate(root.xpath("//*[@style]")):
        # Said thrice, a class wins over the sheet's own rules as the attribute did.
        sheets.append(f".s{number}.s{number}.s{number}{{{element.attrib.pop('style')}}}")
        element.set("class", f"{element.get('class', '')} s{number}".strip())
    return "\n".join(sheets).replace("</", "")


def _bytes_of(part: EmailMessage) -> bytes:
    if part.is_multipart():
        return part.as_bytes()
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""
