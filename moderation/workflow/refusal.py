"""The root of every refusal: what was asked, why not, what to do instead."""


class Refusal(ValueError):
    """Refuse a step of the workflow; the message names culprit and remedy, `code` names the kind for machines."""

    code = "refused"
