import { App, Chart } from 'cdk8s';

/** A call of the public API with legal arguments; each of them, and what is in it, can be replaced. */
export interface ApiCall {
  /** `Class` for a constructor, `Class.method` for anything else. */
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly call: (values: Readonly<Record<string, unknown>>) => unknown;
}

type Construct<Props> = new (scope: Chart, id: string, props: Props) => unknown;

export const chart = () => new Chart(new App(), 'test');

/** What the program calls is not what TypeScript would let it call. */
// biome-ignore lint/suspicious/noExplicitAny: plain JavaScript has no types
export type Any = any;

export function construct<Props extends object>(
  type: Construct<Props> & { readonly name: string },
  props: Required<Props>,
): ApiCall {
  return {
    name: type.name,
    arguments: { scope: undefined, id: 'id', props },
    call: (values) => new type((values['scope'] ?? chart()) as Any, values['id'] as Any, values['props'] as Any),
  };
}

export function factory(
  name: string,
  values: Readonly<Record<string, unknown>>,
  call: (...values: Any[]) => unknown,
): ApiCall {
  return { name, arguments: values, call: (given) => call(...Object.keys(values).map((key) => given[key])) };
}

/** Rest parameters cannot be no list, so anything else stands for the first of them. */
export function spread(others: unknown): Any[] {
  return Array.isArray(others) ? others : [others];
}
