package oracle

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// randomRounds draws a spec and lets rounds follow one another; the controller's answer to one is usually the size
// that the next one starts from.
type randomRounds struct {
	dice
	shape shape
	spec  spec
	// resources that a metric asks for; amounts of others would only fill the file.
	resources []string
	at        millis
	born      int
	pods      []pod
}

func newRandomRounds(seed uint64) (*randomRounds, sequence) {
	d := dice{rand.New(rand.NewPCG(seed, 20))}
	s := d.shape()
	g := &randomRounds{dice: d, shape: s, spec: d.spec(s), pods: []pod{}}
	for _, name := range []string{"cpu", "memory", "x.io/disk"} {
		named := func(m metric) bool { return m.Name == name }
		if slices.ContainsFunc(g.spec.Metrics, named) || name == "cpu" && len(g.spec.Metrics) == 0 {
			g.resources = append(g.resources, name)
		}
	}
	gates := [3]bool{d.chance(0.5), d.chance(0.85), d.chance(0.3)}
	s.zeroed = d.chance(0.05)
	g.shape = s
	return g, sequence{Spec: g.spec, Config: d.config(), Gates: gates, Zeroed: s.zeroed}
}

// next draws a round. `replicas` is what the last one left, negative before the first.
func (g *randomRounds) next(replicas int32) round {
	if replicas >= 0 {
		g.at += oneOf[millis](g.dice, 15_000, 15_000, 15_000, 15_031, 1_000, 7_250, 30_000, 60_000, 285_000, 300_000, 1)
	}
	if replicas < 0 || g.chance(0.1) {
		replicas = int32(g.between(0, int(min(g.spec.MaxReplicas, 14))+1))
		if g.shape.zeroed {
			replicas = 0
		} else if g.chance(0.9) {
			replicas = max(1, replicas)
		}
	}
	g.follow(int(replicas))
	r := round{At: g.at, Current: replicas, Pods: g.pods, Samples: g.samples()}
	if g.chance(0.03) {
		r.Fault = oneOf(g.dice, "get", "update", "update", "no-selector", "bad-selector", "ambiguous")
		if r.Fault == "ambiguous" && len(g.pods) == 0 {
			r.Fault = "" // two autoscalers can only meet over a pod
		}
	}
	if g.chance(0.1) {
		r.WriteFor = oneOf[millis](g.dice, 1, 40, 1_000)
	}
	return r
}

// follow lets the pods come near the size asked for, as a cluster would with some delay.
func (g *randomRounds) follow(replicas int) {
	most := min(replicas, 24)
	if g.shape.zeroed && g.chance(0.5) {
		most = max(most, 2) // pods of the selector that the target does not count
	}
	if g.chance(g.shape.trouble / 2) {
		most = max(0, most+g.between(-2, 2))
	}
	for len(g.pods) < most {
		g.pods = append(g.pods, g.pod(g.born < replicas && g.at == 0))
		g.born++
	}
	g.pods = slices.Clone(g.pods[:most])
	for i := range g.pods {
		if g.chance(g.shape.trouble / 3) {
			g.pods[i] = g.troubled(g.pods[i])
		} else if r := g.pods[i].ready; r != nil && r.status == "False" && g.chance(0.5) {
			g.pods[i].ready = &readiness{"True", ref(g.at - oneOf[millis](g.dice, 0, 1_000, 14_000, 15_000))}
		}
	}
}

func (g *randomRounds) pod(old bool) pod {
	p := pod{name: fmt.Sprintf("p%d", g.born), phase: "Running", containers: []container{{"app", g.requests()}}}
	age := oneOf[millis](g.dice, 0, 1_000, 10_000, 15_000)
	if old && !g.chance(0.2) {
		age = oneOf[millis](g.dice, 120_000, 285_000, 300_000, 300_001, 3_600_000)
	}
	p.start = ref(g.at - age)
	p.ready = &readiness{"False", ref(g.at - age)}
	if old || g.chance(0.3) {
		p.ready = &readiness{"True", ref(g.at - age + min(age, oneOf[millis](g.dice, 1_000, 5_000, 10_000, 30_000, 90_000)))}
	}
	if g.shape.side {
		if g.chance(0.5) {
			p.containers = append(p.containers, container{"side", g.requests()})
		} else {
			p.inits = append(p.inits, initContainer{container{"side", g.requests()}, true})
		}
	}
	if g.chance(0.05) {
		p.inits = append(p.inits, initContainer{container{"init", g.requests()}, g.chance(0.3)})
	}
	if g.chance(0.05) {
		p.requests = oneOf(g.dice, milli{"cpu": 300 * g.shape.unit("cpu")}, milli{"memory": 500 * g.shape.unit("memory")}, milli{})
		if g.chance(0.5) {
			p.overhead = milli{"cpu": 50}
		}
	}
	return p
}

func (g *randomRounds) requests() milli {
	if g.chance(g.shape.trouble / 40) {
		return milli{}
	}
	cpu := int64(100)
	if !g.shape.alike {
		cpu = oneOf[int64](g.dice, 0, 50, 100, 100, 200, 250, int64(g.between(1, 400)))
	}
	requests := milli{}
	for _, name := range g.resources {
		switch name {
		case "cpu":
			requests[name] = cpu * g.shape.unit(name)
		case "memory":
			requests[name] = 100 * g.shape.unit(name)
		default:
			if g.chance(0.5) {
				requests[name] = 10_000
			}
		}
	}
	return requests
}

func (g *randomRounds) troubled(p pod) pod {
	ago := func() *millis {
		return ref(g.at - oneOf[millis](g.dice, 0, 1_000, 15_000, 30_000, 270_000, 300_000, 600_000))
	}
	switch g.IntN(7) {
	case 0:
		p.phase = oneOf(g.dice, "Pending", "Failed", "Succeeded", "Unknown")
	case 1:
		p.deleted = true
	case 2:
		p.start = optional(g.dice, 0.3, func() millis { return *ago() })
	case 3:
		p.ready = optional(g.dice, 0.2, func() readiness { return readiness{oneOf(g.dice, "True", "False", "Unknown"), ago()} })
	case 4:
		p.ready = &readiness{oneOf(g.dice, "True", "False"), nil}
	case 5:
		if p.start != nil {
			near := *p.start + oneOf[millis](g.dice, 9_000, 10_000, 29_000, 29_999, 30_000, 31_000)
			p.ready = &readiness{"False", &near}
		}
	default:
		p.phase, p.deleted = "Running", false
	}
	return p
}

func (g *randomRounds) samples() []sample {
	samples := []sample{}
	if g.chance(0.02) {
		return samples
	}
	load := g.load()
	age := oneOf[millis](g.dice, 0, 1_000, 10_000, 15_000)
	for _, p := range g.pods {
		if g.chance(g.shape.trouble/3) || p.phase == "Pending" && g.chance(0.7) {
			continue
		}
		one := sample{pod: p.name, timestamp: g.at - age, window: oneOf[millis](g.dice, 15_000, 15_000, 10_000, 14_500)}
		for _, c := range p.containers {
			one.containers = append(one.containers, container{c.name, g.use(c.amounts, load)})
		}
		for _, c := range p.inits {
			if c.restartable {
				one.containers = append(one.containers, container{c.name, g.use(c.amounts, load)})
			}
		}
		if g.chance(g.shape.trouble / 20) {
			one.containers = []container{}
		}
		samples = append(samples, one)
	}
	for g.chance(g.shape.trouble / 4) {
		stray := container{"app", g.use(milli{}, load)}
		samples = append(samples, sample{fmt.Sprintf("s%d", len(samples)), g.at - age, 15_000, []container{stray}})
	}
	return samples
}

// load is the percent of its request that a pod uses: often one that puts a ratio right on a bound.
func (g *randomRounds) load() int {
	if g.chance(0.7) {
		for _, m := range g.spec.Metrics {
			if m.Target.AverageUtilization != nil {
				per := oneOf(g.dice, 10, 50, 80, 82, 89, 90, 91, 95, 99, 100, 101, 105, 109, 110, 111, 118, 120, 136, 150, 200, 300, 1000)
				return int(*m.Target.AverageUtilization) * per / 100
			}
		}
	}
	if g.chance(0.3) {
		g.shape.load = g.between(0, 400)
	}
	return g.shape.load
}

func (g *randomRounds) use(requests milli, load int) milli {
	use := milli{}
	for _, name := range g.resources {
		if name == "x.io/disk" && g.chance(0.5) || g.chance(g.shape.trouble/40) {
			continue
		}
		request, known := requests[name]
		if !known {
			request = 100 * g.shape.unit(name)
		}
		use[name] = request * int64(load) / 100
		if !g.shape.alike {
			use[name] = max(0, use[name]+g.Int64N(request/3+2)-request/6)
		}
	}
	return use
}
