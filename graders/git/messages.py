"""The rules of a good commit message, as git-commit(1), SubmittingPatches of Git and most teams have them.

A subject of up to 50 characters, in the imperative, without a full stop; an empty line; a body wrapped at 72.
Whether a word is an imperative can only be guessed, so what is refused is what certainly is none: past tense
(Added), third person (Adds), gerund (Adding) and openers that are no verb (The, Some, Initial). A word that
is not known passes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PREFIX = re.compile(r"(?:[a-z]+(?:\([^)]*\))?!?|[\w./-]+): +(?=\S)")
"""``feat(menu): `` and ``menu.py: `` before the subject proper."""
_BASE_IN_ED = frozenset({"embed", "imbed"})
_PAST_IN_EED = frozenset({"agreed", "decreed", "disagreed", "freed", "guaranteed", "refereed"})
_IRREGULAR_PAST = _words(
    "began broke brought built caught chose did drew forgot found gave got grew held hid kept knew left lost made "
    "meant rebuilt redid rewrote said sent shrank shrunk sold spent stuck swapped taught thought threw told "
    "took undid was went were withdrew wrote"
)
_NO_THIRD_PERSON = re.compile(r"(?:.*(?:ss|us|is)|alias|always|as|bias|canvas)")
_NO_VERB = _words(
    "a all an and another bug bugs changes files final first i improvements initial it just many "
    "minor misc more my new our preliminary second several small some stuff that the third this tiny various very we "
    "wip"
)
_SAYS_NOTHING = _words(
    "a again all and another asdf bit bug bugs change changed changes code commit commits content done edit edits "
    "everything file files final finally finish first fix fixed fixes for hello here i improve improvement "
    "improvements in initial it last latest little misc miscellaneous modification modifications modify more my new "
    "now of ok old on one please problem problems project repo repository save second small some something stuff "
    "task temp test thing things this to todo try tmp update updated updates updating various wip work "
    "working"
)
_TRAILER = re.compile(r"(?:[A-Z][a-z]+(?:-[A-Za-z]+)+|Fixes|Closes|Refs|See): \S")


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRules:
    """What is asked of a commit message. Widths are in characters.

    Attributes:
        subject_width: the longest subject.
        body_width: the longest line of the body; a line with a link, and trailers, may be longer.
        subject: the subject is looked at; without, only the body is.
        body: a body that says why is asked for, not only allowed.
        imperative: the subject begins with a verb in the imperative.
        capital: the subject begins with a capital letter, where it begins with a letter.
        specific: the subject has a word that says something.
    """

    subject_width: int = 50
    body_width: int = 72
    subject: bool = True
    body: bool = False
    imperative: bool = True
    capital: bool = True
    specific: bool = True


def problems(message: str, rules: MessageRules | None = None) -> tuple[str, ...]:
    """Everything in which a commit message breaks the rules, as sentences; empty when it follows them."""
    rules = rules or MessageRules()
    lines = message.rstrip("\n").split("\n")
    subject = lines[0]
    if not subject.strip():
        return ("The message has no subject: its first line is empty.",)
    of_subject = _subject_problems(subject, rules) if rules.subject else []
    return (*of_subject, *_body_problems(lines[1:], rules))


def _subject_problems(subject: str, rules: MessageRules) -> list[str]:
    found = []
    prefix = _PREFIX.match(subject)
    rest = subject[prefix.end() :] if prefix else subject
    if len(subject) > rules.subject_width:
        found.append(f"The subject has {len(subject)} characters; at most {rules.subject_width} are asked for.")
    if subject != subject.strip():
        found.append("The subject begins or ends with a space.")
    if subject.rstrip().endswith((".", "。")) and not subject.rstrip().endswith("..."):
        found.append("The subject ends with a full stop.")
    if rules.capital and not prefix and rest[:1].islower():
        found.append("The subject does not begin with a capital letter.")
    if rules.imperative and (reason := _not_imperative(rest)):
        found.append(reason)
    if rules.specific and _says_nothing(rest):
        found.append("The subject does not say what was changed.")
    return found


def _body_problems(lines: list[str], rules: MessageRules) -> list[str]:
    found = []
    if lines and lines[0].strip():
        found.append("There is no empty line between the subject and the body.")
    body = [line for line in lines if line.strip()]
    if rules.body and not any(not _TRAILER.match(line) for line in body):
        found.append("There is no body: after an empty line, say why the change is made.")
    long = [line for line in body if len(line) > rules.body_width and _could_be_wrapped(line, rules.body_width)]
    if long:
        found.append(
            f"A line of the body has {len(long[0])} characters; wrap it at {rules.body_width}: {long[0][:30]!r}..."
        )
    return found


def _could_be_wrapped(line: str, width: int) -> bool:
    """Not a trailer, and not a line that is long for a link in it."""
    return not _TRAILER.match(line) and max(map(len, line.split())) <= width // 2


def _not_imperative(subject: str) -> str | None:
    """Why the first word is no imperative, or None when it may be one."""
    match = re.match(r"[A-Za-z]+(?:-[A-Za-z]+)*", subject)
    if not match:
        return None
    word = match[0]
    lower = word.lower().removeprefix("re-")
    if lower in _IRREGULAR_PAST or _is_past(lower):
        kind = "is in the past tense"
    elif lower.endswith("ing") and re.search("[aeiouy]", lower[:-3]):
        kind = "is a gerund"
    elif lower in _NO_VERB:
        kind = "is no verb"
    elif lower.endswith("s") and not word.isupper() and not _NO_THIRD_PERSON.fullmatch(lower):
        kind = "is in the third person or a plural"
    else:
        return None
    return f'The subject begins with "{word}", which {kind}; use the imperative, as in "Add the price list".'


def _is_past(word: str) -> bool:
    """Words like ``added`` but not ``need``, ``shed`` or ``embed``."""
    if word.endswith("eed"):
        return word in _PAST_IN_EED
    return word.endswith("ed") and word not in _BASE_IN_ED and re.search("[aeiouy]", word[:-2]) is not None


def _says_nothing(subject: str) -> bool:
    words = re.findall(r"[^\W_]+", subject.lower())
    return all(word in _SAYS_NOTHING or word.isdigit() for word in words)
