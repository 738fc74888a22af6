import { Node } from 'constructs';
import { errorRule, formatFindings } from '../base';
import { podOf } from '../kubernetes';
import { matches, printSelector, type Selector } from '../query';
import { labelsAt } from './label-selector';
import { manifestOf } from './manifest-of';
import { isResource, type PodSource } from './sources';

const WEB =
  "const web = new kplus.Deployment(chart, 'web', {\n  metadata: { namespace: 'shop' },\n  podMetadata: { labels: { app: 'web' } },\n  containers: [{ image: 'registry.example.com/web:1.0' }],\n});\n";
const CHANGE = "web.podMetadata.addLabel('app', 'shop');";

const CHANGED = errorRule({
  id: 'cdk8s-plus/changed',
  form: 'program',
  what: 'The pods of a workload must keep the labels by which a scan, a probe, a policy or a capture selects them.',
  why: 'Labels are read when the function is called. If they change afterwards, the pods are not found.',
  bad: `${WEB}scanTargetOf(web);\n${CHANGE}`,
  good: `${WEB}${CHANGE}\nscanTargetOf(web);`,
});

/** Makes synthesis fail if the pods of a workload do not meet these tests any more. */
export function requireStillSelected(source: PodSource, tests: readonly Selector[]): void {
  if (!isResource(source)) {
    return;
  }
  const { path } = Node.of(source);
  Node.of(source).addValidation({
    validate: () => {
      const { pod, keys } = podOf(manifestOf(source));
      const labels = labelsAt(pod, 'metadata', 'labels');
      const before = printSelector({ kind: 'and', operands: tests });
      const message = `no longer match ${before}, by which the pods are selected; change the labels before the workload is used`;
      return matches({ kind: 'and', operands: tests }, labels)
        ? []
        : [formatFindings(path, [{ ...CHANGED, keys: [...keys, 'metadata', 'labels'], value: labels, message }])];
    },
  });
}

/** The rules that this file checks. */
export const STILL_SELECTED_RULES = [CHANGED] as const;
