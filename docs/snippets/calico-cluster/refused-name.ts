import { CalicoCluster, CalicoRelease } from '../../../src';

CalicoCluster.managed({ name: '$CALICOCLUSTERNAME', release: CalicoRelease.enterprise('3.14') });
