"""Files made wrong on purpose, and what reading them says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.intake import Copy, UnreadableCopy, read_copy

WORDS = "Nine people were killed in Velmar on Monday, the prefect said."
G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g2:1" version="2">
<itemMeta><itemClass qcode="ninat:text"/>{meta}</itemMeta>
<contentMeta><headline>{headline}</headline></contentMeta><contentSet>{body}</contentSet></newsItem>"""
XHTML = "<inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><body><p>{words}</p></body></html></inlineXML>"


def g2(meta: str = "", headline: str = "The quay gives way", body: str = XHTML.format(words=WORDS)) -> str:
    return G2.format(meta=meta, headline=headline, body=body)


def ninjs(**fields: Any) -> str:
    return json.dumps({"uri": "urn:x:1", "headline": "The quay gives way", "body_text": WORDS, **fields})


def read(content: str | bytes, filename: str) -> Copy:
    return read_copy(content.encode() if isinstance(content, str) else content, filename=filename)


def refusal(content: str | bytes, filename: str) -> str:
    with pytest.raises(UnreadableCopy) as refused:
        read(content, filename)
    return str(refused.value)


def warnings(copy: Copy) -> list[str]:
    return [said.template % said.details for said in copy.warnings]
