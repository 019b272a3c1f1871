package oracle

import (
	"encoding/json"
	"math"
	"time"
)

// The types of one case file; the TypeScript side reads them back in case-file.ts. Instants are seconds after `base`.

// base is where a synctest bubble begins.
var base = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

type milli = map[string]int64

type target struct {
	AverageUtilization *int32 `json:"averageUtilization"`
	AverageValueMilli  *int64 `json:"averageValueMilli"`
}

type metric struct {
	Type      string `json:"type"`
	Name      string `json:"name"`
	Container string `json:"container,omitempty"`
	Target    target `json:"target"`
}

type policy struct {
	Type          string `json:"type"`
	Value         int32  `json:"value"`
	PeriodSeconds int32  `json:"periodSeconds"`
}

type rules struct {
	Window       *int32   `json:"stabilizationWindowSeconds,omitempty"`
	SelectPolicy string   `json:"selectPolicy,omitempty"`
	Policies     []policy `json:"policies,omitempty"`
	// A string is handed to the controller as it is, a number the way the API server would store it.
	Tolerance any `json:"tolerance,omitempty"`
}

type behavior struct {
	ScaleUp   *rules `json:"scaleUp,omitempty"`
	ScaleDown *rules `json:"scaleDown,omitempty"`
}

type spec struct {
	MinReplicas *int32    `json:"minReplicas"`
	MaxReplicas int32     `json:"maxReplicas"`
	Metrics     []metric  `json:"metrics"`
	Behavior    *behavior `json:"behavior"`
}

type config struct {
	Tolerance, Window, CPUInitialization, InitialDelay float64
	LegacyFactor, LegacyMinimum                        float64
}

func (c config) MarshalJSON() ([]byte, error) {
	return json.Marshal([]float64{
		c.Tolerance, c.Window, c.CPUInitialization, c.InitialDelay, c.LegacyFactor, c.LegacyMinimum,
	})
}

// millis is an instant or a length in milliseconds, written as seconds.
type millis int64

func (m millis) MarshalJSON() ([]byte, error) { return json.Marshal(float64(m) / 1000) }
func (m millis) duration() time.Duration      { return time.Duration(m) * time.Millisecond }
func (m millis) instant() time.Time           { return base.Add(m.duration()) }

type container struct {
	name    string
	amounts milli
}

func (c container) MarshalJSON() ([]byte, error) { return json.Marshal([]any{c.name, c.amounts}) }

type initContainer struct {
	container
	restartable bool
}

func (c initContainer) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{c.name, c.amounts, c.restartable})
}

type readiness struct {
	status     string
	transition *millis
}

func (r readiness) MarshalJSON() ([]byte, error) { return json.Marshal([]any{r.status, r.transition}) }

type pod struct {
	name       string
	phase      string
	deleted    bool
	start      *millis
	ready      *readiness
	containers []container
	inits      []initContainer
	requests   milli
	overhead   milli
}

func (p pod) MarshalJSON() ([]byte, error) {
	fields := []any{p.name, p.phase, p.deleted, p.start, p.ready, p.containers}
	if p.inits != nil || p.requests != nil || p.overhead != nil {
		fields = append(fields, p.inits, p.requests, p.overhead)
	}
	return json.Marshal(fields)
}

type sample struct {
	pod        string
	timestamp  millis
	window     millis
	containers []container
}

func (s sample) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{s.pod, s.timestamp, s.window, s.containers})
}

type round struct {
	At       millis   `json:"at"`
	Current  int32    `json:"current"`
	Pods     []pod    `json:"pods"`
	Samples  []sample `json:"samples"`
	Fault    string   `json:"fault,omitempty"`
	WriteFor millis   `json:"writeFor,omitempty"`
	Answer   answer   `json:"answer"`
}

type sequence struct {
	Spec   spec    `json:"spec"`
	Config config  `json:"config"`
	Gates  [3]bool `json:"gates"`
	// Zeroed starts the autoscaler with the memory of having brought the target to zero (1.36).
	Zeroed bool    `json:"zeroed,omitempty"`
	Rounds []round `json:"rounds"`
}

// answer is what upstream made of a round.
type answer struct {
	replicas      int32
	statusDesired int32
	rescaleReason string
	errorCode     string
	conditions    []any
	metrics       []any
	recommended   []any
	up, down      []any
}

func (a answer) MarshalJSON() ([]byte, error) {
	return json.Marshal([]any{
		a.replicas, a.statusDesired, a.rescaleReason, a.errorCode, a.conditions, a.metrics, a.recommended, a.up, a.down,
	})
}

func sinceBase(at time.Time) float64 {
	return math.Round(float64(at.Sub(base))/1e3) / 1e6
}
