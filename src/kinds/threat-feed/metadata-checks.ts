import { errorRule, type Finding, type Manifest, REJECTED, warningRule } from '../../base';
import { checkMetadata } from '../../kind';
import { domainFeed } from './example';

const RIGHT = domainFeed();

const NAME = errorRule({
  id: 'threat-feed/name',
  what: 'The name of a feed must be an RFC 1123 subdomain.',
  why: 'The API server rejects any other name.',
  bad: domainFeed({}, 'Bad_Domains'),
  good: RIGHT,
});
const NAME_GENERATED = warningRule({
  id: 'threat-feed/name-generated',
  what: 'A feed should have a name rather than a generateName.',
  why: 'With generateName, kubectl create makes a new feed each time, and kubectl apply rejects the object. The names of its network set and Secrets contain the name.',
  bad: RIGHT.replace('name:', 'generateName:'),
  good: RIGHT,
});
const METADATA = errorRule({
  id: 'threat-feed/metadata',
  what: 'Labels, annotations, finalizers and generateName must have the form that Kubernetes requires.',
  why: REJECTED,
  bad: RIGHT.replace('name: bad-domains', 'name: bad-domains\n  labels: { team: "red & blue" }'),
  good: RIGHT.replace('name: bad-domains', 'name: bad-domains\n  labels: { team: red-and-blue }'),
});

/** Checks the name of a feed, and that its other metadata has the form that Kubernetes requires. */
export function checkFeedMetadata(feed: Manifest): Finding[] {
  return checkMetadata(feed, { name: NAME, nameGenerated: NAME_GENERATED, metadata: METADATA }, 'feed');
}

/** The rules that this file checks. */
export const METADATA_RULES = [NAME, NAME_GENERATED, METADATA] as const;
