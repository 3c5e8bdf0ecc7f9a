"""A plan of our own invention as a municipality publishes it: thirty pages with chapters, lists, tables,
figures, boxes, footnotes, a table of contents and a running head.

Structure repeats from theme to theme, facts do not. What it sets out to do is told beside it, so that a test
knows what has to be found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

TITLE = "Veiligheidsplan Voorbeeldstad 2029-2032"


@dataclass(frozen=True)
class Theme:
    """A chapter: what is wanted, what is done (list), and the rows of its table: measure, who, with whom,
    when.
    """

    name: str
    subject: str
    goals: tuple[str, ...]
    measures: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str], ...]
    shares: tuple[int, int, int]


THEMES = (
    Theme(
        "Ondermijning", "criminelen die gewone bedrijven gebruiken",
        ("Ondernemers herkennen in 2032 signalen van ondermijning eerder", "Drugshandel verdwijnt uit de haven"),
        ("We lopen elk kwartaal met de politie een rondgang door de haven.",
         "We sluiten drugspanden op grond van artikel 13b Opiumwet.",
         "We organiseren elk jaar een avond over signalen voor ondernemers.",
         "We richten een meldpunt in voor vreemde verhuur van loodsen."),
        (("Controle van loodsen met het Havenberaad", "Burgemeester", "Politie en Havenberaad", "Q2 2029"),
         ("Scholing van baliemedewerkers in signalen", "Burgemeester", "Politie", "Q4 2029"),
         ("Onderzoek naar leegstand langs de kade", "Wethouder jeugd", "Ondernemers", "2030")),
        (31, 28, 22),
    ),
    Theme(
        "Jeugd en veiligheid", "jongeren die 's avonds buiten bijeenkomen",
        ("Jongeren veroorzaken minder overlast op de kade", "Meer jongeren doen mee aan een sport of een club"),
        ("Het jeugdwerk praat elke week met groepen jongeren op de kade.",
         "We openen in 2030 een jongerenhuis in de oude loods.",
         "We geven lessen over groepsdruk in alle brugklassen.",
         "De politie bezoekt ouders na een tweede waarschuwing."),
        (("Sportavonden in de winter", "Wethouder jeugd", "Jeugdwerk", "Doorlopend"),
         ("Afspraken met scholen over verzuim", "Wethouder jeugd", "Jeugdwerk en politie", "Q3 2029"),
         ("Proef met een buurtvader per wijk", "Wethouder jeugd", "Jeugdwerk", "Q1 2030")),
        (44, 41, 30),
    ),
    Theme(
        "Digitale veiligheid", "oplichting via telefoon en scherm",
        ("Inwoners weten wat zij bij oplichting moeten doen", "Ondernemers maken vaker een kopie van hun gegevens"),
        ("We houden in elke wijk een spreekuur over digitale oplichting.",
         "We oefenen ieder jaar een aanval op onze systemen.",
         "We verspreiden een kaart met tips onder ouderen.",
         "Ondernemers krijgen een gratis scan van hun website."),
        (("Oefening met uitval van het netwerk", "Burgemeester", "Politie", "Q1 2029"),
         ("Voorlichting in het buurthuis", "Wethouder jeugd", "Jeugdwerk", "Doorlopend"),
         ("Keurmerk voor veilige webwinkels", "Burgemeester", "Ondernemers", "2031")),
        (17, 19, 12),
    ),
    Theme(
        "Woninginbraak", "inbraken in rijtjeshuizen en schuren",
        ("Het aantal woninginbraken daalt tot onder de honderd", "Bewoners letten meer op elkaars huis"),
        ("De politie stuurt na een inbraak een brief aan de straat.",
         "We verlichten donkere achterpaden in drie wijken.",
         "We ondersteunen buurten die een appgroep beginnen.",
         "We lenen markeerstiften voor fietsen uit bij het loket."),
        (("Schouw van achterpaden", "Burgemeester", "Politie", "Q2 2030"),
         ("Actie in de donkere maanden", "Burgemeester", "Politie", "Q4 2029"),
         ("Subsidie voor goede sloten", "Wethouder jeugd", "Ondernemers", "Q3 2030")),
        (9, 8, 5),
    ),
    Theme(
        "Zorg en veiligheid", "mensen met verward gedrag",
        ("Mensen met verward gedrag krijgen binnen een dag hulp", "Buren weten wie zij kunnen bellen"),
        ("We bespreken elke maand moeilijke gevallen met de politie.",
         "We stellen twee straatverpleegkundigen aan in 2029.",
         "We maken met het jeugdwerk een draaiboek voor crisis in gezinnen.",
         "We evalueren in 2031 het werk van de wijkteams."),
        (("Nachtopvang in het buurthuis", "Wethouder jeugd", "Jeugdwerk", "Q4 2030"),
         ("Training omgaan met verwardheid", "Burgemeester", "Politie", "Q1 2031"),
         ("Proef met een huiskamer voor dak- en thuislozen", "Wethouder jeugd", "Jeugdwerk", "2030")),
        (25, 27, 20),
    ),
)  # fmt: skip

_SEEN = (
    "Over {subject} spraken wij met bewoners van {place}, die er al {years} jaar over klagen.",
    "Wat in {place} opvalt is het verschil tussen zomer en winter, en dat geldt hier ook voor {subject}.",
    "In het gesprek kwam naar voren dat {subject} voor de een hinder geeft en voor de ander zorg.",
    "Cijfers zeggen niet alles: wie in {place} woont kent verhalen die in geen telling staan.",
    "De wijk {place} telt {years} straten, en in elk daarvan is het beeld weer anders.",
    "Een deel van {subject} blijft buiten beeld, omdat niet iedereen de weg naar het loket kent.",
    "Uit een rondvraag onder {years} winkels in {place} blijkt dat de meesten het onderwerp kennen.",
)
_PLACES = ("Noordrand", "De Werf", "Molenkwartier", "Oude Haven", "Kadeveld", "Zuidpolder", "Lindenhof")
_WORDS = ("aanleiding", "beeld", "achtergrond", "omvang", "gevolgen", "verhalen")
_STYLE = """
body { font: 11pt/1.5 "Liberation Sans", "DejaVu Sans", sans-serif; margin: 0 }
h1 { font-size: 21pt; break-before: page } h2 { font-size: 15pt } h3 { font-size: 12.5pt }
h1, h2, h3 { break-after: avoid } p, ul { margin: 0 0 .8em } figure { margin: 1em 0; break-inside: avoid }
table { border-collapse: collapse; width: 100%; margin: .5em 0 1em } tr { break-inside: avoid }
td, th { border: .75pt solid #555; padding: 4pt 6pt; text-align: left; vertical-align: top }
.kader { border: 1pt solid #333; background: #eef; padding: 6pt 10pt; margin: .8em 0; break-inside: avoid }
.noot { font-size: 8pt; border-top: .5pt solid #000; padding-top: 3pt } sup { font-size: 65% }
.inhoud td { border: 0 } .inhoud td + td { text-align: right } .voor { font-size: 30pt; break-before: auto }
"""


def plan_html() -> str:
    """The plan as a page to print."""
    body = "".join(
        (*_front(), *(part for at, one in enumerate(THEMES, 2) for part in _chapter(at, one)), *_end())
    )
    return f"<!doctype html><html lang=nl><meta charset=utf-8><title>{TITLE}</title><style>{_STYLE}</style>{body}</html>"


def list_measures() -> Iterator[str]:
    """Every measure of the plan, as it stands in its lists and tables."""
    for theme in THEMES:
        yield from theme.measures
        yield from (row[0] for row in theme.rows)


def _front() -> Iterator[str]:
    yield f"<h1 class=voor>{TITLE}</h1><p>Vastgesteld door de gemeenteraad van Voorbeeldstad.</p>"
    titles = ["Inleiding", *(theme.name for theme in THEMES), "Tot slot"]
    rows = [f"<tr><td>{at} {title}</td><td>{5 * at - 2}</td></tr>" for at, title in enumerate(titles, 1)]
    yield f"<h1>Inhoud</h1><table class=inhoud>{''.join(rows)}</table><h1>1 Inleiding</h1>"
    yield f"<p>{' '.join(_tell('veiligheid in de stad', 0, 12))}</p>" * 1
    yield f"<p>{' '.join(_tell('leefbaarheid in de wijken', 5, 12))}</p>"


def _tell(subject: str, start: int, count: int) -> Iterator[str]:
    for at in range(start, start + count):
        place = _PLACES[(at * 3 + len(subject)) % len(_PLACES)]
        yield _SEEN[(at * 2 + len(subject)) % len(_SEEN)].format(
            subject=subject, place=place, years=at % 9 + 3
        )


def _chapter(number: int, theme: Theme) -> Iterator[str]:
    yield f"<h1>{number} {escape(theme.name)}</h1><h2>{number}.1 Wat zien wij?</h2>"
    for at, word in enumerate(_WORDS):
        note = "<sup>1</sup>" if at == 0 else ""
        yield f"<h3>Over {word}</h3>" + "".join(
            f"<p>{' '.join(_tell(theme.subject, 7 * at + step, 7))}{note if not step else ''}</p>"
            for step in (0, 3, 5)
        )
    yield f"<p class=noot>1 De gesprekken over {escape(theme.subject)} zijn gevoerd in het najaar van 2028.</p>"
    yield _figure(theme)
    yield f"<h2>{number}.2 Wat willen wij bereiken?</h2><p>Onze doelstellingen zijn:</p>{_list(theme.goals)}"
    yield f"<h2>{number}.3 Wat gaan wij doen?</h2><p>Onze acties zijn:</p>{_list(theme.measures)}"
    yield f"<div class=kader><b>Uit de wijk</b><p>{' '.join(_tell(theme.subject, 40 + number, 2))}</p></div>"
    heads = ("Maatregel", "Portefeuillehouder", "Partijen", "Planning")
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in theme.rows)
    yield f"<table><thead><tr>{''.join(f'<th>{head}</th>' for head in heads)}</tr></thead><tbody>{rows}</tbody></table>"


def _figure(theme: Theme) -> str:
    bars = "".join(
        f"<rect x={20 + 60 * at} y={120 - 2 * share} width=40 height={2 * share} fill='#469'/>"
        for at, share in enumerate(theme.shares)
    )
    before, now, wanted = theme.shares
    told = (
        f"Volgens de Stadspeiling had {before}% van de inwoners hiervan hinder in 2026, en {now}% in 2028. "
        f"In 2032 moet dat {wanted}% zijn."
    )
    return f"<figure><svg width=220 height=130>{bars}</svg><figcaption>Figuur: hinder van {escape(theme.subject)}</figcaption></figure><p>{told}</p>"


def _list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


def _end() -> Iterator[str]:
    yield "<h1>7 Tot slot</h1>"
    yield "".join(f"<p>{' '.join(_tell('samenwerking in de stad', at, 6))}</p>" for at in (0, 4, 9))
