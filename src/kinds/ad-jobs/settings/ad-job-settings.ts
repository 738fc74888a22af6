import type { AdJobAlertsPerDaySettings } from './alerts-per-day-settings';
import type { AdJobForestSettings } from './forest-settings';
import type { AdJobGeneralSettings } from './general-settings';
import type { AdJobSensitivitySettings } from './sensitivity-settings';
import type { AdJobThresholdSettings } from './threshold-settings';

/**
 * Settings of the AD jobs. If a setting is omitted, the image uses its own default, which is documented with the
 * setting. Images up to 3.10 and images from 3.11 on read different settings; the release of the change is inferred
 * from dated documentation pages, and therefore uncertain.
 *
 * A value outside a documented range is an error; a value outside a range that is only derived from the meaning of the
 * setting is a warning.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/threat/
 */
export interface AdJobSettings
  extends AdJobGeneralSettings,
    AdJobThresholdSettings,
    AdJobForestSettings,
    AdJobAlertsPerDaySettings,
    AdJobSensitivitySettings {
  /**
   * Environment variables of the container that have no setting here, by name.
   *
   * @default - none
   */
  readonly otherVariables?: { readonly [name: string]: string };
}
