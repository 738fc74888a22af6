import { errorRule, type Finding, warningRule } from '../findings';
import { labelKeyProblem, labelValueProblem, type Manifest, subdomainProblem, valueAt } from '../manifest';
import { DETECTOR_PREFIX } from './detector';
import { isMap } from './field-schema';

const NAME = errorRule('global-alert/name');
const NAME_GENERATED = warningRule('global-alert/name-generated');
const RESERVED_NAME = errorRule('global-alert/reserved-name');
const METADATA = errorRule('global-alert/metadata');

const KIB = 1_024;
const MOST_ANNOTATIONS = 256 * KIB;

/** Checks the name of an alert, and that its other metadata have the forms that Kubernetes demands of every object. */
export function checkMetadata(alert: Manifest, byDetector: boolean): Finding[] {
  return [
    ...checkName(alert, byDetector),
    ...checkGenerateName(valueAt(alert, 'metadata', 'generateName')),
    ...checkLabels(valueAt(alert, 'metadata', 'labels')),
    ...checkAnnotations(valueAt(alert, 'metadata', 'annotations')),
    ...checkFinalizers(valueAt(alert, 'metadata', 'finalizers')),
  ];
}

function checkName(alert: Manifest, byDetector: boolean): Finding[] {
  const name = valueAt(alert, 'metadata', 'name') ?? '';
  const finding = { path: 'metadata.name', value: valueAt(alert, 'metadata', 'name') };
  const generateName = valueAt(alert, 'metadata', 'generateName');
  if (name === '' && typeof generateName === 'string' && generateName !== '') {
    const message =
      'is made up by the API server at each kubectl create, and kubectl apply refuses that; give the alert a name';
    return [{ ...NAME_GENERATED, ...finding, message }];
  }
  const problem = subdomainProblem(typeof name === 'string' ? name : '');
  if (problem !== undefined) {
    return [{ ...NAME, ...finding, message: problem }];
  }
  if (byDetector || !String(name).startsWith(DETECTOR_PREFIX)) {
    return [];
  }
  const message = `must not begin with ${DETECTOR_PREFIX}: from 3.18.0-2.0 on Calico deletes alerts of such names; take another`;
  return [{ ...RESERVED_NAME, ...finding, message }];
}

/** Five characters are put behind it, so that it may end with a hyphen. */
function checkGenerateName(prefix: unknown): Finding[] {
  if (typeof prefix !== 'string' || prefix === '') {
    return [];
  }
  const problem = subdomainProblem(prefix.replace(/(.)-$/s, 'a'));
  const message = `${problem}; at its end there may be a hyphen`;
  return problem === undefined ? [] : [{ ...METADATA, path: 'metadata.generateName', value: prefix, message }];
}

function checkLabels(labels: unknown): Finding[] {
  return textsOf(labels).flatMap(([key, value]) => {
    const problem = labelKeyProblem(key) ?? labelValueProblem(value);
    return problem === undefined ? [] : [{ ...METADATA, path: `metadata.labels.${key}`, value, message: problem }];
  });
}

function checkAnnotations(annotations: unknown): Finding[] {
  const texts = textsOf(annotations);
  if (texts.length === 0) {
    return [];
  }
  const size = texts.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  const keys = texts.flatMap(([key]) => {
    // Upper case is legal there, in the prefix too.
    const legal = labelKeyProblem(key.toLowerCase()) === undefined;
    const message = 'is no legal annotation key: [prefix/]name, as in note or example.com/note';
    return legal ? [] : [{ ...METADATA, path: `metadata.annotations.${key}`, message }];
  });
  const message = `must have at most ${MOST_ANNOTATIONS / KIB} KiB together, keys and values; here are ${size} bytes`;
  return size <= MOST_ANNOTATIONS ? keys : [...keys, { ...METADATA, path: 'metadata.annotations', message }];
}

function checkFinalizers(finalizers: unknown): Finding[] {
  return (Array.isArray(finalizers) ? finalizers : []).flatMap((finalizer, index) =>
    typeof finalizer !== 'string' || labelKeyProblem(finalizer) === undefined
      ? []
      : [
          {
            ...METADATA,
            path: `metadata.finalizers[${index}]`,
            value: finalizer,
            message: 'is no legal finalizer: [prefix/]name, as in example.com/cleanup',
          },
        ],
  );
}

/** The entries of a map of texts; what else there is, is said elsewhere. */
function textsOf(map: unknown): [string, string][] {
  if (!isMap(map)) {
    return [];
  }
  return Object.entries(map).flatMap(([key, value]): [string, string][] =>
    value === null ? [[key, '']] : typeof value === 'string' ? [[key, value]] : [],
  );
}
