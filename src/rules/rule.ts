/** What people read about a rule. */
interface RuleText {
  /** What the rule asks for, in one sentence. */
  readonly what: string;
  /** What happens to those who break it. */
  readonly why: string;
  /** Not read any more: the releases on which a rule finds anything are computed by running the bad example. */
  readonly releases?: string;
}

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
  /** The release that the examples are for. */
  readonly on?: string;
  /** An example that breaks this rule, and no other that is not named in `besides`. */
  readonly bad: string;
  /** The kustomization that the bad example is a patch of, where the rule is about that. */
  readonly patchOf?: { readonly kustomization: string; readonly isComponent?: boolean };
  /** Patches of the objects of the bad example, where the rule is about them. */
  readonly patches?: readonly ExamplePatch[];
  /** The same example made right. */
  readonly good: string;
  /** Examples that break the rule on other releases: what one release demands another refuses. */
  readonly alsoBad?: readonly string[];
  /** Rules that the bad example cannot help breaking too. */
  readonly besides?: readonly string[];
  readonly severity?: undefined;
}

/** A rule about what surrounds a command: a kubeconfig, a cluster, a folder. Its examples are sentences. */
interface RuleInWords extends RuleText {
  readonly form: 'words';
  /** Stated here, and held to what is printed by the types of `errorRule`, `warningRule` and `noticeRule`. */
  readonly severity: 'error' | 'warning' | 'notice';
  readonly bad: string;
  readonly good: string;
}

export type RuleDescriptions = Readonly<Record<string, RuleDescription>>;

/** What people read about any rule. */
export type AnyRuleDescription = RuleDescription | RuleInWords;

export type AnyRuleDescriptions = Readonly<Record<string, AnyRuleDescription>>;
