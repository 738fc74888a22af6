import * as cdk8s from 'cdk8s';
import * as library from '../../src';
import type { RuleDescription } from '../../src/base';
import { FindingsError, withListener } from '../../src/base';
import { CalicoCluster, CalicoRelease, CalicoTopology } from '../../src/calico';
import { lint, placeAndMessage } from '../../src/lint';
import { moduleFromEnvironment } from '../../src/output';
import * as plus from '../../src/plus/public';
import { quietly } from './quietly';

/** The release of examples that do not need another. */
export const USUAL_RELEASE = '3.23';

/** What one line of the output of an example says. */
export interface ExampleFinding {
  readonly rule: string;
  readonly severity: string;
  /** The line as it is printed, without the id of the rule. */
  readonly text: string;
}

/** What is found in an example on a release; by default on the one that the description names. */
export function findingsOf(text: string, rule: RuleDescription, on = rule.on ?? USUAL_RELEASE): ExampleFinding[] {
  switch (rule.form ?? 'manifest') {
    case 'program':
      return printedBy(() => runProgram(text, on));
    case 'environment':
      return printedBy(() => moduleFromEnvironment(variablesOf(text)));
    case 'manifest':
      return lintedIn(text, rule, on);
  }
}

function lintedIn(text: string, { bad, patchOf, patches, now }: RuleDescription, on: string): ExampleFinding[] {
  const cluster = { release: quietly(() => CalicoRelease.parse(on)), topology: CalicoTopology.MANAGED };
  const patched = text === bad ? { patchOf, patches } : {};
  const sources = [{ file: 'example.yaml', bytes: Buffer.from(text), ...patched }];
  const { findings } = lint(sources, cluster, undefined, now === undefined ? undefined : Date.parse(now));
  return findings.map((finding) => ({
    rule: finding.rule,
    severity: finding.severity,
    text: `${finding.line}:${finding.column} ${placeAndMessage(finding)}`,
  }));
}

/** Runs the statements of an example, then all validations of the tree. */
function runProgram(text: string, on: string): void {
  const release = quietly(() => CalicoRelease.parse(on));
  const app = new cdk8s.App();
  const chart = new cdk8s.Chart(app, 'chart');
  const cluster = quietly(() => CalicoCluster.managed({ name: 'acme.aks-prod', release }));
  const { App, ApiObject, Chart, Cron, Duration, YamlOutputType } = cdk8s;
  const types = { ...library, ...plus, App, ApiObject, Chart, Cron, Duration, YamlOutputType };
  const scope = { ...types, app, chart, cluster, release, kplus: text.includes('kplus.') ? cdk8sPlus() : undefined };
  new Function(...Object.keys(scope), text)(...Object.values(scope));
  app.synthYaml();
}

/** Loaded only for the examples that use it, because it is large. */
function cdk8sPlus(): unknown {
  return require('cdk8s-plus-28');
}

/** The variables before the command, as in `A=1 B=2 npm run synth`. */
function variablesOf(commandLine: string): Record<string, string> {
  return Object.fromEntries(
    [...commandLine.matchAll(/(\w+)=(\S+)/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

const SEVERITIES: Readonly<Record<string, string>> = { problem: 'error', warning: 'warning', notice: 'notice' };

/** The findings that an action prints or throws; any other error is a mistake in the example. */
function printedBy(action: () => void): ExampleFinding[] {
  const blocks: string[] = [];
  try {
    withListener((text) => blocks.push(text), action);
  } catch (error) {
    if (!(error instanceof FindingsError) && !String((error as Error).message).startsWith('Validation failed')) {
      throw error;
    }
    blocks.push((error as Error).message);
  }
  let severity = '';
  return blocks.flatMap((block) =>
    block.split('\n').flatMap((line) => {
      const [, noun] = /: \d+ (problem|warning|notice)s?$/.exec(line) ?? [];
      severity = SEVERITIES[noun ?? ''] ?? severity;
      const [, text, rule] = /^ +(.*) \[([\w-]+\/[\w-]+)\]$/.exec(line) ?? [];
      return text === undefined || rule === undefined ? [] : [{ rule, severity, text }];
    }),
  );
}
