import { App, Duration } from 'cdk8s';
import * as api from '../../src';
import { FindingsError, fieldPath } from '../../src/base';
import { captureStderr, messageOf, testChart } from '../support';
import { API_CALLS, type ApiCall } from './public-api';
import { callables, WITHOUT_ARGUMENTS } from './public-names';

type Path = readonly (string | number)[];

/** Arguments that may also be a string, and methods whose argument may be a string or a number. */
const OR_STRING = /^(?:AlertRule\.\w+ .*(?:query|aggregateBy\.\d)|Metric\.\w+ field)$/;
const STRING_OR_NUMBER = /^QueryField#(equalTo|notEqualTo|greaterThan|atLeast|lessThan|atMost)$/;

class Stranger {
  readonly name = 'stranger';
}

/** Values of every kind that JavaScript has, with what each of them is. */
const VALUES: readonly (readonly [kind: string, value: unknown])[] = [
  ['null', null],
  ['string', '5m'],
  ['number', 5],
  ['boolean', true],
  ['bigint', 5n],
  ['symbol', Symbol('s')],
  ['function', () => 5],
  ['list', ['a']],
  ['list', [[], {}]],
  ['object', {}],
  ['object', { name: 'x', x: new Stranger() }],
  ['map', new Map([['a', 'b']])],
  ['set', new Set(['a'])],
  ['date', new Date(0)],
  ['instance', new Stranger()],
  ['instance', Duration.minutes(5)],
];

/** What a legal value is, so that those of the same kind are not taken for wrong ones. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) {
    return 'list';
  }
  return typeof value === 'object' && value !== null ? (isPlain(value) ? 'object' : 'instance') : typeof value;
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** Places of arguments, and of what is in their lists and plain objects. */
function* places(value: unknown, path: Path = []): Generator<Path> {
  if (Array.isArray(value) || (typeof value === 'object' && value !== null && isPlain(value))) {
    for (const [key, below] of Object.entries(value)) {
      const at = [...path, Array.isArray(value) ? Number(key) : key];
      if (below !== undefined) {
        yield at;
        yield* places(below, at);
      }
    }
  }
}

function replaced(value: unknown, [key, ...rest]: Path, replacement: unknown): unknown {
  if (key === undefined) {
    return replacement;
  }
  const copy = Array.isArray(value) ? [...value] : Object.assign({}, value);
  Reflect.set(copy, key, replaced(Reflect.get(copy, key), rest, replacement));
  return copy;
}

function at(value: unknown, path: Path): unknown {
  return path.reduce((below: unknown, key) => (below as Record<string | number, unknown>)[key], value);
}

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** The last key of a place that has a name, as a finding names it. */
function nameOf(path: Path): string {
  return String(path.findLast((key) => typeof key === 'string'));
}

/** Classes that arguments are of and that are among the values. */
const INSTANCES: readonly ((value: unknown) => boolean)[] = [
  (value) => value instanceof Duration,
  (value) => value instanceof Date,
];

/** Props that TypeScript demands, by the class that has them. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  GlobalAlert: ['name', 'rule', 'description'],
  GlobalAlertTemplate: ['name', 'rule', 'description'],
  DetectorAlert: ['detector'],
  DetectorAlertTemplate: ['detector'],
  NetshootScanner: ['target', 'by', 'threshold', 'thresholdStated', 'window', 'overlap'],
  AnomalyDetectionChart: ['cluster'],
  Fleet: ['members'],
  'CalicoCluster.managed': ['name', 'release'],
  'CalicoCluster.standalone': ['release'],
  'CalicoCluster.management': ['release'],
  'ScanTarget.pods': ['namespace', 'labels'],
  'ScanTarget.service': ['namespace', 'name'],
  'ScanTarget.addresses': ['addresses'],
  'VerifierSubject.serviceAccount': ['namespace', 'name'],
  'RoleSubject.serviceAccount': ['namespace', 'name'],
  DeepPacketInspection: ['name', 'namespace', 'pods'],
  DeepPacketInspectionRole: ['namespace'],
  PacketCapture: ['name', 'namespace', 'pods'],
  PacketCaptureRole: ['namespace'],
};

function isRequired({ name, arguments: values }: ApiCall, path: Path): boolean {
  const props = Object.keys(values).at(-1);
  const nested = path[1] === 'detectedBy' ? path.length === 4 : path.length === 2;
  return path[0] === props && nested && (REQUIRED[name] ?? []).includes(nameOf(path));
}

const CASES = API_CALLS.flatMap((call) => [...places(call.arguments)].map((path) => [call, path] as const));

describe('what plain JavaScript passes', () => {
  captureStderr();

  it.each(API_CALLS.map((call) => [call.name, call] as const))('is accepted as it should be: %s', (_, call) => {
    expect(() => call.call(call.arguments)).not.toThrow();
  });

  it.each(CASES.map(([call, path]) => [`${call.name} ${path.join('.')}`, call, path] as const))(
    'is a finding where it has a wrong type: %s',
    (_, call, path) => {
      const legal = kindOf(at(call.arguments, path));
      let tried = 0;
      for (const [kind, wrong] of VALUES) {
        const alsoLegal =
          (STRING_OR_NUMBER.test(call.name) && (kind === 'number' || kind === 'string')) ||
          (OR_STRING.test(`${call.name} ${path.join('.')}`) && kind === 'string');
        const sameInstance = INSTANCES.some((type) => type(at(call.arguments, path)) && type(wrong));
        if (alsoLegal || (kind === legal && kind !== 'instance') || sameInstance) {
          continue;
        }
        // An object of a class may be passed where an object is asked for, if it has what is needed.
        if (legal === 'object' && kind === 'instance') {
          continue;
        }
        const error = thrownBy(() => call.call(replaced(call.arguments, path, wrong) as ApiCall['arguments']));
        expect([kind, error]).toEqual([kind, expect.any(FindingsError)]);
        const { findings } = error as FindingsError;
        expect(findings.map(({ keys }) => fieldPath(keys)).join(' ')).toContain(nameOf(path));
        expect(findings.map(({ rule }) => rule)).toContain('argument/type');
        tried += 1;
      }
      expect(tried).toBeGreaterThan(5);
    },
  );

  it.each(
    CASES.filter(([call, path]) => isRequired(call, path)).map(
      ([call, path]) => [`${call.name} ${path.join('.')}`, call, path] as const,
    ),
  )('is a finding where it is missing: %s', (_, call, path) => {
    const error = thrownBy(() => call.call(replaced(call.arguments, path, undefined) as ApiCall['arguments']));
    expect(error).toBeInstanceOf(FindingsError);
    expect((error as FindingsError).message).toContain(nameOf(path));
  });

  it.each(
    API_CALLS.filter(({ name, arguments: values }) => 'props' in values && !name.includes('.')).map(
      (call) => [call.name, call] as const,
    ),
  )('is told by the name of the type where there are no props: %s', (name, call) => {
    const error = thrownBy(() => call.call({ ...call.arguments, props: 5 }));
    expect((error as FindingsError).message).toContain(
      `\n  props = 5: must be an object of type ${name.replace('Template', '')}Props [argument/type]`,
    );
  });

  it.each(API_CALLS.filter(({ arguments: values }) => 'scope' in values).map((call) => [call.name, call] as const))(
    'is a finding where there is no scope: %s',
    (_, call) => {
      for (const scope of [{}, 'chart', 5, new Stranger()]) {
        const error = thrownBy(() => call.call({ ...call.arguments, scope }));
        expect(error).toBeInstanceOf(FindingsError);
        expect((error as FindingsError).message).toContain('scope = ');
      }
    },
  );

  it('is tried at every class, factory and method that users have', () => {
    const names = API_CALLS.map(({ name }) => name);
    expect([...names, ...WITHOUT_ARGUMENTS].sort()).toEqual(callables().sort());
  });
});

describe('what plain JavaScript says wrongly', () => {
  const stderr = captureStderr();
  const cluster = api.CalicoCluster.managed({ name: 'acme', release: api.CalicoRelease.enterprise('3.24') });
  // biome-ignore lint/suspicious/noExplicitAny: plain JavaScript has no types
  const js = (value: unknown) => value as any;

  it.each<[string, () => unknown, string]>([
    [
      'a time as a string',
      () => new api.PortScanAlert(testChart(), 'a', { cluster, period: js('5m') }),
      'test/a: 1 problem\n  period = "5m": must be a Duration, such as Duration.minutes(5) [argument/type]',
    ],
    [
      'a query as a number',
      () => api.AlertRule.flows({ query: js(22) }),
      'AlertRule: 1 problem\n  query = 22: must be a Query, or a string with a query [argument/type]',
    ],
    [
      'a field as a number',
      () => api.AlertRule.flows({ aggregateBy: ['dest_namespace', js(22)] }),
      'AlertRule: 1 problem\n  aggregateBy[1] = 22: must be the name of a field, or a QueryField such as FlowFields.SOURCE_NAMESPACE [argument/type]',
    ],
    [
      'a release as a number',
      () => api.CalicoRelease.enterprise(js(3.2)),
      'CalicoRelease: 1 problem\n  release = 3.2: must be a string; quote it: YAML and JavaScript read 3.20 as the number 3.2 [argument/type]',
    ],
    [
      'a member of an enum misspelt',
      () => new api.NetshootScanner(testChart(), 'a', js({ target: {}, nmap: { timing: 'T9' }, labels: { a: 1 } })),
      [
        'test/a: 3 problems',
        '  labels.a = 1: must be a string; quote it [argument/type]',
        '  target = {}: must be a ScanTarget, created with ScanTarget.pods, ScanTarget.service or ScanTarget.addresses [argument/type]',
        '  nmap.timing = "T9": must be a member of NmapTiming: T0, T1, T2, T3, T4, T5; did you mean T0? [argument/type]',
      ].join('\n'),
    ],
    [
      'null for a prop, a class for a prop, no props',
      () => new api.PortScanAlert(testChart(), 'a', js({ cluster: testChart(), period: null, severity: '5' })),
      [
        'test/a: 3 problems',
        '  cluster = <Chart>: must be a CalicoCluster, such as CalicoCluster.managed({ name, release }) [argument/type]',
        '  period = null: must be a Duration, such as Duration.minutes(5); null is not the same as omitting it [argument/type]',
        '  severity = "5": must be a number; remove the quotes [argument/type]',
      ].join('\n'),
    ],
    [
      'no props',
      () => new api.PortScanAlert(testChart(), 'a', js(null)),
      'test/a: 1 problem\n  props = null: must be an object of type PortScanAlertProps; null is not the same as omitting it [argument/type]',
    ],
  ])('is told: %s', (_, action, message) => {
    expect(messageOf(action)).toBe(message);
  });

  it('is told as a warning where a prop does not exist', () => {
    const target = api.ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });
    const props = { target, runAsUser: undefined, port: 80, nmap: { tming: 'T3' }, securityContext: {} };
    new api.NetshootScanner(testChart(), 'scanner', props as api.NetshootScannerProps);
    expect(stderr()).toBe(
      [
        'test/scanner: 3 warnings',
        '  nmap.tming: is not a prop of NmapOptions and has no effect; did you mean timing? [argument/unknown-prop]',
        '  port: is not a prop of NetshootScannerProps and has no effect; did you mean ports? [argument/unknown-prop]',
        '  securityContext: is not a prop of NetshootScannerProps and has no effect [argument/unknown-prop]',
        '',
      ].join('\n'),
    );
  });

  it('is not told of what an object of a class has besides, nor of what a newer chart may have', () => {
    class Options {
      readonly namespace = 'shop';
      readonly labels = { app: 'checkout' };
      readonly more = 1;
    }
    api.ScanTarget.pods(new Options());
    const props = { cluster, newer: true };
    new api.AnomalyDetectionChart(new App(), 'chart', props);
    expect(stderr()).not.toContain('unknown-prop');
    const misspelt = { cluster, labls: {} };
    new api.AnomalyDetectionChart(new App(), 'chart', misspelt);
    expect(stderr()).toContain(
      '  labls: is not a prop of AnomalyDetectionChartProps and has no effect; did you mean labels? [',
    );
  });

  it('knows values of another copy of a package, also where a bundler shortened the names of classes', () => {
    class CalicoCluster {
      readonly name = cluster.name;
      readonly release = cluster.release;
      readonly topology = cluster.topology;
    }
    const renamed = new CalicoCluster();
    expect(() => new api.PortScanAlert(testChart(), 'a', { cluster: js(renamed) })).not.toThrow();
    class Shortened extends CalicoCluster {}
    Object.defineProperty(CalicoCluster, 'name', { value: 'a' });
    Object.defineProperty(Shortened, Symbol.for('jsii.rtti'), { value: { fqn: 'any-package.CalicoCluster' } });
    expect(() => new api.PortScanAlert(testChart(), 'a', { cluster: js(new Shortened()) })).not.toThrow();
    expect(() => new api.PortScanAlert(testChart(), 'a', { cluster: js(renamed) })).toThrow('must be a CalicoCluster');
  });
});
