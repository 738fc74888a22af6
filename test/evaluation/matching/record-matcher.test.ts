import { CalicoRelease } from '../../../src/calico';
import { isRefusal, matches, recordMatcher } from '../../../src/evaluation';
import { RecordCheck } from '../../../src/evaluation/matching';
import { type IndexMapping, mappingOf } from '../../../src/logs';
import { parseQuery, type QueryNode } from '../../../src/query';

function parsed(text: string): QueryNode {
  const { node, problem } = parseQuery(text);
  if (node === undefined) {
    throw new Error(problem.message);
  }
  return node;
}

function mapping(dataSet: string, release = '3.22'): IndexMapping {
  const found = mappingOf(dataSet, CalicoRelease.parse(release));
  if (found === undefined) {
    throw new Error(dataSet);
  }
  return found;
}

describe('a query', () => {
  it.each([
    ['flows', '', {}, true],
    ['flows', 'dest_port = "80.0"', { dest_port: 80 }, true],
    ['flows', 'dest_port = 0', { dest_port: null }, true],
    ['flows', 'dest_port_num = 80', { dest_port: 80 }, true],
    ['flows', 'dest_port = 0', {}, false],
    ['flows', 'dest_port > 80.5', { dest_port: 81 }, true],
    ['flows', 'dest_port >= 80.5', { dest_port: 80 }, false],
    ['flows', 'dest_port < 80.5', { dest_port: 80 }, true],
    ['flows', 'dest_port < "-0.5"', { dest_port: 0 }, false],
    ['flows', 'dest_port > "-0.5"', { dest_port: 0 }, true],
    ['flows', 'dest_port < 80', { dest_port: [443, 79] }, true],
    ['flows', 'source_ip = "0.0.0.0"', { source_ip: null }, true],
    ['flows', 'source_ip = "10.0.0.0/8"', { source_ip: '10.1.2.3' }, true],
    ['flows', 'original_source_ips = "0.0.0.0"', { original_source_ips: null }, false],
    ['flows', 'action = Deny', { action: 'deny' }, false],
    ['flows', 'action != deny', {}, true],
    ['flows', 'action != deny', { action: ['allow', 'deny'] }, false],
    ['flows', 'action IN {"d*"}', { action: 'deny' }, true],
    ['flows', 'action NOTIN {"d*"}', { action: 'deny' }, false],
    ['flows', 'action NOTIN {"d*"}', {}, true],
    ['flows', 'NOT action = deny AND proto = tcp', { action: 'allow', proto: 'tcp' }, true],
    ['flows', 'action = deny OR proto = tcp', { proto: 'udp' }, false],
    ['flows', 'other = 1', { other: 1 }, false],
    ['flows', 'other != 1', { other: 1 }, true],
    ['flows', 'other NOTIN {"1"}', { other: '1' }, true],
    ['flows', '"source_labels.labels" = "a=b"', { source_labels: { labels: ['c=d', 'a=b'] } }, true],
    ['flows', '"source_labels.labels" != "a=b"', {}, false],
    ['flows', '"source_labels.labels" != "a=b"', { source_labels: {} }, true],
    ['flows', 'NOT "source_labels.labels" = "a=b"', {}, true],
    ['dns', '"servers.name" != a', { servers: [{ name: 'a' }, { name: 'b' }] }, true],
    ['dns', 'rcode = noerror', { rcode: 'NoError' }, true],
    ['dns', 'qname = "EXAMPLE.com"', { qname: 'example.COM' }, true],
    [
      'dns',
      '"client_labels.app.kubernetes.io/name" = shop',
      { client_labels: { 'app.kubernetes.io/name': 'shop' } },
      true,
    ],
    ['dns', '"client_labels.app" != shop', { client_labels: { app: 'shop' } }, false],
    ['dns', 'start_time < "2026-02-01"', { start_time: '2026-01-31T23:59:59.999Z' }, true],
    ['audit', 'stage = responsecomplete', { stage: 'ResponseComplete' }, true],
    ['audit', 'stage = ResponseComplete', { stage: 'ResponseComplete' }, false],
    ['audit', 'sourceIPs IN {"192.168.*"}', { sourceIPs: ['192.168.99.1'] }, true],
    ['audit', '"objectRef.name" = x', { 'objectRef.name': 'x' }, true],
    ['audit', '"objectRef.name" = x', { objectRef: [{ name: 'y' }, { name: 'x' }] }, true],
    ['audit', 'verb = 5', { verb: 5 }, true],
    ['waf', '"rules.disruptive" = true', { rules: [{ disruptive: 'true' }] }, true],
    ['waf', '"rules.disruptive" > false', { rules: [{ disruptive: '' }] }, false],
  ])('over %s, %s, matches %j: %s', (dataSet, query, record, expected) => {
    expect(matches(parsed(query), record, mapping(dataSet))).toBe(expected);
  });

  it('depends on the release', () => {
    const query = parsed('"policies.all_policies" != a');
    const flat = { policies: { all_policies: ['b'] } };
    expect(matches(query, {}, mapping('flows', '3.22'))).toBe(false);
    expect(matches(query, {}, mapping('flows', '3.23'))).toBe(true);
    expect(matches(query, flat, mapping('flows', '3.22'))).toBe(true);
    expect(matches(parsed('node = a'), { node: 'a' }, mapping('waf', '3.17'))).toBe(true);
    expect(matches(parsed('node = a'), { node: 'a' }, mapping('waf', '3.18'))).toBe(false);
  });

  it.each([
    ['flows', 'dest_port IN {"80"}', 'set', 'log store', 'dest_port'],
    ['flows', 'source_ip NOTIN {"10.*"}', 'set', 'log store', 'source_ip'],
    ['dns', '"client_labels.app" IN {"a"}', 'set', 'log store', 'client_labels.app'],
    ['dns', '"client_labels.app" < a', 'value', 'log store', 'client_labels.app'],
    ['flows', 'dest_port = abc', 'value', 'log store', 'dest_port'],
    ['flows', 'dest_port < NaN', 'value', 'log store', 'dest_port'],
    ['flows', 'source_ip < "10.0.0.0/8"', 'value', 'log store', 'source_ip'],
    ['flows', 'source_ip = "10.0.0.0/33"', 'value', 'log store', 'source_ip'],
    ['flows', 'start_time > "2026-01-31"', 'value', 'log store', 'start_time'],
    ['waf', '"rules.disruptive" = yes', 'value', 'log store', 'rules.disruptive'],
    ['dns', 'start_time > "now-5m"', 'value', 'evaluation', 'start_time'],
    ['dns', 'start_time > "2026-01-31||+1d"', 'value', 'evaluation', 'start_time'],
    ['dns', 'start_time > "-5"', 'value', 'evaluation', 'start_time'],
    ['flows', 'action EMPTY', 'operator', 'evaluation', 'action'],
    ['flows', 'action IN ${names}', 'substitution', 'evaluation', 'action'],
    ['l7', 'latency = 5', 'field', 'evaluation', 'latency'],
  ])('over %s, %s, is refused: %s, by the %s', (dataSet, query, reason, by, key) => {
    expect(recordMatcher(parsed(query), mapping(dataSet))).toMatchObject({ reason, by, key });
  });

  it('is not refused beside a range of times in which there is no time', () => {
    const query = '"@timestamp" > "9223372036854775807"';
    expect(matches(parsed(`${query} AND dest_port IN {"22"}`), {}, mapping('flows'))).toBe(false);
    expect(matches(parsed(`NOT ${query}`), {}, mapping('flows'))).toBe(true);
    expect(
      matches(parsed(query.replace('>', '>=').concat(' AND dest_port IN {"22"}')), {}, mapping('flows')),
    ).toMatchObject({ reason: 'set' });
  });

  it('is not refused where the log store drops the part before it looks at it', () => {
    const refused = 'dest_port IN {"80"}';
    const isRefused = (query: string) => isRefusal(recordMatcher(parsed(query), mapping('flows')));
    expect(isRefused(`other = 1 AND ${refused}`)).toBe(false);
    expect(isRefused(`${refused} AND (other IN {"1"} OR other < 1)`)).toBe(false);
    expect(isRefused(`other = 1 OR ${refused}`)).toBe(true);
    expect(isRefused(`other != 1 AND ${refused}`)).toBe(true);
    expect(isRefused(`"source_labels.other" = 1 AND ${refused}`)).toBe(true);
    expect(isRefused('other = 1 AND start_time > "x"')).toBe(true);
    expect(isRefused('other = 1 OR NOT start_time > "x"')).toBe(true);
    expect(isRefused('other = 1 AND start_time = "x"')).toBe(false);
  });

  it('has no more parts on one level than Elasticsearch 7 takes', () => {
    const query = (size: number) => parsed(`action IN {${Array.from({ length: size }, (_, n) => `a${n}`).join(', ')}}`);
    const chain = (size: number, word: string) =>
      parsed(Array.from({ length: size }, () => 'action = a').join(` ${word} `));
    const reasonOf = (node: QueryNode, release: string) => {
      const found = recordMatcher(node, mapping('flows', release));
      return isRefusal(found) ? found.reason : undefined;
    };
    expect([1_024, 1_025].map((size) => reasonOf(query(size), '3.20'))).toEqual([undefined, 'size']);
    expect(['AND', 'OR'].flatMap((word) => [1_024, 1_025].map((size) => reasonOf(chain(size, word), '3.20')))).toEqual([
      undefined,
      'size',
      undefined,
      'size',
    ]);
    expect(reasonOf(query(1_025), '3.22')).toBeUndefined();
  });

  it('has no answer for a record that cannot be stored', () => {
    expect(matches(parsed('dest_port = 1'), { dest_port: 'x' }, mapping('flows'))).toMatchObject({ reason: 'record' });
    expect(matches(parsed('stage = a'), { stage: 'é' }, mapping('audit'))).toMatchObject({ reason: 'record' });
    expect(matches(parsed('dest_port = x'), {}, mapping('flows'))).toMatchObject({ reason: 'value' });
  });
});

/** A list in a list, and so on. */
function nested(value: unknown, lists: number): unknown {
  let found = value;
  for (let depth = 0; depth < lists; depth += 1) {
    found = [found];
  }
  return found;
}

describe('a record with lists in lists', () => {
  const check = new RecordCheck(mapping('flows'));

  it.each(['dest_port', 'source_labels'])('has their elements as values: %s', (key) => {
    const labels = { labels: nested('a=b', 999) };
    const value = key === 'dest_port' ? 22 : labels;
    const record = { [key]: nested(value, 999) };
    expect(check.problemOf(record)).toBeUndefined();
    const query = key === 'dest_port' ? 'dest_port = 22' : '"source_labels.labels" = "a=b"';
    expect(matches(parsed(query), record, mapping('flows'))).toBe(true);
  });

  it.each(['dest_port', 'source_labels'])('is not stored if there are too many of them: %s', (key) => {
    for (const lists of [1_000, 100_000]) {
      const record = { [key]: nested(22, lists) };
      expect(check.problemOf(record)?.message).toBe(`${key} has 1000 lists or more within each other`);
      expect(matches(parsed('"source_labels.labels" = a OR dest_port = 23'), record, mapping('flows'))).toBe(false);
    }
  });
});

describe('a record', () => {
  it.each([
    ['flows', { dest_port: 'x' }, 'dest_port is not a 64-bit number'],
    ['flows', { dest_port: true }, 'dest_port is not a 64-bit number'],
    ['flows', { dest_port: [80, { a: 1 }] }, 'dest_port is not a 64-bit number'],
    ['flows', { source_ip: '10.0.0.0/8' }, 'source_ip is not an IP address'],
    ['flows', { action: { a: 1 } }, 'action is an object, but should be a string'],
    ['flows', { action: 'x'.repeat(32_767) }, 'action is longer than 32766 bytes'],
    ['flows', { action: 'é'.repeat(16_384) }, 'action is longer than 32766 bytes'],
    ['flows', { start_time: '2026-01-31T12:00:00Z' }, 'start_time is not a number of seconds since 1970'],
    ['dns', { start_time: '2026-01-31 12:00' }, 'start_time is not a time such as 2026-01-31T12:00:00Z'],
    ['flows', { source_labels: 'a=b' }, 'source_labels should be an object'],
    [
      'flows',
      { 'source_labels.labels': ['a=b'] },
      'source_labels.labels is a name with a dot, but source_labels is a nested object',
    ],
    ['flows', { dest_port_num: 80 }, 'dest_port_num is only an alias of dest_port; records use the name dest_port'],
    ['dns', { servers: [{ ip: 'x' }] }, 'servers.ip is not an IP address'],
    ['audit', { objectRef: ['x'] }, 'objectRef should be an object'],
    ['audit', { 'responseStatus.code': 'x' }, 'responseStatus.code is not a 64-bit number'],
    ['audit', { stage: { a: 1 } }, 'stage is an object, but should be a string'],
    ['waf', { rules: [{ disruptive: 1 }] }, 'rules.disruptive is not true or false'],
  ])('of %s is not stored: %j', (dataSet, record, problem) => {
    expect(new RecordCheck(mapping(dataSet)).problemOf(record)?.message).toBe(problem);
  });

  it.each([
    ['flows', { dest_port: [80, null, '', '1e2'], source_ip: null, action: 'x'.repeat(32_766), other: { a: 1 } }],
    ['flows', { action: 'é'.repeat(16_383), policies: null, source_labels: [null, {}] }],
    ['audit', { objectRef: [[{ name: 'a' }]], 'user.username': 'x', stage: 'é', 'a.b': 1 }],
    ['dns', { client_labels: { app: 'x' }, servers: [] }],
    ['l7', { latency: {} }],
  ])('of %s is stored: %j', (dataSet, record) => {
    expect(new RecordCheck(mapping(dataSet)).problemOf(record)).toBeUndefined();
  });
});

describe('a time before 1970 in milliseconds', () => {
  it.each(['-1', '-0', '-0.5', '-1769860800000', '-1.', '-0.25'])('is read differently by releases: %s', (text) => {
    const found = recordMatcher(parsed(`"@timestamp" = "${text}"`), mapping('dns'));
    expect(isRefusal(found) && [found.by, found.refused]).toEqual([
      'evaluation',
      expect.stringContaining('the log stores of different releases treat times before 1970'),
    ]);
  });
});
