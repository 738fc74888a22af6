/** The context of a string, which determines what is not a placeholder in it. */
export interface StringContext {
  /** Calico itself replaces `${field}` in it. */
  readonly hasVariables: boolean;
  /** A Go template, which Calico itself executes: `{{ .field }}` is no placeholder. */
  readonly isTemplate: boolean;
  /** A query, where `<` compares, and `${name}` after IN and NOTIN is a substitution. */
  readonly isQuery: boolean;
  /** Whether a variable of a query is the name of a substitution, even if it is misplaced. */
  readonly isSubstitution: (name: string) => boolean;
  /** A container's environment, where Kubernetes itself replaces `$(NAME)`. */
  readonly isEnvironment: boolean;
  /** Whether records are searched for the string around a place, so that a mark there is what is looked for. */
  readonly isSearched: (offset: number, mark: string) => boolean;
}
