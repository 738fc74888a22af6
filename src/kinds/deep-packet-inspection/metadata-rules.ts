import { errorRule, noticeRule, REJECTED, warningRule } from '../../base';
import type { NamespacedMetadataRules } from '../../kind';
import { inspection } from './example';

const RIGHT = inspection();

const NAME = errorRule({
  id: 'deep-packet-inspection/name',
  what: 'The name of a deep packet inspection must be an RFC 1123 subdomain.',
  why: 'The API server rejects any other name.',
  bad: inspection(undefined, 'name: Front_End\n  namespace: shop'),
  good: RIGHT,
});
const NAME_GENERATED = warningRule({
  id: 'deep-packet-inspection/name-generated',
  what: 'A deep packet inspection should have a name rather than a generateName.',
  why: 'With generateName, kubectl create makes a new inspection each time, and kubectl apply rejects the object. The origin of its events contains the name.',
  bad: inspection(undefined, 'generateName: front-\n  namespace: shop'),
  good: RIGHT,
});
const METADATA = errorRule({
  id: 'deep-packet-inspection/metadata',
  what: 'Namespace, labels, annotations, finalizers and generateName must have the form that Kubernetes requires.',
  why: REJECTED,
  bad: inspection(undefined, 'name: front\n  namespace: shop\n  labels: { team: "red & blue" }'),
  good: inspection(undefined, 'name: front\n  namespace: shop\n  labels: { team: red-and-blue }'),
});
const NAMESPACE_MISSING = noticeRule({
  id: 'deep-packet-inspection/namespace-missing',
  what: 'A deep packet inspection should state the namespace of the pods.',
  why: 'It inspects the traffic of pods of its own namespace only. Without a namespace, the inspection is created in the namespace that is current when it is applied.',
  bad: inspection(undefined, 'name: front'),
  good: RIGHT,
});
const NAMESPACE_LABEL = warningRule({
  id: 'deep-packet-inspection/namespace-label',
  what: 'A deep packet inspection should not have the label projectcalico.org/namespace.',
  why: 'It is a label that Calico gives to pods. API servers were observed to reject it, which is not documented.',
  bad: inspection(undefined, 'name: front\n  namespace: shop\n  labels: { projectcalico.org/namespace: shop }'),
  good: RIGHT,
});

/** The rules by which the metadata of an inspection is checked. */
export const METADATA_MARKS: NamespacedMetadataRules = {
  name: NAME,
  nameGenerated: NAME_GENERATED,
  metadata: METADATA,
  namespaceMissing: NAMESPACE_MISSING,
  namespaceLabel: NAMESPACE_LABEL,
};

/** All of them. */
export const METADATA_RULES = [NAME, NAME_GENERATED, METADATA, NAMESPACE_MISSING, NAMESPACE_LABEL] as const;
