module peakproof.example/pause

go 1.24.0
