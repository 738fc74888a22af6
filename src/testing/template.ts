import { ApiObject, type App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { compare } from './compare';
import { type Candidate, noneAsExpected, noneOfKind, someNotAsExpected, tooFew, wrongCount } from './failure';
import { asResource, isOfKind, type Resource, type ResourcePattern } from './resource';

/**
 * What a program emits, for tests to look at. Each assertion throws an ordinary Error, so that it works in any test runner.
 *
 * A pattern names the fields that matter: maps may hold more, lists and values must be the same. What `Match` makes can
 * stand anywhere in it. A kind is written as in the manifest, with its API group where two groups have it:
 * `NetworkPolicy.projectcalico.org`.
 */
export class Template {
  /**
   * What stands in the file of one chart. Validates the whole app, as synthesis does; charts below it have files of their own.
   *
   * @throws what synthesis throws
   */
  public static fromChart(chart: Chart): Template {
    return Template.fromObjects(chart.toJson());
  }

  /**
   * What all charts of an app hold, in the order in which it was made. Validates the app once, whatever the number of charts.
   *
   * @throws what synthesis throws
   */
  public static fromApp(app: App): Template {
    const [chart] = app.charts;
    return chart === undefined ? Template.fromObjects([]) : Template.below(app, chart);
  }

  /**
   * What a construct and those below it hold, in the order in which it was made. Validates the whole app.
   *
   * @throws what synthesis throws, and where the construct is in no chart
   */
  public static fromConstruct(scope: IConstruct): Template {
    return Template.below(scope, Chart.of(scope));
  }

  /**
   * Objects as plain data, such as a parser of YAML yields them.
   *
   * @throws Error where one of them is no Kubernetes object
   */
  public static fromObjects(objects: readonly unknown[]): Template {
    return new Template(objects.map(asResource));
  }

  /** To make one chart is how cdk8s validates an app without writing it. */
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

  /** The objects of a kind that are as described; none is no error. */
  public findResources(kind: string, pattern: ResourcePattern = {}): Resource[] {
    return this.candidates(kind, pattern)
      .filter(({ mismatches }) => mismatches.length === 0)
      .map(({ resource }) => resource);
  }

  /**
   * The one object of a kind that is as described, to look at it more closely.
   *
   * @throws Error where there is none, or more than one
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
   * At least one object of a kind is as described.
   *
   * @throws Error that shows the closest one, and each place where it differs
   */
  public hasResource(kind: string, pattern: ResourcePattern = {}): void {
    if (this.findResources(kind, pattern).length === 0) {
      throw failure(this.whyNone(kind, pattern), this.hasResource);
    }
  }

  /**
   * No object of a kind is as described, or none is of the kind.
   *
   * @throws Error that lists those which are
   */
  public hasNoResource(kind: string, pattern: ResourcePattern = {}): void {
    const found = this.findResources(kind, pattern);
    if (found.length > 0) {
      throw failure(wrongCount(what(kind, pattern), 0, found), this.hasNoResource);
    }
  }

  /**
   * All objects of a kind are as described, and there is at least one.
   *
   * @throws Error that shows each place where one differs
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
   * So many objects of a kind are as described.
   *
   * @throws Error that lists those which are
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
