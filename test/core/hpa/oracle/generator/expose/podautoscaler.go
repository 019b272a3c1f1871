// Package podautoscaler: this file is added to a copy of the upstream package at build time, so that the generator beside it
// can run single rounds of the real controller and read what it remembers. Nothing of upstream is changed.
package podautoscaler

import (
	"context"
	"time"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	apimeta "k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/labels"
	autoscalingclient "k8s.io/client-go/kubernetes/typed/autoscaling/v2"
	corelisters "k8s.io/client-go/listers/core/v1"
	scaleclient "k8s.io/client-go/scale"
	"k8s.io/client-go/tools/record"
	metricsclient "k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
	"k8s.io/kubernetes/pkg/controller/podautoscaler/monitor"
	"k8s.io/kubernetes/pkg/controller/util/selectors"
)

// BenchParts is what the controller talks to.
type BenchParts struct {
	Scales  scaleclient.ScalesGetter
	HPAs    autoscalingclient.HorizontalPodAutoscalersGetter
	Mapper  apimeta.RESTMapper
	Events  record.EventRecorder
	Metrics metricsclient.MetricsClient
	Pods    corelisters.PodLister
}

// BenchFlags are the flags of the controller manager and the two constants of the path without behavior.
type BenchFlags struct {
	Tolerance                               float64
	Window, CPUInitialization, InitialDelay time.Duration
	LegacyFactor, LegacyMinimum             float64
}

// BenchEntry is one remembered recommendation or scale event.
type BenchEntry struct {
	Count    int32
	At       time.Time
	Outdated bool
}

// BenchController runs rounds without a queue, a watch or a goroutine.
type BenchController struct {
	controller *HorizontalController
}

// NewBenchController returns a controller that knows no autoscaler yet.
func NewBenchController(parts BenchParts, flags BenchFlags) *BenchController {
	scaleUpLimitFactor = flags.LegacyFactor
	scaleUpLimitMinimum = flags.LegacyMinimum
	return &BenchController{&HorizontalController{
		scaleNamespacer:              parts.Scales,
		hpaNamespacer:                parts.HPAs,
		mapper:                       parts.Mapper,
		eventRecorder:                parts.Events,
		podLister:                    parts.Pods,
		tolerance:                    flags.Tolerance,
		downscaleStabilisationWindow: flags.Window,
		monitor:                      monitor.New(),
		replicaCalc:                  NewReplicaCalculator(parts.Metrics, parts.Pods, flags.CPUInitialization, flags.InitialDelay),
		recommendations:              map[string][]timestampedRecommendation{},
		scaleUpEvents:                map[string][]timestampedScaleEvent{},
		scaleDownEvents:              map[string][]timestampedScaleEvent{},
		hpaSelectors:                 selectors.NewBiMultimap(),
	}}
}

// SetSelector registers the pods that an autoscaler claims; nil forgets it.
func (b *BenchController) SetSelector(name, namespace string, selector labels.Selector) {
	key := selectors.Key{Name: name, Namespace: namespace}
	if selector == nil {
		b.controller.hpaSelectors.DeleteSelector(key)
		return
	}
	b.controller.hpaSelectors.PutSelector(key, selector)
}

// Round runs one round for an autoscaler.
func (b *BenchController) Round(ctx context.Context, hpa *autoscalingv2.HorizontalPodAutoscaler, key string) error {
	return b.controller.reconcileAutoscaler(ctx, hpa, key)
}

// Recommendations returns what is remembered, in order; nil when nothing ever was.
func (b *BenchController) Recommendations(key string) []BenchEntry {
	var entries []BenchEntry
	for _, one := range b.controller.recommendations[key] {
		entries = append(entries, BenchEntry{Count: one.recommendation, At: one.timestamp})
	}
	return entries
}

// ScaleEvents returns the remembered changes of both directions, in order.
func (b *BenchController) ScaleEvents(key string) (up, down []BenchEntry) {
	return benchEntries(b.controller.scaleUpEvents[key]), benchEntries(b.controller.scaleDownEvents[key])
}

func benchEntries(events []timestampedScaleEvent) []BenchEntry {
	var entries []BenchEntry
	for _, one := range events {
		entries = append(entries, BenchEntry{one.replicaChange, one.timestamp, one.outdated})
	}
	return entries
}
