import { CalicoRelease } from '../../src/calico';
import { checkQueryForms, parseQuery } from '../../src/query';

function lines(query: string, release: string): string[] {
  const { node, remarks } = parseQuery(query);
  return node === undefined
    ? ['unread']
    : checkQueryForms(node, remarks, CalicoRelease.parse(release), ['spec', 'query']).map(
        ({ severity, value, message, rule }) => `${severity} ${value}: ${message} [${rule}]`,
      );
}

describe('how a query is written', () => {
  it.each([
    ['a = b AND NOT c IN {d}', '3.12'],
    ['a = b and not c notin {d}', '3.12'],
    ['a = 1.5 OR b = 007 OR c = 1e3', '3.7'],
    ['a EMPTY', '3.22.0-2.0'],
    ['a EMPTY', 'cloud-22.1'],
    ['"0x1F" = "0x1F"', '3.24'],
  ])('is fine: %s on %s', (query, release) => {
    expect(lines(query, release)).toEqual([]);
  });

  it.each([
    [
      'a IN {b}',
      '3.11',
      'error IN: IN was added in 3.12 (observed, not documented): Calico Enterprise 3.11.0 cannot parse the query. Write comparisons with =, joined by OR [query/not-yet]',
    ],
    [
      'a = b AND c notin {d}',
      '3.11',
      'error NOTIN: NOTIN was added in 3.12 (observed, not documented): Calico Enterprise 3.11.0 cannot parse the query. Write comparisons with !=, joined by AND [query/not-yet]',
    ],
    [
      'a = b and c = d',
      '3.11',
      'error and: lower-case and was added in 3.12 (observed, not documented): Calico Enterprise 3.11.0 cannot parse the query. Write AND [query/not-yet]',
    ],
    [
      'dest_domains EMPTY',
      'cloud-22.0.1',
      'error EMPTY: EMPTY was added in 3.22.0-2.0 (observed, not documented): Calico Cloud 22.0.1 cannot parse the query. Remove it [query/not-yet]',
    ],
    [
      'a = b AND !c = d',
      '3.24',
      'warning !: Calico treats ! as NOT, which is undocumented. Write NOT [query/exclamation-mark]',
    ],
    [
      'a = 0x1F',
      '3.24',
      'warning 0x1F: Calico accepts this number format, which is undocumented, but compares numeric fields with decimal numbers only. Write it in decimal [query/number-form]',
    ],
  ])('is remarked on: %s on %s', (query, release, line) => {
    expect(
      lines(query, release).filter((other) => !other.includes('lower-case') || line.includes('lower-case')),
    ).toEqual([line]);
  });
});
