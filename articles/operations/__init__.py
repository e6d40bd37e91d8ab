"""The verbs on copy: file, correct, hold, release, kill; and what takes uploads in."""

from articles.operations.correcting import StaleVersion, correct_copy, keep_correction
from articles.operations.editing import EmptyEdit, edit_copy
from articles.operations.filing import ArticleAlreadyFiled, UnfitOriginal, file_copy
from articles.operations.keeping import (
    remove_desk,
    remove_wire,
    save_desk,
    save_wire,
    seat_person,
    unseat_person,
)
from articles.operations.receipt import Outcome, Receipt, say
from articles.operations.receiving import FiledElsewhere, receive_copy
from articles.operations.refusing import keep_refused
from articles.operations.standing import (
    CopyIsKilled,
    CopyIsNotHeld,
    NothingToSettle,
    hold_copy,
    kill_copy,
    release_copy,
    settle_embargo,
)
from articles.operations.tokens import Issued, TokenIsDead, issue_token, note_use, revoke_token, rotate_token
from articles.operations.uploading import IncomingOriginal, UploadReceipt, receive_upload

__all__ = [
    "ArticleAlreadyFiled",
    "CopyIsKilled",
    "CopyIsNotHeld",
    "EmptyEdit",
    "FiledElsewhere",
    "IncomingOriginal",
    "Issued",
    "NothingToSettle",
    "Outcome",
    "Receipt",
    "StaleVersion",
    "TokenIsDead",
    "UnfitOriginal",
    "UploadReceipt",
    "correct_copy",
    "edit_copy",
    "file_copy",
    "hold_copy",
    "issue_token",
    "keep_correction",
    "keep_refused",
    "kill_copy",
    "note_use",
    "receive_copy",
    "receive_upload",
    "release_copy",
    "remove_desk",
    "remove_wire",
    "revoke_token",
    "rotate_token",
    "save_desk",
    "save_wire",
    "say",
    "seat_person",
    "settle_embargo",
    "unseat_person",
]
