import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { checkedScope, checkProps } from '../../arguments';
import { report } from '../../base';
import { CalicoCluster } from '../../calico';
import { requireUniqueObjects } from '../../kind';
import { GlobalAlert } from '../../kinds/global-alert';
import { checkWorkload, checkWorkloadOptions, imageOf, labelsOfPods, PlainObject } from '../../kubernetes';
import { PolicySelector } from '../../query';
import { NGINX_IMAGE } from '../nginx-pod';
import { ProbeTarget } from '../probe';
import { ScanTarget } from '../scan-target';
import { decoyAlert } from './decoy-alert';
import { checkDecoy } from './decoy-checks';
import { type DecoyForm, databaseForm, decoyLabels, IP_ENUMERATION, serviceForm } from './decoy-form';
import { type DecoyPods, decoyConfig, decoyPolicy, decoyService, decoyWorkload } from './decoy-objects';
import { DecoyProgram } from './decoy-program';
import { checkNoticed } from './decoy-proof';
import {
  DATABASE_DECOY_PROPS,
  type DatabaseDecoyProps,
  type DecoyOptions,
  IP_ENUMERATION_DECOY_PROPS,
  type IpEnumerationDecoyProps,
  SERVICE_DECOY_PROPS,
  type ServiceDecoyProps,
} from './decoy-props';
import { checkSurroundings } from './decoy-surroundings';

/**
 * Something that nobody has a reason to connect to, and an alert that raises an event for each source that does. It works on
 * every release; the honeypods of Calico were removed in 3.20.
 *
 * A decoy is a pod that meets the Pod Security level `restricted`, has no service account token and a read-only root file
 * system; the Service through which it is found, if its kind has one; a network policy that admits the pods of the cluster
 * and no egress; and the alert. All of them are made from the same name, namespace and port. The kubelet does not probe the
 * pod, and other tools should not: each connection raises an event.
 *
 * @see https://docs.tigera.io/calico-enterprise/latest/reference/resources/globalalert
 */
export class Decoy extends Construct {
  /**
   * A web server behind a Service, which asks for a password. Any connection to its port raises an event.
   *
   * @param scope the scope in which to define the decoy
   * @param id the construct ID, unique in its scope
   * @param props where it is, and what it looks like
   * @throws when a name or a port is invalid, or the alert could miss a connection
   */
  public static service(scope: Construct, id: string, props: ServiceDecoyProps = {}): Decoy {
    checkProps('Decoy', props, SERVICE_DECOY_PROPS);
    return new Decoy(scope, id, serviceForm(props), props);
  }

  /**
   * A database behind a Service, which accepts connections and closes them, unless the program of an image is a real one.
   * Any connection to its port raises an event.
   *
   * @param scope the scope in which to define the decoy
   * @param id the construct ID, unique in its scope
   * @param props where it is, and what it looks like
   * @throws when a name or a port is invalid, or the alert could miss a connection
   */
  public static database(scope: Construct, id: string, props: DatabaseDecoyProps = {}): Decoy {
    checkProps('Decoy', props, DATABASE_DECOY_PROPS);
    return new Decoy(scope, id, databaseForm(props), props);
  }

  /**
   * A pod on every node to which no Service and no DNS name refers, so it is found only by trying addresses. Any packet
   * to it that Calico logs raises an event, whatever its port and protocol.
   *
   * @param scope the scope in which to define the decoy
   * @param id the construct ID, unique in its scope
   * @param props where it is, and what it looks like
   * @throws when a name is invalid, or the alert could miss a connection
   */
  public static ipEnumeration(scope: Construct, id: string, props: IpEnumerationDecoyProps = {}): Decoy {
    checkProps('Decoy', props, IP_ENUMERATION_DECOY_PROPS);
    return new Decoy(scope, id, IP_ENUMERATION, props);
  }

  /** The cluster that the decoy runs on. */
  public readonly cluster: CalicoCluster;

  /** Name of the objects. */
  public readonly decoyName: string;

  /** Namespace of the decoy. */
  public readonly namespace: string;

  /** Reference of the container image. */
  public readonly image: string;

  /** The TCP port of the Service; undefined if there is no Service. */
  public readonly port?: number;

  /** The TCP port of the pod, for which the alert looks; undefined if it looks for all ports. */
  public readonly podPort?: number;

  /** The alert, which raises an event for each source of connections. */
  public readonly alert: GlobalAlert;

  /** What a scanner scans: the Service, or the pods if there is none. */
  public readonly target: ScanTarget;

  /** What a probe connects to, with what is known of the pods; undefined if there is no Service. */
  public readonly probeTarget?: ProbeTarget;

  /** The pods of the decoy, such as for a packet capture in the same namespace. */
  public readonly pods: PolicySelector;

  private constructor(scope: Construct, id: string, form: DecoyForm, props: DecoyOptions) {
    super(checkedScope('Decoy', scope, id), id);
    this.cluster = props.cluster ?? CalicoCluster.of(this);
    this.decoyName = props.name ?? form.name;
    this.namespace = props.namespace ?? Chart.of(this).namespace ?? 'default';
    this.image = imageOf(props, NGINX_IMAGE);
    this.port = form.ports?.service;
    this.podPort = form.ports?.pod;

    const plan = { form, name: this.decoyName, namespace: this.namespace };
    report(this.node.path, [...checkDecoy(plan, props), ...checkWorkloadOptions(props, decoyLabels(plan))]);
    const alert = decoyAlert(plan, props, this.cluster);
    const pods: DecoyPods = {
      ...plan,
      image: this.image,
      program: props.program ?? DecoyProgram.nginx(),
      user: props.user,
      alertName: alert.name,
      options: props,
    };
    report(this.node.path, [...checkWorkload(decoyWorkload(pods)), ...checkNoticed(plan, alert, this.cluster)]);
    const { namespace, decoyName: name } = this;
    this.pods = PolicySelector.podsWith(decoyLabels(plan));
    const podLabels = labelsOfPods(props, decoyLabels(plan));
    if (form.ports === undefined) {
      this.target = ScanTarget._watched({ namespace, labels: decoyLabels(plan) }, alert.name);
    } else {
      const { service: port, pod: podPort } = form.ports;
      this.target = ScanTarget.service({ namespace, name });
      this.probeTarget = ProbeTarget.service({ namespace, name, port, podPort, podLabels, podNamePrefix: name });
    }

    CalicoCluster.provide(this, this.cluster);
    this.alert = new GlobalAlert(this, 'Alert', alert);
    this.addObjects(pods);
    checkSurroundings(this, plan, podLabels);
    requireUniqueObjects(this);
  }

  /** The policy is first, so the pod is never without it. */
  private addObjects(pods: DecoyPods): void {
    const workload = decoyWorkload(pods);
    const before = [new PlainObject(this, 'Policy', decoyPolicy(pods))];
    if (pods.program._isNginx) {
      before.push(new PlainObject(this, 'Config', decoyConfig(pods)));
    }
    const resource = new PlainObject(this, 'Resource', workload);
    resource.addDependency(...before);
    const service = decoyService(pods);
    if (service !== undefined) {
      new PlainObject(this, 'Service', service).addDependency(resource);
    }
  }
}
