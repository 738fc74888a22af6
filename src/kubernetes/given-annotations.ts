import type { IConstruct } from 'constructs';
import { nearestMark } from '../base';

/** Marks a construct; `Symbol.for`, so that two copies of this library in one program find each other's marks. */
const ANNOTATIONS = Symbol.for('cdk8s-calico-threat-defense.annotations');

type Annotations = Readonly<Record<string, string>>;

/** Gives annotations to all plain objects that are made below a scope from now on, instead of those of scopes above it. */
export function annotateBelow(scope: IConstruct, annotations: Annotations): void {
  Object.defineProperty(scope, ANNOTATIONS, { value: annotations, configurable: true });
}

/** The annotations that the nearest scope gives to all below it; undefined where none does. */
export function annotationsFor(scope: IConstruct): Annotations | undefined {
  return nearestMark(scope, ANNOTATIONS) as Annotations | undefined;
}
