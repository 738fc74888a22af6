import { ApiObject, App, Chart, type ChartProps, Testing } from 'cdk8s';
import { CalicoCluster, CalicoRelease } from '../src/calico';
import { type Resource, Template } from '../src/testing';

/** A cluster like the workshop's. */
export function managedCluster(release = '3.14', name = 'acme.aks-prod'): CalicoCluster {
  return CalicoCluster.managed({ name, release: CalicoRelease.parse(release) });
}

/** The annotations that tell what an object was made for. */
export function madeFor({ name, release, topology }: CalicoCluster): Record<string, string> {
  return {
    'calico-threat-defense/cluster': name,
    'calico-threat-defense/release': `${release}`,
    'calico-threat-defense/topology': topology,
  };
}

// biome-ignore lint/suspicious/noExplicitAny: assertions reach into objects of every kind
export type Synthesized = any;

/** What a chart emits, for the matchers that users have. */
export function templateOf(build: (chart: Chart) => void, props: ChartProps = {}): Template {
  const chart = testChart(props);
  build(chart);
  return Template.fromChart(chart);
}

/** A chart `test` of an app of its own, which the tests of a construct hang it into. */
export function testChart(props: ChartProps = {}): Chart {
  return new Chart(new App(), 'test', props);
}

/** The objects of one chart, validated as `synth` does it. */
export function synthesize(build: (chart: Chart) => void, props: ChartProps = {}): Synthesized[] {
  const chart = testChart(props);
  build(chart);
  return Testing.synth(chart);
}

/** The only object of its kind, and of this name where several are of the kind. */
export function only(objects: Synthesized[], kind: string, name?: string): Resource {
  return Template.fromObjects(objects).onlyResource(kind, name === undefined ? {} : { metadata: { name } });
}

/** All objects below a chart; a chart's own list holds its direct children only. */
export function objectsBelow(chart: Chart): ApiObject[] {
  return chart.node.findAll().filter((child): child is ApiObject => ApiObject.isApiObject(child));
}

/** What an action throws, as a user reads it. */
export function messageOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}

/** Keeps what is written on standard error during each test out of the report, for the test to read. */
export function captureStderr(): () => string {
  let text = '';
  let spy: jest.SpyInstance;
  beforeEach(() => {
    text = '';
    spy = jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
  });
  afterEach(() => spy.mockRestore());
  return () => text;
}
