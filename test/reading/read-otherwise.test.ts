import { readDocuments } from '../../src/reading';
import { alertText, lintText, places } from '../lint/lint-text';
import { READINGS } from './readings';

describe('what kubectl reads', () => {
  it.each(READINGS.map((reading) => [reading.about, reading] as const))('is what is checked: %s', (_, reading) => {
    const { text, kubectl, ours = [] } = reading;
    const documents: unknown[] = [];
    const found: string[] = [];
    for (const { content, problems } of readDocuments(text)) {
      found.push(...[...problems, ...(content?.problems ?? [])].map(({ rule, severity }) => `${rule} ${severity}`));
      documents.push(...(content === undefined ? [] : [content.plain.data]));
    }
    expect(found).toEqual(ours);
    if (kubectl !== 'rejected' && !reading.differs) {
      expect(JSON.parse(JSON.stringify(documents))).toEqual(kubectl);
    }
  });

  it('is named where other tools read something else', () => {
    const { findings } = lintText(alertText('severity: 017', 'summary: "a"', 'period: 5m # \u2028  lookback: 1m'));
    expect(findings.map(({ line, message }) => `${line}: ${message}`)).toEqual([
      '8: is the number 15 for kubectl, but the number 17 in YAML 1.2; quote it if it is a string; otherwise write it in a form that both read the same way',
      '10: contains U+2028, which kubectl reads as the end of the line, but YAML 1.2 reads as an ordinary character; remove it, or write it as \\u2028 in double quotes',
      expect.stringMatching(/^10: is shorter than the period/),
    ]);
  });

  it('is of no interest in objects that are not checked', () => {
    expect(lintText('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {a: yes, b: 017}\n').findings).toEqual(
      [],
    );
  });

  it('has names that are no strings', () => {
    for (const name of ['yes', 'on', '1_0', '0b11']) {
      const { findings } = lintText(alertText('severity: 1').replace('network.ssh', name));
      expect(places(findings)).toContain('4:9 metadata.name yaml/read-otherwise');
      expect(findings.some(({ severity, path }) => severity === 'error' && path === 'metadata.name')).toBe(true);
    }
  });
});
