from datetime import datetime, timezone

from cdk8s import App, Chart
from cdk8s_calico_threat_defense import (
    AlertException,
    CalicoCluster,
    CalicoRelease,
    EventFields,
    PortScanAlert,
    SecurityEventWebhook,
    TimeWindow,
    ValueSource,
    WebhookConsumer,
)

app = App()
chart = Chart(app, "on-call")
CalicoCluster.provide(chart, CalicoCluster.managed(name="acme.aks-prod", release=CalicoRelease.enterprise("3.24")))
port_scan = PortScanAlert(chart, "port-scan")

# A port scan pages on-call.
SecurityEventWebhook(
    chart,
    "page",
    name="on-call",
    events=port_scan.events,
    consumer=WebhookConsumer.alertmanager(
        url=ValueSource.of("https://alertmanager.example.com/api/v2/alerts"),
        basic_auth=ValueSource.from_secret(name="alertmanager", key="basic-auth"),
    ),
)

# The scans of our own scanner do not.
AlertException(
    chart,
    "known-scanner",
    name="known-scanner",
    description="Weekly scan by the security team",
    events=port_scan.events.where(EventFields.SOURCE_NAMESPACE.equal_to("security-tools")),
    during=TimeWindow.between(
        datetime(2026, 12, 1, 8, tzinfo=timezone.utc), datetime(2027, 12, 1, 8, tzinfo=timezone.utc)
    ),
)

app.synth()
