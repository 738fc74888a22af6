import { type Finding, FindingSeverity } from './finding';

/** The documentation of a rule. */
interface RuleText {
  /** What the rule requires, in one sentence. */
  readonly what: string;
  /** What happens if it is violated. */
  readonly why: string;
}

/** What becomes of an object that API servers accept in spite of an error. */
export type AcceptedAs = 'deleted' | 'ignored' | 'changed' | 'unchanged';

/** What a kustomize patch changes of an example. */
interface ExamplePatch {
  readonly kustomization: string;
  readonly kind: string;
  readonly name: string;
  readonly paths: readonly string[];
}

/** What people read about a rule whose examples can be run, which yields its severity, its message and its releases. */
export interface RuleDescription extends RuleText {
  /**
   * What the examples are: a manifest, which `lint` checks (the default); the statements of a program, with the names of
   * the library and `app`, `chart`, `cluster` and `release` in scope; or a command line of `npm run synth`, with its
   * variables.
   */
  readonly form?: 'manifest' | 'program' | 'environment';
  /** Whether `lint` reports the rule as well, although the examples are programs. */
  readonly isInManifests?: boolean;
  /** The release that the examples are for. */
  readonly on?: string;
  /** The current time of `lint` for the examples, in RFC 3339, where the rule depends on it. */
  readonly now?: string;
  /** An example that violates this rule, and no others except those in `besides`. */
  readonly bad: string;
  /** The kustomization that the bad example is a patch of, where the rule is about that. */
  readonly patchOf?: { readonly kustomization: string; readonly isComponent?: boolean };
  /** Patches of the objects of the bad example, where the rule is about them. */
  readonly patches?: readonly ExamplePatch[];
  /** The corrected example. */
  readonly good: string;
  /** Examples that violate the rule on other releases: one release may require what another rejects. */
  readonly alsoBad?: readonly string[];
  /** Rules that the bad example inevitably violates as well. */
  readonly besides?: readonly string[];
  /**
   * What becomes of an object that violates the rule, if API servers accept it: Calico deletes it, it has no effect, it
   * does something else than on other releases, or it works as before and the rule is only advice.
   *
   * @default - the API server rejects the object if it is an error; otherwise it is `changed`
   */
  readonly acceptedAs?: AcceptedAs;
  /** The first release whose API server rejects it nevertheless, a full version such as `3.24.0`. */
  readonly rejectedSince?: string;
}

/** A rule about the environment of a command: a kubeconfig, a cluster, a folder. Its examples are sentences. */
interface RuleInWords extends RuleText {
  readonly form: 'words';
  readonly bad: string;
  readonly good: string;
}

/** What people read about any rule. */
export type AnyRuleDescription = RuleDescription | RuleInWords;

/**
 * One rule: its id, how much its findings matter, and what people read about it. It is declared next to the check that yields
 * its findings; spread into one, it gives the id and the severity.
 */
export class Rule<Id extends string = string> {
  readonly #description: AnyRuleDescription;

  readonly #id: Id;

  /** Stable id, such as `global-alert/period-too-short`; people turn rules off and script by it. */
  readonly rule: string;

  constructor(
    id: Id,
    readonly severity: FindingSeverity,
    description: AnyRuleDescription,
  ) {
    this.#id = id;
    this.rule = id;
    this.#description = description;
  }

  /** The id as a type, from which the list of all rules gives the closed union of ids. */
  get id(): Id {
    return this.#id;
  }

  /** What the rule requires, why, and examples. */
  get description(): AnyRuleDescription {
    return this.#description;
  }
}

/** What a rule gives to its findings. */
export type RuleMark = Pick<Finding, 'rule' | 'severity'>;

/** A rule whose findings are warnings in one case. */
export function asWarning(rule: RuleMark): RuleMark {
  return { ...rule, severity: FindingSeverity.WARNING };
}

/** The declaration of a rule: its id and its description. */
type Declared<Id extends string> = AnyRuleDescription & { readonly id: Id };

export function errorRule<const Id extends string>({ id, ...description }: Declared<Id>): Rule<Id> {
  return new Rule(id, FindingSeverity.ERROR, description);
}

export function warningRule<const Id extends string>({ id, ...description }: Declared<Id>): Rule<Id> {
  return new Rule(id, FindingSeverity.WARNING, description);
}

export function noticeRule<const Id extends string>({ id, ...description }: Declared<Id>): Rule<Id> {
  return new Rule(id, FindingSeverity.NOTICE, description);
}
