"""Every problem that the API answers, by its code: the page to which the `type` of a refusal leads."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@dataclass(frozen=True, slots=True)
class Known:
    """One kind of refusal: its code, its status, what it means and what a program does then."""

    code: str
    status: int
    meaning: str
    remedy: str


KNOWN = tuple(
    Known(*line)
    for line in (
        ("already_filed", 409, "The wire has filed an article of this uri before.", "Add a version to that article."),
        ("approval", 409, "Something bars the approval: open flags, a screening not ended well, a case, an embargo.",
         "obstacles names each; answer the flags, acknowledge the case, or wait for the screening."),
        ("assignee", 409, "The person named does not review this desk's copy.", "Choose an editor who does."),
        ("authentication_failed", 401, "The token is mistyped, expired, replaced or revoked.",
         "Ask an administrator for a new one; the same request with the same token fails again."),
        ("bad_cursor", 400, "The cursor is none that was given out.", "Begin the list without one."),
        ("bad_filter", 400, "A filter, a field or a stretch of days cannot be read, or names nothing.",
         "The detail says which, and what there is."),
        ("bad_wait", 400, "wait is no number of seconds from 0 to 20.", "Send such a number, or leave it out."),
        ("case", 409, "Somebody has acknowledged the case before.", "There is nothing to acknowledge."),
        ("claimed", 409, "Somebody has the article in hand.", "Wait until then, or ask them to release it."),
        ("content", 409, "The text has changed since it was read.", "Read the latest version and decide on that."),
        ("failed", 500, "Copy that was received could not be filed, time and again.",
         "It is kept with the desk's refused uploads; an administrator finds the fault in the log."),
        ("filed_elsewhere", 409, "The copy was filed before, on a desk that this token does not see.",
         "Ask an administrator whether the token should see that desk."),
        ("flag_not_on_hand", 409, "The flag belongs to an older version, or its article is not under review.",
         "Read the flags of the latest version."),
        ("flag_state", 409, "The flag's state does not allow this answer.", "Read the flag again."),
        ("four_eyes", 409, "Whoever filed, edited or alone dismissed does not approve.", "Let somebody else approve."),
        ("heads", 409, "What is said beside the text has changed since it was read.",
         "Look at note, urgency and embargo, then decide."),
        ("idempotency_key_required", 400, "A write came without an Idempotency-Key, or with one that cannot be read.",
         "Send a new key with every write, the same one with a repeat."),
        ("if_match_required", 428, "A change came without If-Match.", "Read first; send the ETag as If-Match."),
        ("in_flight", 409, "The first request with this key is still being answered.",
         "Ask again in a moment, with the same key."),
        ("invalid", 422, "The body was read and does not fit.", "errors points to each fault."),
        ("key_used_otherwise", 422, "This key was used for another request.", "Make a new key for every request."),
        ("killed", 409, "The article was killed, and stays so.", "Nothing: file a new article."),
        ("level", 409, "The article is at the top level already.", "Decide it."),
        ("method_not_allowed", 405, "This address does not know the method.", "See the list of operations."),
        ("no_claim", 409, "Nobody has the article in hand.", "There is nothing to release."),
        ("no_default_route", 409, "No route leads to a desk.", "Ask an administrator to mark a route as the default."),
        ("no_lexicon", 503, "No lexicon is published, so nothing can be screened.", "Ask an administrator."),
        ("not_acceptable", 406, "Only application/json is answered.", "Send Accept: application/json, or none."),
        ("not_authenticated", 401, "The request came without a token.", "Send Authorization: Bearer sso_…"),
        ("not_found", 404, "There is nothing here that this token may see.",
         "Check the address, and on which desks the token sees."),
        ("not_held", 409, "Nobody holds this copy.", "There is nothing to release."),
        ("parse_error", 400, "The body is no JSON, or nested too deep.", "Send JSON of at most 80 levels."),
        ("permission_denied", 403, "The token's scope, or its user's role, does not allow it.",
         "The detail names the scope: issue a token that has it."),
        ("reading", 409, "The text was screened again since it was read.", "Look at its flags, then decide."),
        ("reason", 422, "A dismissal or a decision needs a reason.", "Say in a few words why."),
        ("refused", 409, "The workflow refuses this as things stand.", "The detail says why."),
        ("role", 403, "The role of the token's user does not include this.", "Ask somebody whose role does."),
        ("several_articles", 422, "The file holds several articles.",
         "Send them one by one, or as ninjs to /articles/batch."),
        ("stale", 412, "It has changed since it was read.", "present shows how it stands; decide on that."),
        ("state", 409, "Where the article stands, this is not possible.", "Read the article again."),
        ("step", 409, "The open steps of the approval are not this user's.", "The detail names whose they are."),
        ("throttled", 429, "Too many requests in this minute.", "Wait as long as Retry-After says."),
        ("too_large", 413, "The request is larger than any copy.", "Send the article alone, without annexes."),
        ("undo", 409, "There is nothing to undo.", "Reopen the flags one by one."),
        ("unfit_original", 422, "The original is in the same language, or has an original itself.",
         "Name the article that this one was translated from."),
        ("unknown_language", 422, "The language does not exist.", "Send a BCP 47 tag, such as fr or en-GB."),
        ("unreadable_copy", 422, "The copy cannot be read.", "The detail names what is wrong with it."),
        ("unreadable_request", 400, "The request itself cannot be read.", "The detail says why."),
        ("unsupported_media_type", 415, "Bodies of this media type are not read here.",
         "Send application/json; to /articles also multipart/form-data."),
        ("until", 409, "A hold needs an end in the future.", "Send until."),
    )
)  # fmt: skip


def show_problems(request: HttpRequest) -> HttpResponse:
    """Show every code with what it means and what to do."""
    return render(request, "moderation/api/problems.html", {"problems": KNOWN})
