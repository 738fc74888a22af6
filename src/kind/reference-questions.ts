import { type Keys, type RuleMark, valueAt } from '../base';
import { INTRUSION_DETECTION_NAMESPACE } from '../calico';
import { type Question, Topic } from './question';

/** Only the place of an object is of interest, never its content. */
const place = () => true;

const SECRETS = new Topic('', 'Secret', place);
const CONFIG_MAPS = new Topic('', 'ConfigMap', place);

/** The objects that a `valueFrom` refers to. */
export const REFERENCE_TOPICS = [SECRETS, CONFIG_MAPS] as const;

const SOURCES = [
  ['secretKeyRef', SECRETS],
  ['configMapKeyRef', CONFIG_MAPS],
] as const;

/**
 * Asks whether what a `valueFrom` refers to is in another namespace than that of Calico's intrusion detection.
 *
 * @param keys the way to the `valueFrom`
 * @param rule the rule of the kind that this violates
 */
export function questionsOfReferences(valueFrom: unknown, keys: Keys, rule: RuleMark): Question[] {
  return SOURCES.flatMap(([source, topic]) => {
    const name = valueAt(valueFrom, source, 'name');
    return typeof name === 'string' && name !== ''
      ? [questionOf(name, [...keys, source, 'name'], { topic, rule })]
      : [];
  });
}

interface Asked {
  readonly topic: Topic<boolean>;
  readonly rule: RuleMark;
}

function questionOf(name: string, keys: Keys, { topic, rule }: Asked): Question {
  return {
    keys,
    value: name,
    answer: (neighbors) => {
      const found = neighbors.named(topic, name);
      const [first] = found;
      const isRight = found.some(
        ({ namespace = INTRUSION_DETECTION_NAMESPACE }) => namespace === INTRUSION_DETECTION_NAMESPACE,
      );
      const message = `is the name of a ${topic.kind} in the namespace ${first?.namespace} (${first?.file}), but Calico looks for it in ${INTRUSION_DETECTION_NAMESPACE} only; move it there`;
      return first === undefined || isRight ? undefined : { ...rule, message };
    },
  };
}
