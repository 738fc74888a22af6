import os

from cdk8s import App, Chart, Duration
from cdk8s_calico_threat_defense import (
    AdJob,
    AdJobsDeployment,
    AdJobSettings,
    AlertRule,
    AnomalyDetectionChart,
    CalicoCluster,
    CalicoRelease,
    FlowFields,
    GlobalAlert,
    Metric,
    NetshootScanner,
    PortRange,
    ScanRun,
    ScanTarget,
)

release = CalicoRelease.parse(os.environ.get("CALICO_RELEASE", "3.14"))
app = App()

# Module 7 of the workshop, whole.
AnomalyDetectionChart(
    app,
    "anomaly-detection",
    cluster=CalicoCluster.managed(name="acme.aks-prod", release=release),
)

# Parts of it, with values of one's own, for a second cluster.
chart = Chart(app, "threat-defense")
CalicoCluster.provide(chart, CalicoCluster.managed(name="acme.eks-test", release=release))

AdJobsDeployment(
    chart,
    "ad-jobs",
    settings=AdJobSettings(port_scan_threshold=100, train_interval=Duration.hours(1)),
    disabled_jobs=[AdJob.L7_LATENCY, AdJob.L7_BYTES],
)

NetshootScanner(
    chart,
    "scanner",
    target=ScanTarget.pods(namespace="shop", labels={"app": "checkout"}),
    ports=PortRange.of(1, 200),
    run=ScanRun.on_demand(),
)

GlobalAlert(
    chart,
    "ssh",
    name="network.ssh",
    description="SSH from ${source_namespace} to ${dest_namespace}",
    severity=80,
    rule=AlertRule.flows(
        query=FlowFields.DEST_PORT.equal_to(22).and_(FlowFields.ACTION.equal_to("allow")),
        aggregate_by=["source_namespace", "dest_namespace"],
        condition=Metric.sum("num_flows").greater_than(0),
    ),
)

app.synth()
