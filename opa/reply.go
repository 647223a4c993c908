package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// reply is what every operation answers: a result, or the errors of the
// sources, or a problem that is not the sources' fault.
type reply struct {
	Result  any         `json:"result,omitempty"`
	Errors  []regoError `json:"errors,omitempty"`
	Problem *problem    `json:"problem,omitempty"`
}

type problem struct {
	// Kind is "usage" (the host asked for nonsense) or "panic" (OPA broke).
	Kind    string `json:"kind"`
	Message string `json:"message"`
	Stack   string `json:"stack,omitempty"`
}

// regoError is one error of OPA's, with its own code and text.
type regoError struct {
	Code    string   `json:"code"`
	Message string   `json:"message"`
	File    string   `json:"file"`
	Row     int      `json:"row"`
	Column  int      `json:"column"`
	Details []string `json:"details,omitempty"`
}

func encodeReply(r reply) []byte {
	text, err := json.Marshal(r)
	if err != nil {
		text, _ = json.Marshal(reply{Problem: &problem{Kind: "panic", Message: "answer is not JSON: " + err.Error()}})
	}
	return text
}

func panicked(cause any, stack []byte) reply {
	return reply{Problem: &problem{Kind: "panic", Message: fmt.Sprint(cause), Stack: string(stack)}}
}

func failed(err error) reply {
	if found := regoErrors(err); len(found) > 0 {
		return reply{Errors: found}
	}
	return reply{Problem: &problem{Kind: "usage", Message: err.Error()}}
}

// refusal is an error of ours about a source or a document: it has a code but
// OPA has no type for it.
type refusal struct {
	code    string
	file    string
	message string
}

func (r *refusal) Error() string { return r.message }

// regoErrors finds OPA's errors inside any wrapping; none means that the error
// is not about a source.
func regoErrors(err error) []regoError {
	var list ast.Errors
	var parser *ast.Error
	var unformatted *format.UnformattedError
	var evaluation *topdown.Error
	var ours *refusal
	switch {
	case errors.As(err, &list):
		found := make([]regoError, 0, len(list))
		for _, each := range list {
			found = append(found, fromAST(each))
		}
		return found
	case errors.As(err, &parser):
		return []regoError{fromAST(parser)}
	case errors.As(err, &evaluation):
		return []regoError{fromEvaluation(evaluation)}
	case errors.As(err, &unformatted):
		return []regoError{{Code: "rego_format_error", Message: unformatted.Error()}}
	case errors.As(err, &ours):
		return []regoError{{Code: ours.code, Message: ours.message, File: ours.file}}
	}
	return nil
}

func fromAST(err *ast.Error) regoError {
	found := regoError{Code: err.Code, Message: err.Message}
	if err.Location != nil {
		found.File, found.Row, found.Column = err.Location.File, err.Location.Row, err.Location.Col
	}
	if err.Details != nil {
		for _, line := range err.Details.Lines() {
			// A detail may itself hold several lines; the host gets plain lines.
			found.Details = append(found.Details, strings.Split(line, "\n")...)
		}
	}
	return found
}

func fromEvaluation(err *topdown.Error) regoError {
	found := regoError{Code: err.Code, Message: err.Message}
	if err.Location != nil {
		found.File, found.Row, found.Column = err.Location.File, err.Location.Row, err.Location.Col
	}
	for _, frame := range err.StackTrace {
		found.Details = append(found.Details, fmt.Sprint(frame))
	}
	return found
}
