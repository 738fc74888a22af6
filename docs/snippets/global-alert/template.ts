import { App, Chart, Duration } from 'cdk8s';
import { CalicoCluster, CalicoRelease, GlobalAlert, GlobalAlertTemplate, RuleTemplate } from '../../../src';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.24') });

const app = new App();
const chart = new Chart(app, 'alerts');
GlobalAlert.fromTemplate(chart, 'servfail', RuleTemplate.DNS_SERVFAIL, { cluster, severity: 30 });
GlobalAlertTemplate.fromTemplate(chart, 'pods', RuleTemplate.POLICY_POD, { cluster, period: Duration.minutes(15) });
app.synth();
