import { FindingSeverity, type Manifest } from '../../base';
import { FELIX_DEFAULT, felixFieldOf, felixSpec, LogSettings, type LogSettingsValues, readFelix } from '../../calico';
import { FailureKind, isFailure } from './api-failure';
import type { ClusterApi } from './cluster-api';
import type { Fact } from './fact-readers';

/** The log settings and others of all nodes. */
export const FELIX_PATH = `/apis/projectcalico.org/v3/felixconfigurations/${FELIX_DEFAULT}`;

/** The log settings of a cluster. */
export interface LogSettingsFacts {
  /** Undefined if they cannot be read; without those that are invalid. */
  readonly settings?: LogSettings;
  /** Why they cannot be read. */
  readonly problem?: string;
  /** Fields with a value that our checks reject, although the API server accepted it. */
  readonly invalid: readonly InvalidField[];
}

/** A field of the FelixConfiguration, and what is wrong with its value. */
export interface InvalidField {
  readonly field: string;
  readonly value: unknown;
  readonly message: string;
}

/** The variables of `npm run synth` for settings. */
const VARIABLES: Readonly<Partial<Record<keyof LogSettingsValues, string>>> = {
  flowLogsFlushInterval: 'CALICO_FLOW_LOGS_FLUSH_INTERVAL',
  allowedFlows: 'CALICO_FLOW_LOGS_AGGREGATION_ALLOWED',
  deniedFlows: 'CALICO_FLOW_LOGS_AGGREGATION_DENIED',
};

/** Reads the log settings. Without the right to do so, nothing else is kept from being read. */
export async function readLogSettings(api: ClusterApi): Promise<LogSettingsFacts> {
  try {
    const manifest = (await api.ask({ path: FELIX_PATH })) as Manifest;
    const { values, findings } = readFelix({ spec: manifest.spec });
    // Other findings are about fields that are not log settings.
    const invalid = findings
      .filter(({ severity }) => severity === FindingSeverity.ERROR)
      .map(({ keys, value, message }) => ({ field: String(keys[1]), value, message }));
    return { settings: LogSettings._ofValues(values), invalid };
  } catch (error) {
    if (isFailure(error, FailureKind.NOT_FOUND)) {
      return { settings: LogSettings._ofValues({}), invalid: [] };
    }
    if (isFailure(error, FailureKind.FORBIDDEN, FailureKind.REFUSED)) {
      return { problem: error.message, invalid: [] };
    }
    throw error;
  }
}

/** The variable of `npm run synth` for a field, if there is one. */
export function variableOf(field: string): string | undefined {
  const found = Object.entries(VARIABLES).find(
    ([setting]) => felixFieldOf(setting as keyof LogSettingsValues).name === field,
  );
  return found?.[1];
}

/** The settings that are not Calico's defaults, as variables of `npm run synth`. */
export function logSettingsFacts({ settings }: LogSettingsFacts): Fact[] {
  const spec = felixSpec(settings?._values ?? {});
  return Object.entries(VARIABLES).flatMap(([setting, variable]): Fact[] => {
    const { name } = felixFieldOf(setting as keyof LogSettingsValues);
    return Object.hasOwn(spec, name)
      ? [{ variable, value: String(spec[name]), source: `from FelixConfiguration ${FELIX_DEFAULT}, spec.${name}` }]
      : [];
  });
}
