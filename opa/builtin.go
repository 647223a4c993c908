package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"slices"
	"strconv"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/metrics"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/topdown/builtins"
	"github.com/open-policy-agent/opa/v1/topdown/cache"
)

// evaluation is what the built-ins of one evaluation share: its time, its
// random numbers and OPA's caches (two calls of uuid.rfc4122 with the same key
// give the same text within it, not beyond).
var evaluation = newEvaluation(evaluationRequest{})

type evaluationRequest struct {
	// NowNs is the time of the evaluation as nanoseconds since 1970, in decimals
	// because JSON numbers cannot hold it. Empty: the clock's time at its start.
	NowNs string `json:"nowNs,omitempty"`
	// Seed makes random built-ins repeat themselves.
	Seed *int64 `json:"seed,omitempty"`
	// Refused built-ins answer with an error, as those do that reach outside.
	Refused []string `json:"refused,omitempty"`
}

type evaluationState struct {
	context topdown.BuiltinContext
	refused []string
}

// evaluation starts a new one: the host calls it before each evaluation.
var _ = register("evaluation", func(c *call) (any, error) {
	var request evaluationRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	if _, err := request.now(); err != nil {
		return nil, err
	}
	evaluation = newEvaluation(request)
	return struct{}{}, nil
})

func (r evaluationRequest) now() (time.Time, error) {
	if r.NowNs == "" {
		return time.Now(), nil
	}
	nanoseconds, err := strconv.ParseInt(r.NowNs, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("nowNs: %w", err)
	}
	return time.Unix(0, nanoseconds), nil
}

func newEvaluation(request evaluationRequest) *evaluationState {
	now, err := request.now()
	if err != nil {
		now = time.Unix(0, 0)
	}
	seed := now.UnixNano()
	if request.Seed != nil {
		seed = *request.Seed
	}
	return &evaluationState{
		refused: request.Refused,
		context: topdown.BuiltinContext{
			Context:                     context.Background(),
			Metrics:                     metrics.New(),
			Seed:                        rand.New(rand.NewSource(seed)),
			Time:                        ast.NumberTerm(json.Number(strconv.FormatInt(now.UnixNano(), 10))),
			Cancel:                      topdown.NewCancel(),
			Cache:                       make(builtins.Cache),
			InterQueryBuiltinCache:      cache.NewInterQueryCache(nil),
			InterQueryBuiltinValueCache: cache.NewInterQueryValueCache(context.Background(), nil),
			NDBuiltinCache:              builtins.NDBCache{},
			Capabilities:                ast.CapabilitiesForThisVersion(),
		},
	}
}

// The first byte of a built-in's answer says what follows it.
const (
	builtinUndefined = 0 // nothing
	builtinValue     = 1 // the value's text
	builtinError     = 2 // a regoError as JSON: the caller decides whether that is undefined
)

// callBuiltin calls one built-in by OPA's own implementation. operands is the
// text of an array of its operands.
func callBuiltin(name string, operands []byte) (answer []byte) {
	defer func() {
		if cause := recover(); cause != nil {
			answer = builtinFailed("rego_panic", fmt.Sprintf("%s: %v", name, cause))
		}
	}()
	implementation := topdown.GetBuiltin(name)
	if implementation == nil {
		return builtinFailed("rego_builtin_missing", name+": no such built-in")
	}
	if slices.Contains(evaluation.refused, name) {
		return builtinFailed("rego_builtin_refused", name+": reaches outside the evaluation")
	}
	read, err := readValue(operands)
	if err != nil {
		return builtinFailed("rego_builtin_operands", name+": "+err.Error())
	}
	array, ok := read.(*ast.Array)
	if !ok {
		return builtinFailed("rego_builtin_operands", name+": operands are not an array")
	}
	terms := make([]*ast.Term, array.Len())
	for index := range terms {
		terms[index] = array.Elem(index)
	}
	answer = []byte{builtinUndefined}
	err = implementation(evaluation.context, terms, func(term *ast.Term) error {
		written, err := appendValue([]byte{builtinValue}, term.Value)
		if err == nil {
			answer = written
		}
		return err
	})
	if err == nil {
		return answer
	}
	var known *topdown.Error
	if errors.As(err, &known) {
		return builtinFailed(known.Code, known.Message)
	}
	return builtinFailed(topdown.BuiltinErr, err.Error())
}

func builtinFailed(code, message string) []byte {
	text, err := json.Marshal(regoError{Code: code, Message: message})
	if err != nil {
		text = []byte(`{}`)
	}
	return append([]byte{builtinError}, text...)
}

type valueRequest struct {
	language
	Term string `json:"term"`
}

// value evaluates a Rego term that needs no document (`{1, 2}`, `{x | …}`) and
// gives the text under which an evaluator reads it: for inputs that JSON cannot carry.
var _ = register("value", func(c *call) (any, error) {
	var request valueRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	term, err := ast.ParseTerm(request.Term)
	if err != nil {
		return nil, err
	}
	ground, err := evaluateTerm(term)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	written, err := appendValue(nil, ground)
	if err != nil {
		return nil, err
	}
	text.Write(written)
	return struct {
		Value int `json:"value"`
	}{c.attach(text.Bytes())}, nil
})
