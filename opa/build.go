package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/util"
)

// buildRequest has the options of `opa build` that do not concern files.
type buildRequest struct {
	language
	Sources     []source `json:"sources"`
	Entrypoints []string `json:"entrypoints,omitempty"`
	// AnnotatedEntrypoints adds those that METADATA marks `entrypoint: true`.
	AnnotatedEntrypoints bool           `json:"annotatedEntrypoints,omitempty"`
	Target               string         `json:"target,omitempty"`
	Optimization         int            `json:"optimization,omitempty"`
	PruneUnused          bool           `json:"pruneUnused,omitempty"`
	Roots                []string       `json:"roots,omitempty"`
	Revision             string         `json:"revision,omitempty"`
	Metadata             map[string]any `json:"metadata,omitempty"`
	// Data is the index of the attachment with the base documents, JSON or YAML.
	Data *int `json:"data,omitempty"`

	data map[string]any
}

type buildResult struct {
	Bundle   int             `json:"bundle"`
	Manifest bundle.Manifest `json:"manifest"`
}

var _ = register("build", func(c *call) (any, error) {
	var request buildRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	if request.Target == "" {
		request.Target = compile.TargetRego
	}
	data, err := c.documents(request.Data)
	if err != nil {
		return nil, err
	}
	request.data = data
	options, err := request.parserOptions()
	if err != nil {
		return nil, err
	}
	modules, err := parse(request.Sources, options)
	if err != nil {
		return nil, err
	}
	built, err := buildBundle(request, request.Sources, modules, options)
	if err != nil {
		return nil, err
	}
	var archive bytes.Buffer
	if err := bundle.NewWriter(&archive).Write(*built); err != nil {
		return nil, err
	}
	return buildResult{c.attach(archive.Bytes()), built.Manifest}, nil
})

// documents reads base documents; no attachment is an empty `data`.
func (c *call) documents(index *int) (map[string]any, error) {
	bytes, err := c.attachment(index)
	if err != nil || bytes == nil {
		return map[string]any{}, err
	}
	var data map[string]any
	if err := util.Unmarshal(bytes, &data); err != nil {
		return nil, &refusal{code: "rego_data_error", message: err.Error()}
	}
	if data == nil {
		return nil, &refusal{code: "rego_data_error", message: "data is not an object"}
	}
	return data, nil
}

type unmarshalRequest struct{}

// unmarshal turns YAML or JSON into JSON as OPA reads it, numbers kept as they
// are written.
var _ = register("unmarshal", func(c *call) (any, error) {
	var request unmarshalRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	first := 0
	bytes, err := c.attachment(&first)
	if err != nil {
		return nil, err
	}
	var value any
	if err := util.Unmarshal(bytes, &value); err != nil {
		return nil, &refusal{code: "rego_data_error", message: err.Error()}
	}
	text, err := json.Marshal(value)
	if err != nil {
		return nil, fmt.Errorf("document has no JSON: %w", err)
	}
	return struct {
		JSON int `json:"json"`
	}{c.attach(text)}, nil
})
