import { CalicoRelease, CalicoTopology } from '../../src/calico';
import { explainFiles, explainJson, explainText, requestText } from '../../src/explain';
import { lint, MANIFEST_RULES } from '../../src/lint';
import { captureStderr } from '../support';

const EXAMPLES = Object.entries(MANIFEST_RULES).flatMap(([id, { bad, good, alsoBad = [] }]) =>
  [bad, good, ...alsoBad].filter((text) => text.includes('GlobalAlert')).map((text) => [id, text] as const),
);

describe('every example of a rule', () => {
  captureStderr();

  it.each(['3.7', '3.12', '3.14', '3.16', '3.20', '3.24', 'cloud-22.5.0', '3.99'])(
    'is explained, and refused if lint finds an error: %s',
    (name) => {
      const cluster = { release: CalicoRelease.parse(name), topology: CalicoTopology.MANAGED };
      for (const [id, text] of EXAMPLES) {
        const sources = [{ file: 'alert.yaml', bytes: Buffer.from(text) }];
        const result = explainFiles(sources, cluster);
        const isWrong = lint(sources, cluster).findings.some(
          ({ severity, object }) => severity === 'error' && object.startsWith('GlobalAlert'),
        );
        for (const { verdict, reasons } of result.alerts) {
          expect([id, isWrong, verdict]).toEqual([id, isWrong, isWrong ? 'refused' : expect.any(String)]);
          expect([id, reasons.length > 0]).toEqual([id, verdict !== 'fires']);
        }
        const printed = [
          explainText(result),
          explainJson(result),
          requestText(result, 'request'),
          requestText(result, 'partials'),
        ];
        expect([id, printed.filter((each) => /undefined|NaN|\[object/.test(each))]).toEqual([id, []]);
      }
    },
  );
});
