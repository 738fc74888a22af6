const RFC_3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))$/;

/**
 * Milliseconds since 1970 of a time in RFC 3339, such as `2026-12-01T08:00:00Z` or `2026-12-01T09:00:00+01:00`; undefined
 * if the string is not one. Only what both Go and the schema of a CRD accept is one: upper-case `T` and `Z`, two digits
 * for each part, a day that exists, and no leap second.
 */
export function parseRfc3339(text: string): number | undefined {
  const [, year, month, day, hour, minute, second, zoneHour = 0, zoneMinute = 0] = (RFC_3339.exec(text) ?? []).map(
    Number,
  );
  if (year === undefined || month === undefined || day === undefined) {
    return undefined;
  }
  const isDay = month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
  const isTime = isWithin(hour, 23) && isWithin(minute, 59) && isWithin(second, 59);
  const isZone = isWithin(zoneHour || 0, 23) && isWithin(zoneMinute || 0, 59);
  return isDay && isTime && isZone ? Date.parse(text) : undefined;
}

function isWithin(value: number | undefined, most: number): boolean {
  return value !== undefined && value <= most;
}

/** The calendar repeats after 400 years; `Date.UTC` takes years below 100 for those of the 20th century. */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}
