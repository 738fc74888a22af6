import { CalicoRelease } from '../../src/calico';
import { availability, type FieldFacts } from '../../src/logs';

const FIELD: FieldFacts = { type: 'int', numeric: true, meaning: 'a number' };

describe('whether a release has a field', () => {
  it.each<[string, Partial<FieldFacts>, string, string | undefined, boolean]>([
    ['always', {}, '3.7', undefined, true],
    [
      'before it was added',
      { since: '3.11.0' },
      '3.10',
      'was added in 3.11 (observed, not documented): Calico Enterprise 3.10.0 does not have it',
      true,
    ],
    ['since it was added', { since: '3.11.0' }, '3.11', undefined, true],
    [
      'before it may have been added',
      { since: '3.11.0', perhapsSince: '3.10.0' },
      '3.9',
      'was added in 3.11 (observed, not documented): Calico Enterprise 3.9.0 does not have it',
      true,
    ],
    [
      'since it may have been added',
      { since: '3.11.0', perhapsSince: '3.10.0' },
      '3.10',
      'was added in 3.11 (observed, not documented): Calico Enterprise 3.10.0 may not have it',
      false,
    ],
    [
      'before the release that documents it',
      { since: '3.24.0' },
      '3.23',
      'was added in 3.24 (the first release that documents it): Calico Enterprise 3.23.1 does not have it',
      true,
    ],
    [
      'before it was opened',
      { opened: '3.24.0' },
      '3.23',
      'is documented, but every release up to 3.23 rejects it (observed)',
      true,
    ],
    [
      'since it may have been opened',
      { opened: '3.24.0' },
      '3.24',
      'is documented, but every release up to 3.23 rejects it (observed); it is not known whether Calico Enterprise 3.24.0-1.0 accepts it',
      false,
    ],
  ])('%s', (_, facts, release, problem, isCertain) => {
    expect(availability({ ...FIELD, ...facts }, CalicoRelease.parse(release))).toEqual(
      problem === undefined ? { isCertain } : { problem, isCertain },
    );
  });
});
