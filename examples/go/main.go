package main

import (
	"os"

	"github.com/aws/jsii-runtime-go"
	threat "github.com/cdk8s-calico-threat-defense/cdk8s-calico-threat-defense-go/calicothreatdefense"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	defer jsii.Close()

	version, found := os.LookupEnv("CALICO_RELEASE")
	if !found {
		version = "3.14"
	}
	release := threat.CalicoRelease_Parse(jsii.String(version))
	app := cdk8s.NewApp(nil)

	// Module 7 of the workshop, whole.
	threat.NewAnomalyDetectionChart(app, jsii.String("anomaly-detection"), &threat.AnomalyDetectionChartProps{
		Cluster: managed("acme.aks-prod", release),
	})

	// Parts of it, with values of one's own, for a second cluster.
	chart := cdk8s.NewChart(app, jsii.String("threat-defense"), nil)
	threat.CalicoCluster_Provide(chart, managed("acme.eks-test", release))

	threat.NewAdJobsDeployment(chart, jsii.String("ad-jobs"), &threat.AdJobsDeploymentProps{
		Settings: &threat.AdJobSettings{
			PortScanThreshold: jsii.Number(100),
			TrainInterval:     cdk8s.Duration_Hours(jsii.Number(1)),
		},
		DisabledJobs: &[]threat.AdJob{threat.AdJob_L7_LATENCY, threat.AdJob_L7_BYTES},
	})

	threat.NewNetshootScanner(chart, jsii.String("scanner"), &threat.NetshootScannerProps{
		Target: threat.ScanTarget_Pods(&threat.PodsScanTargetOptions{
			Namespace: jsii.String("shop"),
			Labels:    &map[string]*string{"app": jsii.String("checkout")},
		}),
		Ports: threat.PortRange_Of(jsii.Number(1), jsii.Number(200)),
		Run:   threat.ScanRun_OnDemand(),
	})

	threat.NewGlobalAlert(chart, jsii.String("ssh"), &threat.GlobalAlertProps{
		Name:        jsii.String("network.ssh"),
		Description: jsii.String("SSH from ${source_namespace} to ${dest_namespace}"),
		Severity:    jsii.Number(80),
		Rule: threat.AlertRule_Flows(&threat.AggregatedAlertRuleOptions{
			Query:       threat.FlowFields_DEST_PORT().EqualTo(22).And(threat.FlowFields_ACTION().EqualTo("allow")),
			AggregateBy: &[]interface{}{"source_namespace", "dest_namespace"},
			Condition:   threat.Metric_Sum(jsii.String("num_flows")).GreaterThan(jsii.Number(0)),
		}),
	})

	app.Synth()
}

func managed(name string, release threat.CalicoRelease) threat.CalicoCluster {
	return threat.CalicoCluster_Managed(&threat.ManagedCalicoClusterProps{Name: jsii.String(name), Release: release})
}
