import { CalicoTopology } from '../calico';
import { explainAlert, GRADES, reasonText } from '../explain';
import { type AlertTestOptions, alertWithCluster } from './alert-under-test';

/** What an alert looks for, and whether it can fire. */
export interface AlertExplanation {
  /**
   * `fires`: it can raise an event. `never`: it cannot. `refused`: the API server or the log store refuses it. `unknown`: its
   * meaning is not known here, as for detectors.
   */
  readonly verdict: 'fires' | 'never' | 'refused' | 'unknown';

  /** Why it does not fire; empty if it does. */
  readonly reasons: readonly string[];

  /** Which records it sees, how they are grouped, what raises an event, and what the event says. */
  readonly sentences: readonly string[];

  /** The path and the body of the request that each run sends to Elasticsearch; undefined if it is not known. */
  readonly request?: { readonly path: string; readonly body: object };

  /** What this rests on, with its grade. */
  readonly assumptions: readonly string[];
}

/**
 * Explains an alert, as the command `explain` does.
 *
 * @param alert a construct with one alert, or the manifest of a GlobalAlert or a GlobalAlertTemplate
 * @param options what a manifest that another tool wrote does not say
 * @throws Error when it is not an alert, or its release is unknown
 */
export function explain(alert: object, options: AlertTestOptions = {}): AlertExplanation {
  const { manifest, release, settings } = alertWithCluster(alert, options);
  const cluster = { release, topology: CalicoTopology.MANAGED, logs: settings };
  const { verdict, reasons, sentences, request, assumptions } = explainAlert(manifest, cluster);
  return {
    verdict,
    reasons: reasons.map(reasonText),
    sentences: Object.values(sentences).flat(),
    request: request === undefined ? undefined : { path: request.path, body: request.body },
    assumptions: assumptions.map(({ words, grade }) => `${words} (${GRADES[grade]})`),
  };
}
