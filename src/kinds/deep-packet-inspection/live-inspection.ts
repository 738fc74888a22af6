import { listAt, plural, sanitizeLine, textAt, valueAt } from '../../base';
import { objectTitle } from '../../calico';
import { failed, isOneOf, type LiveCheck, type LiveFinding, type LiveState, ok } from '../../kind';
import { INSPECTION_TYPE } from './inspection-schema';

/** How many nodes are named in a message. */
const NAMED = 3;

/** An inspection exists, and the packets of its pods are inspected on every node that has some. */
export const LIVE_INSPECTION: LiveCheck = {
  step: 'inspection',
  waitsFor: 'to be active',
  // Calico starts a DaemonSet for the first inspection, whose image may have to be pulled.
  longest: 5 * 60_000,
  concerns: (manifest) => isOneOf(manifest, [INSPECTION_TYPE]),
  judge,
};

function judge({ manifest, live }: LiveState): LiveFinding {
  const title = objectTitle(manifest);
  if (live === undefined) {
    return failed(`${title} does not exist`);
  }
  const nodes = listAt(live, 'status', 'nodes');
  if (nodes.length === 0) {
    return failed(
      `${title} is not active on any node: Calico has not started to inspect packets, or the inspection selects no running pods`,
    );
  }
  const idle = nodes.filter((node) => valueAt(node, 'active', 'success') !== true);
  const problems = idle.slice(0, NAMED).map((node) => `${title} is not active on node ${nameOf(node)}${errorOf(node)}`);
  const more = idle.length > NAMED ? [`nor on ${plural(idle.length - NAMED, 'other node')}`] : [];
  return idle.length > 0 ? failed(...problems, ...more) : ok(`${title} is active on ${plural(nodes.length, 'node')}`);
}

function nameOf(node: unknown): string {
  return sanitizeLine(textAt(node, 'node') || '(no name)');
}

/** The latest error of a node; Calico adds errors at the end. */
function errorOf(node: unknown): string {
  const error = textAt(listAt(node, 'errorConditions').at(-1), 'message');
  return error === '' ? '' : `: ${sanitizeLine(error)}`;
}
