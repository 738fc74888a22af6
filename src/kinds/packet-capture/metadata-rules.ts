import { errorRule, noticeRule, REJECTED, warningRule } from '../../base';
import type { NamespacedMetadataRules } from '../../kind';
import { capture } from './example';
import { OBSERVED } from './who-checks';

const RIGHT = capture();

const NAME = errorRule({
  id: 'packet-capture/name',
  what: 'The name of a packet capture must be an RFC 1123 subdomain.',
  why: 'The API server rejects any other name.',
  bad: capture({}, 'name: Front_End\n  namespace: shop'),
  good: RIGHT,
});
const NAME_GENERATED = warningRule({
  id: 'packet-capture/name-generated',
  what: 'A packet capture should have a name rather than a generateName.',
  why: 'With generateName, kubectl create makes a new capture each time, and kubectl apply rejects the object. The files of a capture are in a folder with its name.',
  bad: capture({}, 'generateName: front-\n  namespace: shop'),
  good: RIGHT,
});
const METADATA = errorRule({
  id: 'packet-capture/metadata',
  what: 'Namespace, labels, annotations, finalizers and generateName must have the form that Kubernetes requires.',
  why: REJECTED,
  bad: capture({}, 'name: front\n  namespace: shop\n  labels: { team: "red & blue" }'),
  good: capture({}, 'name: front\n  namespace: shop\n  labels: { team: red-and-blue }'),
});
const NAMESPACE_MISSING = noticeRule({
  id: 'packet-capture/namespace-missing',
  what: 'A packet capture should state the namespace of the pods.',
  why: 'It captures the traffic of pods of its own namespace only. Without a namespace, the capture is created in the namespace that is current when it is applied.',
  bad: capture({}, 'name: front'),
  good: RIGHT,
});
const NAMESPACE_LABEL = warningRule({
  id: 'packet-capture/namespace-label',
  what: 'A packet capture should not have the label projectcalico.org/namespace.',
  why: `It is a label that Calico gives to pods. ${OBSERVED}`,
  bad: capture({}, 'name: front\n  namespace: shop\n  labels: { projectcalico.org/namespace: shop }'),
  good: RIGHT,
});

/** The rules by which the metadata of a capture is checked. */
export const METADATA_MARKS: NamespacedMetadataRules = {
  name: NAME,
  nameGenerated: NAME_GENERATED,
  metadata: METADATA,
  namespaceMissing: NAMESPACE_MISSING,
  namespaceLabel: NAMESPACE_LABEL,
};

/** All of them. */
export const METADATA_RULES = [NAME, NAME_GENERATED, METADATA, NAMESPACE_MISSING, NAMESPACE_LABEL] as const;
