"""Rows of scans and pain points into what the API shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from api.responses import pain_point as shown_pain_point
from api.responses import scan as shown_scan
from models.job import job_id_of
from models.pain_point import Mention, Observation
from models.scan import Coverage, Scan
from models.top_pain_points import Top


def render_scan(
    scan: Scan,
    coverage: Iterable[Coverage],
    top: Sequence[Top],
    *,
    cancel_requested: bool,
    stalled_reason: str | None,
) -> shown_scan.Scan:
    entries = list(coverage)
    return shown_scan.Scan(
        **dict(render_scan_summary(scan, top)),
        coverage=[_render_coverage(scan, entry, alone=len(entries) == 1) for entry in entries],
        cancel_requested=cancel_requested,
        stalled=stalled_reason is not None,
        stalled_reason=stalled_reason,
    )


def render_scan_summary(scan: Scan, top: Sequence[Top]) -> shown_scan.ScanSummary:
    return shown_scan.ScanSummary(
        id=scan.id,
        job_id=job_id_of(scan.id),
        status=scan.status,
        source=scan.source,
        request=scan.request,
        stage=scan.stage,
        progress=scan.progress,
        counts=shown_scan.Counts(
            posts=scan.posts,
            comments=scan.comments,
            duplicates=scan.duplicates,
            other_languages=scan.other_languages,
            mentions=scan.mentions,
            pain_points=scan.pain_points,
        ),
        error=_render_error(scan),
        encoder=scan.encoder,
        as_of=_moment(scan.as_of_utc),
        timings=shown_scan.Timings(
            created_at=scan.created_at,
            started_at=scan.started_at,
            finished_at=scan.finished_at,
            seconds=_seconds_between(scan.started_at, scan.finished_at),
            stages=scan.stage_seconds,
        ),
        top_pain_points=[shown_scan.TopPainPoint(**seen._asdict()) for seen in top],
    )


def _render_coverage(scan: Scan, entry: Coverage, *, alone: bool) -> shown_scan.CoverageEntry:
    return shown_scan.CoverageEntry(
        source=scan.source,
        target=entry.target,
        asked=entry.asked,
        fetched=entry.fetched,
        status=entry.status,
        reason=_reason(scan, entry, alone=alone),
        from_=_moment(entry.from_utc),
        to=_moment(entry.to_utc),
    )


def _reason(scan: Scan, entry: Coverage, *, alone: bool) -> str | None:
    """Say of a target also what could not be read for its language: known where it is the only one, or a subreddit."""
    by_subreddit = (scan.corpus_stats or {}).get("other_languages", {})
    named = [count for name, count in by_subreddit.items() if name.lower() == entry.target.lower()]
    skipped = scan.other_languages if alone else sum(named)
    unread = f"{skipped} not in English and left unread" if skipped else None
    return "; ".join(filter(None, (entry.reason, unread))) or None


def _render_error(scan: Scan) -> shown_scan.ScanError | None:
    if scan.error_code is None:
        return None
    return shown_scan.ScanError(
        code=scan.error_code,
        message=scan.error_message or "",
        stage=scan.error_stage,
        retryable=bool(scan.error_retryable),
    )


def render_pain_point(seen: Observation, quotes: Sequence[Mention]) -> shown_pain_point.PainPoint:
    return shown_pain_point.PainPoint(
        id=seen.pain_point_id,
        name=seen.shown_name,
        original_name=seen.name,
        starred=seen.pain_point.starred,
        rejected=seen.pain_point.rejected,
        note=seen.pain_point.note,
        category=seen.category,
        score=seen.score,
        score_parts=seen.score_parts,
        intent_to_pay=seen.intent_to_pay,
        confidence=shown_pain_point.Confidence(
            level=seen.confidence_level, mentions=seen.mentions, authors=seen.authors
        ),
        mentions=seen.mentions,
        authors=seen.authors,
        authors_known=seen.authors_known,
        subreddits=seen.subreddits,
        first_seen=_at(seen.first_seen_utc),
        last_seen=_at(seen.last_seen_utc),
        trend=render_trend(seen),
        quotes=[render_quote(mention) for mention in quotes],
    )


def render_trend(seen: Observation) -> shown_pain_point.Trend:
    buckets = [
        shown_pain_point.TrendBucket(
            start=_at(bucket["start_utc"]),
            end=_at(bucket["end_utc"]),
            mentions=bucket["mentions"],
            documents=bucket["documents"],
            share=bucket["share"],
        )
        for bucket in seen.trend
    ]
    return shown_pain_point.Trend(state=seen.state, buckets=buckets)


def render_quote(mention: Mention) -> shown_pain_point.Quote:
    document = mention.document
    return shown_pain_point.Quote(
        text=document.text[mention.start : mention.end],
        document_id=document.id,
        start=mention.start,
        end=mention.end,
        permalink=document.permalink,
        subreddit=document.subreddit,
        created_utc=_at(document.created_utc),
        upvotes=document.upvotes,
    )


def _seconds_between(start: datetime | None, end: datetime | None) -> float | None:
    return None if start is None or end is None else (end - start).total_seconds()


def _moment(seconds: int | None) -> datetime | None:
    return None if seconds is None else _at(seconds)


def _at(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
