import type { ApiObjectProps } from 'cdk8s';
import { Construct } from 'constructs';
import { GlobalNetworkSet } from '../../../imports/projectcalico.org';
import { type CalicoCluster, DEMO_LABEL, DRILL_ANNOTATIONS } from '../../calico';
import { addCalicoObject } from '../../kind';
import { checkBlocking } from '../../kinds/blocking';
import type { IAlert } from '../../kinds/global-alert';
import { DataSet } from '../../logs';
import { checkDrillDetected } from '../probe/probe-detection';
import type { Trace } from '../probe/trace';
import { word } from '../shell-word';

/** Addresses that are reserved for documentation, so the set contains no host. */
const NETS = ['192.0.2.0/24'];

/** The annotation that is changed, which Calico ignores. */
const CHANGED = 'calico-threat-defense/changed';

const RESOURCE = 'globalnetworksets';

/** A GlobalNetworkSet that no policy uses, and whose changes an alert about audit logs must notice. */
export class WatchedNetworkSet extends Construct {
  /** The command that changes the set, for a POSIX shell with kubectl. */
  public readonly changeCommand: string;

  /** @param alert the alert that must raise an event; synthesis fails if it cannot */
  constructor(scope: Construct, id: string, { name, cluster, alert }: WatchedNetworkSetProps) {
    super(scope, id);
    const manifest: ApiObjectProps & { readonly spec: object } = {
      ...GlobalNetworkSet.GVK,
      metadata: {
        name,
        labels: { [DEMO_LABEL]: 'true' },
        annotations: {
          [DRILL_ANNOTATIONS.action]: 'is changed by hand',
          [DRILL_ANNOTATIONS.detectedBy]: alert.alertName,
        },
      },
      spec: { nets: NETS },
    };
    const drill = { words: `changes the GlobalNetworkSet ${name}`, times: 1, traces: () => [auditTrace(name)] };
    addCalicoObject(this, cluster, {
      manifest,
      render: GlobalNetworkSet.manifest,
      findings: [...checkBlocking(manifest, cluster), ...checkDrillDetected(alert, drill)],
    });
    this.changeCommand = `kubectl annotate ${RESOURCE}.projectcalico.org ${word(name)} ${CHANGED}="$(date +%s)" --overwrite`;
  }
}

interface WatchedNetworkSetProps {
  readonly name: string;
  readonly cluster: CalicoCluster;
  readonly alert: IAlert;
}

/** The record of one change, as API servers write it. They do so at once. */
function auditTrace(name: string): Trace {
  return {
    dataSet: DataSet.AUDIT,
    interval: 1,
    known: new Set(['verb', 'objectRef.resource', 'objectRef.name', 'stage']),
    partlyKnown: new Set(),
    alternatives: {},
    rowsFrom: (start) => {
      const time = new Date(start * 1_000).toISOString();
      return [
        {
          verb: 'patch',
          stage: 'ResponseComplete',
          objectRef: { resource: RESOURCE, name },
          requestReceivedTimestamp: time,
          stageTimestamp: time,
        },
      ];
    },
  };
}
