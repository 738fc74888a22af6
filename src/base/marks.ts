import type { IConstruct } from 'constructs';

/** What a mark says on the nearest construct that has it, at or above a scope; undefined where none has. */
export function nearestMark(scope: IConstruct, mark: symbol): unknown {
  let above: IConstruct | undefined = scope;
  while (above !== undefined && !(mark in above)) {
    above = above.node.scope;
  }
  return above === undefined ? undefined : Reflect.get(above, mark);
}
