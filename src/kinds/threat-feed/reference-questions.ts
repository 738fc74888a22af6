import { isMap, type Keys, type Manifest, valueAt, warningRule } from '../../base';
import { INTRUSION_DETECTION_NAMESPACE } from '../../calico';
import { type Question, Topic } from '../../kind';
import { domainFeed, pull } from './example';

const SECRET_NAME = 'globalthreatfeed-bad-domains-token';
const FEED = domainFeed({
  pull: pull(`headers: [{ name: Authorization, valueFrom: { secretKeyRef: { name: ${SECRET_NAME}, key: token } } }]`),
});
const secretIn = (namespace: string) =>
  `${FEED}---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: ${SECRET_NAME}\n  namespace: ${namespace}\n`;

const NAMESPACE = warningRule({
  id: 'threat-feed/reference-namespace',
  what: `The Secrets and ConfigMaps of a feed must be in the namespace ${INTRUSION_DETECTION_NAMESPACE}.`,
  why: 'Calico looks for them there only, so the feed is never downloaded. An object without a namespace gets the one that is set when it is applied, and is not reported.',
  bad: secretIn('default'),
  good: secretIn(INTRUSION_DETECTION_NAMESPACE),
});

/** Only the place of an object is of interest, never its content. */
const place = () => true;

const SECRETS = new Topic('', 'Secret', place);
const CONFIG_MAPS = new Topic('', 'ConfigMap', place);

/** The objects that the headers of feeds refer to. */
export const REFERENCE_TOPICS = [SECRETS, CONFIG_MAPS] as const;

const SOURCES = [
  ['secretKeyRef', SECRETS],
  ['configMapKeyRef', CONFIG_MAPS],
] as const;

/** Asks whether what the headers of a feed refer to is in another namespace. */
export function questionsOfFeed(feed: Manifest): Question[] {
  const headers = valueAt(feed, 'spec', 'pull', 'http', 'headers');
  return (Array.isArray(headers) ? headers : []).flatMap((header: unknown, index) =>
    SOURCES.flatMap(([source, topic]) => {
      const name = valueAt(header, 'valueFrom', source, 'name');
      const keys = ['spec', 'pull', 'http', 'headers', index, 'valueFrom', source, 'name'];
      return isMap(header) && typeof name === 'string' && name !== '' ? [questionOf(name, keys, topic)] : [];
    }),
  );
}

function questionOf(name: string, keys: Keys, topic: Topic<boolean>): Question {
  return {
    keys,
    value: name,
    answer: (neighbors) => {
      const found = neighbors.named(topic, name);
      const [first] = found;
      const isRight = found.some(
        ({ namespace = INTRUSION_DETECTION_NAMESPACE }) => namespace === INTRUSION_DETECTION_NAMESPACE,
      );
      const message = `is the name of a ${topic.kind} in the namespace ${first?.namespace} (${first?.file}), but Calico looks for it in ${INTRUSION_DETECTION_NAMESPACE} only; move it there`;
      return first === undefined || isRight ? undefined : { ...NAMESPACE, message };
    },
  };
}

/** The rules that this file checks. */
export const REFERENCE_RULES = [NAMESPACE] as const;
