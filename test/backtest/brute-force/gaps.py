"""Stretches without logs, and the days with logs, by the minutes from the start to the end of each row."""

from collections import Counter, namedtuple

from runs import millis

Logs = namedtuple("Logs", "first last gaps")

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def gaps_of(records, data_set, now):
    """The time of the logs, and the stretches in it without any row."""
    minutes, lengths = set(), Counter()
    for record in records:
        if data_set == "audit":
            start = end = millis(record["requestReceivedTimestamp"], False)
        else:
            start, end = (millis(record[key], data_set != "dns") for key in ("start_time", "end_time"))
        if start <= end <= now:
            minutes.add(start // MINUTE)
            minutes.update(range(start // MINUTE, -(-end // MINUTE)))
        if start < end <= now:
            lengths[end - start] += 1
    # The flush interval is the most frequent length of the rows.
    flush = min(lengths, key=lambda length: (-lengths[length], length), default=None)
    longest = HOUR if flush is None else max(15 * MINUTE, 3 * flush)
    covered = sorted(minute * MINUTE for minute in minutes)
    pairs = [(left + MINUTE, right) for left, right in zip(covered, covered[1:])]
    return Logs(
        covered[0] if covered else None,
        covered[-1] + MINUTE if covered else None,
        [(start, end) for start, end in pairs if end - start > longest],
    )


def is_in_long_gap(now, lookback, gaps):
    """Whether the window of a run only has what is missing."""
    return any(end - start >= DAY and start < now - lookback and now < end for start, end in gaps)


def days_with_logs(logs, case):
    """The days of the logs that runs look at, at least one."""
    if logs.first is None:
        return 1
    first, last = max(logs.first, case.get("from", logs.first)), min(logs.last, case.get("to", logs.last))
    parts = [min(end, last) - max(start, first) for start, end in logs.gaps if end - start >= DAY]
    return max(1, (last - first - sum(max(0, part) for part in parts)) / DAY)
