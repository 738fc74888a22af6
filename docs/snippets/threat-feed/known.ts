import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, KnownFeed, ThreatFeed } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
ThreatFeed.fromKnown(new Chart(app, 'threat-feeds'), 'feodo', KnownFeed.FEODO, { cluster });
app.synth();
