import { DETECT_REPORTERS } from '../../src/verify/live';

type Facts = Parameters<(typeof DETECT_REPORTERS)[string]>[0];

/** A server can say anything; a name like this is rejected before it is printed. */
const HOSTILE = "a'; rm -rf / \u2018\u2019\u201a\u201b$(id)`id`";

const fact = (variable: string, value: string) => ({ variable, value, source: 'test' });
const facts = {
  release: fact('CALICO_RELEASE', '3.23.1'),
  name: fact('CLUSTERNAME', HOSTILE),
  topology: fact('CALICO_TOPOLOGY', 'managed'),
  logs: {},
  doubts: [],
} as unknown as Facts;

describe('the values for a shell', () => {
  it('are quoted for POSIX shells', () => {
    const [, line = ''] = (DETECT_REPORTERS['shell']?.(facts) ?? '').split('\n');
    expect(line).toBe("export CLUSTERNAME='a'\\''; rm -rf / \u2018\u2019\u201a\u201b$(id)`id`'");
  });

  it('are quoted for PowerShell, which takes four other characters for quotes as well', () => {
    const [, line = ''] = (DETECT_REPORTERS['powershell']?.(facts) ?? '').split('\n');
    expect(line).toBe("$env:CLUSTERNAME = 'a''; rm -rf / \u2018\u2018\u2019\u2019\u201a\u201a\u201b\u201b$(id)`id`'");
    // Read back as PowerShell reads it: two quotes are one, and a single one would end the string.
    const [, text = ''] = /= '(.*)'$/.exec(line) ?? [];
    const read = text.replaceAll(/(['\u2018\u2019\u201a\u201b])['\u2018\u2019\u201a\u201b]/g, '$1');
    expect(read).toBe(HOSTILE);
  });
});
