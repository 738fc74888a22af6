import type { AlertOptions } from './alert-options';
import type { AlertRule } from './alert-rule';

/** A rule-based alert. */
export interface GlobalAlertProps extends AlertOptions {
  /**
   * Name of the object, an RFC 1123 subdomain such as `network.ssh`. The prefix `tigera.io.detector.` is reserved by
   * Calico.
   */
  readonly name: string;

  /** What the alert looks at, and when it raises an event. */
  readonly rule: AlertRule;

  /**
   * A description of the alert, as shown in lists. It can contain variables: `${field}` for a field of `aggregateBy`,
   * and `${count}`, `${sum}` and so on for the metric. A count was observed to be printed as a whole number (`5`), and
   * every other metric with a decimal (`5.0`), which is not documented.
   *
   * According to the documentation, the text of an event is the summary. Since 3.13, events were observed to show the
   * description instead, which is not documented. So use variables here even if there is a summary.
   */
  readonly description: string;

  /**
   * The text of an event of this alert, as documented, with variables as in the description.
   *
   * @default - the description; it is written to the manifest if it has variables
   */
  readonly summary?: string;
}
