"""What signals can be found by: lexemes per organisation that reads the words."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from waakvlam.access import wall
from waakvlam.access.base import Owned
from waakvlam.access.erasing import GoesWith
from waakvlam.access.privacy import Privacy

from .signal import Signal


class SignalWords(Owned):
    """What `organisation`, that reads the words of this signal, may find it by: each lexeme begins with who may.

    Nobody reads these rows: `signals_found` walks through them and gives ids. Triggers keep them: written when reach
    opens the words, gone when it closes or the words are erased.
    """

    organisation = models.ForeignKey("access.Organisation", models.PROTECT, related_name="+", editable=False, db_index=False)
    signal = models.ForeignKey(Signal, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField(help_text="when the words were written down")
    terms = SearchVectorField()

    privacy = {"terms": Privacy.LIFE}
    wall = wall.closed(gate=["select"])
    kept = GoesWith("signal content")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "signal"], name="signal_words_once")]
        indexes = [
            # What was just written is found at once and at the same cost: no list of what is still to be filed.
            GinIndex(fields=["terms"], name="signal_words_terms", fastupdate=False),
            models.Index(fields=["organisation", "-at", "-signal"], name="signal_words_newest"),
            models.Index(fields=["signal"], name="signal_words_signal"),
        ]
