package main

import (
	"time"

	"github.com/aws/jsii-runtime-go"
	threat "github.com/cdk8s-calico-threat-defense/cdk8s-calico-threat-defense-go/calicothreatdefense"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
)

func main() {
	defer jsii.Close()

	app := cdk8s.NewApp(nil)
	chart := cdk8s.NewChart(app, jsii.String("on-call"), nil)
	threat.CalicoCluster_Provide(chart, threat.CalicoCluster_Managed(&threat.ManagedCalicoClusterProps{
		Name:    jsii.String("acme.aks-prod"),
		Release: threat.CalicoRelease_Enterprise(jsii.String("3.24")),
	}))
	portScan := threat.NewPortScanAlert(chart, jsii.String("port-scan"), nil)

	// A port scan pages on-call.
	threat.NewSecurityEventWebhook(chart, jsii.String("page"), &threat.SecurityEventWebhookProps{
		Name:   jsii.String("on-call"),
		Events: portScan.Events(),
		Consumer: threat.WebhookConsumer_Alertmanager(&threat.AlertmanagerConsumerOptions{
			Url: threat.ValueSource_Of(jsii.String("https://alertmanager.example.com/api/v2/alerts")),
			BasicAuth: threat.ValueSource_FromSecret(&threat.ValueSourceOptions{
				Name: jsii.String("alertmanager"),
				Key:  jsii.String("basic-auth"),
			}),
		}),
	})

	// The scans of our own scanner do not.
	start := time.Date(2026, time.December, 1, 8, 0, 0, 0, time.UTC)
	end := start.AddDate(1, 0, 0)
	threat.NewAlertException(chart, jsii.String("known-scanner"), &threat.AlertExceptionProps{
		Name:        jsii.String("known-scanner"),
		Description: jsii.String("Weekly scan by the security team"),
		Events:      portScan.Events().Where(threat.EventFields_SOURCE_NAMESPACE().EqualTo("security-tools")),
		During:      threat.TimeWindow_Between(&start, &end),
	})

	app.Synth()
}
