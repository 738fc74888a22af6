import { type Finding, type Manifest, type RuleMark, valueAt } from '../base';
import { dnsLabelProblem } from '../kubernetes';
import { POD_NAMESPACE_LABEL } from '../query';
import { checkObjectName, checkOtherMetadata, type MetadataRules } from './object-metadata';

/** The rules of a kind by which the metadata of its objects, which are in namespaces, is checked. */
export interface NamespacedMetadataRules extends MetadataRules {
  readonly namespaceMissing: RuleMark;
  readonly namespaceLabel: RuleMark;
}

/**
 * Checks the metadata of an object that is about the pods of its own namespace.
 *
 * @param title what messages call the object, as in `packet capture`
 */
export function checkNamespacedMetadata(object: Manifest, rules: NamespacedMetadataRules, title: string): Finding[] {
  return [
    ...checkObjectName(object, rules, title),
    ...checkNamespace(object, rules, title),
    ...checkOtherMetadata(object, rules),
    ...checkLabel(object, rules),
  ];
}

/** A program states the namespace, so an empty one is an error there. */
export function requiresNamespace(
  findings: readonly Finding[],
  { namespaceMissing, metadata }: NamespacedMetadataRules,
) {
  return findings.map((finding) =>
    finding.rule === namespaceMissing.rule
      ? { ...finding, ...metadata, value: '', message: dnsLabelProblem('') ?? finding.message }
      : finding,
  );
}

function checkNamespace(object: Manifest, rules: NamespacedMetadataRules, title: string): Finding[] {
  const value = valueAt(object, 'metadata', 'namespace') ?? '';
  const keys = ['metadata', 'namespace'];
  if (value === '') {
    const message = `without a namespace, the ${title} is created in whichever namespace is current when it is applied, and selects pods there; set the namespace of the pods`;
    return [{ ...rules.namespaceMissing, keys, message }];
  }
  const message = typeof value === 'string' ? dnsLabelProblem(value) : undefined;
  return message === undefined ? [] : [{ ...rules.metadata, keys, value, message }];
}

function checkLabel(object: Manifest, rules: NamespacedMetadataRules): Finding[] {
  const value = valueAt(object, 'metadata', 'labels', POD_NAMESPACE_LABEL);
  const message =
    'is a label that Calico gives to pods; API servers were observed to reject it on this object, which is not documented; remove it';
  return value === undefined
    ? []
    : [{ ...rules.namespaceLabel, keys: ['metadata', 'labels', POD_NAMESPACE_LABEL], value, message }];
}
