"""Invented groups of quotes, each a situation that a name has to cope with, and the name that a reader would give."""

from __future__ import annotations

# The situation → the quotes of a group and the names that say what is wrong with what.
GROUPS: dict[str, tuple[list[str], set[str]]] = {
    "the same failure in several words": (
        [
            "Since the update my notes no longer sync between my phone and laptop",
            "Sync fails after the update, every single time",
            "I updated yesterday and now sync fails on both devices",
        ],
        {"Sync fails after the update"},
    ),
    "there is no way to": (
        [
            "There's no way to export to PDF",
            "I still can't find a way to export my pages to PDF",
            "Honestly, no way to export to PDF after ten years is a joke",
        ],
        {"No way to export to PDF"},
    ),
    "a rule that cannot be set": (
        [
            "My invoice numbers must restart each January and the program won't let me",
            "Invoice numbers cannot restart each January, so I renumber by hand",
        ],
        {"Invoice numbers cannot restart each January"},
    ),
    "a long wait": (
        ["The refund takes weeks and nobody answers", "Been waiting three weeks for my refund, the refund takes weeks"],
        {"Refund takes weeks"},
    ),
    "a slow thing": (
        [
            "Honestly the search is really slow in large folders, like ten seconds per query",
            "Search takes forever in large folders",
            "Search has become so slow that I stopped using it",
        ],
        {"Search is slow in large folders", "Search takes forever in large folders"},
    ),
    "a price": (
        [
            "The subscription price doubled again",
            "A subscription price of $12 is too expensive for what it does",
            "They doubled the subscription price without a word",
        ],
        {"Subscription price doubled", "Subscription price doubled again"},
    ),
    "toil": (
        [
            "I have to retype every address by hand",
            "Every month I have to retype 200 addresses by hand because the import skips them",
        ],
        {"Have to retype every address by hand", "Have to retype 200 addresses by hand"},
    ),
    "a puzzle": (
        [
            "The permissions page is confusing and I never know who can see what",
            "I can't work out the permissions page",
            "Nobody on my team understands the permissions page",
        ],
        {
            "Permissions page is confusing",
            "Can't work out the permissions page",
            "Nobody on my team understands the permissions page",
        },
    ),
    "a wish": (
        [
            "I wish there was a dark mode for the editor",
            "A dark mode would be great, my eyes hurt at night",
            "Please add a dark mode",
        ],
        {"Dark mode would be great", "Wish there was a dark mode for the editor", "Wish there was a dark mode"},
    ),
    "readiness to pay": (
        ["I'd pay for an offline mode", "I would gladly pay for an offline mode on the train"],
        {"I'd pay for an offline mode", "Would gladly pay for an offline mode"},
    ),
    "leaving": (
        [
            "After two years I switched to paper because the reminders never came",
            "I switched to paper, reminders never arrive",
        ],
        {"Switched to paper because the reminders never came", "Reminders never arrive"},
    ),
    "a question": (
        ["Is there any way to lock a single note?", "Does anyone know how to lock a single note with a PIN?"],
        {"Any way to lock a single note", "Any way to lock a single note with a PIN"},
    ),
    "an unresolved it": (
        [
            "It keeps crashing",
            "The importer keeps crashing on large files",
            "It crashes and they don't care",
        ],
        {"Importer keeps crashing on large files"},
    ),
    "a label in front": (
        ["Update on the bracket: the replacement bracket snapped on the first ride"],
        {"Replacement bracket snapped on the first ride"},
    ),
    "a condition in front": (
        [
            "If the app was slow I would complain, but the calendar widget never refreshes",
            "The calendar widget never refreshes on Android",
        ],
        {"Calendar widget never refreshes", "Calendar widget never refreshes on Android"},
    ),
    "trouble denied beside trouble stated": (
        [
            "No problems with the battery so far, but the charger overheats badly",
            "The charger overheats after an hour",
        ],
        {"Charger overheats badly", "Charger overheats after an hour"},
    ),
    "a subject named before a relative clause": (
        ["I bought a printer that jams on every second page", "The printer jams on every second page"],
        {"Printer jams on every second page"},
    ),
    "you meaning anyone": (
        ["You can't undo a bulk delete", "You delete fifty rows and can't undo a bulk delete"],
        {"Can't undo a bulk delete"},
    ),
    "markdown": (
        ["**The table of contents** loses its links after _every_ export", "The table of contents loses links"],
        {"Table of contents loses links", "Table of contents loses its links"},
    ),
    "one mention": (
        ["My van is fine and so am I, but the trailer coupling broke on the motorway."],
        {"Trailer coupling broke on the motorway"},
    ),
    "few words": (["So my display died (black, completely)."], {"My display died"}),
}
