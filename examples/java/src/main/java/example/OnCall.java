package example;

import io.github.cdk8s_calico_threat_defense.AlertException;
import io.github.cdk8s_calico_threat_defense.AlertmanagerConsumerOptions;
import io.github.cdk8s_calico_threat_defense.CalicoCluster;
import io.github.cdk8s_calico_threat_defense.CalicoRelease;
import io.github.cdk8s_calico_threat_defense.EventFields;
import io.github.cdk8s_calico_threat_defense.ManagedCalicoClusterProps;
import io.github.cdk8s_calico_threat_defense.PortScanAlert;
import io.github.cdk8s_calico_threat_defense.SecurityEventWebhook;
import io.github.cdk8s_calico_threat_defense.TimeWindow;
import io.github.cdk8s_calico_threat_defense.ValueSource;
import io.github.cdk8s_calico_threat_defense.ValueSourceOptions;
import io.github.cdk8s_calico_threat_defense.WebhookConsumer;
import java.time.Instant;
import org.cdk8s.App;
import org.cdk8s.Chart;

public final class OnCall {
    public static void main(String[] args) {
        App app = new App();
        Chart chart = new Chart(app, "on-call");
        CalicoRelease release = CalicoRelease.enterprise("3.24");
        CalicoCluster.provide(chart, CalicoCluster.managed(
            ManagedCalicoClusterProps.builder().name("acme.aks-prod").release(release).build()));
        PortScanAlert portScan = new PortScanAlert(chart, "port-scan");

        // A port scan pages on-call.
        SecurityEventWebhook.Builder.create(chart, "page")
            .name("on-call")
            .events(portScan.getEvents())
            .consumer(WebhookConsumer.alertmanager(AlertmanagerConsumerOptions.builder()
                .url(ValueSource.of("https://alertmanager.example.com/api/v2/alerts"))
                .basicAuth(ValueSource.fromSecret(
                    ValueSourceOptions.builder().name("alertmanager").key("basic-auth").build()))
                .build()))
            .build();

        // The scans of our own scanner do not.
        AlertException.Builder.create(chart, "known-scanner")
            .name("known-scanner")
            .description("Weekly scan by the security team")
            .events(portScan.getEvents().where(EventFields.SOURCE_NAMESPACE.equalTo("security-tools")))
            .during(TimeWindow.between(
                Instant.parse("2026-12-01T08:00:00Z"), Instant.parse("2027-12-01T08:00:00Z")))
            .build();

        app.synth();
    }
}
