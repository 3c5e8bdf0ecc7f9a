"""Line ranges in addresses of passages."""

from veiligheidsgraaf.words import iris


def test_lines_are_counted_from_one() -> None:
    assert iris.passage_lines(f"{iris.BASE}id/bron/x#line=180,183") == (f"{iris.BASE}id/bron/x", 181, 183)


def test_a_number_of_five_thousand_digits_is_no_line() -> None:
    assert iris.passage_lines(f"{iris.BASE}id/bron/x#line=3,{'9' * 5000}") is None
