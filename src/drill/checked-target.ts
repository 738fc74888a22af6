import { ScanTarget, ScanTargetKind } from './scan-target';

/**
 * A copy of a target, which is checked again: in JavaScript, fields can be changed and addresses added after it was created.
 *
 * @throws when it could not be created like this
 */
export function checkedTarget(target: ScanTarget): ScanTarget {
  const { kind, namespace = '', labels = {}, serviceName: name = '', addressList: addresses = [] } = target;
  switch (kind) {
    case ScanTargetKind.PODS:
      return withAlert(ScanTarget.pods({ namespace, labels }), target._alertName);
    case ScanTargetKind.SERVICE:
      return ScanTarget.service({ namespace, name });
    default:
      return ScanTarget.addresses({ addresses, publicAddressesReason: target.publicAddressesReason });
  }
}

function withAlert(target: ScanTarget, alertName: string | undefined): ScanTarget {
  const { namespace = '', labels = {} } = target;
  return alertName === undefined ? target : ScanTarget._watched({ namespace, labels }, alertName);
}
