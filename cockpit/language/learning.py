"""How heads and managers learn, as a user reads it: on the screen and printed."""

from __future__ import annotations

from cockpit.language.forms import minutes, percent
from cockpit.language.kpi import NOTHING, share_text
from cockpit.language.texts import t, tn
from cockpit.method.learning import BAND, BASELINE, ENOUGH_FOR_CURVE, Learner
from cockpit.method.scope import Level
from cockpit.method.share import Share
from cockpit.method.timer import Pace


def scope_name(learner: Learner) -> str:
    """Name a learner: the department, a segment, a manager."""
    match learner.scope.level:
        case Level.DEPARTMENT:
            return t("The whole department")
        case Level.SEGMENT:
            return learner.name or t("No segment")
        case Level.MANAGER:
            return learner.name


def reach_text(learner: Learner) -> str:
    """Say when one manager's reviews are down at five minutes, or what is missing to tell (R35)."""
    curve = learner.curve
    if curve is None:
        missing = max(1, ENOUGH_FOR_CURVE - learner.curve_n)
        return tn(
            "{n} more review until the curve can be drawn", "{n} more reviews until the curve can be drawn", missing
        )
    if curve.more is None:
        return t("Practice alone does not get to 5 minutes: the question list and the templates must")
    if not curve.more:
        return t("5 minutes are reached")
    return tn(
        "5 minutes are reached in about {n} more client", "5 minutes are reached in about {n} more clients", curve.more
    )


def reaches_text(learners: tuple[Learner, ...]) -> str:
    """Say how far several managers are on their way to five minutes; each has a curve of his own."""
    curves = [learner.curve for learner in learners]
    there = sum(curve is not None and curve.more == 0 for curve in curves)
    going = sum(curve is not None and bool(curve.more) for curve in curves)
    never = sum(curve is not None and curve.more is None for curve in curves)
    unknown = sum(curve is None for curve in curves)
    facts = [tn("5 minutes are reached with {n} manager", "5 minutes are reached with {n} managers", there)]
    if going:
        facts.append(tn("{n} on the way", "{n} on the way", going))
    if never:
        facts.append(tn("{n} not by practice alone", "{n} not by practice alone", never))
    if unknown:
        facts.append(tn("{n} without a curve yet", "{n} without a curve yet", unknown))
    return ", ".join(facts)


def curve_text(learner: Learner) -> str:
    """Say how the curve falls: ``each doubling of the clients saves 20%``; "" when it does not."""
    curve = learner.curve
    if curve is None or curve.doubling >= 1:
        return ""
    return t("each doubling of the clients saves {share}", share=percent(1 - curve.doubling))


def median_text(pace: Pace) -> str:
    """Write the minutes of the client in the middle; a dash without any."""
    return NOTHING if pace.median is None else minutes(pace.median)


def p90_text(pace: Pace) -> str:
    """Write within how many minutes nine of ten clients were; a dash of too few."""
    return NOTHING if pace.p90 is None else minutes(pace.p90)


def baseline_text(learner: Learner) -> str:
    """Say what the own first ten clients took, or how many there are of them (R32); "" without any."""
    start = learner.baseline
    if start.median is None:
        return ""
    if learner.scope.level is Level.MANAGER and start.n < BASELINE:
        return tn("Own first {n} client: {time}", "Own first {n} clients: {time}", start.n, time=minutes(start.median))
    return t("Own first {n} clients: {time}", n=BASELINE, time=minutes(start.median))


def saved_text(learner: Learner) -> str:
    """Say what a client of the last sitting takes less than those of the own start (R32); "" while that is running."""
    saved = learner.saved
    if saved is None:
        return ""
    share = percent(abs(saved) / learner.baseline.median) if learner.baseline.median else NOTHING
    if saved < 0:
        return t("{time} more per client than then ({share})", time=minutes(-saved), share=share)
    return t("{time} saved per client since ({share})", time=minutes(saved), share=share)


def band_name() -> str:
    """Name the band of minutes that the method promises."""
    least, most = BAND
    return t("{least}–{most} minutes", least=round(least / 60), most=round(most / 60))


def band_text(learner: Learner) -> str:
    """Say how many reviews were in the band; "" without any."""
    share = learner.in_band
    return t("In {band}: {share}", band=band_name(), share=share_with_n(share)) if share.whole else ""


def hit_text(learner: Learner) -> str:
    """Say how many plans were reached by their day, and how many are open past it (R34)."""
    still = sum(week.open for week in learner.weeks)
    told = t("Plans reached by their day: {share}", share=share_with_n(learner.hit))
    waiting = tn("{n} due and not reached yet", "{n} due and not reached yet", still) if still else ""
    return f"{told}, {waiting}" if waiting else told


def rework_text(learner: Learner) -> str:
    """Say how many reviews of a plan needed rework, and how many had no plan (R38)."""
    first = sum(week.first for week in learner.weeks)
    told = t("Rework: {share}", share=share_with_n(learner.rework))
    apart = tn("{n} first review apart", "{n} first reviews apart", first) if first else ""
    return f"{told}, {apart}" if apart else told


def share_with_n(share: Share) -> str:
    """Write a share with its n, as its smallness allows: ``2 of 4``, ``40% (18–65) of 15``, ``38% of 50``."""
    if share.rate is None:
        return share_text(share)
    return t("{share} of {n}", share=share_text(share), n=share.whole)
