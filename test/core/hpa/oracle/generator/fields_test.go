package oracle

import (
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	v1 "k8s.io/api/core/v1"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
)

// What older releases do not have; a build for one of them leaves these empty.

func setTolerance(r *autoscalingv2.HPAScalingRules, value any) {
	r.Tolerance = toleranceQuantity(value)
}

func setPodRequests(p *v1.Pod, list v1.ResourceList) {
	p.Spec.Resources = &v1.ResourceRequirements{Requests: list}
}

func setGates(gates [3]bool) {
	wanted := map[string]bool{
		"HPAConfigurableTolerance": gates[0],
		"PodLevelResources":        gates[1],
		"HPAScaleToZero":           gates[2],
	}
	// It needs PodLevelResources, from the release on that knows it.
	const dependent = "InPlacePodLevelResourcesVerticalScaling"
	if _, known := utilfeature.DefaultMutableFeatureGate.GetAll()[dependent]; known {
		wanted[dependent] = false
	}
	if err := utilfeature.DefaultMutableFeatureGate.SetFromMap(wanted); err != nil {
		panic(err)
	}
}
