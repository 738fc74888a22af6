import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, ThreatDefenseLogSettings } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

new ThreatDefenseLogSettings(new Chart(new App(), 'settings'), 'log-settings', { cluster });
