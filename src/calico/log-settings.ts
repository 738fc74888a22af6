import { Duration } from 'cdk8s';
import { checkArguments, checkProps, instance, TEXT, type ValueType } from '../arguments';
import { errorRule, type Finding, FindingsError, type Manifest, report, valueAt, warningRule } from '../base';
import { MADE_FOR_LOGS } from './annotations';
import { CALICO_GROUP, groupOf, STORAGE_GROUP } from './calico-kinds';
import { CALICO_RELEASE, type CalicoRelease } from './calico-release';
import { checkFelixName, checkInterval, FELIX_DEFAULT, felixSpec, readFelix } from './felix-checks';
import type { LogSettingsValues } from './felix-fields';
import { FlowAggregation } from './flow-aggregation';
import { LOG_SETTINGS_OPTIONS, type LogSettingsOptions } from './log-settings-options';

const NOT_FOUND = errorRule({
  id: 'log-settings/not-found',
  form: 'program',
  what: 'The YAML must contain exactly one FelixConfiguration named default.',
  why: 'This object contains the log settings of the cluster.',
  bad: "LogSettings.fromFelixConfiguration('kind: ConfigMap');",
  good: "LogSettings.fromFelixConfiguration('{ apiVersion: projectcalico.org/v3, kind: FelixConfiguration, metadata: { name: default } }');",
});
const ALLOWED_PORTS = errorRule({
  id: 'log-settings/allowed-without-ports',
  form: 'program',
  what: 'Allowed flows cannot be aggregated without ports.',
  why: 'Calico has this level only for denied flows.',
  bad: 'LogSettings.of({ allowedFlows: FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS });',
  good: 'LogSettings.of({ deniedFlows: FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS });',
});
const DENIED_LEVEL = warningRule({
  id: 'log-settings/denied-range',
  form: 'program',
  on: '3.22',
  what: 'Denied flows should be aggregated without ports only on releases with native CRDs.',
  why: 'The API server of older releases was observed to reject level 3, which is not documented.',
  bad: "const logs = LogSettings.of({ deniedFlows: FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS });\nCalicoCluster.managed({ name: 'acme.aks-prod', release, logs });",
  good: "const logs = LogSettings.of({ deniedFlows: FlowAggregation.BY_POD_PREFIX });\nCalicoCluster.managed({ name: 'acme.aks-prod', release, logs });",
});

const DEFAULT_INTERVAL = Duration.minutes(5);

/**
 * The settings of a cluster that determine which rows its logs have, and when. What an alert sees depends on them.
 *
 * On a cluster, they are in the FelixConfiguration named `default`.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/felixconfig
 */
export class LogSettings {
  /**
   * Calico's defaults: logs are written every 5 minutes, allowed flows are aggregated by the prefix of pod names, and
   * denied flows by pod.
   *
   * @param release the release of the cluster; the documented defaults are the same on all releases
   */
  public static defaults(release: CalicoRelease): LogSettings {
    checkArguments('LogSettings', { release }, { release: CALICO_RELEASE });
    return DEFAULTS;
  }

  /**
   * The settings of a cluster where they differ from the defaults.
   *
   * @param options what differs
   * @throws when an interval is not a whole number of seconds from 1 second to 24 hours, or allowed flows are aggregated
   * without ports
   */
  public static of(options: LogSettingsOptions): LogSettings {
    checkProps('LogSettings', options, LOG_SETTINGS_OPTIONS);
    report('LogSettings', [
      ...checkInterval(options.flowLogsFlushInterval, ['flowLogsFlushInterval']),
      ...checkInterval(options.dnsLogsFlushInterval, ['dnsLogsFlushInterval']),
      ...checkInterval(options.l7LogsFlushInterval, ['l7LogsFlushInterval']),
      ...checkAllowed(options.allowedFlows),
    ]);
    return new LogSettings({ ...options });
  }

  /**
   * Reads the settings from a FelixConfiguration, such as the output of
   * `kubectl get felixconfigurations.projectcalico.org default -o yaml`. Fields that are not about logs are ignored.
   *
   * @param text YAML or JSON, with one FelixConfiguration named `default`; other documents are ignored
   * @throws when the string cannot be parsed, there is no such object or more than one, or a setting is invalid
   */
  public static fromFelixConfiguration(text: string): LogSettings {
    checkArguments('LogSettings', { text }, { text: TEXT });
    const all = felixConfigurationsIn(text);
    const found = all.filter((manifest) => valueAt(manifest, 'metadata', 'name') === FELIX_DEFAULT);
    const others = all.filter((manifest) => !found.includes(manifest));
    const [first] = found;
    if (first === undefined || found.length > 1) {
      const count = first === undefined ? 'no' : String(found.length);
      const message = `contains ${count} FelixConfigurations named default; pass exactly one, as printed by kubectl get felixconfigurations.projectcalico.org default -o yaml`;
      throw new FindingsError('LogSettings', [{ ...NOT_FOUND, keys: ['text'], message }]);
    }
    const { values, findings } = readFelix(first);
    report('FelixConfiguration default', [...others.flatMap(checkFelixName), ...findings]);
    return new LogSettings(values);
  }

  /** @internal */
  public static _ofValues(values: LogSettingsValues): LogSettings {
    return new LogSettings(values);
  }

  /** How often flow logs are written. */
  public readonly flowLogsFlushInterval: Duration;

  /** How often DNS logs are written. */
  public readonly dnsLogsFlushInterval: Duration;

  /** How often L7 logs are written. */
  public readonly l7LogsFlushInterval: Duration;

  /** The aggregation of flows that policies allow. */
  public readonly allowedFlows: FlowAggregation;

  /** The aggregation of flows that policies deny. */
  public readonly deniedFlows: FlowAggregation;

  /** Whether DNS logs name the pod that sent a query. */
  public readonly dnsPerPod: boolean;

  /** Whether flow logs contain statistics of TCP sockets; undefined if it is unknown. */
  public readonly tcpStatistics?: boolean;

  /** Whether flow logs contain the labels of pods; undefined if it is unknown. */
  public readonly labels?: boolean;

  /** Whether flow logs contain the flows of hosts; undefined if it is unknown. */
  public readonly hostEndpoints?: boolean;

  /**
   * What was set.
   *
   * @internal
   */
  public readonly _values: LogSettingsValues;

  private constructor(values: LogSettingsValues) {
    this._values = values;
    this.flowLogsFlushInterval = values.flowLogsFlushInterval ?? DEFAULT_INTERVAL;
    this.dnsLogsFlushInterval = values.dnsLogsFlushInterval ?? DEFAULT_INTERVAL;
    this.l7LogsFlushInterval = values.l7LogsFlushInterval ?? DEFAULT_INTERVAL;
    this.allowedFlows = values.allowedFlows ?? FlowAggregation.BY_POD_PREFIX;
    this.deniedFlows = values.deniedFlows ?? FlowAggregation.BY_SOURCE;
    this.dnsPerPod = values.dnsPerPod ?? false;
    this.tcpStatistics = values.tcpStatistics;
    this.labels = values.labels;
    this.hostEndpoints = values.hostEndpoints;
  }

  /**
   * The settings that were given, as the fields of a FelixConfiguration, in one line: `flowLogsFlushInterval=10s`. Empty
   * for the defaults.
   *
   * @internal
   */
  public get _text(): string {
    return Object.entries(felixSpec(this._values))
      .map(([name, value]) => `${name}=${value}`)
      .join(',');
  }
}

const DEFAULTS = LogSettings._ofValues({});

export const LOG_SETTINGS: ValueType<LogSettings> = instance(
  'LogSettings',
  () => LogSettings,
  ', such as LogSettings.of({ flowLogsFlushInterval: Duration.seconds(10) })',
);

function checkAllowed(allowed: FlowAggregation | undefined): Finding[] {
  if (allowed !== FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS) {
    return [];
  }
  const message = 'is a level that Calico only has for denied flows; use BY_POD_PREFIX, or a lower level';
  return [{ ...ALLOWED_PORTS, keys: ['allowedFlows'], value: allowed, message }];
}

/** Checks that a release has the settings. */
export function checkLogSettings({ deniedFlows }: LogSettings, release: CalicoRelease): Finding[] {
  if (deniedFlows !== FlowAggregation.BY_POD_PREFIX_WITHOUT_PORTS || release._features.nativeCrds !== 'never') {
    return [];
  }
  const message = `is level 3, which the API server of ${release.displayName} was observed to reject; use level 2, BY_POD_PREFIX`;
  return [{ ...DENIED_LEVEL, keys: ['logs', 'deniedFlows'], value: deniedFlows, message }];
}

function felixConfigurationsIn(text: string): Manifest[] {
  // Loaded when it is needed: no other part of the library reads YAML.
  const { parseAllDocuments } = require('yaml') as typeof import('yaml');
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  return [documents].flat().flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) {
      throw invalidYaml(error);
    }
    try {
      return objectsIn(document.toJS({ maxAliasCount: 100 })).filter(isFelixConfiguration);
    } catch (problem) {
      throw invalidYaml(problem as Error);
    }
  });
}

/** An object, or the items of a list, as `kubectl get` prints it for several objects. */
function objectsIn(data: unknown): Manifest[] {
  const items = valueAt(data, 'items');
  const objects = Array.isArray(items) ? items : [data];
  return objects.filter((object): object is Manifest => typeof object === 'object' && object !== null);
}

function invalidYaml({ message }: Error): FindingsError {
  const [line = ''] = message.split('\n');
  return new FindingsError('LogSettings', [
    { ...NOT_FOUND, keys: ['text'], message: `is not valid YAML: ${line.replace(/:$/, '')}` },
  ]);
}

/** The log settings of a cluster, or Calico's defaults. */
export function logsOf({ logs = DEFAULTS }: { readonly logs?: LogSettings }): LogSettings {
  return logs;
}

/** The log settings that an object was made for, by its annotation; Calico's defaults if it has none. */
export function logsMadeFor(manifest: Manifest): LogSettings {
  const text = valueAt(manifest, 'metadata', 'annotations', MADE_FOR_LOGS);
  if (typeof text !== 'string') {
    return DEFAULTS;
  }
  const spec = Object.fromEntries(text.split(',').map((part) => fieldOf(part)));
  return LogSettings._ofValues(readFelix({ spec }).values);
}

/** A field of the annotation; what is neither a number nor true or false is a string. */
function fieldOf(part: string): [string, unknown] {
  const [name = '', value = ''] = part.split('=');
  const isData = /^(?:\d|true|false)$/.test(value);
  return [name, isData ? JSON.parse(value) : value];
}

/** Whether a manifest is a FelixConfiguration of Calico, also in the group in which Calico stores it. */
export function isFelixConfiguration({ apiVersion, kind }: Manifest): boolean {
  return kind === 'FelixConfiguration' && [CALICO_GROUP, STORAGE_GROUP].includes(groupOf(apiVersion).group);
}

/** The rules that this file checks. */
export const LOG_SETTINGS_RULES = [NOT_FOUND, ALLOWED_PORTS, DENIED_LEVEL] as const;
