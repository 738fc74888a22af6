"""Runs of an alert, one after the other and each over all rows: what it sees, groups, compares and raises."""

import math
import re
from datetime import datetime
from fractions import Fraction

from fields import FIELDS, Rejected, address_text, indexed, path_values
from query import parse

MOST_GROUPS = 10_000
PAGE_OF_GROUPS = 500
MOST_HITS = 10_000


def millis(value, in_seconds):
    """A time of a row in milliseconds; numbers are in the unit of the data set."""
    if isinstance(value, str):
        return round(datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp() * 1_000)
    return value * 1_000 if in_seconds else value


class Row:
    """A row as the log store has it, with its times in milliseconds."""

    def __init__(self, record, data_set, is_old, delay):
        self.record = record
        self.values = {}
        for key, field in FIELDS[data_set].items():
            self.values[key] = indexed(field, path_values(record, field.alias or key))
        if data_set == "audit":
            self.window = self.end = millis(record["requestReceivedTimestamp"], False)
        else:
            start, self.end = (millis(record[key], data_set != "dns") for key in ("start_time", "end_time"))
            self.window = start if is_old else self.end // 1_000 * 1_000
        self.visible = record.get("generated_time", self.end + delay)


class Alert:
    """The fields of an alert that decide."""

    def __init__(self, spec, release, delay):
        self.data_set = spec["dataSet"]
        self.query = parse(spec.get("query", ""))
        self.fields = spec.get("aggregateBy", [])
        self.metric = spec.get("metric")
        self.field = spec.get("field")
        self.condition = spec.get("condition")
        self.threshold = spec.get("threshold", 0)
        self.severity = spec["severity"]
        self.text = spec["description"]
        self.name = spec["name"]
        self.period, self.lookback = spec.get("period", 300_000), spec.get("lookback", 600_000)
        self.release = release
        # Audit logs are searched as before 3.17 on all releases.
        self.is_closed = release < (3, 17) or self.data_set == "audit"
        self.slot = math.gcd(self.period, self.lookback, delay, 60_000)
        self.phases = self.period // self.slot

    def sees(self, row, now):
        if row.visible > now or row.window > now:
            return False
        start = now - self.lookback
        return row.window >= start if self.is_closed else row.window > start

    def first_run(self, row):
        return -(-max(row.visible, row.window) // self.slot)

    def last_run(self, row):
        last = row.window + self.lookback
        return last // self.slot if self.is_closed else (last - 1) // self.slot

    def groups_of(self, row):
        """The groups that a row is in, as tuples of what the index has."""
        groups = [()]
        for key in self.fields:
            field = FIELDS[self.data_set].get(key)
            values = [] if field is None or field.nested is not None else row.values[key]
            # The index lists each string and address of a row once, and each number as often as the row has it.
            kept = values if field is not None and field.kind == "long" else dict.fromkeys(values)
            groups = [group + (value,) for group in groups for value in kept]
        return groups

    def holds(self, value, threshold):
        value, threshold = float(value), float(threshold)
        return {
            "eq": value == threshold,
            "not_eq": value != threshold,
            "gt": value > threshold,
            "gte": value >= threshold,
            "lt": value < threshold,
            "lte": value <= threshold,
        }[self.condition]

    def value_of(self, rows):
        """The metric of rows."""
        if self.metric == "count":
            return len(rows)
        values = [value for row in rows for value in row.values.get(self.field, [])]
        if not values:
            return 0.0
        return {
            "sum": lambda: float(sum(values)),
            "avg": lambda: float(Fraction(sum(values), len(values))),
            "min": lambda: float(min(values)),
            "max": lambda: float(max(values)),
        }[self.metric]()

    def compared(self, rows):
        """Pairs of a group and its value in a run that sees these rows."""
        if not self.fields:
            if self.metric is None:
                return [(row, None) for row in rows]
            value = self.value_of(rows)
            return [((), min(value, MOST_HITS) if self.metric == "count" else value)]
        groups = {}
        for row in rows:
            for group in self.groups_of(row):
                groups.setdefault(group, []).append(row)
        order = sorted(groups, key=_place_of)[:MOST_GROUPS]
        pairs = []
        for place, group in enumerate(order):
            is_lost = self.release < (3, 17) and self.metric not in (None, "count") and place >= PAGE_OF_GROUPS
            value = None if self.metric is None else 0.0 if is_lost else self.value_of(groups[group])
            pairs.append((group, value))
        return pairs

    def raised(self, pairs, threshold):
        return [pair for pair in pairs if self.metric is None or self.holds(pair[1], threshold)]

    def key_of(self, group):
        """A group as reports have it."""
        return {
            key: address_text(value) if FIELDS[self.data_set][key].kind == "ip" else value
            for key, value in zip(self.fields, group)
        }

    def event(self, now, pair):
        group, value = pair
        # An event of a single row has no group and no metric.
        record = {} if isinstance(group, Row) else self.key_of(group)
        if self.metric is not None:
            record[self.metric] = value
        text = re.sub(r"\$\{([^}]*)\}", lambda found: _filled(record, found.group(1), self.metric), self.text)
        return {
            "type": "global_alert",
            "time": now,
            "origin": self.name,
            "severity": self.severity,
            "text": text,
            "record": record,
        }


def _place_of(group):
    """What groups are ordered by: the last field first, strings by their bytes."""
    return [value.encode("utf-8") if isinstance(value, str) else value for value in reversed(group)]


def _filled(record, name, metric):
    value = record.get(name)
    if isinstance(value, bool) or value is None:
        return "${" + name + "}"
    if isinstance(value, str):
        return value
    return str(value) if name == "count" and metric == "count" else f"{value:.1f}"


def stored_row(record, alert, delay, now):
    """A row that runs can see, or the reason why there is none."""
    is_audit = alert.data_set == "audit"
    for key in ["requestReceivedTimestamp"] if is_audit else ["start_time", "end_time"]:
        if record.get(key) is None:
            return "time"
    try:
        row = Row(record, alert.data_set, alert.is_closed, delay)
    except Rejected:
        return "rejected"
    if max(row.window, row.end) > now:
        return "future"
    # Before 3.17, the window is about the start, and the end about when the row can be found.
    if row.end < row.window:
        return "reversed"
    return row if alert.first_run(row) <= alert.last_run(row) else "late"
