"""How form services write the answers they collect into a file.

Sources: LimeSurvey, application/helpers/admin/export/Writer.php and SurveyObj.php (headings `question [option]`, N/A
where a question was not put); files of Google Forms and Microsoft Forms.
"""

from dataclasses import dataclass

from ingest.texts import plain


@dataclass(frozen=True)
class Preset:
    """How one service writes.

    `own` are headings that only it adds to the answers, as `plain` writes them in small letters; `separator` is what
    it puts between several answers in a cell, None where it has a column for every option; `no_answer` are its words
    for an answer that was not given.
    """

    own: frozenset[str]
    separator: str | None
    no_answer: tuple[str, ...] = ()

    def heading(self, question: str, label: str) -> str:
        """Return the heading of an option's own column."""
        return f"{question} [{label}]"

    def adds(self, heading: str) -> bool:
        """Return whether a column is one that the service adds by itself."""
        return plain(heading).lower() in self.own


PRESETS = {
    "google_forms": Preset(frozenset({"タイムスタンプ", "timestamp"}), ", "),
    "microsoft_forms": Preset(frozenset({"開始時刻", "完了時刻", "starttime", "completiontime"}), ";"),
    "limesurvey": Preset(
        frozenset(
            {
                *("回答id", "送信日", "送信日時", "最後のページ", "開始言語", "開始時の言語"),
                *("responseid", "datesubmitted", "lastpage", "startlanguage", "submitdate"),
            }
        ),
        None,
        ("N/A",),
    ),
}
"""The services by the name a mapping gives them."""
