import { errorRule, type Finding, report } from '../findings';
import { dnsLabelProblem, labelKeyProblem, labelValueProblem } from '../manifest';

const NAMESPACE = errorRule('scanner/target-namespace');
const LABELS = errorRule('scanner/target-labels');

/** Which pods are scanned. */
export interface PodsScanTargetOptions {
  /** Namespace of the pods. */
  readonly namespace: string;

  /** Labels that the pods have; at least one. */
  readonly labels: { readonly [key: string]: string };
}

/** What a scan probes. */
export class ScanTarget {
  /**
   * Pods of one namespace, found by their labels.
   *
   * @param options namespace and labels
   * @throws when the namespace or a label is malformed, or there is no label
   */
  public static pods(options: PodsScanTargetOptions): ScanTarget {
    report('ScanTarget', [...checkNamespace(options.namespace), ...checkLabels(options.labels)]);
    return new ScanTarget(options.namespace, { ...options.labels });
  }

  private constructor(
    /** Namespace of the pods. */
    public readonly namespace: string,
    /** Labels that the pods have. */
    public readonly labels: { readonly [key: string]: string },
  ) {}

  /**
   * The address of one target pod as a shell expression for the person who starts the scan. All that is in it was
   * checked to be free of shell syntax.
   *
   * @internal
   */
  public _addressExpression(): string {
    const selector = Object.entries(this.labels).map(([key, value]) => `${key}=${value}`);
    const query = `kubectl -n ${this.namespace} get pods --selector ${selector.join(',')}`;
    return `"$(${query} --output jsonpath='{.items[0].status.podIP}')"`;
  }
}

function checkNamespace(namespace: string): Finding[] {
  const message = dnsLabelProblem(namespace);
  return message === undefined ? [] : [{ ...NAMESPACE, path: 'namespace', value: namespace, message }];
}

function checkLabels(labels: Readonly<Record<string, string>>): Finding[] {
  const entries = Object.entries(labels);
  if (entries.length === 0) {
    return [
      { ...LABELS, path: 'labels', value: labels, message: 'must name at least one label, else every pod is hit' },
    ];
  }
  return entries.flatMap(([key, value]) => {
    const message = labelKeyProblem(key) ?? labelValueProblem(value);
    return message === undefined ? [] : [{ ...LABELS, path: `labels[${key}]`, value, message }];
  });
}
