import type { LogSettings } from '../../calico';
import { type AlertModel, windowRuleOf } from '../../evaluation';
import { mappingOf } from '../../logs';
import type { Sentences } from '../explanation';
import { eventSentences } from './event-sentences';
import { conditionSentences, droppedSentences, groupSentences, limitSentences } from './group-sentences';
import { recordSentences, repeatSentences } from './record-sentences';

export { durationWords } from './duration-words';
export { listWords } from './list-words';
export { flushIntervalOf } from './log-forms';

const NOTHING: Sentences = {
  records: [],
  groups: [],
  condition: [],
  dropped: [],
  limits: [],
  repeats: [],
  event: [],
};

/** What an alert does, in sentences; nothing for a detector, which has no query. */
export function sentencesOf(model: AlertModel, settings: LogSettings): Sentences {
  if (model.detector !== undefined) {
    return NOTHING;
  }
  const mapping = mappingOf(model.dataSet, model.release);
  const window = windowRuleOf(model.dataSet, model.release);
  return {
    records: recordSentences(model, window, settings),
    groups: groupSentences(model),
    condition: conditionSentences(model),
    dropped: droppedSentences(model, mapping),
    limits: limitSentences(model),
    repeats: repeatSentences(model, window, settings),
    event: eventSentences(model, mapping),
  };
}
