package oracle

import (
	"strconv"

	autoscalingv2 "k8s.io/api/autoscaling/v2"
	v1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	defaulting "k8s.io/kubernetes/pkg/apis/autoscaling/v2"
	metricsapi "k8s.io/metrics/pkg/apis/metrics/v1beta1"
)

// The drawn parts as the objects of the API.

func hpaOf(s spec) *autoscalingv2.HorizontalPodAutoscaler {
	hpa := &autoscalingv2.HorizontalPodAutoscaler{
		ObjectMeta: metav1.ObjectMeta{Name: hpaName, Namespace: namespace},
		Spec: autoscalingv2.HorizontalPodAutoscalerSpec{
			ScaleTargetRef: autoscalingv2.CrossVersionObjectReference{APIVersion: "apps/v1", Kind: "Deployment", Name: "d"},
			MinReplicas:    s.MinReplicas,
			MaxReplicas:    s.MaxReplicas,
		},
	}
	for _, m := range s.Metrics {
		to := autoscalingv2.MetricTarget{AverageUtilization: m.Target.AverageUtilization}
		if m.Target.AverageValueMilli != nil {
			to.AverageValue = resource.NewMilliQuantity(*m.Target.AverageValueMilli, resource.DecimalSI)
		}
		out := autoscalingv2.MetricSpec{Type: autoscalingv2.MetricSourceType(m.Type)}
		if m.Type == "ContainerResource" {
			out.ContainerResource = &autoscalingv2.ContainerResourceMetricSource{
				Name: v1.ResourceName(m.Name), Container: m.Container, Target: to,
			}
		} else {
			out.Resource = &autoscalingv2.ResourceMetricSource{Name: v1.ResourceName(m.Name), Target: to}
		}
		hpa.Spec.Metrics = append(hpa.Spec.Metrics, out)
	}
	if s.Behavior != nil {
		hpa.Spec.Behavior = &autoscalingv2.HorizontalPodAutoscalerBehavior{
			ScaleUp: rulesOf(s.Behavior.ScaleUp), ScaleDown: rulesOf(s.Behavior.ScaleDown),
		}
	}
	defaulting.SetDefaults_HorizontalPodAutoscaler(hpa)
	return hpa
}

func rulesOf(r *rules) *autoscalingv2.HPAScalingRules {
	if r == nil {
		return nil
	}
	out := &autoscalingv2.HPAScalingRules{StabilizationWindowSeconds: r.Window}
	if r.SelectPolicy != "" {
		selected := autoscalingv2.ScalingPolicySelect(r.SelectPolicy)
		out.SelectPolicy = &selected
	}
	for _, p := range r.Policies {
		out.Policies = append(out.Policies, autoscalingv2.HPAScalingPolicy{
			Type: autoscalingv2.HPAScalingPolicyType(p.Type), Value: p.Value, PeriodSeconds: p.PeriodSeconds,
		})
	}
	setTolerance(out, r.Tolerance)
	return out
}

func toleranceQuantity(value any) *resource.Quantity {
	switch given := value.(type) {
	case string:
		q := resource.MustParse(given)
		return &q
	case float64:
		written := resource.MustParse(strconv.FormatFloat(given, 'f', -1, 64))
		stored := resource.MustParse(written.String())
		return &stored
	}
	return nil
}

func listOf(amounts milli) v1.ResourceList {
	if amounts == nil {
		return nil
	}
	list := v1.ResourceList{}
	for name, amount := range amounts {
		list[v1.ResourceName(name)] = *resource.NewMilliQuantity(amount, resource.DecimalSI)
	}
	return list
}

func podsOf(pods []pod) []any {
	list := make([]any, 0, len(pods))
	for _, p := range pods {
		out := &v1.Pod{
			ObjectMeta: metav1.ObjectMeta{Name: p.name, Namespace: namespace, Labels: podLabels},
			Status:     v1.PodStatus{Phase: v1.PodPhase(p.phase)},
			Spec:       v1.PodSpec{Overhead: listOf(p.overhead)},
		}
		if p.deleted {
			out.DeletionTimestamp = &metav1.Time{Time: base}
		}
		if p.start != nil {
			out.Status.StartTime = &metav1.Time{Time: p.start.instant()}
		}
		if p.ready != nil {
			c := v1.PodCondition{Type: v1.PodReady, Status: v1.ConditionStatus(p.ready.status)}
			if p.ready.transition != nil {
				c.LastTransitionTime = metav1.Time{Time: p.ready.transition.instant()}
			}
			out.Status.Conditions = []v1.PodCondition{{Type: v1.PodScheduled, Status: v1.ConditionTrue}, c}
		}
		for _, c := range p.containers {
			out.Spec.Containers = append(out.Spec.Containers, containerOf(c))
		}
		for _, c := range p.inits {
			one := containerOf(c.container)
			if c.restartable {
				always := v1.ContainerRestartPolicyAlways
				one.RestartPolicy = &always
			}
			out.Spec.InitContainers = append(out.Spec.InitContainers, one)
		}
		if p.requests != nil {
			setPodRequests(out, listOf(p.requests))
		}
		list = append(list, out)
	}
	return list
}

func containerOf(c container) v1.Container {
	return v1.Container{Name: c.name, Resources: v1.ResourceRequirements{Requests: listOf(c.amounts)}}
}

func samplesOf(samples []sample) []metricsapi.PodMetrics {
	var list []metricsapi.PodMetrics
	for _, s := range samples {
		out := metricsapi.PodMetrics{
			ObjectMeta: metav1.ObjectMeta{Name: s.pod, Namespace: namespace},
			Timestamp:  metav1.Time{Time: s.timestamp.instant()},
			Window:     metav1.Duration{Duration: s.window.duration()},
		}
		for _, c := range s.containers {
			out.Containers = append(out.Containers, metricsapi.ContainerMetrics{Name: c.name, Usage: listOf(c.amounts)})
		}
		list = append(list, out)
	}
	return list
}
