import { ApiObject, type App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { compare } from './compare';
import { type Candidate, noneAsExpected, noneOfKind, someNotAsExpected, tooFew, wrongCount } from './failure';
import { asResource, isOfKind, type Resource, type ResourcePattern } from './resource';

/**
 * The manifests that a program emits, for assertions in tests. Each assertion throws an ordinary Error, so it works in any
 * test runner.
 *
 * A pattern contains the fields that matter: maps may have more fields, lists and other values must be equal. Matchers from
 * `Match` can be used anywhere in it. A kind is written as in the manifest, with its API group if two groups have the kind:
 * `NetworkPolicy.projectcalico.org`.
 */
export class Template {
  /**
   * The objects of one chart, as in its file. Validates the whole app, as synthesis does. Nested charts have their own files.
   *
   * @throws the errors of synthesis
   */
  public static fromChart(chart: Chart): Template {
    return Template.fromObjects(chart.toJson());
  }

  /**
   * The objects of all charts of an app, in the order in which they were added. Validates the app once.
   *
   * @throws the errors of synthesis
   */
  public static fromApp(app: App): Template {
    const [chart] = app.charts;
    return chart === undefined ? Template.fromObjects([]) : Template.below(app, chart);
  }

  /**
   * The objects of a construct and its children, in the order in which they were added. Validates the whole app.
   *
   * @throws the errors of synthesis, or when the construct is not in a chart
   */
  public static fromConstruct(scope: IConstruct): Template {
    return Template.below(scope, Chart.of(scope));
  }

  /**
   * Objects as plain data, such as the output of a YAML parser.
   *
   * @throws Error when one of them is not a Kubernetes object
   */
  public static fromObjects(objects: readonly unknown[]): Template {
    return new Template(objects.map(asResource));
  }

  /** Rendering one chart is how cdk8s validates an app without writing it. */
  private static below(scope: IConstruct, chart: Chart): Template {
    chart.toJson();
    const objects = scope.node.findAll().filter((child): child is ApiObject => ApiObject.isApiObject(child));
    return Template.fromObjects(objects.map((object) => object.toJson()));
  }

  private constructor(private readonly resources: readonly Resource[]) {}

  /** All objects, for a snapshot. */
  public toJSON(): Resource[] {
    return [...this.resources];
  }

  /** The objects of a kind that match the pattern; the result may be empty. */
  public findResources(kind: string, pattern: ResourcePattern = {}): Resource[] {
    return this.candidates(kind, pattern)
      .filter(({ mismatches }) => mismatches.length === 0)
      .map(({ resource }) => resource);
  }

  /**
   * The only object of a kind that matches the pattern, for further assertions.
   *
   * @throws Error when no object matches, or more than one
   */
  public onlyResource(kind: string, pattern: ResourcePattern = {}): Resource {
    const [first, ...others] = this.findResources(kind, pattern);
    if (first === undefined) {
      throw failure(this.whyNone(kind, pattern), this.onlyResource);
    }
    if (others.length > 0) {
      throw failure(wrongCount(what(kind, pattern), 1, [first, ...others]), this.onlyResource);
    }
    return first;
  }

  /**
   * Asserts that at least one object of a kind matches the pattern.
   *
   * @throws Error that shows how the closest one differs
   */
  public hasResource(kind: string, pattern: ResourcePattern = {}): void {
    if (this.findResources(kind, pattern).length === 0) {
      throw failure(this.whyNone(kind, pattern), this.hasResource);
    }
  }

  /**
   * Asserts that no object of a kind matches the pattern.
   *
   * @throws Error that lists the matching objects
   */
  public hasNoResource(kind: string, pattern: ResourcePattern = {}): void {
    const found = this.findResources(kind, pattern);
    if (found.length > 0) {
      throw failure(wrongCount(what(kind, pattern), 0, found), this.hasNoResource);
    }
  }

  /**
   * Asserts that all objects of a kind match the pattern, and that there is at least one.
   *
   * @throws Error that shows how objects differ
   */
  public allResources(kind: string, pattern: ResourcePattern): void {
    const all = this.candidates(kind, pattern);
    const wrong = all.filter(({ mismatches }) => mismatches.length > 0);
    if (all.length === 0) {
      throw failure(noneOfKind(kind, this.resources), this.allResources);
    }
    if (wrong.length > 0) {
      throw failure(someNotAsExpected(kind, all.length, wrong), this.allResources);
    }
  }

  /**
   * Asserts that exactly `count` objects of a kind match the pattern.
   *
   * @throws Error that lists the matching objects
   */
  public resourceCountIs(kind: string, count: number, pattern: ResourcePattern = {}): void {
    const candidates = this.candidates(kind, pattern);
    const others = candidates.filter(({ mismatches }) => mismatches.length > 0);
    const found = candidates.filter((candidate) => !others.includes(candidate)).map(({ resource }) => resource);
    if (found.length === 0 && count > 0) {
      throw failure(this.whyNone(kind, pattern), this.resourceCountIs);
    }
    if (found.length !== count) {
      const text = wrongCount(what(kind, pattern), count, found);
      throw failure(found.length < count ? tooFew(text, others) : text, this.resourceCountIs);
    }
  }

  private candidates(kind: string, pattern: ResourcePattern): readonly Candidate[] {
    return this.resources
      .filter((resource) => isOfKind(resource, kind))
      .map((resource) => ({ resource, mismatches: compare(pattern, resource, { keys: [], exact: false }) }));
  }

  private whyNone(kind: string, pattern: ResourcePattern): string {
    const candidates = this.candidates(kind, pattern);
    return candidates.length === 0 ? noneOfKind(kind, this.resources) : noneAsExpected(kind, candidates);
  }
}

function what(kind: string, pattern: ResourcePattern): string {
  return Object.keys(pattern).length === 0 ? kind : `${kind} matching the pattern`;
}

/** An error whose stack begins at the test that made the assertion, which is the line that runners print. */
function failure(message: string, assertion: (...args: never[]) => unknown): Error {
  const error = new Error(message);
  Error.captureStackTrace(error, assertion);
  return error;
}
