import { App, Chart } from 'cdk8s';
import {
  CalicoCluster,
  CalicoRelease,
  NetshootScanner,
  PacketCapture,
  PortScanAlert,
  Probe,
  ProbeAction,
  ScanRun,
  TimeWindow,
} from 'cdk8s-calico-threat-defense';
import { podsOf, probeTargetOf, scanTargetOf } from 'cdk8s-calico-threat-defense/plus';
import { runSynth } from 'cdk8s-calico-threat-defense/synth';
import * as kplus from 'cdk8s-plus-28';

const cluster = CalicoCluster.managed({ name: 'acme.aks-prod', release: CalicoRelease.enterprise('3.23') });

runSynth((outdir) => {
  const app = new App({ outdir });

  // The application, which could be in a package of its own.
  const shop = new Chart(app, 'shop', { namespace: 'shop' });
  const web = new kplus.Deployment(shop, 'web', {
    metadata: { name: 'web' },
    podMetadata: { labels: { app: 'web' } },
    containers: [{ image: 'registry.example.com/shop/web:1.0', ports: [{ number: 8080, name: 'http' }] }],
  });
  const service = web.exposeViaService({ name: 'web', ports: [{ port: 80, targetPort: 8080 }] });

  // What watches it, and a drill for each of the two alerts of a scan and of a request.
  const drills = new Chart(app, 'drills', { disableResourceNameHashes: true });
  CalicoCluster.provide(drills, cluster);
  const alert = new PortScanAlert(drills, 'port-scan');
  new NetshootScanner(drills, 'scanner', { target: scanTargetOf(web), detectedBy: alert, run: ScanRun.onDemand() });

  const action = ProbeAction.request({ target: probeTargetOf(service, { workload: web }), path: '/cmd.exe' });
  new Probe(drills, 'probe', { namespace: 'shop', action });

  const during = TimeWindow.until(new Date('2026-12-01T00:00:00Z'));
  new PacketCapture(drills, 'capture', { name: 'web', during, ...podsOf(web) });

  app.synth();
});
