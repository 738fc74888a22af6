export { AlertException, type AlertExceptionProps } from './alert-exception';
export { checkAlertException } from './alert-exception-checks';
export { ALERT_EXCEPTION_KIND } from './kind';
