package oracle

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	autoscalingv1 "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	v1 "k8s.io/api/core/v1"
	apimeta "k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	autoscalingclient "k8s.io/client-go/kubernetes/typed/autoscaling/v2"
	corelisters "k8s.io/client-go/listers/core/v1"
	scaleclient "k8s.io/client-go/scale"
	"k8s.io/client-go/tools/cache"
	"k8s.io/kubernetes/pkg/controller/podautoscaler"
	metricsclient "k8s.io/kubernetes/pkg/controller/podautoscaler/metrics"
	metricsapi "k8s.io/metrics/pkg/apis/metrics/v1beta1"
	podmetrics "k8s.io/metrics/pkg/client/clientset/versioned/typed/metrics/v1beta1"
)

const (
	namespace = "ns"
	hpaName   = "hpa"
	hpaKey    = namespace + "/" + hpaName
)

var podLabels = labels.Set{"app": "a"}

// cluster stands in for everything that the controller talks to, for one autoscaler.
type cluster struct {
	controller *podautoscaler.BenchController
	hpa        *autoscalingv2.HorizontalPodAutoscaler
	pods       cache.Indexer
	samples    []metricsapi.PodMetrics
	replicas   int32
	fault      string
	writeFor   time.Duration
	rescaled   string
}

func newCluster(s spec, c config, zeroed bool) *cluster {
	k := &cluster{pods: cache.NewIndexer(cache.MetaNamespaceKeyFunc, cache.Indexers{
		cache.NamespaceIndex: cache.MetaNamespaceIndexFunc,
	})}
	apps := schema.GroupVersion{Group: "apps", Version: "v1"}
	mapper := apimeta.NewDefaultRESTMapper([]schema.GroupVersion{apps})
	mapper.Add(apps.WithKind("Deployment"), apimeta.RESTScopeNamespace)
	seconds := func(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
	k.controller = podautoscaler.NewBenchController(podautoscaler.BenchParts{
		Scales:  scales{k},
		HPAs:    autoscalers{k},
		Mapper:  mapper,
		Events:  recorder{k},
		Metrics: metricsclient.NewRESTMetricsClient(usage{k}, nil, nil),
		Pods:    corelisters.NewPodLister(k.pods),
	}, podautoscaler.BenchFlags{
		Tolerance:         c.Tolerance,
		Window:            seconds(c.Window),
		CPUInitialization: seconds(c.CPUInitialization),
		InitialDelay:      seconds(c.InitialDelay),
		LegacyFactor:      c.LegacyFactor,
		LegacyMinimum:     c.LegacyMinimum,
	})
	k.controller.SetSelector(hpaName, namespace, labels.Nothing())
	k.hpa = hpaOf(s)
	if zeroed {
		k.hpa.Status.Conditions = []autoscalingv2.HorizontalPodAutoscalerCondition{{
			Type: "ScaledToZero", Status: v1.ConditionTrue, Reason: "ScaledToZero", LastTransitionTime: metav1.Time{Time: base},
		}}
	}
	return k
}

// run answers one round; the caller has let the clock come to its instant.
func (k *cluster) run(r round) answer {
	k.replicas, k.fault, k.writeFor, k.rescaled = r.Current, r.Fault, r.WriteFor.duration(), ""
	if err := k.pods.Replace(podsOf(r.Pods), ""); err != nil {
		panic(err)
	}
	k.samples = samplesOf(r.Samples)
	const rival = "rival"
	k.controller.SetSelector(rival, namespace, nil)
	if k.fault == "ambiguous" {
		k.controller.SetSelector(rival, namespace, podLabels.AsSelector())
	}
	err := k.controller.Round(context.Background(), k.hpa, hpaKey)
	up, down := k.controller.ScaleEvents(hpaKey)
	return answer{
		replicas:      k.replicas,
		statusDesired: k.hpa.Status.DesiredReplicas,
		rescaleReason: k.rescaled,
		errorCode:     codeOf(err),
		conditions:    conditionsOf(k.hpa),
		metrics:       metricsOf(k.hpa),
		recommended:   entriesOf(k.controller.Recommendations(hpaKey), false),
		up:            entriesOf(up, true),
		down:          entriesOf(down, true),
	}
}

func conditionsOf(hpa *autoscalingv2.HorizontalPodAutoscaler) []any {
	list := []any{}
	for _, c := range hpa.Status.Conditions {
		list = append(list, []any{c.Type, c.Status, c.Reason, sinceBase(c.LastTransitionTime.Time)})
	}
	return list
}

func metricsOf(hpa *autoscalingv2.HorizontalPodAutoscaler) []any {
	list := []any{}
	for _, status := range hpa.Status.CurrentMetrics {
		var current *autoscalingv2.MetricValueStatus
		switch {
		case status.Resource != nil:
			current = &status.Resource.Current
		case status.ContainerResource != nil:
			current = &status.ContainerResource.Current
		}
		if current == nil {
			list = append(list, nil)
			continue
		}
		list = append(list, []any{current.AverageUtilization, current.AverageValue.MilliValue()})
	}
	return list
}

func entriesOf(entries []podautoscaler.BenchEntry, events bool) []any {
	list := []any{}
	for _, one := range entries {
		entry := []any{one.Count, sinceBase(one.At)}
		if events {
			entry = append(entry, one.Outdated)
		}
		list = append(list, entry)
	}
	return list
}

// codeOf names an error by what it says.
func codeOf(err error) string {
	if err == nil {
		return ""
	}
	text := err.Error()
	for _, known := range [][2]string{
		{"failed to query scale", "FAILED_GET_SCALE"},
		{"failed to rescale", "FAILED_UPDATE_SCALE"},
		{"selector is required", "INVALID_SELECTOR"},
		{"couldn't convert selector", "INVALID_SELECTOR"},
		{"multiple HPAs", "AMBIGUOUS_SELECTOR"},
		{"from resource metrics API", "NO_METRICS_FROM_API"},
		{"no pods returned", "NO_PODS"},
		{"did not receive metrics", "NO_USABLE_METRICS"},
		{"missing request", "MISSING_REQUEST"},
		{"missing pod-level request", "MISSING_REQUEST"},
		{"matched known pods", "NO_METRICS_MATCH_PODS"},
		{"not present in metrics", "MISSING_CONTAINER"},
		{"not found in Pod", "MISSING_CONTAINER"},
		{"invalid resource metric source", "INVALID_METRIC_SOURCE"},
	} {
		if strings.Contains(text, known[0]) {
			return known[1]
		}
	}
	panic("unknown error: " + text)
}

type usage struct{ *cluster }

func (u usage) PodMetricses(string) podmetrics.PodMetricsInterface { return usageList{nil, u.cluster} }

type usageList struct {
	podmetrics.PodMetricsInterface
	k *cluster
}

func (u usageList) List(context.Context, metav1.ListOptions) (*metricsapi.PodMetricsList, error) {
	return &metricsapi.PodMetricsList{Items: u.k.samples}, nil
}

type autoscalers struct{ *cluster }

func (a autoscalers) HorizontalPodAutoscalers(string) autoscalingclient.HorizontalPodAutoscalerInterface {
	return statusWriter{nil, a.cluster}
}

type statusWriter struct {
	autoscalingclient.HorizontalPodAutoscalerInterface
	k *cluster
}

// UpdateStatus keeps the status alone: the controller fills a window into its own copy of the spec.
func (w statusWriter) UpdateStatus(_ context.Context, hpa *autoscalingv2.HorizontalPodAutoscaler, _ metav1.UpdateOptions) (*autoscalingv2.HorizontalPodAutoscaler, error) {
	w.k.hpa.Status = *hpa.Status.DeepCopy()
	return hpa, nil
}

type scales struct{ *cluster }

func (s scales) Scales(string) scaleclient.ScaleInterface { return scale{nil, s.cluster} }

type scale struct {
	scaleclient.ScaleInterface
	k *cluster
}

func (s scale) Get(context.Context, schema.GroupResource, string, metav1.GetOptions) (*autoscalingv1.Scale, error) {
	if s.k.fault == "get" {
		return nil, errors.New("unreadable")
	}
	selector := podLabels.String()
	switch s.k.fault {
	case "no-selector":
		selector = ""
	case "bad-selector":
		selector = "a in"
	}
	return &autoscalingv1.Scale{
		Spec:   autoscalingv1.ScaleSpec{Replicas: s.k.replicas},
		Status: autoscalingv1.ScaleStatus{Replicas: s.k.replicas, Selector: selector},
	}, nil
}

func (s scale) Update(_ context.Context, _ schema.GroupResource, to *autoscalingv1.Scale, _ metav1.UpdateOptions) (*autoscalingv1.Scale, error) {
	time.Sleep(s.k.writeFor)
	if s.k.fault == "update" {
		return nil, errors.New("unwritable")
	}
	s.k.replicas = to.Spec.Replicas
	return to, nil
}

type recorder struct{ k *cluster }

func (r recorder) Event(runtime.Object, string, string, string) {}
func (r recorder) Eventf(_ runtime.Object, _, reason, _ string, args ...any) {
	if reason == "SuccessfulRescale" {
		r.k.rescaled = fmt.Sprint(args[1])
	}
}
func (r recorder) AnnotatedEventf(runtime.Object, map[string]string, string, string, string, ...any) {
}
