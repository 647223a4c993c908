package main

import (
	"github.com/open-policy-agent/opa/v1/format"
)

type formatRequest struct {
	language
	Source source `json:"source"`
	// DropRedundantImports takes out `import rego.v1` and its like where the
	// version makes them needless.
	DropRedundantImports bool `json:"dropRedundantImports,omitempty"`
}

var _ = register("format", func(c *call) (any, error) {
	var request formatRequest
	if err := c.decode(&request); err != nil {
		return nil, err
	}
	options, err := request.parserOptions()
	if err != nil {
		return nil, err
	}
	if _, err := parseOne(request.Source, options); err != nil {
		return nil, err
	}
	text, err := format.SourceWithOpts(request.Source.Path, []byte(request.Source.Text), format.Opts{
		RegoVersion:                   options.RegoVersion,
		ParserOptions:                 &options,
		Capabilities:                  options.Capabilities,
		DropRedundantDirectiveImports: request.DropRedundantImports,
	})
	if err != nil {
		return nil, err
	}
	return struct {
		Text string `json:"text"`
	}{string(text)}, nil
})
