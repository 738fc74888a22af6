import { App, Testing } from 'cdk8s';
import { AnomalyDetectionChart } from '../src';
import { describeWithShared } from './shared-folder';
import { captureStderr, managedCluster } from './support';
import { differences, isContainer, isMeant, MEANT, titleOf, twinOf, workshopObjects } from './upstream-differences';

describeWithShared("the workshop's objects", () => {
  captureStderr();

  const chart = () =>
    Testing.synth(new AnomalyDetectionChart(new App(), 'anomaly-detection', { cluster: managedCluster() }));
  const theirs = workshopObjects();
  const compare = () => theirs.flatMap((object) => differences(titleOf(object), object, twinOf(object, chart())));

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

  it.each(theirs.map((object) => [titleOf(object), object]))(
    'are compared down to single fields: %s',
    (title, object) => {
      const change = (value: unknown): unknown =>
        isContainer(value)
          ? Array.isArray(value)
            ? value.map(change)
            : Object.fromEntries(Object.entries(value).map(([key, below]) => [key, change(below)]))
          : `${value}!`;
      const leaves = (value: unknown): number =>
        isContainer(value) ? Object.values(value).reduce((sum: number, below) => sum + leaves(below), 0) : 1;
      expect(differences(title, object, change(object))).toHaveLength(leaves(object));
    },
  );
});
