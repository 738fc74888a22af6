import type { Chart } from 'cdk8s';
import { type DatabaseDecoyProps, Decoy, type ServiceDecoyProps } from '../../../src';
import { managedCluster } from '../../support';

export const cluster = managedCluster('3.24');

/** How a decoy of each kind is made. */
export const KINDS = {
  service: (chart: Chart, props: ServiceDecoyProps = {}) => Decoy.service(chart, 'decoy', { cluster, ...props }),
  database: (chart: Chart, props: DatabaseDecoyProps = {}) => Decoy.database(chart, 'decoy', { cluster, ...props }),
  ipEnumeration: (chart: Chart) => Decoy.ipEnumeration(chart, 'decoy', { cluster }),
};
export type Kind = keyof typeof KINDS;
