"""Languages by their tags: which exist, and the short form kept with an article."""

from articles.intake.copy import gettext_noop

# ISO 639-1, and the longer codes of languages that wires do file in.
_TWO_LETTERS = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_THREE_LETTERS = "arz apc ary ckb fil kab kmr prs rif shi yue"
# Three letters where two would do: what older wires write.
_OLDER = """
ara:ar ben:bn bul:bg cat:ca ces:cs cze:cs chi:zh zho:zh dan:da deu:de ger:de dut:nl nld:nl ell:el gre:el eng:en
est:et eus:eu fas:fa per:fa fin:fi fra:fr fre:fr heb:he hin:hi hrv:hr hun:hu ind:id ita:it jpn:ja kor:ko lav:lv
lit:lt nob:nb nor:no pol:pl por:pt ron:ro rum:ro rus:ru slk:sk slo:sk slv:sl spa:es sqi:sq alb:sq srp:sr swe:sv
tur:tr ukr:uk urd:ur vie:vi
"""
_SHORTER = dict(pair.split(":") for pair in _OLDER.split())
KNOWN = frozenset(f"{_TWO_LETTERS} {_THREE_LETTERS}".split())
UNKNOWN_LANGUAGE = gettext_noop("“%(tag)s” is no language; give its code, such as fr or en")


class UnknownLanguage(ValueError):
    """Refuse a tag that names no language."""

    def __init__(self, tag: str) -> None:
        super().__init__(UNKNOWN_LANGUAGE % {"tag": tag})
        self.tag = tag


def primary_part(tag: str) -> str:
    """Return the first part of a tag, in small letters: the language without its region or script."""
    return tag.strip().lower().replace("_", "-").partition("-")[0]


def read_language(tag: str) -> str:
    """Return the language of a BCP 47 tag in its short form: `fr` for `fr-CA`, `FR`, `fr_FR` and `fra`.

    :raises UnknownLanguage: the tag names none
    """
    language = primary_part(tag)
    language = _SHORTER.get(language, language)
    if language not in KNOWN:
        raise UnknownLanguage(tag)
    return language
