"""What people set of how readily things are joined -> the bars of a step. Pure."""

from dataclasses import replace

from syndicate.cluster.changes import DEFAULTS, Tuning
from syndicate.cluster.stories import Form, Measure
from syndicate.model import Dial, Dials

_TIMES = {"loose": 0.8, "normal": 1.0, "strict": 1.25}


def tuning(dials: Dials) -> Tuning:
    """Raise or lower every bar that a story, or a thread, must reach. What vetoes a join is left alone."""
    stories, threads = _times(dials.stories), _times(dials.threads)
    by, bar = DEFAULTS.story, DEFAULTS.thread
    return replace(
        DEFAULTS,
        story=replace(by, sensed=_measure(by.sensed, stories), plain=_measure(by.plain, stories)),
        thread=replace(bar, sensed=bar.sensed * threads, plain=bar.plain * threads),
    )


def _times(dial: Dial) -> float:
    return _TIMES[dial] if isinstance(dial, str) else dial


def _measure(measure: Measure, times: float) -> Measure:
    return Measure(_form(measure.full, times), _form(measure.titled, times))


def _form(form: Form, times: float) -> Form:
    return replace(
        form,
        bar=form.bar * times,
        twin_words=form.twin_words * times,
        twin_meaning=form.twin_meaning * times,
        loose=form.loose * times,
    )
