"""What to choose at a forge, and why: said once the files are written, and told at length in the documentation."""

from __future__ import annotations

from coopctl.words import T, Text

Choice = tuple[Text, Text]

_PRIVATE: Choice = (
    T("the repository is private, and so is each copy of it"),
    T("a ledger names people, and what was public once stays so"),
)
_BRANCH: Choice = (
    T("the main branch is protected: nobody may force it, nobody may delete it"),
    T("history is the proof, and a forced one proves nothing"),
)
_MERGE: Choice = (
    T("only merges that keep each entry as it was signed: no squash, no rebase"),
    T("both write entries anew, in the name of the forge, and signatures are gone"),
)
_OWNERS: Choice = (
    T("code owners must approve, and nobody else has to"),
    T("that file names who decides on rules of all; a circle agrees in its meeting"),
)
_CHECK: Choice = (
    T("the status “coopctl” is required, from the app that runs workflows"),
    T("it comes from the main branch, where a proposal cannot change what looks at it"),
)
_FORKS: Choice = (
    T("workflows of forks wait for approval, get no secrets and no right to write"),
    T("what an outsider sends is read, and runs nothing of yours"),
)
_TOKEN: Choice = (
    T("a project token COOPCTL_TOKEN: reporter, api; protected, masked, for the environment coopctl alone"),
    T("no other job sees it, and none that reads a proposal"),
)
_SCHEDULE: Choice = (
    T("a schedule of pipelines on the main branch, every hour say"),
    T("it is what tells of requests, for those of forks run in the fork"),
)

CHOICES: dict[str, tuple[Choice, ...]] = {
    "github": (_PRIVATE, _BRANCH, _MERGE, _OWNERS, _CHECK, _FORKS),
    "gitlab": (_PRIVATE, _BRANCH, _MERGE, _OWNERS, _SCHEDULE, _TOKEN),
    "forgejo": (_PRIVATE, _BRANCH, _MERGE, _CHECK, _FORKS),
}
"""By forge. Forgejo asks code owners and cannot require them."""
