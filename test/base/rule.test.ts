import { errorRule, FindingSeverity, noticeRule, warningRule } from '../../src/base';

const DESCRIPTION = { form: 'words', what: 'It must be so.', why: 'It fails.', bad: 'bad', good: 'good' } as const;

describe('a rule', () => {
  it.each([
    [errorRule({ id: 'a/error', ...DESCRIPTION }), 'a/error', FindingSeverity.ERROR],
    [warningRule({ id: 'a/warning', ...DESCRIPTION }), 'a/warning', FindingSeverity.WARNING],
    [noticeRule({ id: 'a/notice', ...DESCRIPTION }), 'a/notice', FindingSeverity.NOTICE],
  ])('gives its id and its severity to findings, and nothing else', (rule, id, severity) => {
    expect({ ...rule }).toEqual({ rule: id, severity });
    expect([rule.id, rule.severity, rule.description]).toEqual([id, severity, DESCRIPTION]);
  });
});
