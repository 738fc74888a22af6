import type { AdJobAlertsPerDaySettings } from './alerts-per-day-settings';
import type { AdJobForestSettings } from './forest-settings';
import type { AdJobGeneralSettings } from './general-settings';
import type { AdJobSensitivitySettings } from './sensitivity-settings';
import type { AdJobThresholdSettings } from './threshold-settings';

/**
 * Settings of the AD jobs. One that is left out is left to the image, whose default is named with it. Images up to 3.10
 * and images from 3.11 on read different ones; which release changed them is read from dated pages, and so uncertain.
 *
 * A range that the documentation states is an error to leave; one that only follows from what the setting means gives a
 * warning.
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
