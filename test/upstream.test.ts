import { App, Testing } from 'cdk8s';
import { AnomalyDetectionChart } from '../src';
import { describeWithShared } from './shared-folder';
import { captureStderr, managedCluster } from './support';
import {
  AD_JOBS_FILES,
  differencesOf,
  isMeant,
  MEANT,
  read,
  titleOf,
  twinOf,
  workshopObjects,
} from './upstream-differences';

describeWithShared("the workshop's objects", () => {
  describe.each(Object.entries(AD_JOBS_FILES))('with the AD jobs of the %s', (_, adJobs) => compareWith(adJobs));

  it.each([
    [AD_JOBS_FILES.workshop, 'CLUSTERNAME', 'acme.aks-prod'],
    // The sed command of the workshop leaves the rest of the other placeholder.
    [AD_JOBS_FILES.sibling, '$CALICOCLUSTERNAME', '$CALICOacme.aks-prod'],
  ])('have a placeholder for the name, which the workshop replaces: %s', (file, placeholder, replaced) => {
    const [value] = read(file)
      .filter(({ kind }) => kind === 'Deployment')
      .map(({ spec }) => spec.template.spec.containers[0].env[2].value);
    expect([value, value.replace('CLUSTERNAME', 'acme.aks-prod')]).toEqual([placeholder, replaced]);
  });
});

function compareWith(adJobs: string): void {
  captureStderr();

  const chart = () =>
    Testing.synth(new AnomalyDetectionChart(new App(), 'anomaly-detection', { cluster: managedCluster() }));
  const theirs = workshopObjects(adJobs);
  const compare = () => theirs.flatMap((object) => differencesOf(titleOf(object), object, twinOf(object, chart())));

  it('are all there, and nothing else is', () => {
    expect(chart().map(titleOf).sort()).toEqual(theirs.map(titleOf).sort());
    expect(theirs).toHaveLength(8);
  });

  it('differ from ours in nothing that is not meant', () => {
    expect(compare().filter((difference) => !isMeant(difference))).toEqual([]);
  });

  it('differ from ours in everything that is listed', () => {
    const found = new Set(compare().map(({ object, path }) => `${object}: ${path}`));
    const listed = Object.entries(MEANT)
      .filter(([object]) => object !== '*')
      .flatMap(([object, paths]) => Object.keys(paths).map((path) => `${object}: ${path}`));
    expect(listed.filter((difference) => !found.has(difference))).toEqual([]);
  });
}
