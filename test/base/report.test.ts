import { FindingSeverity, FindingsError, onceReporter, report, suggestion } from '../../src/base';
import { captureStderr } from '../support';

const finding = (severity: FindingSeverity, key: string) => ({ rule: 'r/x', severity, keys: [key], message: 'm' });
const { ERROR, WARNING, NOTICE } = FindingSeverity;

describe('report', () => {
  const stderr = captureStderr();

  it('prints notices and warnings, a block each, and throws all errors', () => {
    const findings = [finding(ERROR, 'a'), finding(WARNING, 'b'), finding(NOTICE, 'c'), finding(ERROR, 'd')];
    let thrown: unknown;
    try {
      report('subject', findings);
    } catch (error) {
      thrown = error;
    }
    expect(stderr()).toBe('subject: 1 notice\n  c: m [r/x]\nsubject: 1 warning\n  b: m [r/x]\n');
    expect(thrown).toBeInstanceOf(FindingsError);
    expect(thrown).toMatchObject({
      name: 'FindingsError',
      subject: 'subject',
      message: 'subject: 2 problems\n  a: m [r/x]\n  d: m [r/x]',
    });
    expect((thrown as FindingsError).findings.map(({ keys }) => keys[0])).toEqual(['a', 'd']);
  });

  it('says nothing where there is nothing to say', () => {
    report('subject', []);
    expect(stderr()).toBe('');
  });
});

describe('a reporter of what is checked again and again', () => {
  const stderr = captureStderr();

  it('tells each finding once', () => {
    const tell = onceReporter('subject');
    tell([finding(WARNING, 'a')]);
    tell([finding(WARNING, 'a'), finding(WARNING, 'b')]);
    tell([finding(WARNING, 'b')]);
    expect(stderr()).toBe('subject: 1 warning\n  a: m [r/x]\nsubject: 1 warning\n  b: m [r/x]\n');
  });
});

describe('suggestion', () => {
  it.each([
    ['process_restart', '; did you mean process_restarts?'],
    ['dnslatency', '; did you mean dns_latency?'],
    ['weather', ''],
    ['', ''],
    ['x', ''],
  ])('for %j is %j', (word, text) => {
    expect(suggestion(word, ['process_restarts', 'dns_latency', 'dga'])).toBe(text);
  });
});
