type Labels = Readonly<Record<string, string>>;

/** One condition of a selector: a label and the value that it has to have, or must not have. */
interface Condition {
  readonly label: string;
  readonly equal: boolean;
  readonly value: string;
}

const CONDITION = /^([\w./-]+)\s*(==|!=)\s*(?:'([^']*)'|"([^"]*)")$/;

/**
 * Whether a selector of Calico selects something with these labels.
 *
 * @throws when the selector has more than comparisons joined by `&&`: what the figures need, and no more
 */
export function calicoSelects(selector: string, labels: Labels): boolean {
  return conditionsOf(selector).every(({ label, equal, value }) => (labels[label] === value) === equal);
}

/** The labels that whatever the selector selects must have. */
export function demandedLabels(selector: string): Labels {
  const equal = conditionsOf(selector).filter((condition) => condition.equal);
  return Object.fromEntries(equal.map(({ label, value }) => [label, value]));
}

function conditionsOf(selector: string): Condition[] {
  return selector.split('&&').map((part) => {
    const [, label, operator, single, double] = CONDITION.exec(part.trim()) ?? [];
    const value = single ?? double;
    if (label === undefined || value === undefined) {
      throw new Error(`no figure can tell what the selector "${selector}" selects`);
    }
    return { label, equal: operator === '==', value };
  });
}
