import { FindingSeverity, FindingsError, onceReporter, report, suggestion, withListener } from '../../src/base';
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

describe('a listener', () => {
  const stderr = captureStderr();

  it('hears warnings and notices instead of standard error, until the action ends', () => {
    const heard: string[] = [];
    const result = withListener(
      (text) => heard.push(text),
      () => {
        report('inner', [finding(WARNING, 'a')]);
        return 'result';
      },
    );
    report('outer', [finding(NOTICE, 'b')]);
    expect([result, heard, stderr()]).toEqual([
      'result',
      ['inner: 1 warning\n  a: m [r/x]'],
      'outer: 1 notice\n  b: m [r/x]\n',
    ]);
  });

  it('hears no more after an action that failed, and gives way to one inside', () => {
    const heard: string[] = [];
    const hear = (name: string) => (text: string) => heard.push(`${name}: ${text.split(':')[0]}`);
    expect(() =>
      withListener(hear('outer'), () => {
        withListener(hear('inner'), () => report('first', [finding(WARNING, 'a')]));
        report('second', [finding(WARNING, 'a')]);
        throw new Error('failed');
      }),
    ).toThrow('failed');
    report('third', [finding(WARNING, 'a')]);
    expect(heard).toEqual(['inner: first', 'outer: second']);
    expect(stderr()).toBe('third: 1 warning\n  a: m [r/x]\n');
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
