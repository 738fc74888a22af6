import { isMap, type Manifest, valueAt, warningRule } from '../../base';
import { INTRUSION_DETECTION_NAMESPACE } from '../../calico';
import { type Question, questionsOfReferences } from '../../kind';
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
  why: 'Calico looks for them there only, so the feed is never downloaded. An object without a namespace is not reported, because it gets the namespace that is current when it is applied.',
  bad: secretIn('default'),
  good: secretIn(INTRUSION_DETECTION_NAMESPACE),
});

/** Asks whether what the headers of a feed refer to is in another namespace. */
export function questionsOfFeed(feed: Manifest): Question[] {
  const headers = valueAt(feed, 'spec', 'pull', 'http', 'headers');
  return (Array.isArray(headers) ? headers : []).flatMap((header: unknown, index) =>
    isMap(header)
      ? questionsOfReferences(
          valueAt(header, 'valueFrom'),
          ['spec', 'pull', 'http', 'headers', index, 'valueFrom'],
          NAMESPACE,
        )
      : [],
  );
}

/** The rules that this file checks. */
export const REFERENCE_RULES = [NAMESPACE] as const;
