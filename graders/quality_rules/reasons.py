"""Why a rule matters, in a sentence: by the code of the rule, or by the beginning of it."""

from __future__ import annotations

WHY_LAYOUT = "One layout for all lets readers see what the code does and reviews show what has changed."
_REASONS = {
    "E1": "Python reads the indentation, and so do people: it has to be the same everywhere.",
    "E2": "Spaces in the usual places let the eye find operators and arguments.",
    "E3": "Blank lines show where one thing ends and the next begins.",
    "E4": "All that a module needs stands at its head, one line each, where everybody looks for it.",
    "E5": "A long line is cut off beside a diff or a second window.",
    "E7": "One statement a line, said in the plainest way, is read without stopping.",
    "E71": "None, True and False are compared by `is`: a class may have its own idea of ==.",
    "E72": "A bare except catches Ctrl-C and typing mistakes, too, and hides both.",
    "E731": "A def has a name in every traceback; a lambda in a variable has none.",
    "E741": "l, O and I can't be told from 1 and 0 in many fonts.",
    "E9": "The program can't run at all.",
    "W1": "Tabs and spaces look alike and are not.",
    "W2": "Blanks at the end of a line are seen by nobody but the diff.",
    "W5": "A text with a mistyped escape is not the text that was meant.",
    "W6": "Python will take this away.",
    "F4": "An import that nobody uses costs time at the start and makes readers search for its use.",
    "F8": "A name that is not used, or not defined, is a mistake or a leftover of one.",
    "F": "What Python would stumble over or ignore is hardly what was meant.",
    "I": "Imports in one order are found at a glance and don't clash in merges.",
    "N": "A reader can tell a class, a function and a constant apart by the way they are written.",
    "D1": "What a function is for should not have to be worked out from its code.",
    "D2": "Docstrings of one form can be read by people and by tools.",
    "D4": "A docstring's first line is all that many tools show: it has to stand alone.",
    "D": "Docstrings of one form can be read by people and by tools.",
    "C4": "A comprehension says at once what is built; what goes round it hides that.",
    "C90": "Each branch is one more way through the function, to be kept in mind and to be tested.",
    "B006": "A default value is made once: what one call adds to it is there in the next.",
    "B": "This is a known way in which programs that look right are wrong.",
    "UP": "The newer way to say it is shorter, and the older one may go away.",
    "SIM": "There is a shorter way to say the same.",
    "RET": "Readers look for what a function gives back at every return.",
    "PLR2004": "A number without a name doesn't say what it counts, or that it is the same one as over there.",
    "PLR": "What is smaller and flatter is easier to change.",
    "PL": "This is a known way in which programs go wrong or get hard to read.",
    "ANN": "Types are documentation that a program can check.",
    "ARG": "A parameter that is not used makes every caller give something for nothing.",
    "ERA": "Code in a comment is never tested; the history has it if it is needed again.",
    "DTZ": "A time without a zone means another moment on another machine.",
    "T20": "What a library prints ends up in somebody's output.",
    "S": "This is a known way into a program for those who should not be there.",
    "PTH": "pathlib says what is done with a path, and joins its parts right.",
    "BLE": "Catching everything hides the mistakes that nobody thought of.",
    "TRY": "What is caught and raised decides how easily the next failure is understood.",
}


def reason(code: str) -> str:
    """Why the rule of this code matters; empty where we have nothing to say."""
    for length in range(len(code), 0, -1):
        if code[:length] in _REASONS:
            return _REASONS[code[:length]]
    return ""
