"""Charts are numbers that the template draws."""

from __future__ import annotations

from moderation.admin.charts import HEIGHT, WIDTH, lay_bars, stack_bars


def test_series_are_stacked_to_the_days_total() -> None:
    chart = stack_bars("Flags", ["Mon", "Tue"], {"a": [1, 0], "b": [3, 2]})

    first_a, first_b = chart.bars[0], chart.bars[1]
    assert (first_a.height, first_b.height) == (HEIGHT / 4, HEIGHT * 3 / 4)
    assert (first_a.y, first_b.y) == (HEIGHT * 3 / 4, 0)


def test_the_highest_day_names_the_scale() -> None:
    chart = stack_bars("Minutes", ["Mon"], {"m": [90.4]}, unit="min")

    assert (chart.top, chart.rows) == ("90 min", (("Mon", ("90 min",)),))


def test_days_without_numbers_draw_nothing_and_do_not_divide_by_zero() -> None:
    chart = stack_bars("Flags", ["Mon"], {"a": [0]})

    assert (chart.is_empty, chart.top) == (True, "")


def test_no_days_are_an_empty_chart() -> None:
    assert stack_bars("Flags", [], {}).is_empty


def test_of_many_series_the_smallest_are_drawn_as_one_and_the_table_has_them_all() -> None:
    series = {"a": [9, 0], "b": [1, 0], "c": [7, 0], "d": [0, 8], "e": [0, 2], "f": [5, 0], "g": [6, 0]}

    chart = stack_bars("Flags", ["Mon", "Tue"], series, rest="others")

    assert chart.legend == ("a", "c", "d", "f", "g", "others")
    assert [bar.words for bar in chart.bars if bar.tone == chart.legend.index("others")] == [
        "Mon, others: 1",
        "Tue, others: 2",
    ]
    assert (chart.columns, chart.top) == (tuple(series), "28")


def test_one_series_needs_no_legend() -> None:
    assert stack_bars("Minutes", ["Mon"], {"m": [1]}).legend == ()


def test_a_share_is_as_long_as_its_part() -> None:
    chart = lay_bars("Alarms", [("labels", 1, 4), ("figures", 0, 0)], columns=("a", "b", "c"))

    assert [bar.width for bar in chart.bars] == [WIDTH / 4, 0]
    assert chart.rows == (("labels", ("1", "4", "25 %")), ("figures", ("0", "0", "–")))
