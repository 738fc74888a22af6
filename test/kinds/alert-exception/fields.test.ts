import { END, exception, findingsIn, periodic, START } from './exception';

const SUBDOMAIN =
  "must be an RFC 1123 subdomain: lower-case letters, digits, '-' and '.', each part beginning and ending with a letter or digit";
const FIELDS = 'description, selector, startTime, endTime';
const RFC =
  'is not a time in RFC 3339; write date, time and zone, as in 2026-12-01T08:00:00Z or 2026-12-01T09:00:00+01:00 [alert-exception/time-format]';

describe('an exception', () => {
  // biome-ignore format: a table is read by its columns
  const wrong: [string, object, string][] = [
    ['no description', exception({ description: undefined }), 'error spec.description: is required and must not be empty; write why these events are known to be harmless [alert-exception/description-missing]'],
    ['null as description', exception({ description: null }), 'error spec.description: is required and must not be empty; write why these events are known to be harmless [alert-exception/description-missing]'],
    ['an empty description', exception({ description: '' }), 'error spec.description: is required and must not be empty; write why these events are known to be harmless [alert-exception/description-missing]'],
    ['a number as description', exception({ description: 5 }), 'error spec.description: must be a string; quote it, as in "5" [alert-exception/field-type]'],
    ['no selector', exception({ selector: undefined }), 'error spec.selector: is required; write a query, such as origin = "network.port-scan" [alert-exception/query]'],
    ['a list as selector', exception({ selector: ['a = b'] }), 'error spec.selector: must be a string, not a list; remove the brackets or the dash [alert-exception/field-type]'],
    ['no start', exception({ startTime: undefined }), `error spec.startTime: is required; set the time from which events are hidden, such as ${START} [alert-exception/start-missing]`],
    ['null as start', exception({ startTime: null }), `error spec.startTime: is required; set the time from which events are hidden, such as ${START} [alert-exception/start-missing]`],
    ['the zero time as start', exception({ startTime: '0001-01-01T00:00:00Z' }), 'error spec.startTime: is the zero time of Go, which the API server treats like a missing one; set a later time [alert-exception/start-missing]'],
    ['the zero time in another zone', exception({ startTime: '0001-01-01T01:00:00+01:00' }), 'error spec.startTime: is the zero time of Go, which the API server treats like a missing one; set a later time [alert-exception/start-missing]'],
    ['an empty start', exception({ startTime: '' }), `error spec.startTime: ${RFC}`],
    ['a day as start', exception({ startTime: '2026-12-01' }), `error spec.startTime: ${RFC}`],
    ['a start without a zone', exception({ startTime: '2026-12-01T08:00:00' }), `error spec.startTime: ${RFC}`],
    ['an end on a day that does not exist', exception({ endTime: '2027-02-29T08:00:00Z' }), `error spec.endTime: ${RFC}`],
    ['a number as start', exception({ startTime: 1796112000 }), 'error spec.startTime: must be a string; quote it, as in "1796112000" [alert-exception/field-type]'],
    ['an end before the start', exception({ endTime: '2026-11-30T08:00:00Z' }), `error spec.endTime: must be after the start, but is before ${START} [alert-exception/end-not-after-start]`],
    ['an end before the start in another zone', exception({ endTime: '2026-12-01T09:30:00+02:00' }), `error spec.endTime: must be after the start, but is before ${START} [alert-exception/end-not-after-start]`],
    ['an end that equals the start', exception({ endTime: START }), 'error spec.endTime: must be after the start, but equals it [alert-exception/end-not-after-start]'],
    ['an end that equals the start in another zone', exception({ endTime: '2026-12-01T10:00:00+02:00' }), 'error spec.endTime: must be after the start, but equals it [alert-exception/end-not-after-start]'],
    ['no end', exception({ endTime: undefined }), 'notice spec.endTime: without it, events are hidden forever; set the time at which the exception ends [alert-exception/no-end]'],
    ['null as end', exception({ endTime: null }), 'notice spec.endTime: without it, events are hidden forever; set the time at which the exception ends [alert-exception/no-end]'],
    ['the period of 3.13', exception({ period: '24h' }), 'error spec.period: was replaced in 3.14; remove it, and set startTime and endTime [alert-exception/period-removed]'],
    ['an unknown field', exception({ expires: END }), `error spec.expires: is not a field of an exception; the API server rejects or drops unknown fields; the fields are ${FIELDS} [alert-exception/unknown-field]`],
    ['a misspelt field', exception({ starttime: START }), 'error spec.starttime: is not a field of an exception; the API server rejects or drops unknown fields; did you mean startTime? [alert-exception/unknown-field]'],
    ['no spec', { ...exception(), spec: undefined }, 'error spec: must contain the fields of an exception, at least description and selector [alert-exception/spec-missing]'],
    ['a list as spec', { ...exception(), spec: [] }, 'error spec: must contain the fields of an exception, at least description and selector [alert-exception/spec-missing]'],
    ['another version', { ...exception(), apiVersion: 'projectcalico.org/v1' }, 'error apiVersion: must be projectcalico.org/v3, the only version of this API [alert-exception/api-version]'],
    ['a name in upper case', exception({}, { name: 'Known' }), `error metadata.name: ${SUBDOMAIN} [alert-exception/metadata]`],
    ['a name with an underscore', exception({}, { name: 'known_scanner' }), `error metadata.name: ${SUBDOMAIN} [alert-exception/metadata]`],
    ['a generated name', exception({}, { generateName: 'known-' }), 'warning metadata.name: is generated by the API server on each kubectl create, and kubectl apply rejects generateName; give the exception a name [alert-exception/name-generated]'],
    ['a name of 254 characters', exception({}, { name: 'a'.repeat(254) }), 'error metadata.name: must be no more than 253 characters (RFC 1123 subdomain) [alert-exception/metadata]'],
    ['an owner without uid', exception({}, { name: 'a', ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'b' }] }), 'error metadata.ownerReferences[0].uid: is required: the API server rejects an owner without it [alert-exception/field-missing]'],
    ['a number as label', exception({}, { name: 'a', labels: { a: 5 } }), 'error metadata.labels: must be a map of strings; quote numbers, true and false [alert-exception/field-type]'],
    ['an invalid label', exception({}, { name: 'a', labels: { a: 'b c' } }), "error metadata.labels.a: is not a valid label value: at most 63 letters, digits, '-', '_' and '.', beginning and ending with a letter or digit [alert-exception/metadata]"],
  ];

  it.each(wrong)('is found wrong with %s', (_, manifest, expected) => {
    expect(findingsIn(manifest)).toEqual([expected]);
  });

  // biome-ignore format: a table is read by its columns
  const right: [string, object][] = [
    ['times in UTC', exception()],
    ['times in other zones', exception({ startTime: '2026-12-01T10:00:00+02:00', endTime: '2026-12-01T08:00:01Z' })],
    ['fractions of seconds', exception({ startTime: '2026-12-01T08:00:00.000Z', endTime: '2026-12-01T08:00:00.5Z' })],
    ['a start in the past', exception({ startTime: '2022-01-02T00:00:00Z' })],
    ['a name of 253 characters', exception({}, { name: `${'a'.repeat(63)}.`.repeat(3) + 'a'.repeat(61) })],
    ['a status', { ...exception(), status: {} }],
    ['a name, and one that would be generated', exception({}, { name: 'known', generateName: 'known-' })],
  ];

  it.each(right)('may have %s', (_, manifest) => {
    for (const release of ['3.14', '3.22', '3.23', '3.24', 'cloud-17.0.0', 'cloud-23.0.1']) {
      expect(findingsIn(manifest, release)).toEqual([]);
    }
  });

  it('has all of its problems reported', () => {
    const manifest = exception({ description: '', selector: '', startTime: 'now', endTime: 'later' });
    expect(findingsIn(manifest)).toEqual([
      'error spec.description: is required and must not be empty; write why these events are known to be harmless [alert-exception/description-missing]',
      'error spec.selector: must not be empty; to select every event, write severity >= 0 [alert-exception/query]',
      `error spec.startTime: ${RFC}`,
      `error spec.endTime: ${RFC}`,
    ]);
  });

  it('that ends when it starts is stored before 3.24, and never active', () => {
    const message =
      'warning spec.endTime: equals the start, so the exception is never active; set a later end [alert-exception/end-not-after-start]';
    for (const release of ['3.14', '3.23', 'cloud-23.0.1']) {
      expect(findingsIn(exception({ endTime: START }), release)).toEqual([message]);
    }
  });

  it.each(['3.7', '3.12'])('is not a kind of %s', (release) => {
    expect(findingsIn(exception({ description: 5 }), release)).toEqual([
      `error kind: is not available in Calico Enterprise ${release}.0: it was added in 3.13; exclude the known records in the query of the alert [alert-exception/release]`,
    ]);
  });
});

describe('an exception of 3.13', () => {
  // biome-ignore format: a table is read by its columns
  const rows: [string, unknown, string[]][] = [
    ['a day', '24h', []],
    ['a minute', '1m', []],
    ['no period', undefined, ['notice spec.period: without it, events are hidden forever; set how long the exception is active [alert-exception/no-end]']],
    ['less than a minute', '59s', ['error spec.period: must be at least 1m [alert-exception/period]']],
    ['no Go duration', '1d', ['error spec.period: is not a Go duration, such as 30m or 24h; there is no unit for days [alert-exception/period]']],
    ['an empty period', '', ['error spec.period: is not a Go duration, such as 30m or 24h; there is no unit for days [alert-exception/period]']],
    ['a number', 60, ['error spec.period: must be a string; quote it, as in "60" [alert-exception/field-type]']],
  ];

  it.each(rows)('is checked for its period: %s', (_, period, expected) => {
    expect(findingsIn(periodic(period), '3.13')).toEqual(expected);
  });

  it('has no times', () => {
    const message =
      'is not available in Calico Enterprise 3.13.0: exceptions of 3.13 have a period, and are active as long as that; times were added in 3.14 [alert-exception/times-not-yet]';
    expect(findingsIn(exception({ period: '1h' }), '3.13')).toEqual([
      `error spec.startTime: ${message}`,
      `error spec.endTime: ${message}`,
    ]);
  });
});
