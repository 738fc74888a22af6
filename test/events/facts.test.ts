import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { EVENT_FIELDS, FORMER_EVENT_FIELDS, isFormerType } from '../../src/events/event-table';
import { END_FIELDS, PRODUCERS } from '../../src/events/producers';
import { describeWithShared, sharedFolder } from '../shared-folder';

// biome-ignore lint/suspicious/noExplicitAny: facts are data of every shape
type Facts = any;

describeWithShared('the facts about events', () => {
  const read = (file: string): Facts =>
    parse(readFileSync(join(sharedFolder ?? '', 'facts', 'kinds', `${file}.yaml`), 'utf8'));
  const { keys, documented_keys: documented, by_producer: producers } = read('00-common').events;

  it('have the same fields', () => {
    const theirs = keys.now.map(({ key, type, range, values }: Facts) => ({ key, type, range, values }));
    const ours = Object.entries(EVENT_FIELDS).map(([key, { type, range, values }]) => ({
      key,
      type: { text: 'string', port: 'int' }[type as string] ?? type,
      range: type === 'port' ? { min: 0, max: 65535 } : range,
      values,
    }));
    const byKey = (left: Facts, right: Facts) => left.key.localeCompare(right.key);
    expect(ours.sort(byKey)).toEqual(theirs.sort(byKey));
  });

  it('have the same fields in older releases', () => {
    const older: string[] = keys.older_only;
    expect(older.filter((text) => !text.startsWith('type = '))).toEqual(FORMER_EVENT_FIELDS);
    expect(older.filter((text) => text.startsWith('type = ')).map((text) => isFormerType(text.slice(7)))).toEqual([
      true,
    ]);
  });

  it('document the same fields', () => {
    const ours = Object.keys(EVENT_FIELDS).filter((key) => EVENT_FIELDS[key]?.documented !== false);
    expect(ours.sort()).toEqual(documented.value.sort());
  });

  it.each([
    ['GlobalThreatFeed_ip', PRODUCERS.addressFeed],
    ['GlobalThreatFeed_domain', PRODUCERS.domainFeed],
    ['workload_WAF', PRODUCERS.firewall],
  ])('have the same events of %s', (name, { type, origin, severity }) => {
    expect({ type, origin, severity }).toEqual({
      type: producers[name].type,
      origin: producers[name].origin,
      severity: producers[name].severity,
    });
  });

  it('have the same events of inspections', () => {
    const { events } = read('deep-packet-inspection');
    const { type, severity, originPrefix, ends } = PRODUCERS.inspection;
    expect({ type, severity }).toEqual({ type: events.type, severity: events.severity });
    expect(events.origin.startsWith(originPrefix)).toBe(true);
    expect([...END_FIELDS].filter((field) => !ends.has(field))).toEqual(
      events.no_fields.filter((field: string) => END_FIELDS.has(field)),
    );
  });
});
