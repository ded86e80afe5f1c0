"""What a file says of itself: the question asked, the method, the coverage, and what its reader has to mind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exports.coverage import describe_coverage
from exports.mask_contacts import mask_contacts
from exports.question import describe_question, name_title
from exports.selection import describe_selection

TERMS_URL = "https://redditinc.com/policies/data-api-terms"
AGREEMENT_URL = "https://redditinc.com/policies/user-agreement"

# What is told of a scan, without names of pain points, whose contacts nobody would mask.
SCAN_FIELDS = ("id", "status", "source", "request", "counts", "coverage", "encoder", "as_of", "timings")


def describe_export(
    scan: dict[str, Any],
    filters: Mapping[str, Any],
    *,
    pain_points: int,
    quotes: int,
    exported_at: str,
    unmask: bool,
) -> dict[str, Any]:
    """Describe an export of `pain_points` pain points with `quotes` quotes, chosen by `filters`.

    `scan` is as the API shows it, `filters` are those of the list that differ from its defaults, by their names.
    """
    if not unmask:
        scan, filters = _mask_keywords(scan), _mask_search(filters)
    return {
        "title": name_title(scan),
        "question": describe_question(scan),
        "selection": describe_selection(filters, chosen=pain_points, found=scan["counts"]["pain_points"]),
        "pain_points": pain_points,
        "quotes": quotes,
        "method": _method(scan),
        "coverage": describe_coverage(scan),
        "privacy": _privacy(unmask=unmask),
        "terms": _terms(scan),
        "contacts_masked": not unmask,
        "exported_at": exported_at,
        "scan": {field: scan[field] for field in SCAN_FIELDS},
    }


def _mask_keywords(scan: dict[str, Any]) -> dict[str, Any]:
    keywords = [mask_contacts(keyword) for keyword in scan["request"].get("keywords", ())]
    return {**scan, "request": {**scan["request"], "keywords": keywords}}


def _mask_search(filters: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**filters, "q": mask_contacts(filters["q"])} if filters.get("q") else filters


def _method(scan: dict[str, Any]) -> list[str]:
    likeness = f" ({scan['encoder']})" if scan["encoder"] else ""
    return [
        "A trained detector picked the sentences in which somebody states a trouble or a wish of their own. No "
        "language model wrote or shortened anything: each quote is verbatim, save for what the privacy note says.",
        f"Sentences of like meaning{likeness} form a pain point. Its name is made of words from its quotes, unless "
        "somebody here gave it another.",
        "The score, 0 to 100, adds up how many authors speak of it, how strongly, how much others agree, how recently, "
        "in how many communities, and whether anyone would pay. It ranks what was read; it counts no customers.",
        "Detector and groups err: open the permalink before you rely on a quote.",
    ]


def _privacy(*, unmask: bool) -> str:
    authors = "Authors are not named."
    if unmask:
        return f"{authors} E-mail addresses and phone numbers that they wrote were left in, as was asked for."
    return (
        f"{authors} What looks like an e-mail address or a phone number was replaced by words in square brackets, and "
        "what was changed so is marked as masked; places in texts (start, end) count in the original. Others may have "
        "been missed."
    )


def _terms(scan: dict[str, Any]) -> list[str]:
    if scan["source"] == "sample":
        return ["All of it is invented: the sample ships with the program, and its permalinks lead nowhere."]
    return [
        f"Quotes belong to those who wrote them. What may be done with them stands in Reddit's User Agreement "
        f"({AGREEMENT_URL}) and Data API Terms ({TERMS_URL}).",
        "People change and delete what they wrote. Look at the permalink before you pass a quote on, and remove from "
        "your copies what is no longer there.",
    ]
