// Package oracle asks the autoscaler of Kubernetes itself. It draws random rounds from a seed, runs them through the
// real controller on a simulated clock and writes the cases with the answers as a JSON array, one sequence per line.
package oracle

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"k8s.io/klog/v2"
)

var (
	out       = flag.String("cases", "", "file to write, one sequence of rounds per line")
	sequences = flag.Int("sequences", 100, "how many sequences")
	longest   = flag.Int("rounds", 12, "most rounds of one sequence")
	firstSeed = flag.Uint64("seed", 1, "seed of the first sequence; the others count on")
	smallest  = flag.Bool("small", false, "keep only sequences of few bytes that show something rare")
)

func TestCases(t *testing.T) {
	if *out == "" {
		t.Skip("no -cases file given")
	}
	klog.LogToStderr(false)
	klog.SetOutput(io.Discard)
	file, err := os.Create(*out)
	if err != nil {
		t.Fatal(err)
	}
	writer := bufio.NewWriter(file)
	separator := "[\n"
	kept := variety{}
	for seed, written := *firstSeed, 0; written < *sequences; seed++ {
		var s sequence
		synctest.Test(t, func(t *testing.T) { s = answered(t, seed) })
		line, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if *smallest && (len(line) > 6000 || !kept.adds(s)) {
			continue
		}
		written++
		if _, err := writer.WriteString(separator + string(line)); err != nil {
			t.Fatal(err)
		}
		separator = ",\n"
	}
	if _, err := writer.WriteString("\n]\n"); err != nil {
		t.Fatal(err)
	}
	if err := writer.Flush(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
}

// answered draws one sequence and runs it; the bubble's clock moves only when it sleeps.
func answered(t *testing.T, seed uint64) sequence {
	if !time.Now().Equal(base) {
		t.Fatalf("the simulated clock starts at %v, expected %v", time.Now(), base)
	}
	draw, s := newRandomRounds(seed)
	setGates(s.Gates)
	k := newCluster(s.Spec, s.Config, s.Zeroed)
	replicas := int32(-1)
	for range draw.between(1, *longest) {
		r := draw.next(replicas)
		if late := time.Until(r.At.instant()); late > 0 {
			time.Sleep(late)
		} else {
			// The last write took longer than the pause: the round begins when it can.
			r.At = millis(time.Since(base).Milliseconds())
			draw.at = r.At
		}
		r.Answer = k.run(r)
		s.Rounds = append(s.Rounds, r)
		replicas = r.Answer.replicas
	}
	return s
}

// variety counts what the kept sequences show.
type variety map[string]int

// adds tells whether a sequence shows something that few others did, and counts it if so.
func (v variety) adds(s sequence) bool {
	const enough = 5
	shown := map[string]bool{}
	for _, r := range s.Rounds {
		shown[r.Answer.errorCode] = true
		shown[r.Answer.rescaleReason] = true
		for _, c := range r.Answer.conditions {
			shown[fmt.Sprint(c.([]any)[:3]...)+fmt.Sprint(s.Spec.Behavior != nil)] = true
		}
	}
	for _, m := range s.Spec.Metrics {
		shown[fmt.Sprint(m.Type, m.Name, m.Target.AverageValueMilli == nil)] = true
	}
	rare := false
	for one := range shown {
		rare = rare || v[one] < enough
	}
	if rare && !s.Zeroed {
		for one := range shown {
			v[one]++
		}
	}
	return rare && !s.Zeroed
}
