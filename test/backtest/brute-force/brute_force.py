"""Counts the events of an alert by brute force: each run of each phase looks at all rows.

Reads one case per line from standard input, as JSON, and writes its result to standard output. Written from the
documentation of alerts and of the command; it shares no code with what it is compared with. Times are in milliseconds.
"""

import json
import sys

from query import matches
from gaps import days_with_logs, gaps_of, is_in_long_gap
from runs import Alert, Row, stored_row


def median(numbers):
    """The median; of two, the lower one."""
    return sorted(numbers)[(len(numbers) - 1) // 2]


def evaluate(case):
    delay, release = case["delay"], tuple(case["release"])
    alert = Alert(case["alert"], release, delay)
    dropped, rows = {}, []
    for record in case["rows"]:
        row = stored_row(record, alert, delay, case["now"])
        if isinstance(row, Row):
            rows.append(row)
        else:
            dropped[row] = dropped.get(row, 0) + 1
    matched = [row for row in rows if matches(alert.query, row.record, alert.data_set)]
    grouped = [row for row in matched if alert.groups_of(row)] if alert.fields else matched
    if len(grouped) < len(matched):
        dropped["group"] = len(matched) - len(grouped)
    report = {
        "rows": {"read": len(case["rows"]), "matched": len(matched), "grouped": len(grouped), "dropped": dropped},
        "phases": alert.phases,
    }
    return {**report, **span(alert, rows, matched, case, gaps_of(case["rows"], alert.data_set, case["now"]))}


def span(alert, rows, matched, case, logs):
    """What all runs raise whose window can have a row."""
    if not rows:
        return {"from": None, "to": None}
    # Of the runs that can see a row, the user says which ones count.
    first = min(map(alert.first_run, rows))
    last = max(map(alert.last_run, rows))
    if "from" in case:
        first = max(first, -(-case["from"] // alert.slot))
    if "to" in case:
        last = min(last, case["to"] // alert.slot)
    runs = [run for run in range(first, last + 1) if not is_in_long_gap(run * alert.slot, alert.lookback, logs.gaps)]
    if not runs:
        return {"from": None, "to": None}
    thresholds = [alert.threshold, *case.get("thresholds", [])]
    counts = [[0] * alert.phases for _ in thresholds]
    groups, events = {}, [[] for _ in range(alert.phases)]
    for run in runs:
        now, phase = run * alert.slot, run % alert.phases
        pairs = alert.compared([row for row in matched if alert.sees(row, now)])
        for place, threshold in enumerate(thresholds):
            raised = alert.raised(pairs, threshold)
            counts[place][phase] += len(raised)
            if place == 0:
                count_groups(alert, groups, raised, phase)
                events[phase] += [alert.event(now, pair) for pair in raised]
    typical = median(counts[0])
    days = days_with_logs(logs, case)
    return {
        "from": first * alert.slot,
        "to": last * alert.slot,
        "gaps": [{"from": start, "to": end} for start, end in within(logs.gaps, first * alert.slot, last * alert.slot)],
        "events": {
            "min": min(counts[0]),
            "typical": typical,
            "max": max(counts[0]),
            "perDay": typical / days,
        },
        "groups": group_list(alert, groups),
        "thresholds": [
            {"threshold": threshold, "events": median(counts[place])}
            for place, threshold in enumerate(thresholds)
            if place > 0
        ],
        "typicalEvents": [events[phase] for phase in range(alert.phases) if counts[0][phase] == typical],
    }


def within(stretches, first, last):
    """The parts of stretches that are in a span."""
    parts = [(max(start, first), min(end, last)) for start, end in stretches]
    return [(start, end) for start, end in parts if start < end]


def count_groups(alert, groups, raised, phase):
    """Adds the events of a run to their groups."""
    found = {}
    for group, value in raised:
        key = () if isinstance(group, Row) else group
        found.setdefault(key, []).append(value)
    for key, values in found.items():
        entry = groups.setdefault(key, {"phases": [0] * alert.phases, "values": []})
        entry["phases"][phase] += len(values)
        entry["values"] += [len(values)] if alert.metric is None else values


def group_list(alert, groups):
    """The groups with events: their typical events, and the value furthest beyond the threshold."""
    return [
        {"key": alert.key_of(key), "events": median(entry["phases"]), "peak": peak(alert, entry["values"])}
        for key, entry in groups.items()
    ]


def peak(alert, values):
    if alert.metric is None or alert.condition in ("gt", "gte", "eq"):
        return max(values)
    if alert.condition in ("lt", "lte"):
        return min(values)
    return max(values, key=lambda value: abs(value - alert.threshold))


def main():
    for line in sys.stdin:
        print(json.dumps(evaluate(json.loads(line))), flush=True)


if __name__ == "__main__":
    main()
