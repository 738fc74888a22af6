import { plural, valueAt } from '../../base';
import {
  FELIX_DEFAULT,
  felixFieldOf,
  isFelixConfiguration,
  LogSettings,
  type LogSettingsValues,
  levelOf,
  logsMadeFor,
  readFelix,
} from '../../calico';
import { KINDS } from '../../kinds';
import { alertsOf } from './live-alerts';
import type { LogSettingsFacts } from './log-settings-facts';
import { type Manifests, nameOf } from './manifests';
import { failed, ok, type StepFinding } from './step';

/** What determines the rows of the logs that an alert reads. */
interface LogForm {
  readonly settings: readonly (keyof LogSettingsValues)[];
  readonly inWords: (settings: LogSettings) => string;
  /** Where a program gets the settings. */
  readonly remedy: string;
}

const FROM_FELIX =
  'set the log settings of the cluster in your program, for example with LogSettings.fromFelixConfiguration';

const FORMS: Readonly<Record<string, LogForm>> = {
  flows: {
    settings: ['flowLogsFlushInterval', 'allowedFlows', 'deniedFlows'],
    inWords: ({ flowLogsFlushInterval, allowedFlows, deniedFlows }) =>
      `flow logs that are written every ${plural(flowLogsFlushInterval.toSeconds(), 'second')} and aggregated to level ${levelOf(allowedFlows)} (allowed) and ${levelOf(deniedFlows)} (denied)`,
    remedy: 'set the log settings that detect prints in your program',
  },
  dns: {
    settings: ['dnsLogsFlushInterval', 'dnsPerPod'],
    inWords: ({ dnsLogsFlushInterval, dnsPerPod }) =>
      `DNS logs that are written every ${plural(dnsLogsFlushInterval.toSeconds(), 'second')} ${dnsPerPod ? 'and name' : 'without the names of'} pods`,
    remedy: FROM_FELIX,
  },
  l7: {
    settings: ['l7LogsFlushInterval'],
    inWords: ({ l7LogsFlushInterval }) =>
      `L7 logs that are written every ${plural(l7LogsFlushInterval.toSeconds(), 'second')}`,
    remedy: FROM_FELIX,
  },
};

/** Compares the log settings that alerts were made for with those of the cluster. */
export function compareLogs(manifests: Manifests, { settings, problem, invalid }: LogSettingsFacts): StepFinding[] {
  const alerts = alertsOf(KINDS, manifests.objects).map(({ object }) => object.manifest);
  const own = settingsIn(manifests);
  return Object.entries(FORMS).flatMap(([dataSet, form]) => {
    const made = alerts.filter((alert) => valueAt(alert, 'spec', 'dataSet') === dataSet).map(logsMadeFor);
    if (made.length === 0) {
      return [];
    }
    const unread = problem ?? problemOf(form, invalid);
    if (settings === undefined || unread !== undefined) {
      return [ok(`the log settings of the cluster cannot be compared: ${unread}`)];
    }
    // A FelixConfiguration of the manifests that is not applied yet is reported with the other objects.
    const is = form.inWords(LogSettings._ofValues({ ...settings._values, ...own }));
    const has = form.inWords(settings) === is ? 'the cluster has' : 'with the FelixConfiguration here, the cluster has';
    return [...new Set(made.map(form.inWords))].map((text) =>
      text === is ? ok() : failed(`the alerts were made for ${text}, but ${has} ${is}; ${form.remedy}`),
    );
  });
}

/** The log settings that the manifests themselves write. */
function settingsIn({ objects }: Manifests): LogSettingsValues {
  const own = objects
    .map(({ manifest }) => manifest)
    .filter((manifest) => isFelixConfiguration(manifest) && nameOf(manifest) === FELIX_DEFAULT);
  return Object.assign({}, ...own.map((manifest) => readFelix(manifest).values));
}

function problemOf({ settings }: LogForm, invalid: LogSettingsFacts['invalid']): string | undefined {
  const fields = settings.map((setting) => felixFieldOf(setting).name);
  const found = invalid.find(({ field }) => fields.includes(field));
  return found && `${found.field} ${found.message}`;
}
