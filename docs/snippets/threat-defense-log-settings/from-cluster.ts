import { App, Chart } from 'cdk8s';
import { CalicoCluster, CalicoRelease, LogSettings, PortScanAlert } from '../../../src';

// What `kubectl get felixconfigurations.projectcalico.org default -o yaml` printed.
const printed = `
apiVersion: projectcalico.org/v3
kind: FelixConfiguration
metadata:
  name: default
spec:
  bpfEnabled: false
  flowLogsFlushInterval: 15s
  flowLogsFileAggregationKindForAllowed: 1
`;
const logs = LogSettings.fromFelixConfiguration(printed);
const release = CalicoRelease.enterprise('3.24');
const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release, logs });

const app = new App();
new PortScanAlert(new Chart(app, 'alerts'), 'port-scan', { cluster });
app.synth();
