import { errorRule, FindingSeverity, noticeRule, warningRule } from '../../src/base';

const DESCRIPTION = { form: 'words', what: 'It must be so.', why: 'It fails.', bad: 'bad', good: 'good' } as const;

describe('a rule', () => {
  it.each([
    ['a/error', errorRule, FindingSeverity.ERROR],
    ['a/warning', warningRule, FindingSeverity.WARNING],
    ['a/notice', noticeRule, FindingSeverity.NOTICE],
  ])('gives its id and its severity to findings, and nothing else: %s', (id, declare, severity) => {
    const rule = declare({ id, ...DESCRIPTION });
    expect({ ...rule }).toEqual({ rule: id, severity });
    expect([rule.id, rule.severity, rule.description]).toEqual([id, severity, DESCRIPTION]);
  });
});
