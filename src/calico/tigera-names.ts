/** The namespace of Tigera's intrusion detection, in which the AD jobs run too. */
export const INTRUSION_DETECTION_NAMESPACE = 'tigera-intrusion-detection';

/** The Deployment that has a cluster's name on releases that store it, and its container. */
export const INTRUSION_DETECTION_CONTROLLER = 'intrusion-detection-controller';

/** The Deployment of the AD jobs. */
export const AD_JOBS_DEPLOYMENT = 'ad-jobs-deployment';
