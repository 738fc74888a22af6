import { type Manifest, valueAt } from '../../base';
import type { CalicoRelease } from '../../calico';
import { type AlertModel, type Substitutions, substitute } from '../../evaluation';
import { parseQuery, type QueryNode } from '../../query';
import { alertTimes } from './time-checks';

/** The severity of an alert that does not state one. Calico requires it. */
const NO_SEVERITY = 0;

/**
 * Reads an alert. Fields with a wrong type are treated as missing, because the checks report them.
 *
 * @param alert the manifest of a GlobalAlert or a GlobalAlertTemplate
 * @param query its query, if it was parsed before
 */
export function readAlert(
  alert: Manifest,
  release: CalicoRelease,
  query: QueryNode | undefined = parsedQuery(alert),
): AlertModel {
  const textAt = (name: string) => {
    const value = valueAt(alert, 'spec', name);
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const numberAt = (name: string, unset: number) => {
    const value = valueAt(alert, 'spec', name);
    return typeof value === 'number' ? value : unset;
  };
  const aggregateBy = valueAt(alert, 'spec', 'aggregateBy');
  const substitutions = substitutionsOf(valueAt(alert, 'spec', 'substitutions'));
  return {
    name: nameOf(alert),
    release,
    detector: detectorOf(alert),
    dataSet: textAt('dataSet') ?? '',
    query,
    substituted: query && substitute(query, substitutions),
    substitutions,
    // A name that is not a string keeps its index, so the others keep theirs.
    aggregateBy: (Array.isArray(aggregateBy) ? aggregateBy : []).map((name) => (typeof name === 'string' ? name : '')),
    metric: textAt('metric'),
    field: textAt('field'),
    condition: textAt('condition'),
    threshold: numberAt('threshold', 0),
    ...alertTimes(alert),
    severity: numberAt('severity', NO_SEVERITY),
    description: textAt('description') ?? '',
    summary: textAt('summary'),
  };
}

/** An alert without a query looks at all records. */
function parsedQuery(alert: Manifest): QueryNode | undefined {
  const query = valueAt(alert, 'spec', 'query') ?? '';
  return typeof query === 'string' ? parseQuery(query).node : undefined;
}

function detectorOf(alert: Manifest): string | undefined {
  const type = valueAt(alert, 'spec', 'type');
  const name = valueAt(alert, 'spec', 'detector', 'name');
  return type === 'AnomalyDetection' ? String(name ?? '') : undefined;
}

function substitutionsOf(entries: unknown): Substitutions {
  return (Array.isArray(entries) ? entries : []).map((entry) => {
    const values = valueAt(entry, 'values');
    const texts = (Array.isArray(values) ? values : []).filter((value): value is string => typeof value === 'string');
    return { name: String(valueAt(entry, 'name') ?? ''), values: texts };
  });
}

/** The name, or else the part of it that is known. */
function nameOf({ metadata }: Manifest): string {
  const [name, generated] = ['name', 'generateName'].map((field) => valueAt(metadata, field));
  return String((name === '' ? undefined : name) ?? generated ?? '');
}
