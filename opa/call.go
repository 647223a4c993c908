package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// call is one request of the host and what is to go back with its answer.
type call struct {
	header      []byte
	attachments [][]byte
	// out holds the attachments of the answer.
	out [][]byte
	// progress tells the host something while the operation is still running.
	progress func(message any)
}

// operation answers one kind of call. The result becomes JSON; an error of
// OPA's becomes a list of errors with places, anything else a usage problem.
type operation func(*call) (any, error)

var operations = map[string]operation{}

// An operation registers itself from its own file, so that a file is the whole
// of an operation.
func register(name string, run operation) struct{} {
	operations[name] = run
	return struct{}{}
}

// decode reads the header. A field that the operation does not know is a
// mistake of the host's and not something to pass over.
func (c *call) decode(into any) error {
	decoder := json.NewDecoder(bytes.NewReader(c.header))
	decoder.DisallowUnknownFields()
	decoder.UseNumber()
	if err := decoder.Decode(into); err != nil {
		return fmt.Errorf("header: %w", err)
	}
	return nil
}

// attach adds bytes to the answer and gives the index under which the host finds them.
func (c *call) attach(bytes []byte) int {
	c.out = append(c.out, bytes)
	return len(c.out) - 1
}

// attachment is the index'th attachment of the request; nil where the index is absent.
func (c *call) attachment(index *int) ([]byte, error) {
	if index == nil {
		return nil, nil
	}
	if *index < 0 || *index >= len(c.attachments) {
		return nil, fmt.Errorf("attachment %d does not exist", *index)
	}
	return c.attachments[*index], nil
}

func names() []string {
	return slices.Sorted(maps.Keys(operations))
}
