"""What the system refuses, in Dutch: what is wrong and what helps."""

import errno

_CAUSES = {
    errno.ENOSPC: ("de schijf is vol", "maak ruimte"),
    errno.EDQUOT: ("uw quotum is op", "maak ruimte"),
    errno.EFBIG: ("het bestand wordt te groot", "maak ruimte, of verhoog ulimit -f"),
    errno.EMFILE: ("te weinig bestandsnummers", "verhoog ulimit -n tot 512"),
    errno.ENFILE: ("te weinig bestandsnummers", "sluit andere programma's"),
    errno.ENOMEM: ("te weinig geheugen", "sluit andere programma's of neem een grotere machine"),
    errno.EROFS: ("hier kan niet geschreven worden", "wijs een andere map aan"),
    errno.EACCES: ("geen toegang", "controleer de rechten of wijs een andere map aan"),
    errno.EPERM: ("geen toegang", "controleer de rechten of wijs een andere map aan"),
    errno.ENOENT: ("dit bestand of deze map is er niet", "controleer de naam"),
    errno.EPIPE: ("de lezer van de uitvoer is gestopt", "laat hem alles lezen"),
}


def explain_refusal(error: OSError | RuntimeError) -> tuple[str, str]:
    """What is wrong, and what helps. A RuntimeError is one of the index, which gives a text and no number."""
    number, told = getattr(error, "errno", None), str(error)
    if "descriptors" in told or "open files" in told:
        number = errno.EMFILE
    if "No space" in told:
        number = errno.ENOSPC
    if "File too large" in told:
        number = errno.EFBIG
    if number in _CAUSES:
        return _CAUSES[number]
    return getattr(error, "strerror", None) or told[:200], "controleer de map en haar rechten"
