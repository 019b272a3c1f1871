package oracle

import "math/rand/v2"

// dice draws the parts of a case. Values come from short lists on purpose: equal instants, ratios right on a
// tolerance and events right on the end of a period are where implementations part.
type dice struct{ *rand.Rand }

func (d dice) chance(share float64) bool { return d.Float64() < share }

func oneOf[T any](d dice, values ...T) T { return values[d.IntN(len(values))] }

func (d dice) between(least, most int) int { return least + d.IntN(most-least+1) }

func ref[T any](value T) *T { return &value }

// optional is nil in the given share of draws.
func optional[T any](d dice, missing float64, draw func() T) *T {
	if d.chance(missing) {
		return nil
	}
	return ref(draw())
}

func (d dice) config() config {
	c := config{0.1, 300, 300, 30, 2, 4}
	if d.chance(0.4) {
		c.Tolerance = oneOf(d, 0, 0.05, 0.1, 0.18, 0.2, 0.36, 0.5)
		c.Window = oneOf(d, 0.0, 15, 60, 90.5, 300)
		c.CPUInitialization = oneOf(d, 0.0, 60, 120, 300)
		c.InitialDelay = oneOf(d, 0.0, 10, 30)
	}
	if d.chance(0.1) {
		c.LegacyFactor, c.LegacyMinimum = oneOf(d, 1.5, 8), oneOf(d, 1.0, 4)
	}
	return c
}

func (d dice) spec(shape shape) spec {
	s := spec{Metrics: []metric{}}
	if !d.chance(0.1) {
		s.MinReplicas = ref(int32(oneOf(d, 0, 1, 1, 2, 3, 5)))
	}
	s.MaxReplicas = int32(max(1, d.between(0, 12)))
	if s.MinReplicas != nil {
		s.MaxReplicas = max(1, *s.MinReplicas+int32(d.between(0, 12)))
	}
	if d.chance(0.1) {
		s.MaxReplicas += 100
	}
	for range oneOf(d, 0, 1, 1, 1, 1, 1, 2, 2, 3) {
		s.Metrics = append(s.Metrics, d.metric(shape))
	}
	if d.chance(0.6) {
		s.Behavior = &behavior{ScaleUp: d.rules(), ScaleDown: d.rules()}
	}
	return s
}

func (d dice) metric(shape shape) metric {
	m := metric{Type: "Resource", Name: "cpu"}
	if d.chance(0.2) {
		m.Name = "memory"
	}
	if d.chance(0.03) {
		m.Name = "x.io/disk"
	}
	if d.chance(0.2) {
		m.Type, m.Container = "ContainerResource", oneOf(d, "app", "app", "side", "none")
	}
	percent := func() int32 { return oneOf[int32](d, 1, 30, 50, 60, 60, 80, 100, 120, 200, int32(d.between(1, 150))) }
	amount := func() int64 { return oneOf(d, 1, 50, 60, 100, int64(d.between(1, 300))) * shape.unit(m.Name) }
	switch {
	case d.chance(0.02):
	case d.chance(0.02):
		m.Target = target{ref(percent()), ref(amount())}
	case d.chance(0.25):
		m.Target = target{AverageValueMilli: ref(amount())}
	default:
		m.Target = target{AverageUtilization: ref(percent())}
	}
	return m
}

func (d dice) rules() *rules {
	if d.chance(0.15) {
		return nil
	}
	r := &rules{}
	if d.chance(0.6) {
		r.Window = ref(oneOf[int32](d, 0, 0, 0, 15, 30, 60, 300, 3600))
	}
	if d.chance(0.5) {
		r.SelectPolicy = oneOf(d, "Max", "Max", "Min", "Min", "Disabled")
	}
	if d.chance(0.8) {
		for range d.between(1, 3) {
			p := policy{oneOf(d, "Pods", "Percent"), int32(oneOf(d, 1, 2, 4, 10, 20, 50, 80, 90, 100, 200, d.between(1, 150))), oneOf[int32](d, 1, 15, 15, 30, 60, 1800)}
			if d.chance(0.01) {
				p.Value = 2147483647
			}
			r.Policies = append(r.Policies, p)
		}
	}
	if d.chance(0.3) {
		r.Tolerance = oneOf[any](d, "0", "50m", "0.05", "0.1", "0.18", "0.3", "300m", "0.35", "0.57", "1", 0.05, 0.3, 0.35, 0.57, 0.6, 0.123456, "123456789n", "0.0123456789")
	}
	return r
}

// shape is what the rounds of one sequence have in common.
type shape struct {
	// trouble is the share of pods that something is the matter with.
	trouble float64
	// alike: all pods use the same amount, so that ratios come out round.
	alike bool
	// huge amounts reach the ends of 32 and 64 bits; each alone still fits a double.
	huge bool
	side bool
	// zeroed: as the sequence says.
	zeroed bool
	// percent of its request that a pod uses, in the first round.
	load int
}

func (d dice) shape() shape {
	return shape{
		trouble: oneOf(d, 0, 0, 0.1, 0.3, 0.6),
		alike:   d.chance(0.6),
		huge:    d.chance(0.02),
		side:    d.chance(0.25),
		load:    d.between(1, 150),
	}
}

func (s shape) unit(resource string) int64 {
	if s.huge {
		return 3_000_000_000_000
	}
	if resource == "memory" {
		return 1 << 20 * 1000
	}
	return 1
}
