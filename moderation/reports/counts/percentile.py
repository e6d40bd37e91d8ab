"""PostgreSQL's percentile, as Django's aggregate."""

from django.db.models import Aggregate, FloatField


class Percentile(Aggregate):
    """The value below which a share of all lie; between two neighbours it goes by their distance."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()
