import { Construct } from 'constructs';
import { checkedScope, checkProps, optional, struct, TEXT_MAP, type ValueType } from '../../arguments';
import { errorRule, type Finding } from '../../base';
import {
  CALICO_CLUSTER,
  CALICO_GROUP,
  CalicoCluster,
  FELIX_DEFAULT,
  felixSpec,
  LOG_SETTINGS,
  type LogSettings,
} from '../../calico';
import { addCalicoObject } from '../../kind';
import { checkObjectMetadata, GUARDS } from '../../kubernetes';
import { checkFelixConfiguration } from './felix-configuration-checks';

const NOTHING = errorRule({
  id: 'log-settings/nothing',
  form: 'program',
  what: 'ThreatDefenseLogSettings must have at least one setting.',
  why: 'Without a setting there is nothing to apply.',
  bad: "new ThreatDefenseLogSettings(chart, 'logs', { cluster, settings: LogSettings.of({}) });",
  good: "new ThreatDefenseLogSettings(chart, 'logs', { cluster, settings: LogSettings.of({ dnsPerPod: true }) });",
});

/** Properties of `ThreatDefenseLogSettings`. */
export interface ThreatDefenseLogSettingsProps {
  /**
   * The cluster whose settings these are.
   *
   * @default - the cluster that a parent construct provides
   */
  readonly cluster?: CalicoCluster;

  /**
   * The settings to write. Only those that were given to `LogSettings.of` are written.
   *
   * @default - the log settings of the cluster
   */
  readonly settings?: LogSettings;

  /**
   * More annotations of the object.
   *
   * @default - none
   */
  readonly annotations?: { readonly [key: string]: string };
}

/**
 * The log settings of a cluster: a part of the FelixConfiguration `default`, with the settings that are given and no others.
 *
 * The object exists on every cluster, and Calico's operator writes some of its fields, so it must be applied with
 * `kubectl apply --server-side`, which changes only the given fields. Annotations keep Argo CD and Flux from removing it, or settings in it.
 * `patchCommand` does the same without a manifest.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/felixconfig
 */
export class ThreatDefenseLogSettings extends Construct {
  /** The cluster whose settings these are. */
  public readonly cluster: CalicoCluster;

  /** The settings that are written. */
  public readonly settings: LogSettings;

  /**
   * @param scope the scope in which to define the settings
   * @param id the construct ID, unique in its scope
   * @param props the settings
   * @throws when there is no setting to write, or an annotation is malformed
   */
  constructor(scope: Construct, id: string, props: ThreatDefenseLogSettingsProps = {}) {
    super(checkedScope('ThreatDefenseLogSettings', scope, id), id);
    checkProps(this.node.path, props, PROPS);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.settings = props.settings ?? this.cluster.logs;
    const manifest = {
      apiVersion: `${CALICO_GROUP}/v3`,
      kind: 'FelixConfiguration',
      metadata: { name: FELIX_DEFAULT, annotations: { ...GUARDS, ...props.annotations } },
      spec: felixSpec(this.settings._values),
    };
    addCalicoObject(this, this.cluster, {
      manifest,
      findings: [
        ...checkAny(this.settings),
        ...checkFelixConfiguration(manifest, this.cluster),
        ...checkObjectMetadata(manifest),
      ],
      duplicateAdvice: 'there is only one FelixConfiguration named default, so put all settings into one construct',
    });
  }

  /** The command that changes the same settings on the cluster without a manifest. */
  public get patchCommand(): string {
    const patch = JSON.stringify({ spec: felixSpec(this.settings._values) });
    return `kubectl patch felixconfigurations.projectcalico.org ${FELIX_DEFAULT} --type merge --patch '${patch}'`;
  }
}

function checkAny(settings: LogSettings): Finding[] {
  const message =
    'contains no settings, so there is nothing to apply; pass LogSettings.of with what differs from the defaults';
  return settings._text === '' ? [{ ...NOTHING, keys: ['settings'], message }] : [];
}

const PROPS: ValueType<ThreatDefenseLogSettingsProps> = struct<ThreatDefenseLogSettingsProps>(
  { name: 'ThreatDefenseLogSettingsProps' },
  { cluster: optional(CALICO_CLUSTER), settings: optional(LOG_SETTINGS), annotations: optional(TEXT_MAP) },
);

/** The rules that this file checks. */
export const THREAT_DEFENSE_LOG_SETTINGS_RULES = [NOTHING] as const;
