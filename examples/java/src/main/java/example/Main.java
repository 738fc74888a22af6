package example;

import io.github.cdk8s_calico_threat_defense.AdJob;
import io.github.cdk8s_calico_threat_defense.AdJobSettings;
import io.github.cdk8s_calico_threat_defense.AdJobsDeployment;
import io.github.cdk8s_calico_threat_defense.AggregatedAlertRuleOptions;
import io.github.cdk8s_calico_threat_defense.AlertRule;
import io.github.cdk8s_calico_threat_defense.AnomalyDetectionChart;
import io.github.cdk8s_calico_threat_defense.CalicoCluster;
import io.github.cdk8s_calico_threat_defense.CalicoRelease;
import io.github.cdk8s_calico_threat_defense.FlowFields;
import io.github.cdk8s_calico_threat_defense.GlobalAlert;
import io.github.cdk8s_calico_threat_defense.ManagedCalicoClusterProps;
import io.github.cdk8s_calico_threat_defense.Metric;
import io.github.cdk8s_calico_threat_defense.NetshootScanner;
import io.github.cdk8s_calico_threat_defense.PodsScanTargetOptions;
import io.github.cdk8s_calico_threat_defense.PortRange;
import io.github.cdk8s_calico_threat_defense.ScanRun;
import io.github.cdk8s_calico_threat_defense.ScanTarget;
import java.util.List;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.Duration;

public final class Main {
    public static void main(String[] args) {
        CalicoRelease release = CalicoRelease.parse(System.getenv().getOrDefault("CALICO_RELEASE", "3.14"));
        App app = new App();

        // Module 7 of the workshop, whole.
        AnomalyDetectionChart.Builder.create(app, "anomaly-detection")
            .cluster(managed("acme.aks-prod", release))
            .build();

        // Parts of it, with values of one's own, for a second cluster.
        Chart chart = new Chart(app, "threat-defense");
        CalicoCluster.provide(chart, managed("acme.eks-test", release));

        AdJobsDeployment.Builder.create(chart, "ad-jobs")
            .settings(AdJobSettings.builder().portScanThreshold(100).trainInterval(Duration.hours(1)).build())
            .disabledJobs(List.of(AdJob.L7_LATENCY, AdJob.L7_BYTES))
            .build();

        NetshootScanner.Builder.create(chart, "scanner")
            .target(ScanTarget.pods(
                PodsScanTargetOptions.builder().namespace("shop").labels(Map.of("app", "checkout")).build()))
            .ports(PortRange.of(1, 200))
            .run(ScanRun.onDemand())
            .build();

        GlobalAlert.Builder.create(chart, "ssh")
            .name("network.ssh")
            .description("SSH from ${source_namespace} to ${dest_namespace}")
            .severity(80)
            .rule(AlertRule.flows(AggregatedAlertRuleOptions.builder()
                .query(FlowFields.DEST_PORT.equalTo(22).and(FlowFields.ACTION.equalTo("allow")))
                .aggregateBy(List.of("source_namespace", "dest_namespace"))
                .condition(Metric.sum("num_flows").greaterThan(0))
                .build()))
            .build();

        app.synth();
    }

    private static CalicoCluster managed(String name, CalicoRelease release) {
        return CalicoCluster.managed(ManagedCalicoClusterProps.builder().name(name).release(release).build());
    }
}
