import { App, Testing } from 'cdk8s';
import { AnomalyDetectionChart } from '../../src';
import { describeWithShared } from '../shared-folder';
import { captureStderr, managedCluster, type Synthesized } from '../support';
import { type Difference, differencesOf, MEANT, titleOf, twinOf, workshopObjects } from '../upstream-differences';
import { installCalico } from './calico-api';
import { ControlPlane } from './control-plane';

/** What the server derives from fields that are listed as different. */
const DERIVED: Readonly<Record<string, readonly string[]>> = {
  // A tag that can move is pulled each time, a pinned one is not; requests and limits make a class of service.
  'Pod netshoot': ['spec.containers[0].imagePullPolicy', 'status.qosClass'],
  'Deployment dev-nginx': ['spec.template.spec.containers[0].imagePullPolicy'],
};

/** Drawn anew for each object. */
const DRAWN = ['metadata.uid', 'metadata.creationTimestamp', 'spec.clusterIP', 'spec.clusterIPs[0]'];

describeWithShared("the workshop's objects, as a server with the CRDs of 3.14 completes them", () => {
  captureStderr();
  let server: ControlPlane;
  let found: Difference[];

  const complete = async (object: Synthesized): Promise<Synthesized> => {
    const args = ['create', '--dry-run=server', '-o', 'json', '-f', '-'];
    return JSON.parse(await server.succeed(args, { input: JSON.stringify(object) }));
  };
  const compare = async (object: Synthesized): Promise<Difference[]> => {
    const ours = Testing.synth(new AnomalyDetectionChart(new App(), 'module', { cluster: managedCluster() }));
    const twin = twinOf(object, ours);
    const all = differencesOf(titleOf(object), await complete(object), await complete(twin));
    return all.filter(({ path }) => !DRAWN.includes(path));
  };

  beforeAll(async () => {
    server = await ControlPlane.start();
    await installCalico(server, '3.14');
  });
  afterAll(() => server?.stop());

  it('differ from ours in nothing that is not meant', async () => {
    found = [];
    const theirs = workshopObjects();
    // The Namespace first, since it can only be tried as long as it is not there.
    for (const object of [...theirs].sort((a, b) => rank(a) - rank(b))) {
      found.push(...(await compare(object)));
      if (object.kind === 'Namespace') {
        await server.create([object]);
      }
    }
    expect(theirs).toHaveLength(8);
    expect(found.filter((difference) => !isListed(difference))).toEqual([]);
  });

  it('differ from ours in everything that is listed', () => {
    const lists = [...Object.entries(MEANT).map(([object, paths]) => [object, Object.keys(paths)] as const)];
    const listed = [...lists, ...Object.entries(DERIVED)]
      .filter(([object]) => object !== '*')
      .flatMap(([object, paths]) => paths.map((path) => ({ object, path })));
    const missing = listed.filter(
      ({ object, path }) => !found.some((difference) => difference.object === object && isBelow(difference.path, path)),
    );
    expect(missing).toEqual([]);
  });
});

function rank({ kind }: Synthesized): number {
  return kind === 'Namespace' ? 0 : 1;
}

function isListed({ object, path }: Difference): boolean {
  const paths = [...Object.keys(MEANT['*'] ?? {}), ...Object.keys(MEANT[object] ?? {}), ...(DERIVED[object] ?? [])];
  return paths.some((listed) => isBelow(path, listed));
}

/** The server completes both sides of a listed map, so that the difference shows further down. */
function isBelow(path: string, listed: string): boolean {
  return path === listed || path.startsWith(`${listed}.`) || path.startsWith(`${listed}[`);
}
