import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import { parseAllDocuments } from 'yaml';
import { configurationSchema } from '../../src/configuration';
import { alertOf, Repository } from '../cli/repository';

const CONFIGURATION = '.calico-threat-defense.yaml';
const RELEASE = ['--calico-release', '3.22'];
const REASON = 'reason: drafts are never applied';

const FELIX = `apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  flowLogsFlushInterval: 10m
`;

let repository: Repository;
beforeEach(() => {
  repository = new Repository();
});
afterEach(() => repository.remove());

describe('a configuration file', () => {
  it('turns rules off, or changes their severity, in all files or in some', async () => {
    const wrong = alertOf('network.ssh', { severity: 101 });
    repository.write({ 'drafts/a.yaml': wrong, 'kept/b.yaml': wrong, 'kept/c.yaml': wrong });
    const setting = (severity: string, paths = '') =>
      `- { rule: global-alert/severity-range, severity: ${severity}, ${REASON}${paths} }\n`;
    const severities = async () => {
      const { stdout, exitCode } = await repository.run(['lint', '.', ...RELEASE, '--format', 'json']);
      return [
        ...JSON.parse(stdout).findings.map(({ file, severity }: Record<string, string>) => `${file} ${severity}`),
        exitCode,
      ];
    };
    repository.write({ [CONFIGURATION]: `rules:\n${setting('off', ', paths: [drafts/]')}` });
    expect(await severities()).toEqual(['kept/b.yaml error', 'kept/c.yaml error', 1]);
    repository.write({ [CONFIGURATION]: `rules:\n${setting('notice')}${setting('warning', ', paths: [c.yaml]')}` });
    expect(await severities()).toEqual(['drafts/a.yaml notice', 'kept/b.yaml notice', 'kept/c.yaml warning', 0]);
    repository.write({ [CONFIGURATION]: `rules:\n${setting('error', ', paths: [kept]')}${setting('"off"')}` });
    expect(await severities()).toEqual([0]);
  });

  it('counts for the files that it is nearest to, and is not merged with others', async () => {
    repository.write({
      [CONFIGURATION]: 'release: "3.22"\nexclude: [x.yaml]\n',
      'x.yaml': alertOf('network.x', { severity: 101 }),
      'old/x.yaml': alertOf('network.x', { severity: 101 }),
      'old/.calico-threat-defense.yaml': 'release: "3.14"\n',
      'old/deep/detector.yaml': alertOf('tigera.io.detector.port-scan', { detector: true }),
      'detector.yaml': alertOf('network.scan', { detector: true }),
    });
    const [findings] = await repository.lint(['.']);
    const files = new Set(findings.map((finding) => finding.replace(/:.*/, '')));
    expect([...files]).toEqual(['detector.yaml', 'old/x.yaml']);
  });

  it('counts up to the top of the repository', async () => {
    repository.write({
      [CONFIGURATION]: 'release: "3.22"\n',
      'inner/.git/HEAD': '',
      'inner/alert.yaml': alertOf('network.ssh'),
    });
    const { stderr, exitCode } = await repository.run(['lint', 'inner']);
    expect(stderr).toContain('--calico-release: is required for GlobalAlert network.ssh in inner/alert.yaml:1: pass');
    expect(exitCode).toBe(2);
  });

  it('has the log settings in a file next to it', async () => {
    const files = {
      'settings/felix.yaml': FELIX,
      'settings/.calico-threat-defense.yaml': 'release: "3.22"\nlogSettings: felix.yaml\n',
      'settings/alert.yaml': `${alertOf('network.ssh')}  period: 1m\n  lookback: 2m\n`,
    };
    repository.write(files);
    const [findings] = await repository.lint(['settings/alert.yaml']);
    expect(findings).toContain('settings/alert.yaml:11 global-alert/lookback-gap');
    const { stdout } = await repository.run(['lint', 'settings/alert.yaml']);
    expect(stdout).toContain('the 10 minutes after which these logs are flushed');
  });

  it('can turn off rules that programs violate as well', async () => {
    const rules = ['global-alert/scan-invisible', 'global-alert/never-recorded', 'workload/image'].map(
      (rule) => `  - { rule: ${rule}, severity: "off", reason: accepted }\n`,
    );
    const image = 'image: "quay.io/tigera/anomaly_detection_jobs:latest"';
    repository.write({
      [CONFIGURATION]: `release: "3.14"\nrules:\n${rules.join('')}`,
      'jobs.yaml': `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ad-jobs-deployment }\nspec: { template: { spec: { containers: [{ name: a, ${image} }] } } }\n`,
    });
    const [findings] = await repository.lint(['jobs.yaml']);
    expect(findings.filter((finding) => finding.endsWith('workload/image'))).toEqual([]);
    repository.write({ [CONFIGURATION]: 'release: "3.14"\n' });
    expect((await repository.lint(['jobs.yaml']))[0]).toContain('jobs.yaml:4 workload/image');
  });

  it('cannot have log settings in a file that is not UTF-8, as Windows PowerShell writes it', async () => {
    repository.write({
      'felix.yaml': Buffer.from(`\ufeff${FELIX}`, 'utf16le'),
      [CONFIGURATION]: 'release: "3.22"\nlogSettings: felix.yaml\n',
      'alert.yaml': alertOf('network.ssh'),
    });
    const { stderr, exitCode } = await repository.run(['lint', 'alert.yaml']);
    expect([stderr, exitCode]).toEqual([
      `${CONFIGURATION}:2:14: logSettings = "felix.yaml": cannot be read: is not valid UTF-8: invalid byte 0xff; save the file as UTF-8 [configuration/value]\n`,
      2,
    ]);
  });

  it('can be named, and left out', async () => {
    repository.write({
      'ci.yaml': 'release: "3.22"\n',
      [CONFIGURATION]: 'release: new\n',
      'alert.yaml': alertOf('network.ssh'),
    });
    expect(await repository.lint(['alert.yaml', '--config', 'ci.yaml'])).toEqual([[], 0]);
    expect(await repository.lint(['alert.yaml', '--no-config', ...RELEASE])).toEqual([[], 0]);
    const { stderr, exitCode } = await repository.run(['lint', 'alert.yaml', '--config', 'none.yaml']);
    expect(stderr).toBe('none.yaml:1:1: cannot be read: no such file or directory [configuration/file]\n');
    expect(exitCode).toBe(2);
  });

  it.each<[string, string, string[]]>([
    ['a list', '- release', ['1:1: must be a map, such as release: "3.22" [configuration/file]']],
    [
      'a second document',
      'release: "3.22"\n---\nrelease: "3.23"\n',
      ['3:1: is a second document: a configuration file has only one; remove the others [configuration/file]'],
    ],
    [
      'a field that does not exist',
      'release: "3.22"\nexcludes: [a]\n',
      [
        '2:11: excludes: is not a field of a configuration file, which has release, topology, logSettings, exclude, rules; did you mean exclude? [configuration/field]',
      ],
    ],
    [
      'a release that is a number',
      'release: 3.20\n',
      [
        '1:10: release = 3.2: must be a string; quote it, as in "3.22", because YAML reads 3.20 as the number 3.2 [configuration/value]',
      ],
    ],
    [
      'a release that does not exist, and a wrong topology',
      'release: new\ntopology: managd\n',
      [
        '1:10: release = "new": is not a Calico release. Use major.minor, major.minor.patch or an early preview, such as 3.14, 3.18.1 or 3.18.0-2.0; for Calico Cloud, cloud-23.0.1 [release/unknown]',
        '2:11: topology = "managd": is not a valid topology: use managed, standalone, management; did you mean managed? [environment/unknown-topology]',
      ],
    ],
    [
      'log settings that do not exist',
      'logSettings: felix.yaml\n',
      [
        '1:14: logSettings = "felix.yaml": cannot be read: no such file or directory; write the path of a FelixConfiguration, relative to this file [configuration/value]',
      ],
    ],
    [
      'log settings of another kind',
      `logSettings: ${CONFIGURATION}\n`,
      [`1:14: logSettings = "${CONFIGURATION}": is not usable: `],
    ],
    [
      'excludes that are no list of strings',
      'exclude: vendor\nrules: { a: b }\n',
      [
        '1:10: exclude = "vendor": must be a list of patterns as in .gitignore, such as [vendor/, "*.generated.yaml"] [configuration/value]',
        '2:8: rules: must be a list, such as [{ rule: …, severity: "off", reason: … }] [configuration/value]',
      ],
    ],
    [
      'a pattern that is empty',
      'exclude: [""]\n',
      ['1:11: exclude[0] = "": must be a string that is not empty [configuration/value]'],
    ],
    [
      'a rule that does not exist, without a reason',
      'rules:\n- rule: global-alert/severity\n  severity: silent\n- severity: off\n  reason: " "\n  path: [a]\n- all\n',
      [
        '2:9: rules[0].rule = "global-alert/severity": is not the ID of a rule that lint can report',
        '3:13: rules[0].severity = "silent": is not a valid severity: write off, notice, warning, error [configuration/value]',
        '2:3: rules[0].reason: must state why the rule is changed, for later readers [configuration/reason]',
        '6:9: rules[1].path: is not a field of a configuration file, which has rule, severity, paths, reason; did you mean paths? [configuration/field]',
        '4:3: rules[1].rule: is required: write the ID of a rule, such as global-alert/lookback-gap [configuration/value]',
        '5:11: rules[1].reason = " ": must state why the rule is changed, for later readers [configuration/reason]',
        '7:3: rules[2]: must be a map, such as { rule: …, severity: "off", reason: … } [configuration/value]',
      ],
    ],
    ['YAML that is invalid', 'release: [\n', ['']],
  ])('is refused with every reason, and nothing is checked: %s', async (_, text, lines) => {
    repository.write({ [CONFIGURATION]: text, 'alert.yaml': alertOf('network.ssh') });
    const { stdout, stderr, exitCode } = await repository.run(['lint', '.', ...RELEASE]);
    expect([stdout, exitCode]).toEqual(['', 2]);
    const printed = stderr.trimEnd().split('\n');
    expect(printed).toHaveLength(lines.length);
    for (const [index, line] of printed.entries()) {
      expect(line).toContain(`${CONFIGURATION}:${lines[index]}`);
    }
  });
});

describe('the JSON Schema of a configuration file', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(configurationSchema());

  it('is the one in the package', () => {
    const file = resolve(__dirname, '..', '..', 'schemas', 'configuration.schema.json');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(configurationSchema());
  });

  it('accepts what the command accepts, and rejects what it rejects', () => {
    const page = readFileSync(join(__dirname, '..', '..', 'docs', 'configuration.md'), 'utf8');
    const example = /```yaml\n([^`]*?release:[^`]*?)```/.exec(page)?.[1] ?? '';
    const [document] = parseAllDocuments(example);
    expect(validate((document as { toJS(): unknown }).toJS())).toBe(true);
    for (const wrong of [
      { excludes: [] },
      { release: 3.2 },
      { topology: 'managd' },
      { exclude: 'vendor' },
      { rules: [{ rule: 'global-alert/severity-range', severity: 'off' }] },
      { rules: [{ rule: 'global-alert/severity', severity: 'off', reason: 'x' }] },
    ]) {
      expect([wrong, validate(wrong)]).toEqual([wrong, false]);
    }
  });
});

describe('a configuration file with the extension .yml', () => {
  it('is an error, since it would have no effect', async () => {
    const repository = new Repository();
    repository.write({ 'a/.calico-threat-defense.yml': 'release: "3.22"\n', 'a/b/alert.yaml': alertOf('network.ssh') });
    const { stderr, exitCode } = await repository.run(['lint', 'a/b', '--calico-release', '3.22']);
    expect([stderr, exitCode]).toEqual([
      'a/.calico-threat-defense.yml:1:1: is not read: configuration files are called .calico-threat-defense.yaml; rename it [configuration/file]\n',
      2,
    ]);
    repository.remove();
  });
});
