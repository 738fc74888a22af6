import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import { type ControlPlane, listOf } from './control-plane';

/** What a cluster says of itself where Calico runs on it. */
export interface Appearance {
  /** As the cluster writes it, such as v3.14.4; an open-source Calico has none. */
  readonly release?: string;
  readonly topology: 'managed' | 'management' | 'standalone';
  /** The name that its logs are stored under; without it, no intrusion-detection-controller is there. */
  readonly name?: string;
}

const NAMESPACE = 'tigera-intrusion-detection';
const CONTROLLER = 'intrusion-detection-controller';

const CONNECTION = {
  apiVersion: 'operator.tigera.io/v1',
  kind: 'ManagementClusterConnection',
  metadata: { name: 'tigera-secure' },
  spec: { managementClusterAddr: 'management.example.com:9449' },
};

const MANAGEMENT = {
  apiVersion: 'operator.tigera.io/v1',
  kind: 'ManagementCluster',
  metadata: { name: 'tigera-secure' },
  spec: { address: 'management.example.com:9449' },
};

/** Lets a server hold what Calico's own API server and the operator hold: what a cluster says of itself. */
export async function installStandIns(server: ControlPlane): Promise<void> {
  const text = readFileSync(join(__dirname, 'stand-ins', 'operator-and-calico.yaml'), 'utf8');
  const crds = parseAllDocuments(text).map((document) => document.toJS());
  await server.create(crds);
  await server.succeed([
    'wait',
    '--for=condition=Established',
    '--timeout=30s',
    ...crds.map(({ metadata }) => `crd/${metadata.name}`),
  ]);
  for (const { spec } of crds) {
    const path = `/apis/${spec.group}/${spec.versions[0].name}`;
    // The list of resources, which kubectl reads kinds from, follows a moment later.
    while (!(await server.kubectl(['get', `--raw=${path}`])).stdout.includes(`"kind":"${spec.names.kind}"`)) {
      await setTimeout(50);
    }
  }
}

/** Makes a cluster that has the stand-ins look like this one, whatever it looked like before. */
export async function lookLike(server: ControlPlane, { release, topology, name }: Appearance): Promise<void> {
  const spec = { cnxVersion: release, calicoVersion: 'v3.21.4', clusterGUID: '0d1e2f3a4b5c6d7e8f90a1b2c3d4e5f6' };
  const information = ['projectcalico.org/v3', 'crd.projectcalico.org/v1'].map((apiVersion) => ({
    apiVersion,
    kind: 'ClusterInformation',
    metadata: { name: 'default' },
    spec,
  }));
  const changing = [CONNECTION, MANAGEMENT, controller(name ?? '')];
  const shown = [
    ...(topology === 'managed' ? [CONNECTION] : []),
    ...(topology === 'management' ? [MANAGEMENT] : []),
    ...(name === undefined ? [] : [controller(name)]),
  ];
  await server.succeed(['delete', '--ignore-not-found', '-f', '-'], { input: listOf(changing) });
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  await server.succeed(['apply', '-f', '-'], { input: listOf([namespace, ...information, ...shown]) });
}

/** The Deployment whose environment holds the name of the cluster. */
function controller(name: string): object {
  const labels = { 'k8s-app': CONTROLLER };
  const container = {
    name: CONTROLLER,
    image: 'tigera/intrusion-detection-controller:v3.14.0',
    env: [{ name: 'CLUSTER_NAME', value: name }],
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: CONTROLLER, namespace: NAMESPACE },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers: [container] } } },
  };
}
