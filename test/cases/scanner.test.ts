import { App, Chart } from 'cdk8s';
import {
  AnomalyDetectionChart,
  DemoTarget,
  NetshootScanner,
  type NetshootScannerProps,
  PodUser,
  ScanRun,
  ScanTarget,
} from '../../src';
import { brokenControls } from '../drill/pod-security';
import { describeWithShared } from '../shared-folder';
import { captureStderr, managedCluster, only, type Synthesized, synthesize } from '../support';
import { describedIn } from './case-program';

const target = ScanTarget.pods({ namespace: 'shop', labels: { app: 'checkout' } });

function scanner(props: Partial<NetshootScannerProps> = {}): Synthesized[] {
  return synthesize((chart) => new NetshootScanner(chart, 'scanner', { target, ...props }));
}

const podOf = (objects: Synthesized[]) =>
  objects.map(({ kind, spec }) =>
    kind === 'Pod' ? spec : kind === 'Job' ? spec.template.spec : spec.jobTemplate?.spec.template.spec,
  )[0];

describe('case 34: the working directory of a scanner', () => {
  it.each([ScanRun.pod(), ScanRun.pod({ requestUrl: 'http://x' }), ScanRun.once(), ScanRun.onDemand()])(
    'is one that any user may enter: %j',
    (run) => {
      const pods = scanner({ run, target: ScanTarget.service({ namespace: 'shop', name: 'x' }) });
      expect(podOf(pods).containers.map(({ workingDir }: Synthesized) => workingDir)).toEqual(['/tmp']);
    },
  );
});

describe('case 35: what a scanner does while it waits', () => {
  captureStderr();

  it('is nothing', () => {
    expect(podOf(scanner()).containers[0]).toMatchObject({ command: ['sleep'], args: ['infinity'] });
    expect(JSON.stringify(scanner())).not.toMatch(/curl|nginx-svc/);
  });

  it("is what the workshop's does only in the workshop's chart", () => {
    const chart = new AnomalyDetectionChart(new App(), 'module', { cluster: managedCluster() });
    const pod = chart.toJson().find(({ kind }) => kind === 'Pod');
    expect(pod.spec.containers[0].args).toEqual(['while true; do curl -m3 http://nginx-svc; sleep 3; done;']);
  });
});

describe('case 36: the user of a scanner', () => {
  it('can be left to the platform', () => {
    for (const run of [ScanRun.pod(), ScanRun.once(), ScanRun.onDemand()]) {
      const pod = podOf(
        scanner({ user: PodUser.platform(), run, target: ScanTarget.service({ namespace: 'shop', name: 'x' }) }),
      );
      expect(pod.securityContext).toEqual({ runAsNonRoot: true });
      expect(JSON.stringify(pod)).not.toMatch(/runAsUser|runAsGroup|fsGroup/);
      expect(brokenControls(pod)).toEqual([]);
    }
  });

  it('can be another one', () => {
    expect(podOf(scanner({ user: PodUser.of(1_000_660_000, 0) })).securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 1_000_660_000,
      runAsGroup: 0,
    });
    expect(podOf(scanner({ user: PodUser.of(7) })).securityContext).toMatchObject({ runAsUser: 7, runAsGroup: 7 });
  });

  it('can be left to the platform for the demo target, too', () => {
    const objects = synthesize((chart) => new DemoTarget(chart, 'target', { user: PodUser.platform() }));
    const pod = only(objects, 'Deployment')['spec'].template.spec;
    expect(brokenControls(pod)).toEqual([]);
    expect(pod.containers[0].ports).toEqual([{ containerPort: 8080 }]);
    expect(only(objects, 'Service')['spec'].ports).toEqual([{ port: 80, targetPort: 8080, protocol: 'TCP' }]);
  });
});

describe('two scanners in one namespace', () => {
  const stderr = captureStderr();

  it('are told apart by their label, whatever runs them', () => {
    for (const run of [ScanRun.pod(), ScanRun.once(), ScanRun.onDemand()]) {
      const chart = new Chart(new App(), 'scans');
      const scanners = ['netshoot', 'scan-b'].map(
        (name) => new NetshootScanner(chart, name, { target, run, name, restrictEgress: true }),
      );
      const objects: Synthesized[] = chart.toJson();
      const labels = objects
        .filter(({ kind }) => ['Pod', 'Job', 'CronJob'].includes(kind))
        .map(({ kind, metadata, spec }) =>
          kind === 'Pod' ? metadata.labels : (spec.jobTemplate?.spec ?? spec).template.metadata.labels,
        );
      const selectors = objects
        .filter(({ kind }) => kind === 'NetworkPolicy')
        .map(({ spec }) => spec.podSelector.matchLabels);
      expect(labels).toEqual([{ app: 'netshoot' }, { app: 'scan-b' }]);
      expect(selectors).toEqual(labels);
      expect(scanners.map(({ resultCommand }) => resultCommand)).toEqual(
        run.kind === 'pod'
          ? [undefined, undefined]
          : ['netshoot', 'scan-b'].map((app) => `kubectl -n shop logs --selector app=${app} --tail=-1`),
      );
    }
    expect(stderr()).toBe('');
  });
});

describeWithShared('the cases themselves', () => {
  it.each([
    ['34-scanner-working-directory', '"workingDir":"/tmp"'],
    ['35-scanner-keeps-the-workshops-loop', "shop [ 'infinity' ]"],
    ['36-scanner-user-is-fixed', 'securityContext: is not a prop of NetshootScannerProps and has no effect'],
  ])('give what is expected: %s', (name, expected) => {
    expect(describedIn(name)).toContain(expected);
  });
});
