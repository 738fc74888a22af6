import { valueAt } from '../base';

type Labels = Readonly<Record<string, string>>;

/**
 * Whether a label selector of Kubernetes selects something with these labels. An empty selector selects everything.
 *
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
 */
export function selects(selector: unknown, labels: Labels): boolean {
  const equal = Object.entries((valueAt(selector, 'matchLabels') ?? {}) as Labels);
  const expressions = valueAt(selector, 'matchExpressions');
  return (
    equal.every(([key, value]) => labels[key] === value) &&
    (Array.isArray(expressions) ? expressions : []).every((expression) => meets(expression, labels))
  );
}

function meets(expression: unknown, labels: Labels): boolean {
  const value = labels[String(valueAt(expression, 'key'))];
  const listed = valueAt(expression, 'values');
  const values = Array.isArray(listed) ? listed : [];
  switch (valueAt(expression, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
