import type { Manifest } from '../../../src/base';
import { findingsIn, ingress, object, policy } from './policy';
import { RIGHT, WRONG } from './server-cases';

describe('the API server, and this library', () => {
  it.each(WRONG)('reject %s', (_, manifest, expected) => {
    expect(findingsIn(manifest)).toEqual([`error ${expected}`]);
  });

  it.each(RIGHT)('accept %s', (...[, manifest, release]) => {
    expect(findingsIn(manifest, release)).toEqual([]);
  });

  it.each<[string, Manifest, string]>([
    [
      '3.19',
      object('Tier', { defaultAction: 'Pass' }),
      'spec.defaultAction: is not available in Calico Enterprise 3.19.1: it was added in 3.20',
    ],
    [
      '3.18',
      policy({ performanceHints: ['AssumeNeededOnEveryNode'] }),
      'spec.performanceHints: is not available in Calico Enterprise 3.18.1: it was added in 3.19',
    ],
    [
      '3.21',
      ingress({ action: 'Allow', http: { headers: [{ header: 'a', operator: 'Equals', values: ['b'] }] } }),
      'spec.ingress[0].http.headers: is not available in Calico Enterprise 3.21.1: it was added in 3.22',
    ],
    [
      '3.22',
      { ...object('Tier', {}), status: { conditions: [] } } as Manifest,
      'status: is not available in Calico Enterprise 3.22.1: it was added in 3.23',
    ],
  ])('know since when a field is there: %s', (release, manifest, expected) => {
    expect(findingsIn(manifest, release)).toEqual([`error ${expected}; remove it [network-policy/field-not-yet]`]);
    expect(findingsIn(manifest, '3.23')).toEqual([]);
  });

  it.each([null, ''])('knows a field that is not there yet even if it is empty: %j', (value) => {
    expect(findingsIn(object('Tier', { defaultAction: value }), '3.19')).toHaveLength(1);
  });

  it.each([undefined, null, 7, 'x', [], [null], [[]], { constructor: 1 }])('are not confused by %j', (value) => {
    const everywhere = policy({
      types: value,
      selector: value,
      ingress: value,
      egress: [value, { action: value, source: value, destination: { nets: value, services: value, selector: value } }],
    });
    expect(() => findingsIn(everywhere)).not.toThrow();
    expect(() => findingsIn({ ...everywhere, metadata: value })).not.toThrow();
    expect(() => findingsIn(object('Tier', value, value as object))).not.toThrow();
    expect(() => findingsIn(object('GlobalNetworkSet', { nets: value }))).not.toThrow();
  });
});
