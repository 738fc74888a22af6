import { RULES } from '../../src/cli/all-rules';
import { seedOf } from '../seed';
import { describeWithCrds, installCalico } from './calico-api';
import { ControlPlane } from './control-plane';
import { DryRun } from './judge/dry-run';
import { Judge } from './judge/judge';
import { RULES_OF_OURS } from './judge/rules-of-ours';
import { reportOf, summaryOf, type Tally, tallyOf } from './judge/summary';

/** The releases that are judged, each with the one whose CRDs it has: those of alerts are the same from 3.19 to 3.20. */
const RELEASES = [
  ['3.20', '3.19'],
  ['3.22', '3.22'],
  ['3.24', '3.24'],
] as const;

/** Cases for each release. */
const RUNS = Number(process.env.JUDGE_RUNS ?? 3_000);
const SEED = seedOf('JUDGE_SEED');
const MOST_COUNTEREXAMPLES = 5;

const tallies: Tally[] = [];

for (const [release, crds] of RELEASES) {
  describeWithCrds(crds, `an API server with the CRDs of ${crds}, and our checks for ${release}`, () => {
    let server: ControlPlane;
    let dryRun: DryRun;
    beforeAll(async () => {
      server = await ControlPlane.start();
      await installCalico(server, crds);
      dryRun = await DryRun.of(server);
    });
    afterAll(async () => {
      dryRun?.close();
      await server?.stop();
    });

    it('refuse the same alerts, but for rules of ours', async () => {
      const judge = new Judge(release, dryRun);
      const judgements = await judge.judgeAll(SEED, RUNS);
      tallies.push(tallyOf(release, judgements));
      expect(judgements).toHaveLength(RUNS);
      const kinds = new Map(judgements.map((judgement, index) => [judgement.disagreement, index]));
      kinds.delete(undefined);
      const shrunk = [];
      for (const index of [...kinds.values()].slice(0, MOST_COUNTEREXAMPLES)) {
        const judgement = judgements[index];
        shrunk.push(judgement && (await judge.shrink(SEED, index, judgement)));
      }
      if (shrunk.length > 0) {
        throw new Error(reportOf(release, SEED, kinds.size, shrunk));
      }
    });
  });
}

describe('the list of rules that only we have', () => {
  it('holds rules that there are', () => {
    expect(Object.keys(RULES_OF_OURS).filter((rule) => !Object.hasOwn(RULES, rule))).toEqual([]);
  });
});

afterAll(() => {
  process.stdout.write(summaryOf(SEED, tallies));
});
