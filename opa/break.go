package main

import (
	"fmt"
	"os"
)

type breakRequest struct {
	// How is "panic", "exit", "memory", "stack", "wait" or "loop".
	How string `json:"how"`
}

var broken [][]byte

// break fails on purpose, so that the host's tests meet what Go really does
// then, and not an imitation.
var _ = register("break", func(c *call) (any, error) {
	var request breakRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	switch request.How {
	case "panic":
		panic("broken on purpose")
	case "exit":
		fmt.Fprintln(os.Stderr, "about to exit")
		os.Exit(3)
	case "memory":
		for {
			broken = append(broken, make([]byte, 64<<20))
		}
	case "stack":
		return recurse(0), nil
	case "wait":
		<-make(chan struct{})
	case "loop":
		for {
			broken = nil
		}
	}
	return nil, fmt.Errorf("unknown way to break: %q", request.How)
})

func recurse(depth int) int {
	return recurse(depth+1) + depth
}
