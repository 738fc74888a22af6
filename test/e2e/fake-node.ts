import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PodOutcome } from './pod-outcome';

/** Pods that have all that is named here. */
export interface PodSelector {
  readonly namespace?: string;
  /** The name of one of their containers. */
  readonly container?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** What a command prints in a pod, and its exit code. */
export interface CommandOutput {
  readonly stdout?: string;
  readonly stderr?: string;
  readonly status?: number;
  /** What it does where this is one of its arguments. */
  readonly instead?: Readonly<Record<string, CommandOutput>>;
}

/** What the pods of a fake node do, where it is not what they do by themselves. */
export interface Behaviour {
  /**
   * The first one that a pod matches counts.
   *
   * @default - pods of Jobs succeed at once, all others run and are ready
   */
  readonly pods?: readonly (PodSelector & { readonly outcome: PodOutcome })[];
  /** What `kubectl logs` prints, by the name of the container; nothing for all others. */
  readonly logs?: Readonly<Record<string, string>>;
  /** What `kubectl exec` can run, by the name of the command. */
  readonly commands?: Readonly<Record<string, CommandOutput>>;
}

/** The condition that says what was last made of a pod. */
const MARKER = 'e2e/outcome';

/** The files of kwok, in a folder of their own. */
export class FakeNodeFiles {
  constructor(private readonly folder: string) {
    writeFileSync(this.callsFile, '');
  }

  /** Kwok's configuration. */
  get config(): string {
    return join(this.folder, 'kwok.yaml');
  }

  /** The folder of what can be run in a pod. */
  get commands(): string {
    return join(this.folder, 'commands');
  }

  /** The commands that were run in pods since the last time that a behaviour was written, with their arguments. */
  calls(): string[] {
    return readFileSync(this.callsFile, 'utf8').split('\n').slice(0, -1);
  }

  /** Writes all that a behaviour needs. */
  write({ pods = [], logs = {}, commands = {} }: Behaviour): void {
    const containers = Object.entries(logs).map(([container, text], index) => {
      const logsFile = join(this.folder, `${index}.log`);
      writeFileSync(logsFile, containerLog(text));
      return { containers: [container], logsFile };
    });
    const rest = { logsFile: join(this.folder, 'empty.log') };
    writeFileSync(rest.logsFile, '');
    rmSync(this.commands, { recursive: true, force: true });
    mkdirSync(this.commands);
    for (const [name, output] of Object.entries(commands)) {
      writeFileSync(join(this.commands, name), script(name, output, this.callsFile), { mode: 0o700 });
    }
    writeFileSync(this.callsFile, '');
    const objects = [
      nodeStage(),
      ...podStages(pods),
      object('ClusterLogs', { logs: [...containers, rest] }),
      object('ClusterExec', { execs: [{ local: { workDir: this.folder } }] }),
    ];
    writeFileSync(this.config, objects.map((each) => JSON.stringify(each)).join('\n---\n'));
  }

  private get callsFile(): string {
    return join(this.folder, 'calls');
  }
}

function object(kind: string, spec: object, name = kind.toLowerCase()): object {
  return { apiVersion: 'kwok.x-k8s.io/v1alpha1', kind, metadata: { name }, spec };
}

/** The node is ready, has room for all, and names kwok's port, which logs and exec are asked at. */
function nodeStage(): object {
  const template = `{
    "conditions": [{{ range NodeConditions }}{
      "type": {{ Quote .type }}, "status": {{ Quote .status }}, "reason": {{ Quote .reason }},
      "message": {{ Quote .message }}, "lastHeartbeatTime": "{{ Now }}", "lastTransitionTime": "{{ Now }}" },{{ end }}],
    "addresses": [{ "type": "InternalIP", "address": "{{ NodeIP }}" }],
    "daemonEndpoints": { "kubeletEndpoint": { "Port": {{ NodePort }} } },
    "allocatable": { "cpu": 64, "memory": "256Gi", "pods": 1000 },
    "capacity": { "cpu": 64, "memory": "256Gi", "pods": 1000 } }`;
  const key = '([.status.conditions[]? | select(.type == "Ready") | .status][0]) != "True"';
  return stage('Node', 'node', key, [{ patch: { subresource: 'status', root: 'status', template } }]);
}

function podStages(rules: NonNullable<Behaviour['pods']>): object[] {
  const isOfJob = '([.metadata.ownerReferences[]?.kind] | index("Job") != null)';
  const all: [condition: string, outcome: PodOutcome][] = [
    ...rules.map((rule): [string, PodOutcome] => [matches(rule), rule.outcome]),
    [isOfJob, PodOutcome.SUCCEEDED],
    ['true', PodOutcome.READY],
  ];
  const stages = all.map(([condition, outcome], index) => {
    const earlier = all.slice(0, index).map(([each]) => `(${each} | not)`);
    // Named after what it is, so that a pod that is there stays as it is when other rules change.
    const marker = createHash('sha256').update(JSON.stringify(outcome)).digest('hex').slice(0, 12);
    const isThere = `([.status.conditions[]? | select(.type == "${MARKER}") | .reason][0]) == "${marker}"`;
    const key = ['.metadata.deletionTimestamp == null', `(${isThere} | not)`, condition, ...earlier].join(' and ');
    return stage('Pod', `pod-${index}`, key, outcome.stepsOf(MARKER, marker));
  });
  return [...stages, stage('Pod', 'pod-deleted', '.metadata.deletionTimestamp != null', [{ delete: true }])];
}

function stage(kind: 'Node' | 'Pod', name: string, condition: string, steps: readonly object[]): object {
  const jq = { key: condition, operator: 'In', values: ['true'] };
  const spec = { resourceRef: { apiGroup: 'v1', kind }, selector: { matchExpressions: [{ jq }] }, steps };
  return object('Stage', spec, name);
}

/** A selector as a condition in jq. */
function matches({ namespace, container, labels = {} }: PodSelector): string {
  const conditions = Object.entries(labels).map(
    ([name, value]) => `.metadata.labels[${quote(name)}] == ${quote(value)}`,
  );
  if (namespace !== undefined) {
    conditions.push(`.metadata.namespace == ${quote(namespace)}`);
  }
  if (container !== undefined) {
    conditions.push(`([.spec.containers[].name] | index(${quote(container)}) != null)`);
  }
  return `(${['true', ...conditions].join(' and ')})`;
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** Lines as a container runtime keeps them. */
function containerLog(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const time = new Date().toISOString();
  return lines.map((line) => `${time} stdout F ${line}\n`).join('');
}

/** A command of a pod; it uses nothing but what is built into the shell, since no other command is in reach. */
function script(name: string, output: CommandOutput, calls: string): string {
  return [
    '#!/bin/sh',
    `printf '%s\\n' ${shell(name)}"\${*:+ $*}" >> ${shell(calls)}`,
    ...Object.entries(output.instead ?? {}).map(
      ([argument, other]) => `case " $* " in *${shell(` ${argument} `)}*) ${printed(other).join('; ')};; esac`,
    ),
    ...printed(output),
    '',
  ].join('\n');
}

function printed({ stdout = '', stderr = '', status = 0 }: CommandOutput): string[] {
  return [`printf '%s' ${shell(stdout)}`, `printf '%s' ${shell(stderr)} >&2`, `exit ${status}`];
}

function shell(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
