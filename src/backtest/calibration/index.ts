import { calibrationJson } from './json-reporter';
import type { Calibration } from './result';
import { calibrationText } from './text-reporter';

export { type CalibrationInput, calibrate } from './calibrate';
export { withHiddenNames } from './hidden-names';
export type { Calibration, Uncalibrated } from './result';

/** The reporters of calibrations, by the name of their format. */
export const CALIBRATION_REPORTERS: Readonly<Record<string, (calibration: Calibration) => string>> = {
  text: calibrationText,
  json: calibrationJson,
};
