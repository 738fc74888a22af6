import { BLOCKING_KIND } from '../../../src/kinds/blocking';
import { testExamples } from '../../rules/examples';
import { findingsIn, object } from './policy';

testExamples(BLOCKING_KIND.rules);

describe('the example of the kind', () => {
  it('is a tier that passes on what its policies do not decide, and is right', () => {
    expect(BLOCKING_KIND.example.text).toBe(
      [
        'apiVersion: projectcalico.org/v3',
        'kind: Tier',
        'metadata:',
        '  name: threat-feeds',
        'spec:',
        '  order: 50',
        '  defaultAction: Pass',
        '',
      ].join('\n'),
    );
    expect(findingsIn(object('Tier', { order: 50, defaultAction: 'Pass' }, { name: 'threat-feeds' }))).toEqual([]);
  });
});
