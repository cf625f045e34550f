"""Categories and total made to close: where every category is known they sum to `all`; the rest is
`unknown`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from according.model import Category, Claim
from according.profiles import Answer, Profile
from according.settling import Result, bounded_below, decided, ordered
from according.stated import Stated


def closed(
    results: dict[Category, Result],
    current: Sequence[Stated],
    partial: Sequence[Stated],
    rule: Profile,
    claims: Mapping[str, Claim],
    replaced: Sequence[Stated] = (),
) -> tuple[dict[Category, Result], Result]:
    """The categories and their total, made to close: what the total holds beyond them is `unknown`."""
    earlier = [s for s in replaced if s.category == "all"]
    total, rest = _totals(results, current, rule, claims, earlier)
    total = bounded_below(total, [s for s in partial if s.category == "all"])
    if not total.votes:
        return results, replace(_reaching(_summed(results), total.answer, rule), reasons=rest)
    if rule.larger_total and sum(r.answer.best or 0 for r in results.values()) > (total.answer.best or 0):
        return results, replace(_summed(results), reasons={**total.reasons, **rest})
    results = _within(results, total.answer)
    if rule.each_report:
        results = {c: _lowered(r, total.answer.low) for c, r in results.items()}
    total = _at_least_its_parts(replace(total, reasons={**total.reasons, **rest}), results)
    residual = _residual(results, total.answer)
    if residual is not None:
        results = {**results, "unknown": residual}
    return results, total


def _totals(
    results: Mapping[Category, Result],
    current: Sequence[Stated],
    rule: Profile,
    claims: Mapping[str, Claim],
    replaced: Sequence[Stated],
) -> tuple[Result, dict[str, str]]:
    """The total as stated by those who count everyone that the incident knows of."""
    known = {c for c, r in results.items() if r.used or r.enemy}
    every = [s for s in current if s.category == "all"]
    loose = rule.each_report and (len(known) < 2 or _one_group_each((*every, *replaced), claims))
    left = {s: _left_out(s, None if loose else known, rule, claims) for s in (*every, *replaced)}
    reasons = {
        c: why for s, why in left.items() for c in s.claim_ids if why and claims[c].category in _OF_ALL
    }
    voters = [s for s in every if not left[s]]
    if not loose and not any(s.whole for s in voters) and len(known) < 2:
        voters = []
    earlier = [s for s in replaced if not left[s]]
    short = [s for s in left if left[s]] if rule.each_report else []
    return decided(voters, rule, claims, earlier, short), reasons


def _one_group_each(totals: Sequence[Stated], claims: Mapping[str, Claim]) -> bool:
    """Whether somebody gives a bare total and no report counts two groups side by side: then one report's
    soldiers and another's "killed" may be the same people, and each report's total stands for everyone."""
    groups = [{claims[c].category for c in s.claim_ids} - {"all", "unknown"} for s in totals]
    return any(s.whole for s in totals) and all(len(g) < 2 for g in groups)


#: Categories whose claims a total alone decides about.
_OF_ALL = ("all", "unknown")


def _left_out(item: Stated, known: set[Category] | None, rule: Profile, claims: Mapping[str, Claim]) -> str:
    """Why a total does not stand for everyone, "" where it does. `known`: the groups that it has to count."""
    if known is not None and not _counts_everyone(item, known, claims):
        return "incomplete"
    if item.tainted and (rule.party in ("above", "beside") or _is_sum(item, claims)):
        return "derived_sum"
    return ""


def _counts_everyone(item: Stated, known: set[Category], claims: Mapping[str, Claim]) -> bool:
    """Whether a total leaves out no group that the incident knows of: a bare total does not, a sum may."""
    sums = [claims[c] for c in item.claim_ids if claims[c].derived]
    groups = {claims[c].category for c in item.claim_ids}
    groups |= {claims[p].category for total in sums for p in total.parts if p in claims}
    return known <= groups or (item.whole and not sums)


def _is_sum(item: Stated, claims: Mapping[str, Claim]) -> bool:
    return any(len(claims[c].parts) > 1 for c in item.claim_ids)


def _summed(results: Mapping[Category, Result]) -> Result:
    """The total where nobody gives one: the sum of the categories, derived unless there is only one."""
    answers = [r.answer for r in results.values()]
    bests, highs = [a.best for a in answers], [a.high for a in answers]
    answer = Answer(
        sum(a.low for a in answers),
        None if None in bests else sum(b for b in bests if b is not None),
        None if None in highs else sum(h for h in highs if h is not None),
    )
    used = tuple(s for r in results.values() for s in r.used)
    return Result(answer, used, {}, (), _share_notes(results, answer), len(results) > 1)


def _share_notes(results: Mapping[Category, Result], answer: Answer) -> tuple[str, ...]:
    """How much of the upper figure rests on a party's word about its enemy."""
    top = answer.high if answer.high is not None else sum(r.answer.best or r.enemy for r in results.values())
    enemy = sum(r.enemy for r in results.values())
    if not enemy or not top:
        return ()
    share = round(100 * enemy / max(top, enemy))
    return (f"{enemy} of at most {max(top, enemy)} ({share} %) rest on one party's word about its enemy.",)


def _within(results: dict[Category, Result], total: Answer) -> dict[Category, Result]:
    """Categories that together pass the total count the same people twice: the best supported ones stay."""
    if total.best is None or sum(r.answer.best or 0 for r in results.values()) <= total.best:
        return results
    left = total.best
    kept: dict[Category, Result] = {}
    for rank in sorted({_rank(c, r) for c, r in results.items()}, reverse=True):
        equals = {c: r for c, r in results.items() if _rank(c, r) == rank}
        wanted = sum(r.answer.best or 0 for r in equals.values())
        fits = wanted <= left
        left -= wanted if fits else 0
        kept |= equals if fits else {c: _unsettled(r) for c, r in equals.items()}
    return {category: kept[category] for category in results}


def _rank(category: Category, result: Result) -> tuple[int, bool, int]:
    """By support, then civilians, then by height; the two sides' people of equal rank stay or go together, so
    that no side comes first."""
    voices = len({s.speaker.family for s in result.used})
    return voices, category == "civilian", result.answer.best or 0


def _unsettled(result: Result) -> Result:
    reasons = {**result.reasons, **{c: "rival_category" for s in result.used for c in s.claim_ids}}
    note = "Others count these people under another group: no best figure."
    high = result.answer.high
    return replace(
        result, answer=Answer(0, None, high), used=(), reasons=reasons, notes=(*result.notes, note)
    )


def _reaching(summed: Result, stated: Answer, rule: Profile) -> Result:
    """The sum, where every report is weighed, with ends as far as the totals of single reports put them."""
    answer = summed.answer
    if not rule.each_report or stated.high is None:
        return summed
    high = None if answer.high is None else max(answer.high, stated.high)
    return replace(summed, answer=ordered(Answer(min(answer.low, stated.low), answer.best, high)))


def _lowered(result: Result, low: int) -> Result:
    """No more of a group than of everyone are sure."""
    answer = result.answer
    return replace(result, answer=replace(answer, low=min(answer.low, low)))


def _at_least_its_parts(total: Result, results: Mapping[Category, Result]) -> Result:
    """The total's ends as far as its categories push them out."""
    answer = total.answer
    low = max(answer.low, sum(r.answer.low for r in results.values()))
    highs = [r.answer.high for r in results.values()]
    high = answer.high
    if high is not None:
        high = None if None in highs else max([high, *(h for h in highs if h is not None)])
    if answer.best is not None:
        low = min(low, answer.best)
    widened = ordered(Answer(low, answer.best, high))
    notes = _share_notes(results, widened)
    used = (*total.used, *(s for r in results.values() for s in r.used))
    return replace(total, answer=widened, notes=(*total.notes, *notes), used=tuple(dict.fromkeys(used)))


def _residual(results: Mapping[Category, Result], total: Answer) -> Result | None:
    """What the total holds beyond its known categories."""
    bests = [r.answer.best for r in results.values()]
    highs = [r.answer.high for r in results.values()]
    best = (
        None if total.best is None or None in bests else total.best - sum(b for b in bests if b is not None)
    )
    low = max(0, total.low - sum(h for h in highs if h is not None)) if None not in highs else 0
    high = None if total.high is None else max(0, total.high - sum(r.answer.low for r in results.values()))
    if best == 0 or (best is None and not low and not total.best):
        return None
    return Result(ordered(Answer(low, best, high)), (), {}, (), (), derived=bool(results))
