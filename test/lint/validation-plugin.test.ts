import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ThreatDefenseValidation, type ValidationContext } from '../../src/lint/validation-plugin';
import { alertText } from './lint-text';

type Violation = Parameters<ValidationContext['report']['addViolation']>[0];

interface Reported {
  readonly violations: readonly Violation[];
  readonly submitted: readonly unknown[];
}

async function validate(
  manifests: readonly string[],
  properties: ConstructorParameters<typeof ThreatDefenseValidation>[0] = { release: '3.22' },
): Promise<Reported> {
  const violations: Violation[] = [];
  const submitted: unknown[] = [];
  const report: ValidationContext['report'] = {
    addViolation: (violation) => violations.push(violation),
    submit: (...all) => submitted.push(...all),
  };
  await new ThreatDefenseValidation(properties).validate({ manifests, report });
  return { violations, submitted };
}

/** What the constructor throws for settings of any type, as those in cdk8s.yaml are. */
function refusalOf(properties: object): Error {
  try {
    new ThreatDefenseValidation(properties as ConstructorParameters<typeof ThreatDefenseValidation>[0]);
  } catch (error) {
    return error as Error;
  }
  throw new Error('the settings were accepted');
}

describe('the validation plugin for cdk8s-cli', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'validation-plugin-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  it('reports one violation for each rule, with each place that it was found in', async () => {
    const wrong = write(
      'a.k8s.yaml',
      `${alertText('severity: 101', 'period: 1s')}---\n${alertText('severity: 0').replace('network.ssh', 'other/a b')}`,
    );
    const { violations, submitted } = await validate([wrong]);
    const severity = violations.filter(({ ruleName }) => ruleName === 'global-alert/severity-range');
    expect(severity).toEqual([
      {
        ruleName: 'global-alert/severity-range',
        recommendation: expect.stringMatching(
          /^The severity must be a whole number from 1 to 100\. The schema does not state this range\. /,
        ),
        fix: expect.stringMatching(/^see https:.*\/docs\/rules\.md#global-alertseverity-range$/),
        violatingResources: [
          {
            resourceName: 'network.ssh',
            manifestPath: wrong,
            locations: [
              'spec.severity = 101: must be a whole number from 1 to 100 (100 is the most severe) (error in GlobalAlert network.ssh, line 8, column 13)',
            ],
          },
          {
            resourceName: 'a b',
            manifestPath: wrong,
            locations: [expect.stringContaining('(error in GlobalAlert other/a b, line 18, column 13)')],
          },
        ],
      },
    ]);
    expect(new Set(violations.map(({ ruleName }) => ruleName)).size).toBe(violations.length);
    expect(violations.length).toBeGreaterThan(2);
    expect(submitted).toEqual(['failure', { release: 'Calico Enterprise 3.22.1', topology: 'managed', objects: '2' }]);
  });

  it('fails if one finding among others is an error', async () => {
    const warned = alertText('severity: 1', 'lookback: 1m');
    const mixed = write('mixed.k8s.yaml', `${warned}---\n${alertText('severity: 0')}`);
    expect((await validate([mixed])).submitted[0]).toBe('failure');
    const { violations, submitted } = await validate([write('warned.k8s.yaml', warned)]);
    expect(violations.map(({ ruleName }) => ruleName)).toEqual(['global-alert/lookback-gap']);
    expect(submitted[0]).toBe('success');
    expect((await validate([write('right.k8s.yaml', alertText('severity: 1'))])).submitted[0]).toBe('success');
  });

  it('names no resource for what is about a file, and the place in it', async () => {
    const broken = write('b.k8s.yaml', 'a: [\n');
    const { violations } = await validate([broken]);
    expect(violations).toMatchObject([
      { ruleName: 'yaml/syntax', violatingResources: [{ resourceName: '', manifestPath: broken }] },
    ]);
    expect(violations[0]?.violatingResources[0]?.locations[0]).toMatch(
      /^is not valid YAML: .* \(error in , line 2, column 1\)$/,
    );
  });

  it('checks for the release and the topology of its settings', async () => {
    const file = write('a.k8s.yaml', alertText('severity: 1'));
    const { submitted } = await validate([file], { release: '3.14', topology: 'standalone' });
    expect(submitted).toEqual([
      'success',
      { release: 'Calico Enterprise 3.14.0', topology: 'standalone', objects: '1' },
    ]);
  });

  it('ends with an error if a manifest cannot be read', async () => {
    const missing = join(folder, 'missing.yaml');
    await expect(validate([missing])).rejects.toThrow(`${missing} cannot be read: no such file or directory`);
  });

  it.each<[string, object, string]>([
    [
      'a release that YAML read as a number',
      { release: 3.2 },
      'properties.release = 3.2: must be a string; quote it, as in "3.22", because YAML reads 3.20 as 3.2',
    ],
    ['no release', {}, 'properties.release: must be a string; quote it, as in "3.22", because YAML reads 3.20 as 3.2'],
    ['a topology that is not a string', { release: '3.22', topology: 1 }, 'properties.topology = 1: must be a string'],
    ['another release', { release: 'latest' }, 'properties.release = "latest": is not a Calico release'],
    ['another topology', { release: '3.22', topology: 'x' }, 'properties.topology = "x"'],
  ])('refuses %s, in one line without a stack', (_, properties, message) => {
    const { stack, message: thrown } = refusalOf(properties);
    expect(thrown).toMatch(/^ThreatDefenseValidation: 1 problem\n/);
    expect(thrown).toContain(message);
    expect(thrown.includes('quote it')).toBe(message.includes('quote it'));
    expect(stack).toBe(thrown);
  });
});
