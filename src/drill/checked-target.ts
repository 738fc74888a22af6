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
      return ScanTarget.pods({ namespace, labels });
    case ScanTargetKind.SERVICE:
      return ScanTarget.service({ namespace, name });
    default:
      return ScanTarget.addresses({ addresses, publicAddressesReason: target.publicAddressesReason });
  }
}
