"""The chart of a vote: nothing outside its frame, nothing on top of something else."""

import pytest

from eventlab.boards.rules.chart import PAPER, PHONE, SHAPES, WALL, Going, broken, draw_up, wide
from eventlab.boards.rules.results import Line, Result

VOTERS = {"resident": 30, "professional": 12}
LONG = "Ascenseurs en panne et étages pour les personnes âgées ou à mobilité réduite"


def result(lines: int, voters=VOTERS) -> Result:
    return Result(
        tuple(
            Line(n, f"{LONG} {n}", 3 * (lines - n), 2 * (lines - n), lines - n)
            for n in range(lines)
        ),
        voters,
    )


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize("lines", [2, 6, 12, 40])
@pytest.mark.parametrize("stage", [1, 2])
def test_all_is_inside_the_frame_and_rows_do_not_overlap(shape, lines, stage):
    chart = draw_up(result(lines), stage, shape, ["Une phrase.", LONG * 2], ["Une.", LONG * 2])
    bottom = 0.0
    for row in chart.rows:
        tops = [bar.y for bar in row.bars]
        assert min(tops) >= bottom - 1
        bottom = max(bar.y + bar.height for bar in row.bars)
        for bar in row.bars:
            assert 0 <= bar.x <= bar.x + bar.width <= chart.width
        for words in row.lines:
            assert words.x + wide(words.text) * chart.size <= chart.width
    assert bottom <= chart.sentences[0].y - chart.size * 0.6
    assert chart.sentences[-1].y + chart.size * 0.25 <= chart.height + 0.01
    assert chart.size >= shape.smallest


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
def test_what_goes_on_is_marked_and_the_key_stands_apart(shape):
    chosen = Going([0, 2], "va aux équipes")
    chart = draw_up(result(12), 2, shape, ["Une phrase."], ["Une."], chosen)
    assert [row.fate for row in chart.rows] == ["going", "", "going"] + [""] * 9
    assert max(bar.y + bar.height for bar in chart.rows[-1].bars) < chart.key.y - chart.size * 0.6
    assert chart.key.y < chart.sentences[0].y - chart.size
    assert chart.sentences[-1].y + chart.size * 0.25 <= chart.height + 0.01


def test_what_one_side_put_first_and_stays_behind_is_kept_in_sight_when_sides_are_shown():
    lines = (Line(1, "A", 20, 20, 0), Line(2, "B", 9, 2, 7), Line(3, "C", 3, 1, 2))
    chosen = Going([1], "va aux équipes")

    def fates(voters, stage):
        rows = draw_up(Result(lines, voters), stage, WALL, going=chosen).rows
        return [row.fate for row in rows]

    assert fates(VOTERS, 2) == ["going", "in-sight", ""]
    assert fates(VOTERS, 1) == ["going", "", ""]
    assert fates({"resident": 30, "professional": 4}, 2) == ["going", "", ""]
    assert [row.fate for row in draw_up(Result(lines, VOTERS), 2, WALL).rows] == [""] * 3


def test_no_row_moves_when_the_perspectives_open():
    said, later = ["En tête."], ["Un.", "Deux.", "Trois."]
    room = draw_up(result(8), 1, WALL, said, later)
    sides = draw_up(result(8), 2, WALL, later, later)
    assert [row.lines for row in room.rows] == [row.lines for row in sides.rows]
    for one, two in zip(room.rows, sides.rows, strict=True):
        both = sum(bar.width for bar in two.bars)
        assert one.bars[0].width == pytest.approx(both)
        assert one.bars[0].x == two.bars[0].x == two.bars[1].x


def test_a_bar_is_as_long_as_its_number_says_and_nought_has_none():
    lines = tuple(Line(n, f"{n}", dots) for n, dots in enumerate((12, 6, 0)))
    for shape in SHAPES.values():
        widths = [row.bars[0].width for row in draw_up(Result(lines, VOTERS), 1, shape).rows]
        assert widths == pytest.approx([widths[0], widths[0] / 2, 0])


def test_residents_come_first_and_numbers_are_theirs():
    row = draw_up(result(3), 2, PHONE).rows[0]
    assert [(bar.side, bar.number.text) for bar in row.bars] == [
        ("resident", "6"),
        ("professional", "3"),
    ]
    assert row.room.text == "9"


def test_a_split_that_may_not_be_shown_leaves_the_rooms_bars():
    few = {"resident": 30, "professional": 4}
    lines = tuple(Line(n, f"T{n}", 5 - n) for n in range(3))
    chart = draw_up(Result(lines, few), 2, PAPER)
    assert {bar.side for row in chart.rows for bar in row.bars} == {"room"}


def test_level_lines_say_so():
    lines = (Line(1, "A", 4), Line(2, "B", 4), Line(3, "C", 1))
    few = {"resident": 3, "professional": 0}
    rows = draw_up(Result(lines, few), 1, PHONE).rows
    assert [(row.rank, row.level) for row in rows] == [(1, True), (1, True), (3, False)]


def test_the_wall_shows_twelve_lines_and_never_letters_too_small_for_the_back():
    chart = draw_up(result(60), 2, WALL)
    assert (len(chart.rows), chart.size) == (12, 32)


@pytest.mark.parametrize(
    ("text", "ems", "most", "lines"),
    [
        ("Bruit", 20, 2, ["Bruit"]),
        ("", 20, 2, [""]),
        ("un deux trois quatre", 4, 3, ["un deux", "trois", "quatre"]),
        ("un deux trois quatre", 4, 2, ["un deux", "trois qu…"]),
        ("anticonstitutionnellement", 6, 2, ["anticonstitu…"]),
    ],
)
def test_titles_are_broken_between_words_and_cut_with_a_sign(text, ems, most, lines):
    assert broken(text, ems, most) == lines
    assert all(wide(line) <= ems for line in lines)


def test_ten_thousand_emoji_stay_in_their_line():
    (line,) = broken("😀" * 10_000, 20, 1)
    assert wide(line) <= 20
